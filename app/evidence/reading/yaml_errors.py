"""Where a YAML mistake was made, often above the line where reading stopped, and what to write instead."""

import re
from collections.abc import Sequence
from typing import Any

from yaml import Event, MappingEndEvent, MarkedYAMLError, ScalarEvent, SequenceEndEvent

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
    if "flow" in str(error.context) and "did not find expected" in problem:
        return _text_in_brackets(lines, stopped)
    if "did not find expected" in problem and latest is not None and lines:
        return _text_behind_brackets(latest, lines)
    return None


def _text_in_brackets(lines: Sequence[str], stopped: tuple[int, int]) -> Mistake | None:
    """`{reason: No longer offered: closed}`: the second colon cannot stand in a text without quotes."""
    line = lines[stopped[0]] if stopped[0] < len(lines) else ""
    before = line[: stopped[1]]
    is_open = before.count("{") + before.count("[") > before.count("}") + before.count("]")
    if not line[stopped[1] :].startswith(":") or not is_open:
        return None
    start = max(line.rfind(sign, 0, stopped[1]) for sign in "{[,") + 1
    key, _, begun = line[start : stopped[1]].strip().partition(": ")
    end = re.match(r"[^,\]}]*", line[stopped[1] :])
    text = (begun or key).strip() + (end[0].rstrip() if end else "")
    pair = f'{key}: "{text}"' if begun else f'"{text}"'
    return stopped, f"Inside brackets, put text that contains a colon and a space in quotes: {pair}."


def _text_behind_brackets(latest: Event, lines: Sequence[str]) -> Mistake | None:
    """`name: [Beta] Program`: text that begins with a bracket or a quote ends where that is closed."""
    is_quoted = isinstance(latest, ScalarEvent) and latest.style in ("'", '"')
    if not is_quoted and not isinstance(latest, SequenceEndEvent | MappingEndEvent):
        return None
    line, end = find_place(latest.end_mark)
    written = lines[line] if line < len(lines) else ""
    value, rest = re.match(r"\s*(?:- +)?(?:[\w-]+: +)?([\[{'\"].*)", written), written[end:].strip()
    if not value or not rest or rest.startswith("#"):
        return None
    if set(rest) <= set("]}"):
        return (line, end), f"Delete {rest}: it closes a bracket that is not open."
    quoted = value[1].replace("'", "''")
    return (line, value.start(1)), f"Put the whole text in quotes: '{quoted}'."


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
    if "block sequence entries are not allowed" in problem:
        return "Put each item on a line of its own below the key: a dash cannot follow a key."
    return "Compare the line with the same part of another entry; quotes around the text usually help."


def find_place(mark: Any) -> tuple[int, int]:
    """0-based line and column; the C loader's marks have a type of their own."""
    return (mark.line, mark.column) if mark else (0, 0)


def place_finding(rule: str, place: tuple[int, int], message: str, hint: str, at: At = ()) -> RuleFinding:
    return RuleFinding(rule, at, message, hint, place[0] + 1, place[1] + 1)
