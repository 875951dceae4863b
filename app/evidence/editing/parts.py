"""The parts of an entry's text: its front matter as plain values and its sections as Markdown."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.evidence.check.problem import RuleFinding
from app.evidence.reading.document import FENCE, Document, read_markdown_document
from app.evidence.reading.signs import CONTROL
from app.evidence.reading.source import Source, normalize_text
from app.evidence.rules.body import find_headings

LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
FENCE_LINES = 1
SURE_TO_READ = frozenset({"hash-in-value", "hidden-direction", "invisible-character"})
"""Objections to front matter that leave no doubt about what was read."""


class CannotEdit(Exception):
    """Why an entry cannot be changed. `line` counts from 1 in the file; `reason` is for an editor to read."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(f"line {line}: {reason}")
        self.line = line
        self.reason = reason


@dataclass(frozen=True, slots=True)
class EntryParts:
    """An entry, byte for byte: the opening fence, the YAML, the closing fence and the Markdown behind it."""

    opening: str
    yaml: str
    closing: str
    body: str

    @property
    def text(self) -> str:
        return self.opening + self.yaml + self.closing + self.body

    @property
    def newline(self) -> str:
        """How this file ends its lines."""
        return self.opening[len(self.opening.rstrip("\r\n")) :]


@dataclass(frozen=True, slots=True)
class BodySection:
    """One `## ` heading and what is under it, as indexes of lines: [heading, end), its text from `text`."""

    title: str
    heading: int
    text: int
    end: int


def parse_values(text: str) -> dict[str, Any]:
    """The front matter as dict, list, str, bool and None. Raises `CannotEdit` when it cannot be read."""
    return _document(text).values


def parse_sections(text: str) -> dict[str, str]:
    """Heading of each `## ` section -> its Markdown without outer blank lines, in the order of the file.

    A heading that stands twice has both texts, one below the other. Line ends are `\\n`.
    """
    body = normalize_text(split_parts(text).body)
    lines, found = split_lines(body), dict[str, str]()
    for section in find_sections(body):
        under = strip_blank_lines("".join(lines[section.text : section.end]))
        found[section.title] = "\n\n".join(part for part in (found.get(section.title), under) if part)
    return found


def split_parts(text: str) -> EntryParts:
    """Cut an entry at its fences. Raises `CannotEdit` where there are none."""
    lines = split_lines(text)
    plain = normalize_text(text).split("\n")
    fences = [number for number, line in enumerate(plain) if line.rstrip() == FENCE]
    if len(fences) < 2 or fences[0] != 0:
        _document(text)
        raise CannotEdit(1, "The front matter stands between two lines ---. Start the file with one.")
    end = fences[1]
    return EntryParts(lines[0], "".join(lines[FENCE_LINES:end]), lines[end], "".join(lines[end + 1 :]))


def find_sections(body: str) -> list[BodySection]:
    """The sections of a Markdown text, in any convention of line ends."""
    starts = [heading for heading in find_headings(normalize_text(body), 0) if heading.level == 2]
    ends = [*(heading.line for heading in starts[1:]), len(split_lines(body))]
    return [
        BodySection(each.text, each.line, each.end + 1, end) for each, end in zip(starts, ends, strict=False)
    ]


def split_lines(text: str) -> list[str]:
    """Lines with their ends. Unlike `str.splitlines`, form feeds and Unicode separators end no line."""
    return LINE.findall(text)


def strip_blank_lines(text: str) -> str:
    """Without the blank lines around it; the indentation of its first line stays, for it may be code."""
    return re.sub(r"\A(?:[ \t]*\n)+", "", normalize_text(text)).rstrip()


def _is_sure(objection: RuleFinding, document: Document) -> bool:
    """Whether an objection leaves no doubt; a control is in doubt where it stands itself in the YAML."""
    line = objection.line or 1
    if objection.rule == "control-character":
        return line >= document.body_line or not CONTROL.search(document.lines[line - 1])
    return objection.rule in SURE_TO_READ


def _document(text: str) -> Document:
    document = read_markdown_document(Source(Path(), normalize_text(text), ""))
    for objection in document.objections:
        if not _is_sure(objection, document) or not document.readable:
            problem = document.problem(objection)
            message = problem.message[:1].upper() + problem.message[1:]
            raise CannotEdit(problem.line, f"{message}. {problem.hint}")
    return document
