"""A file that cannot be read is told alone; pipes, links and leftovers in the content are told."""

import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from app.catalog.build.build import build
from app.evidence.content import read_content
from app.evidence.entry.registry import build_context
from tests.conftest import TODAY
from tests.small_content import copy_with


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return copy_with(("keep", "homebuilders"), tmp_path / "content")


def told(content: Path) -> list[tuple[str, str]]:
    _, problems = read_content(content, TODAY)
    return [(problem.path.name, problem.rule) for problem in problems]


@pytest.mark.parametrize("name", [
    "populations", "outcomes", "domains", "languages", "registries", "designs", "glossary",
])  # fmt: skip
def test_e7_a_vocabulary_that_cannot_be_read_is_told_alone(name: str, content: Path) -> None:
    path = content / "vocabulary" / f"{name}.yaml"
    lines = path.read_text("utf-8").split("\n")
    last = max(number for number, line in enumerate(lines) if line and line[0] != " ")
    lines[last] = f" {lines[last]}"
    path.write_text("\n".join(lines), "utf-8")
    registry, problems = read_content(content, TODAY)
    assert [(problem.path, problem.rule, problem.line) for problem in problems] == [
        (path, "yaml-syntax", last + 1)
    ]
    assert name not in build_context(registry, TODAY).words


@pytest.mark.parametrize("file", [
    "topics/post-permanency-services.md", "site.yaml", "ratings/3.md", "programs/homebuilders.md",
])  # fmt: skip
@pytest.mark.parametrize("damage", [b"---\nname: 'open\n", b"\xff\xfe", b"\0"])
def test_e7_a_topic_a_page_or_the_site_likewise(file: str, damage: bytes, content: Path) -> None:
    keep = content / "programs" / "keep.md"
    retired = "status: retired\nretired: {date: 2026-01-01, reason: Closed, successor: homebuilders}"
    keep.write_text(keep.read_text("utf-8").replace("status: active", retired), "utf-8")
    (content / file).write_bytes(damage)
    assert {name for name, _ in told(content)} == {Path(file).name}
    assert len(told(content)) == 1


def test_e7_a_word_with_a_mistake_is_still_a_word(content: Path) -> None:
    path = content / "vocabulary" / "populations.yaml"
    path.write_text(path.read_text("utf-8").replace("  label:", "  lable:"), "utf-8")
    _, problems = read_content(content, TODAY)
    assert {problem.path for problem in problems} == {path}
    assert {problem.rule for problem in problems} == {"unknown-key", "missing-key"}


def test_e7_the_id_of_a_word_is_part_of_addresses(content: Path) -> None:
    path = content / "vocabulary" / "formats.yaml"
    path.write_text(path.read_text("utf-8") + "a/b c:\n  label: Odd\n", "utf-8")
    assert told(content) == [("formats.yaml", "slug-syntax")]


@pytest.mark.parametrize("place", ["programs", "topics", "vocabulary", "."])
@pytest.mark.parametrize(
    "name", [".keep.md.part", ".keep.md.swp", "keep.md~", "#keep.md#", ".DS_Store", "keep.md.orig"]
)
def test_r6_hidden_files_and_leftovers_are_told_and_read_by_nobody(
    place: str, name: str, content: Path
) -> None:
    (content / place / name).write_bytes(b"\0")
    registry, problems = read_content(content, TODAY)
    assert [(each.path.name, each.rule, each.severity) for each in problems] == [
        (name, "stray-file", "warning")
    ]
    assert set(registry.programs) == {"keep", "homebuilders"}


@pytest.mark.parametrize("target", ["/etc/passwd", "programs/keep.md"])
def test_r6_a_hidden_link_is_told(target: str, content: Path) -> None:
    (content / "programs" / ".keep.md.part").symlink_to(content / target)
    _, problems = read_content(content, TODAY)
    assert ["a link" in each.message for each in problems] == [True]


def test_r6_links_in_the_content_are_told(content: Path, tmp_path: Path) -> None:
    (content / "programs" / "linked.md").symlink_to(content / "programs" / "keep.md")
    assert ("linked.md", "symbolic-link") in told(content)
    (content / "programs" / "linked.md").unlink()
    (content / "guides").symlink_to(tmp_path)
    assert ("guides", "link-outside") in told(content)


def test_r6_what_git_keeps_is_no_leftover(content: Path) -> None:
    (content / "programs" / ".gitkeep").touch()
    (content / "README.md").touch()
    assert told(content) == []


def test_r6_an_entry_or_a_folder_that_nothing_reads_is_told(content: Path) -> None:
    (content / "keep.md").write_text("x", "utf-8")
    (content / "program").mkdir()
    (content / "drafts").mkdir()
    assert told(content) == [("keep.md", "stray-file"), ("program", "stray-file")]


def _socket(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # the name of a socket may have a hundred letters
    socket.socket(socket.AF_UNIX).bind(path.name)
    os.chdir(here)


SPECIAL: dict[str, Callable[[Path], None]] = {
    "a pipe": lambda path: os.mkfifo(path),
    "a socket": _socket,
    "a device": lambda path: path.symlink_to("/dev/zero"),
    "a folder": lambda path: path.mkdir(),
}


@pytest.mark.parametrize("kind", SPECIAL)
@pytest.mark.parametrize(
    "place", ["programs/odd.md", "topics/odd.md", "vocabulary/odd.yaml", "guides/odd.md", "odd"]
)
def test_r9_what_is_no_file_is_told_and_never_read(kind: str, place: str, content: Path) -> None:
    (content / "guides").mkdir()
    SPECIAL[kind](content / place)
    _, problems = read_content(content, TODAY)
    expected = [] if (place, kind) == ("odd", "a folder") else [content / place]
    assert [problem.path for problem in problems] == expected


@pytest.mark.parametrize("place", ["programs/odd.md", "programs/.odd", "topics/odd.md", "odd"])
def test_r9_a_build_does_not_wait_for_a_pipe(place: str, content: Path, tmp_path: Path) -> None:
    os.mkfifo(content / place)
    found = build(content, tmp_path / "catalog", TODAY)
    (problem,) = found.problems
    assert problem.path == content / place
    assert (found.generation is None) == problem.is_error


def test_r9_a_pipe_is_called_one(content: Path) -> None:
    os.mkfifo(content / "programs" / "odd.md")
    _, problems = read_content(content, TODAY)
    assert [problem.message for problem in problems] == ["this is a pipe, not a file"]
