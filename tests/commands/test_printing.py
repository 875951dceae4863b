"""What commands print can be shown by any terminal and read by any pipe, and commands none of them."""

import json
import os
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from app.cli import main
from app.commands.terminal import make_showable
from app.evidence.check.one_line import write_on_one_line
from app.evidence.diff.diff_report import escape_markdown
from tests.commands.test_cli import HOMEWARD
from tests.commands.test_diff_command import QUIET, commit, git
from tests.conftest import ROOT
from tests.small_content import copy_with

HOSTILE = (
    r'"Ho\n::error::mine\r::warning::too \e[31m \x9b ##[error]no \u202ereversed <b>bold</b> @team [a](b) $x$"'
)
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yaml"))
Printed = subprocess.CompletedProcess[bytes]
Homeward = Callable[..., Printed]


@pytest.fixture
def few(tmp_path: Path) -> Path:
    return copy_with(("keep", "homebuilders"), tmp_path / "content")


@pytest.fixture
def homeward(few: Path, tmp_path: Path) -> Homeward:
    """The installed command in a process of its own, whose standard output is a pipe."""
    settings = {
        "HOMEWARD_CONTENT": str(few),
        "HOMEWARD_CATALOG": str(tmp_path / "catalog"),
        "PYTHONPATH": str(ROOT),
    }

    def run(*words: str | bytes, **more: str) -> Printed:
        environment = {**os.environ, **settings, **QUIET, **more}
        return subprocess.run(
            [HOMEWARD, *words], env=environment, cwd=few.parent, capture_output=True, timeout=60
        )

    return run


def put_name(few: Path, slug: str, name: str) -> None:
    entry = few / "programs" / f"{slug}.md"
    entry.write_text(
        re.sub(
            r"^name: .*", lambda _: f"name: {name}", entry.read_text("utf-8"), count=1, flags=re.MULTILINE
        ),
        "utf-8",
    )


@pytest.mark.parametrize("encoding", ["cp437", "ascii"])
@pytest.mark.parametrize(
    "words", [("rules",), ("check",), ("stale",), ("schema",), ("rate", "keep"), ("--help",), ("chekc”",)]
)
def test_c6_every_command_prints_on_any_encoding(
    words: tuple[str, ...], encoding: str, homeward: Homeward, few: Path
) -> None:
    put_name(few, "homebuilders", "Ünïted – “Families” 家")
    printed = homeward(*words, PYTHONIOENCODING=encoding)
    assert printed.stdout + printed.stderr
    assert "Traceback" not in (printed.stdout + printed.stderr).decode(encoding)
    assert printed.returncode == (2 if words == ("chekc”",) else 0)


def test_c6_what_an_encoding_lacks_is_shown_as_something_like_it() -> None:
    assert make_showable("“a” – b… 家 é", "ascii") == "'a' - b... ? ?"
    assert make_showable("“a” é", "cp437") == "'a' é"
    assert make_showable("“a” – 家 é", "utf-8") == "“a” – 家 é"


def test_c6_data_keeps_every_sign_on_any_encoding(homeward: Homeward) -> None:
    plain, narrow = (
        homeward("rules", "--format", "json", PYTHONIOENCODING=name) for name in ("utf-8", "ascii")
    )
    assert "“" in plain.stdout.decode("utf-8")
    assert json.loads(narrow.stdout.decode("ascii")) == json.loads(plain.stdout)


def test_c6_a_file_name_that_is_not_utf_8_is_named(homeward: Homeward, few: Path) -> None:
    odd = os.path.join(os.fsencode(few / "programs"), b"h\xff.md")
    with open(odd, "wb") as file:
        file.write(b"no entry")
    for form in ("text", "json", "github", "sarif"):
        printed = homeward("check", "--format", form)
        assert printed.returncode == 1
        assert (b"%FF" if form == "sarif" else rb"h\udcff.md") in printed.stdout
    assert homeward("check", b"nix\xff").stderr.endswith(b"there is no file or folder nix\\udcff\n")


