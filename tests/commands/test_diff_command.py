"""`homeward diff` as an editor and the workflow run it, over a real git repository."""

import json
import os
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from app.cli import main
from app.evidence.diff.change import Change
from app.evidence.diff.diff_report import MOST_CHARACTERS, DiffReport, as_markdown, escape_markdown
from tests.commands.test_cli import HOMEWARD
from tests.conftest import ROOT

WHO = {
    f"GIT_{role}_{what}": "editor@example.org"
    for role in ("AUTHOR", "COMMITTER")
    for what in ("NAME", "EMAIL")
}
QUIET = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
Run = Callable[..., Result]


def git(repository: Path, *words: str) -> str:
    answer = subprocess.run(
        ["git", "-C", str(repository), *words],
        env={**os.environ, **WHO, **QUIET},
        capture_output=True,
        text=True,
        check=True,
    )
    return answer.stdout.strip()


def commit(repository: Path, message: str) -> str:
    git(repository, "add", "--all")
    git(repository, "commit", "--quiet", "--message", message)
    return git(repository, "rev-parse", "HEAD")


@pytest.fixture
def repository(content: Path) -> Path:
    """A repository in which the content folder is not the root; its first commit is the shipped content."""
    git(content.parent, "init", "--quiet", "--initial-branch", "main")
    commit(content.parent, "The registry")
    return content.parent


@pytest.fixture
def diff(content: Path) -> Run:
    return lambda *words, **more: CliRunner().invoke(
        main, ["diff", *words], env={"HOMEWARD_CONTENT": str(content), **QUIET, **more}
    )


