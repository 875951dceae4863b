"""One content file: its front matter, its Markdown, and the line on which each value stands."""

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from app.evidence.check.problem import At, Problem, RuleFinding
from app.evidence.reading.signs import find_references, find_signs
from app.evidence.reading.source import Source
from app.evidence.reading.yaml_reader import Place, read_yaml

FENCE = "---"


@dataclass(slots=True)
class Document:
    """`values` is the front matter as read ({} without one). Lines count from 1: `yaml_line` is where the
    front matter starts, `body_line` where the Markdown does."""

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
        rule, message, hint = objection.rule, objection.message, objection.hint
        return Problem(self.path, line, column, rule, message, hint, written, objection.at)

    def _position(self, objection: RuleFinding) -> tuple[int, int]:
        if objection.line is not None:
            return objection.line, objection.column
        at = objection.at
        while at not in self.places and at:
            at = at[:-1]
        place = self.places.get(at)
        if place is None:
            return 1, 1
        # A missing or unknown value is shown at the key that should hold it, anything else at the value.
        shown = place.key if place.key and (objection.on_key or at != objection.at) else place.value
        return self.yaml_line + shown[0], shown[1] + 1


def read_yaml_document(source: Source) -> Document:
    """A file that is YAML throughout: a vocabulary, or site.yaml."""
    return _add_values(_start(source), source.text or "")


def read_markdown_document(source: Source) -> Document:
    """A file with front matter between two lines `---` and Markdown after it."""
    document = _start(source)
    if source.text is None:
        return document
    if document.lines[0].rstrip() != FENCE:
        hint = "Start the file with a line `---`, then the keys, then another line `---`."
        return _stop(document, "front-matter-missing", "the file does not start with front matter", hint)
    fences = (number for number, line in enumerate(document.lines[1:], 1) if line.rstrip() == FENCE)
    closing = next(fences, None)
    if closing is None:
        hint = "Add a line `---` after the last key, before the Markdown."
        return _stop(document, "front-matter-open", "the front matter that starts here is never closed", hint)
    document.yaml_line = 2
    document.body, document.body_line = "\n".join(document.lines[closing + 1 :]), closing + 2
    document.objections += find_signs(document.body, document.body_line)
    document.objections += find_references(document.body, document.body_line)
    return _add_values(document, "\n".join(document.lines[1:closing]))


def _start(source: Source) -> Document:
    lines, objections = (source.text or "").split("\n"), list(source.objections)
    return Document(source.path, lines, objections=objections, readable=source.text is not None)


def _stop(document: Document, rule: str, message: str, hint: str) -> Document:
    document.objections.append(RuleFinding(rule, (), message, hint, document.yaml_line))
    document.readable = False
    return document


def _add_values(document: Document, text: str) -> Document:
    if not document.readable:
        return document
    read, above = read_yaml(text), document.yaml_line - 1
    document.objections += [
        replace(each, line=(each.line or 1) + above) for each in (*read.objections, *read.signs)
    ]
    document.places = read.places
    if isinstance(read.values, dict):
        document.values = read.values
        return document
    if read.objections:
        document.readable = False
        return document
    return _stop(document, "front-matter-missing", "there are no keys here", "Write `key: value` lines.")
