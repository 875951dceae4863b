"""Rules over the files of the content folder: their names, and what lies there that nothing reads."""

import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from app.evidence.check.problem import RuleFinding
from app.evidence.entry.nearest_words import find_nearest
from app.evidence.entry.value_checks import SLUG

LEFTOVER = re.compile(r"\..*|.*~|#.*#|.*\.(bak|orig|rej|tmp|temp|swp|swo|part|old)", re.IGNORECASE)
"""Hidden files, and what editors and merges leave behind."""
WORD_ID = re.compile(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*")
KEPT_BY_GIT = (".gitkeep", ".gitignore", ".gitattributes", ".git")
BESIDE_CONTENT = re.compile(
    r"(readme|licen[cs]e|notice)(\.\w+)?|schema|(site|documents)\.yaml", re.IGNORECASE
)


def check_file_name(stem: str, suffix: str, expected: str) -> Iterator[RuleFinding]:
    """The name of a file under content: `stem` is the slug, `expected` the suffix that its folder takes."""
    if not SLUG.fullmatch(stem) or suffix != expected:
        hint = f"Use small letters, digits and single hyphens, then {expected}: on-the-way-home{expected}"
        yield RuleFinding("file-name", (), f"“{stem}{suffix}” is not a file name for an entry", hint, line=1)


def check_id(id: str) -> Iterator[RuleFinding]:
    """The id of a word of a vocabulary, which is part of addresses; a language may have capitals: nl-BE."""
    if not WORD_ID.fullmatch(id):
        hint = "Use letters, digits and single hyphens: kinship-caregivers."
        yield RuleFinding("slug-syntax", (id,), f"“{id}” is not an id", hint, on_key=True)


def is_stray(name: str) -> bool:
    """Whether a file is hidden or a leftover: builds pass over it."""
    return bool(LEFTOVER.fullmatch(name))


def find_stray_files(content: Path, read: Sequence[Path]) -> Iterator[tuple[Path, RuleFinding]]:
    """What lies in the content folder and in the folders `read` of it, and is no file of the registry."""
    for folder in (content, *read):
        for path in sorted(folder.glob("*"), key=str):
            yield from ((path, each) for each in _stray(path, content, read))


def _stray(path: Path, content: Path, read: Sequence[Path]) -> Iterator[RuleFinding]:
    name = path.name
    if is_stray(name) and name not in KEPT_BY_GIT:
        what = "hidden, and nothing reads it" if name.startswith(".") else "a leftover that nothing reads"
        if path.is_symlink():
            what = "a link, and nothing reads it"
        message, hint = f"“{name}” is {what}", "Delete it, or move it out of the content folder."
        yield RuleFinding("stray-file", (), message, hint, line=1)
    elif path.is_symlink() and path.resolve().is_relative_to(content.resolve()) and path.exists():
        message = f"“{name}” is a symbolic link to {os.readlink(path)}"
        hint = "Put the file itself here: a save through a link changes the other file."
        yield RuleFinding("symbolic-link", (), message, hint, line=1)
    elif path.is_symlink() and (path in read or path.parent == content):
        message = f"“{name}” is a symbolic link out of the content, to {os.readlink(path)}"
        yield RuleFinding(
            "link-outside", (), message, "Put the folder itself here instead of a link.", line=1
        )
    elif path.parent == content and path not in read and _looks_read(path, read):
        known = ", ".join(f"{each.name}/" for each in read)
        message = f"nothing reads “{name}” here"
        yield RuleFinding("stray-file", (), message, f"Entries and words stand in {known}.", line=1)


def _looks_read(path: Path, read: Sequence[Path]) -> bool:
    """Whether somebody may take it for a part of the registry: an entry, a misspelled folder, a pipe."""
    if BESIDE_CONTENT.fullmatch(path.name):
        return False
    if path.is_dir():
        return find_nearest(path.name, [each.name for each in read]) is not None
    return path.suffix in (".md", ".yaml", ".yml") or not path.is_file()