def edit(content: Path, slug: str, *pairs: tuple[str, str]) -> Path:
    entry = content / "programs" / f"{slug}.md"
    text = entry.read_text("utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    entry.write_text(text, "utf-8")
    return entry


@pytest.mark.usefixtures("repository")
def test_nothing_changed(diff: Run) -> None:
    result = diff("main")
    assert result.exit_code == 0
    said = "to the files as they are now, nothing changed in what the registry says."
    assert re.fullmatch(rf"From main \([0-9a-f]{{7}}\) {said}\n", result.output)


def test_a_pull_request_is_told_in_text_markdown_and_json(repository: Path, content: Path, diff: Run) -> None:
    source = "source: https://example.org/keep, seen: 2026-11-20, copy: live"
    rating = f"      - {{level: 2, by: CEBC, as_of: 2026-10, {source}}}\n"
    edit(content, "keep", ("    ratings:\n", f"    ratings:\n{rating}"))
    edit(content, "intercept", ("\nsummary:", "\nformer_slugs: [intercept]\nsummary:")).rename(
        content / "programs" / "intercept-in-home.md"
    )
    commit(repository, "A rating and an address")
    text = diff("HEAD~1", "HEAD")
    assert text.exit_code == 0, text.output
    assert (
        "most important first: 1 published rating; 1 program that came, went or was renamed." in text.output
    )
    raised, moved = (
        text.output.index("CEBC raised its rating of KEEP"),
        text.output.index("The address of Intercept changed"),
    )
    assert raised < moved

    markdown = diff("main~1", "--format", "markdown").output
    assert markdown.startswith("## What this change does to the registry\n")
    assert "\n### Published ratings\n\n- CEBC raised its rating of KEEP " in markdown
    assert "on the live page (<https://example.org/keep>)." in markdown

    found = json.loads(diff("main~1", "main", "--format", "json").output)
    assert [(change["kind"], change["program"]) for change in found["changes"]] == [
        ("rating-changed", "keep"),
        ("program-moved", "intercept-in-home"),
    ]
    assert found["changes"][0]["rank"] < found["changes"][1]["rank"]
    assert found["not_compared"] == []


@pytest.mark.usefixtures("repository")
def test_strict_refuses_what_loses_history_and_says_what_to_write(content: Path, diff: Run) -> None:
    edit(content, "keep", ("- level: 3\n", "- level: 2\n"))
    assert diff("main").exit_code == 0
    strict = diff("main", "--strict")
    assert strict.exit_code == 1
    assert "TO PUT RIGHT BEFORE THIS IS MERGED" in strict.output
    assert "What to do: Put the new rating on top as a line of its own" in strict.output


def test_errors_on_either_side_are_named_and_the_rest_is_compared(
    repository: Path, content: Path, diff: Run
) -> None:
    edit(content, "keep-safe", ("status: active", "status: activ"))
    commit(repository, "A mistake")
    edit(content, "keep-safe", ("status: activ", "status: active"))
    edit(content, "keep", ("- level: 3\n", "- level: 7\n"))
    edit(
        content,
        "intercept",
        ("status: active", "status: retired\nretired: {date: 2026-11-20, reason: It ended}"),
    )
    result = diff("main")
    assert result.exit_code == 0
    assert "Intercept is retired as of 20 November 2026: It ended." in result.output
    assert "- programs/keep-safe.md in main (" in result.output
    assert re.search(r"- programs/keep.md in the files as they are now has 1 error, the first in line \d+", result.output)
    assert "“7” is not one of: 1, 2, 3, 4, 5, nr" in result.output
    assert "/programs/keep" not in result.output


def test_an_unknown_revision_has_a_remedy(repository: Path, diff: Run) -> None:
    assert repository.exists()
    for revision, remedy in (
        ("mian", "git log --oneline"),
        ("origin/main", "git fetch origin"),
        ("main..HEAD", "homeward diff main HEAD"),
        ("--output=x", "No such option"),
    ):
        result = diff(revision)
        assert result.exit_code == 2
        assert remedy in result.output


def test_outside_a_repository(diff: Run) -> None:
    result = diff("main")
    assert result.exit_code == 2
    assert "is not in a git repository" in result.output


def in_environment_of_a_hook(content: Path) -> dict[str, str]:
    """What git gives to a hook of another repository, or of this one with another index."""
    other = content.parent.parent / "other"
    other.mkdir(exist_ok=True)
    git(other, "init", "--quiet")
    return {
        "GIT_DIR": str(other / ".git"),
        "GIT_WORK_TREE": str(other),
        "GIT_INDEX_FILE": str(other / "index"),
        "GIT_PREFIX": "",
    }


def test_c5_the_repository_is_that_of_the_content(repository: Path, content: Path, diff: Run) -> None:
    edit(
        content,
        "keep",
        ("status: active", "status: retired\nretired: {date: 2026-11-22, reason: Over., successor: null}"),
    )
    plain = diff("HEAD").output
    assert "KEEP" in plain
    assert diff("HEAD", **in_environment_of_a_hook(content)).output == plain
    assert diff("HEAD", GIT_DIR=git(repository, "rev-parse", "--absolute-git-dir")).output == plain
    assert (
        diff("HEAD", GIT_DIR=".git", GIT_WORK_TREE=".", GIT_COMMON_DIR="/nowhere", GIT_NAMESPACE="x").output
        == plain
    )
    assert (
        diff("HEAD", GIT_CEILING_DIRECTORIES=str(repository), GIT_OBJECT_DIRECTORY="/nowhere").output == plain
    )


def test_c5_check_of_addresses_too(repository: Path, content: Path) -> None:
    (content / "programs" / "keep.md").rename(content / "programs" / "keep-anew.md")
    environment = {"HOMEWARD_CONTENT": str(content), **QUIET}
    plain = CliRunner().invoke(main, ["check", "--base", "HEAD"], env=environment)
    assert plain.exit_code == 1
    hooked = CliRunner().invoke(
        main, ["check", "--base", "HEAD"], env={**environment, **in_environment_of_a_hook(content)}
    )
    assert (hooked.exit_code, hooked.output) == (1, plain.output)


def test_c5_a_repository_that_says_it_is_bare(repository: Path, diff: Run) -> None:
    plain = diff("HEAD").output
    git(repository, "config", "core.bare", "true")
    assert diff("HEAD").output == plain


def test_c5_a_hook_in_a_linked_work_tree(repository: Path, tmp_path: Path) -> None:
    linked, said = tmp_path / "linked", tmp_path / "said"
    git(repository, "worktree", "add", "--quiet", str(linked))
    hook = repository / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(
        f"#!/bin/sh\nHOMEWARD_CONTENT=content PYTHONPATH={ROOT} {HOMEWARD} diff HEAD > {said}\n", "utf-8"
    )
    hook.chmod(0o755)
    edit(
        linked / "content",
        "keep",
        ("status: active", "status: retired\nretired: {date: 2026-11-22, reason: Over., successor: null}"),
    )
    commit(linked, "Retire")
    assert "KEEP" in said.read_text("utf-8")


def test_c5_what_git_says_is_read_in_any_language(content: Path, diff: Run) -> None:
    answer = diff("HEAD", LC_ALL="de_DE.UTF-8", LANGUAGE="de")
    assert "is not in a git repository" in answer.output


def test_without_git(repository: Path, diff: Run) -> None:
    result = diff("main", PATH=str(repository))
    assert result.exit_code == 2
    assert "git was not found. Install it" in result.output


def test_a_revision_without_content(repository: Path, content: Path, diff: Run) -> None:
    aside = content.rename(repository / "elsewhere")
    (repository / "README").write_text("Nothing yet.\n", "utf-8")
    git(repository, "checkout", "--quiet", "--orphan", "empty")
    git(repository, "rm", "--quiet", "-r", "--cached", ".")
    git(repository, "add", "README")
    git(repository, "commit", "--quiet", "--message", "Before the content")
    aside.rename(content)
    result = diff("empty")
    assert result.exit_code == 2
    assert "has no content: there is no content/programs/ in it." in result.output


def test_what_an_entry_says_cannot_address_anybody_or_pass_for_ours() -> None:
    said = escape_markdown("See @team and #12 <img src=x> **now** [here](x) at https://example.org/a_b.")
    assert "@\u200bteam" in said
    assert "#\u200b12" in said
    assert "&lt;img src=x&gt; \\*\\*now\\*\\* \\[here\\](x) at <https://example.org/a_b>." in said


def test_no_mark_in_an_entry_reaches_over_a_line() -> None:
    said = escape_markdown("A note with `a mark\n\n# Approved by @team` in it.")
    assert "\n" not in said
    assert "@team" not in said
    assert escape_markdown("Write `code` here.") == "Write `code` here."


def test_a_comment_has_room_for_what_matters_most() -> None:
    many = [
        Change("texts-changed", f"The wording of program {number} changed.", ("x" * 200,))
        for number in range(1000)
    ]
    written = as_markdown(DiffReport("a", "b", [Change("rating-changed", "A rating changed."), *many]))
    assert len(written) < MOST_CHARACTERS + 500
    assert "A rating changed." in written
    assert re.search(r"</details>\n\n\*\*[\d,]+ more changes did not fit here", written)


def test_the_workflow_asks_for_as_little_as_it_needs_and_runs_commands_that_exist() -> None:
    workflow = yaml.safe_load((ROOT / ".github" / "workflows" / "content.yaml").read_text("utf-8"))
    assert workflow["permissions"] == {"contents": "read", "pull-requests": "write"}
    steps = workflow["jobs"]["content"]["steps"]
    for step in steps:
        for command, options in re.findall(
            r"\.venv/bin/homeward (\w+)((?: --\w+(?: \w+)?| \"\S+\")*)", step.get("run", "")
        ):
            known = {option for parameter in main.commands[command].params for option in parameter.opts}
            assert set(re.findall(r"--\w+", options)) <= known
    assert all("${{" not in step.get("run", "") for step in steps), (
        "what a pull request says may not become part of a script"
    )
    assert not any(re.search(r"echo .*\$\(", step.get("run", "")) for step in steps), (
        "a command that fails inside echo fails nothing"
    )
    assert all(re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", step["uses"]) for step in steps if "uses" in step)
