"""`homeward check --base` over a real git repository: no address that was given out may lead nowhere."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.cli import main
from tests.commands.test_diff_command import QUIET, commit, edit, git
from tests.small_content import copy_with

RETIRED = "status: retired\nretired: {date: 2026-11-20, reason: No longer offered}"
GUIDE = """---
title: A guide
summary: One sentence.
sources: [{title: A work}]
dates: {added: 2026-11-01, reviewed: 2026-11-01}
status: active
former_slugs: [first-guide]
---
Text.
"""
Check = Callable[..., Result]


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """Three programs, one renamed before, a renamed guide, and their topics, as published at `main`."""
    folder = copy_with(("keep", "intercept", "homebuilders"), tmp_path / "content")
    edit(folder, "intercept", ("\nsummary:", "\nformer_slugs: [intercept-in-home]\nsummary:"))
    (folder / "guides").mkdir()
    (folder / "guides" / "a-guide.md").write_text(GUIDE, "utf-8")
    git(tmp_path, "init", "--quiet", "--initial-branch", "main")
    commit(tmp_path, "The registry")
    return folder


@pytest.fixture
def check(content: Path) -> Check:
    return lambda *words: CliRunner().invoke(
        main, ["check", "--base", "main", *words], env={"HOMEWARD_CONTENT": str(content), **QUIET}
    )


def told(check: Check, *words: str) -> list[tuple[str, str, int]]:
    """(address or rule, file, line) of every problem."""
    result = check("--format", "json", *words)
    found = json.loads(result.output)
    assert result.exit_code == (1 if found else 0)
    return [
        (each["message"].split()[0], "/".join(Path(each["path"]).parts[-2:]), each["line"]) for each in found
    ]


def test_a_base_that_is_empty_is_refused_and_not_passed_over(check: Check) -> None:
    result = check("--base", "")
    assert result.exit_code == 2
    assert "git knows no revision “”" in result.output


def test_nothing_is_lost_by_what_editors_should_do(content: Path, check: Check) -> None:
    """Rename with the old address kept, retire, rename again."""
    edit(content, "keep", ("\nsummary:", "\nformer_slugs: [keep]\nsummary:")).rename(
        content / "programs" / "keep-families.md"
    )
    edit(content, "homebuilders", ("status: active", RETIRED))
    edit(content, "intercept", ("former_slugs: [", "former_slugs: [intercept, ")).rename(
        content / "programs" / "intercept-again.md"
    )
    assert check().output == "No problems.\n"


def test_a_deleted_program_is_named_with_every_address_that_led_to_it(content: Path, check: Check) -> None:
    (content / "programs" / "intercept.md").unlink()
    assert told(check) == [
        ("/programs/intercept", "programs/intercept.md", 1),
        ("/programs/intercept-in-home", "programs/intercept.md", 1),
    ]
    result = check()
    assert result.exit_code == 1
    assert "intercept.md:1:1: address-lost /programs/intercept existed at main (" in result.output
    assert "would lead nowhere, in every format: the program Intercept is gone\n" in result.output
    assert (
        "Keep programs/intercept.md with `status: retired` and `retired: {date, reason, successor}`, "
        "or add `former_slugs: [intercept]` to the entry that has taken its place."
    ) in result.output
    assert "2 errors, 0 warnings." in result.output


def test_a_renamed_program_is_told_in_its_new_file_with_the_line_to_write(
    content: Path, check: Check
) -> None:
    (content / "programs" / "keep.md").rename(content / "programs" / "keep-families.md")
    assert told(check) == [("/programs/keep", "programs/keep-families.md", 2)]
    hint = (
        "seems to have moved to /programs/keep-families: "
        "add `former_slugs: [keep]` to it in programs/keep-families.md."
    )
    assert hint in check().output


def test_a_former_address_that_was_dropped_is_told_where_it_stood(content: Path, check: Check) -> None:
    edit(content, "intercept", ("former_slugs: [intercept-in-home]", "former_slugs: []"))
    ((page, file, line),) = told(check)
    assert (page, file) == ("/programs/intercept-in-home", "programs/intercept.md")
    assert (content / file).read_text("utf-8").split("\n")[line - 1] == "former_slugs: []"
    assert "Write it again: `former_slugs: [intercept-in-home]`" in check().output


def test_an_old_address_never_leads_to_something_else(content: Path, check: Check) -> None:
    """Neither by another entry that claims it, nor by a new one that takes it."""
    edit(content, "intercept", ("\nformer_slugs: [intercept-in-home]", ""))
    edit(content, "keep", ("\nsummary:", "\nformer_slugs: [intercept-in-home]\nsummary:"))
    assert [problem[:2] for problem in told(check)] == [("/programs/intercept-in-home", "programs/keep.md")]
    output = check().output
    assert "would lead to /programs/keep: it was a former address of Intercept" in output
    assert (
        "take it away here, and write `former_slugs: [intercept-in-home]` again in programs/intercept.md."
        in output
    )
    edit(content, "keep", ("\nformer_slugs: [intercept-in-home]", ""))
    new = (
        (content / "programs" / "homebuilders.md").read_text("utf-8").replace("\nname: ", "\nname: Another ")
    )
    (content / "programs" / "intercept-in-home.md").write_text(new, "utf-8")
    assert "would lead to another entry: it was the address of Intercept" in check().output
    assert "give this entry another address, and write" in check().output


def test_the_address_of_a_program_in_a_new_file_is_not_given_to_another_one(
    content: Path, check: Check
) -> None:
    """Its former addresses may go with it."""
    intercept = content / "programs" / "intercept.md"
    other = (
        intercept.read_text("utf-8")
        .replace("name: Intercept", "name: Totally Different")
        .replace("former_slugs: [intercept-in-home]\n", "")
    )
    intercept.rename(content / "programs" / "intercept-program.md")
    intercept.write_text(other, "utf-8")
    assert [problem for problem in told(check) if problem[0].startswith("/")] == [
        ("/programs/intercept", "programs/intercept.md", 2)
    ]
    written = "write `former_slugs: [intercept]` again in programs/intercept-program.md."
    assert f"give this entry another address, and {written}" in check().output
    intercept.write_text("nothing", "utf-8")
    assert [problem for problem in told(check) if problem[0].startswith("/")] == [], (
        "who stands there is not known"
    )


def test_a_program_with_another_name_keeps_its_address(content: Path, check: Check) -> None:
    edit(content, "intercept", ("name: Intercept", "name: Totally Different"))
    assert check().output == "No problems.\n"


def test_a_program_that_became_part_of_another_takes_its_addresses_along(content: Path, check: Check) -> None:
    (content / "programs" / "intercept.md").unlink()
    edit(content, "keep", ("\nsummary:", "\nformer_slugs: [intercept, intercept-in-home]\nsummary:"))
    assert check().output == "No problems.\n"


def test_topics_guides_and_populations_are_kept_likewise(content: Path, check: Check) -> None:
    (content / "topics" / "post-permanency-services.md").unlink()
    (content / "guides" / "a-guide.md").unlink()
    words = content / "vocabulary" / "populations.yaml"
    words.write_text(words.read_text("utf-8").replace("\nprofessionals:\n", "\npractitioners:\n"), "utf-8")
    lost = [("/topics/post-permanency-services", "topics/post-permanency-services.md", 1)]
    lost += [(page, "guides/a-guide.md", 1) for page in ("/guides/a-guide", "/guides/first-guide")]
    line = words.read_text("utf-8").split("\n").index("practitioners:") + 2
    lost += [("/populations/professionals", "vocabulary/populations.yaml", line)]
    found = [problem for problem in told(check) if problem[0].startswith("/")]
    assert sorted(found) == sorted(lost)
    assert (
        "Professionals seems to have moved to /populations/practitioners: add `former_slugs: [professionals]`"
        in check().output
    )


def test_what_cannot_be_read_now_is_told_as_an_error_and_not_as_lost(content: Path, check: Check) -> None:
    edit(content, "intercept", ("former_slugs: [intercept-in-home]", "former_slugs: intercept-in-home"))
    (content / "programs" / "keep.md").write_text("nothing", "utf-8")
    words = content / "vocabulary" / "populations.yaml"
    words.write_text(
        words.read_text("utf-8").replace("\n  label: Professionals\n", "\n  labell: Professionals\n"), "utf-8"
    )
    assert check().exit_code == 1
    assert [problem for problem in told(check) if problem[0].startswith("/")] == []


def test_what_could_not_be_read_then_has_its_address_all_the_same(content: Path, check: Check) -> None:
    keep = content / "programs" / "keep.md"
    keep.write_text("nothing", "utf-8")
    commit(content.parent, "A mistake")
    keep.unlink()
    assert told(check) == [("/programs/keep", "programs/keep.md", 1)]


def test_paths_and_formats_are_those_of_the_check(content: Path, check: Check) -> None:
    (content / "programs" / "keep.md").unlink()
    assert told(check, str(content / "topics")) == []
    assert told(check, str(content / "programs")) == [("/programs/keep", "programs/keep.md", 1)]
    github = check("--format", "github").output
    assert github.startswith("::error file=")
    assert ",line=1,col=1,title=address-lost::/programs/keep existed at main" in github
    (result,) = json.loads(check("--format", "sarif").output)["runs"][0]["results"]
    assert (result["ruleId"], result["level"]) == ("address-lost", "error")


def test_a_revision_that_is_not_there_has_a_remedy(content: Path) -> None:
    result = CliRunner().invoke(
        main, ["check", "--base", "mian"], env={"HOMEWARD_CONTENT": str(content), **QUIET}
    )
    assert result.exit_code == 2
    assert "git knows no revision “mian”. Use a branch, a tag or a commit" in result.output


def test_e15_a_name_that_was_given_up_is_proposed_as_an_alias(check: Check, content: Path) -> None:
    edit(content, "intercept", ("name: Intercept", "name: Home Support"), ("  - Youth Villages Intercept\n", ""))
    result = check()
    assert result.exit_code == 0
    assert "name-lost warning: this program was called “Intercept" in result.output
    assert "Keep the old name: `aliases: [" in result.output
    edit(content, "intercept", ("name: Home Support", "name: Home Support (Intercept)"))
    assert check().output == "No problems.\n"


def test_e15_a_label_that_was_given_up_is_proposed_as_a_synonym(check: Check, content: Path) -> None:
    populations = content / "vocabulary" / "populations.yaml"
    text = populations.read_text("utf-8")
    populations.write_text(text.replace("label: Birth parents\n", "label: Natural families\n", 1), "utf-8")
    assert "Keep the old name: `synonyms: [" in check().output
