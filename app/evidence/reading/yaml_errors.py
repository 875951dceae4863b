"""Where a YAML mistake was made, often above the line where reading stopped, and what to write instead."""

import re
from collections.abc import Sequence
from typing import Any

from yaml import Event, MarkedYAMLError, ScalarEvent

from app.evidence.check.problem import At, RuleFinding

GLUED = re.compile(r" *(?=[a-z_]+:[^\s/])")
AFTER_COLON = "Put a space after the colon, or indent this line if it continues the text above it."
CLOSE_QUOTE = "Close the quotation mark that opens here, behind the whole text."


Mistake = tuple[tuple[int, int], str]
"""0-based line and column, and a remedy ("" for the usual one)."""


def explain_syntax_error(error: MarkedYAMLError, lines: Sequence[str], latest: Event | None) -> RuleFinding:
    """What cannot be read, where, and how to mend it. `latest` is the last event that was read."""
    usual = (find_place(error.problem_mark or error.context_mark), "")
    place, hint = _find_mistake(error, lines, latest) or usual
    written = lines[place[0]] if place[0] < len(lines) else ""
    message = f"the YAML cannot be read: {error.problem}"
    return place_finding("yaml-syntax", place, message, hint or _remedy(str(error.problem), written))


def _find_mistake(error: MarkedYAMLError, lines: Sequence[str], latest: Event | None) -> Mistake | None:
    """Where the mistake was made and its remedy, when that is above the place where reading stopped."""
    problem, stopped = str(error.problem), find_place(error.problem_mark)
    if "could not find expected ':'" in problem:
        return find_place(error.context_mark), AFTER_COLON
    if "scanning a quoted scalar" in str(error.context):
        return find_place(error.context_mark), CLOSE_QUOTE
    if "did not find expected" in problem and (quote := _quote_over_lines(latest, stopped[0])):
        return quote, CLOSE_QUOTE
    if "mapping values are not allowed" in problem:
        for line in (stopped[0], stopped[0] - 1):
            if line >= 0 and (glued := GLUED.match(lines[line])):
                return (line, glued.end()), AFTER_COLON
    return None


def _quote_over_lines(event: Event | None, line: int) -> tuple[int, int] | None:
    """Where a quoted text opens that ends in a later `line`: what closed it was meant to open the next."""
    if not isinstance(event, ScalarEvent) or event.style not in ("'", '"'):
        return None
    opened, closed = find_place(event.start_mark), find_place(event.end_mark)
    return opened if opened[0] < closed[0] == line else None


def _remedy(problem: str, written: str) -> str:
    if "\t" in written:
        return "Indent with spaces, not tabs."
    if "mapping values are not allowed" in problem:
        return (
            "Put text that contains a colon and a space in quotes, "
            "and check that the key is indented like its neighbours."
        )
    if "found character that cannot start" in problem:
        return "Put text that starts with @, ` or % in quotes."
    if "block mapping" in problem or "block collection" in problem:
        return (
            "Indent this line exactly like the other keys of its block, "
            "and put text that ends with a quote mark wholly in quotes."
        )
    if "flow" in problem or "expected ',' or" in problem:
        return "Close the bracket, and put a comma between its items."
    return "Compare the line with the same part of another entry; quotes around the text usually help."


def find_place(mark: Any) -> tuple[int, int]:
    """0-based line and column; the C loader's marks have a type of their own."""
    return (mark.line, mark.column) if mark else (0, 0)


def place_finding(rule: str, place: tuple[int, int], message: str, hint: str, at: At = ()) -> RuleFinding:
    return RuleFinding(rule, at, message, hint, place[0] + 1, place[1] + 1)
