"""A content file: front matter, Markdown, and the way from a value back to its line."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.evidence.check.problem import At, Problem, RuleFinding
from app.evidence.reading.source import Source
from app.evidence.reading.yaml_reader import Place, YamlText, read_yaml

FENCE = "---"


@dataclass(slots=True)
class Document:
    """`values` is the front matter as read ({} when there is none); `body_line` is the 1-based line on which the Markdown starts."""

    path: Path
    lines: list[str] = field(default_factory=list)
    values: dict[str, Any] = field(default_factory=dict)
    places: dict[At, Place] = field(default_factory=dict)
    yaml_line: int = 1
    body: str = ""
    body_line: int = 1
    objections: list[RuleFinding] = field(default_factory=list)
    readable: bool = True

    def problem(self, objection: RuleFinding) -> Problem:
        line, column = self._position(objection)
        written = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        return Problem(
            self.path, line, column, objection.rule, objection.message, objection.hint, written, objection.at
        )

    def _position(self, objection: RuleFinding) -> tuple[int, int]:
        if objection.line is not None:
            return objection.line, objection.column
        at = objection.at
        while at not in self.places and at:
            at = at[:-1]
        place = self.places.get(at)
        if place is None:
            return 1, 1
        # A value that is missing or unknown is shown at the key that should hold it, anything else at the value.
        shown = place.key if place.key and (objection.on_key or at != objection.at) else place.value
        return self.yaml_line + shown[0], shown[1] + 1


def read_yaml_document(source: Source) -> Document:
    """A file that is YAML throughout: a vocabulary, or site.yaml."""
    return _with_values(_start(source), source.text or "")


def read_markdown_document(source: Source) -> Document:
    """A file with front matter between two lines `---` and Markdown after it."""
    document = _start(source)
    if source.text is None:
        return document
    if document.lines[0].rstrip() != FENCE:
        return _stop(
            document,
            "front-matter-missing",
            1,
            "the file does not start with front matter",
            "Start the file with a line `---`, then the keys, then another line `---`.",
        )
    closing = next(
        (number for number, line in enumerate(document.lines[1:], 1) if line.rstrip() == FENCE), None
    )
    if closing is None:
        return _stop(
            document,
            "front-matter-open",
            1,
            "the front matter that starts here is never closed",
            "Add a line `---` after the last key, before the Markdown.",
        )
    document.yaml_line = 2
    document.body, document.body_line = "\n".join(document.lines[closing + 1 :]), closing + 2
    return _with_values(document, "\n".join(document.lines[1:closing]))


def _start(source: Source) -> Document:
    return Document(
        source.path,
        (source.text or "").split("\n"),
        objections=list(source.objections),
        readable=source.text is not None,
    )


def _stop(document: Document, rule: str, line: int, message: str, hint: str) -> Document:
    document.objections.append(RuleFinding(rule, (), message, hint, line))
    document.readable = False
    return document


def _with_values(document: Document, text: str) -> Document:
    if not document.readable:
        return document
    read: YamlText = read_yaml(text)
    below = document.yaml_line - 1
    document.objections += [_lower(objection, below) for objection in read.objections]
    document.places = read.places
    if isinstance(read.values, dict):
        document.values = read.values
        return document
    document.readable = False
    if not read.objections:
        document.objections.append(
            RuleFinding(
                "front-matter-missing",
                (),
                "there are no keys here",
                "Write `key: value` lines.",
                document.yaml_line,
            )
        )
    return document


def _lower(objection: RuleFinding, lines: int) -> RuleFinding:
    return RuleFinding(
        objection.rule,
        objection.at,
        objection.message,
        objection.hint,
        (objection.line or 1) + lines,
        objection.column,
    )