def test_c6_a_reader_that_has_gone_is_no_traceback(homeward: Homeward, few: Path) -> None:
    for words in ("rules", "rate --all", "schema"):
        script = f"{HOMEWARD} {words} | true"
        environment = {**os.environ, "HOMEWARD_CONTENT": str(few), "PYTHONPATH": str(ROOT)}
        assert (
            subprocess.run(["sh", "-c", script], env=environment, capture_output=True, timeout=60).stderr
            == b""
        )


@pytest.mark.parametrize("words", [
    ("diff", "HEAD"), ("diff", "HEAD", "--format", "markdown"), ("check",), ("check", "--base", "HEAD"), ("stale", "--all"),
    ("report",), ("rate", "--all"), ("new", "Keep", "--summary", "A", "--population", "B", "--source", "https://example.org"),
    ("check", "nowhere\n::error::x"), ("rate", "x\n::error::\x1b[31m"), ("diff", "x\n::error::y"),
])  # fmt: skip
def test_r10_no_text_of_an_entry_commands_a_terminal_or_a_workflow(
    words: tuple[str, ...], homeward: Homeward, few: Path
) -> None:
    git(few.parent, "init", "--quiet")
    put_name(few, "keep", HOSTILE)
    commit(few.parent, "Hostile")
    put_name(few, "keep", HOSTILE.replace("Ho", "Keep"))
    (few / "programs" / "a\n::error::b\x1b.md").write_text("no entry", "utf-8")
    printed = homeward(*words)
    shown = (printed.stdout + printed.stderr).decode("utf-8")
    assert shown
    assert re.findall(r"^\s*::", shown, re.MULTILINE) == []
    assert re.findall(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]|##\[", shown) == []


def test_r10_annotations_are_one_command_each(few: Path) -> None:
    (few / "programs" / "a\n::error::b.md").write_text("no entry", "utf-8")
    printed = (
        CliRunner().invoke(main, ["check", "--format", "github"], env={"HOMEWARD_CONTENT": str(few)}).output
    )
    assert printed.splitlines()
    assert all(
        re.match(r"::(error|warning) file=[^:]*,line=\d+,col=\d+,title=[a-z0-9-]+::", line)
        for line in printed.splitlines()
    )
    assert "a%0A%3A%3Aerror%3A%3Ab.md" in printed


def test_r10_text_of_an_entry_is_only_text_in_a_comment() -> None:
    assert (
        escape_markdown("# Big <img src=x> $a$ | @me #1\n\x1b[31m")
        == r"\# Big &lt;img src=x&gt; \$a\$ \| @​me #​1 \\u001b\[31m"
    )
    assert escape_markdown("1. One") == r"1\. One"
    assert escape_markdown("- One") == r"\- One"
    assert escape_markdown("See https://example.org/a_b?c=1.") == "See <https://example.org/a_b?c=1>."


def test_r10_a_line_stays_one_line() -> None:
    assert write_on_one_line("A\n::error::B\r\x1b\u2028") == r"A\n::error::B\r\u001b\u2028"
    assert write_on_one_line(" ::error::B") == r"\::error::B"
    assert write_on_one_line("a ##[error]b") == "a ## [error]b"
    assert write_on_one_line("Ünïted – “Families”: a::b") == "Ünïted – “Families”: a::b"


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_r10_workflows_ask_for_no_more_rights_than_they_need(workflow: Path) -> None:
    text = workflow.read_text("utf-8")
    assert re.search(r"^permissions:\n  contents: read\n", text, re.MULTILINE)
    assert text.count("actions/checkout@") == text.count("persist-credentials: false")


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_r10_workflows_use_actions_by_their_digest(workflow: Path) -> None:
    used = re.findall(r"uses: (.*)", workflow.read_text("utf-8"))
    assert used
    assert all(re.fullmatch(r"[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", each) for each in used)
