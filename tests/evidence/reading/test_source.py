"""A file is text in UTF-8, of a sane size, inside its folder; everything else is one clear problem."""

import os
from pathlib import Path

import pytest

from app.evidence.check.problem import Problem
from app.evidence.content import read_content
from tests.conftest import TODAY

GOOD = (Path(__file__).parent.parent / "good_entry.md").read_bytes()


def problems_with(content: Path, name: str, written: bytes) -> list[Problem]:
    (content / "programs" / name).write_bytes(written)
    _, problems = read_content(content, TODAY)
    return [problem for problem in problems if problem.path.name == name]


@pytest.mark.parametrize("rule, severity, line, column, written", [
    ("file-too-large", "error", 1, 1, GOOD + b"x" * 1_000_001),
    ("binary-file", "error", 1, 1, b"\x89PNG\r\n\x1a\n\0\0\0"),
    ("not-utf8", "error", 3, 2, b"---\nname: Caf\xc3\xa9\nx\xe9: 1\n---\n"),
    ("byte-order-mark", "warning", 1, 1, b"\xef\xbb\xbf" + GOOD),
    ("crlf", "warning", 1, 1, GOOD.replace(b"\n", b"\r\n")),
    ("front-matter-missing", "error", 1, 1, b""),
    ("front-matter-missing", "error", 2, 1, b"---\n---\n## About\n"),
    ("anchor", "error", 2, 4, b"---\na: &a [x, x]\nb: &b [*a, *a, *a]\nc: &c [*b, *b, *b]\nd: [*c, *c]\n---\n"),
    ("yaml-too-deep", "error", 2, 15, b"---\na: " + b"[" * 5_000 + b"\n---\n"),
    ("yaml-too-deep", "error", 2, 25, b"---\n" + b"- " * 4_900 + b"x\n---\n"),
    ("control-character", "error", 7, 20, GOOD.replace(b"county agency", b"county\x07 agency")),
])  # fmt: skip
def test_a_file_that_is_no_entry_is_one_problem(
    rule: str, severity: str, line: int, column: int, written: bytes, content: Path
) -> None:
    found = problems_with(content, "odd.md", written)
    told = [(problem.rule, problem.severity, problem.line, problem.column) for problem in found]
    assert told == [(rule, severity, line, column)]


def test_lines_that_end_in_carriage_returns_keep_their_numbers(content: Path) -> None:
    found = problems_with(
        content, "odd.md", GOOD.replace(b"\n", b"\r\n").replace(b"status: active", b"status: activ")
    )
    assert [(problem.rule, problem.line) for problem in found] == [("crlf", 1), ("unknown-choice", 6)]


@pytest.mark.parametrize(
    "name", ["With Space.md", "Capital.md", "under_score.md", "notes.txt", "two--hyphens.md"]
)
def test_a_file_name_must_be_an_address(name: str, content: Path) -> None:
    found = problems_with(content, name, GOOD)
    assert [problem.rule for problem in found if problem.rule == "file-name"] == ["file-name"]


def test_a_link_that_leaves_the_folder_is_refused(content: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_bytes(GOOD)
    os.symlink(tmp_path / "secret.md", content / "programs" / "linked.md")
    _, problems = read_content(content, TODAY)
    assert [(problem.path.name, problem.rule) for problem in problems] == [("linked.md", "link-outside")]


def test_a_link_inside_the_folder_is_read(content: Path) -> None:
    (content / "drafts").mkdir()
    (content / "drafts" / "ktc.md").write_bytes(GOOD)
    os.symlink(content / "drafts" / "ktc.md", content / "programs" / "linked.md")
    registry, problems = read_content(content, TODAY)
    assert [(problem.path.name, problem.rule) for problem in problems] == [("linked.md", "symbolic-link")]
    assert "linked" in registry.programs


def test_a_link_that_leads_nowhere_is_a_missing_file(content: Path) -> None:
    os.symlink(content / "nowhere.md", content / "programs" / "linked.md")
    _, problems = read_content(content, TODAY)
    assert [problem.rule for problem in problems] == ["missing-file"]
