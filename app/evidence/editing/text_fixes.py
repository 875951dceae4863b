"""Quotes around text that YAML would take for something else: `title: Home: a trial`, `name: Family #1`."""

import re
from collections.abc import Iterator

from app.evidence.check.problem import RuleFinding
from app.evidence.editing.parts import lines_of
from app.evidence.editing.scalars import scalar
from app.evidence.editing.yaml_tree import without_line_end
from app.evidence.reading.source import plain_text
from app.evidence.reading.yaml_reader import SEPARATOR, read_yaml

VALUE = re.compile(r"(?P<before>[ ]*(?:- +)*(?:[A-Za-z_][\w-]*: +)?)(?P<value>[^\s\[\]{}#&*!|>?,-].*?)(?P<after>[ \t]*)")
QUOTED_IN_PART = re.compile(r"""(["']).*\1\s*[^\s#].*|[^"'].*""")
NUMBER_SIGN = re.compile(r"[^#]*\s#\d[^#]*")
READ_AS_COMMENT = "hash-in-value"


def quoted(yaml: str) -> tuple[str, list[int]]:
    """The text with quotes where they mend it, and the numbers (from 0) of the lines that got them. A line that stays unreadable is left alone."""
    changed: list[int] = []
    while mending := next(_mendings(yaml), None):
        number, yaml = mending
        changed.append(number)
    return yaml, changed


def _mendings(yaml: str) -> Iterator[tuple[int, str]]:
    objections = read_yaml(plain_text(yaml)).objections
    for objection in objections:
        if objection.rule in ("yaml-syntax", READ_AS_COMMENT) and objection.line:
            mended = _with_quotes(yaml, objection.line - 1, objection.rule)
            if mended and _is_better(mended, objection, objections):
                yield objection.line - 1, mended


def _with_quotes(yaml: str, number: int, rule: str) -> str | None:
    lines = lines_of(yaml)
    line = without_line_end(lines[number]) if number < len(lines) else ""
    found = VALUE.fullmatch(line)
    if not found or SEPARATOR.search(line) or not QUOTED_IN_PART.fullmatch(found["value"]) or not found["before"].strip():
        return None
    if (rule == READ_AS_COMMENT or re.search(r"\s#", found["value"])) and not NUMBER_SIGN.fullmatch(found["value"]):
        return None  # what follows # may be a comment: only a number sign (#1) is sure to be text
    lines[number] = found["before"] + scalar(found["value"], quotes='"') + found["after"] + lines[number][len(line) :]
    return "".join(lines)


def _is_better(mended: str, mended_one: RuleFinding, before: list[RuleFinding]) -> bool:
    after = read_yaml(plain_text(mended)).objections
    if mended_one.rule == READ_AS_COMMENT:
        return len(after) < len(before)
    later = [objection.line or 0 for objection in after if objection.rule == "yaml-syntax"]
    return not later or min(later) > (mended_one.line or 0)
