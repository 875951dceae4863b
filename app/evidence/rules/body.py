"""Rules over the Markdown of an entry: sections and headings."""

import re
from collections.abc import Iterator
from itertools import zip_longest
from typing import NamedTuple

from app.evidence.check.problem import RuleFinding

SECTIONS = ("About", "Essential components", "Delivery", "Training and materials", "Notes on the evidence")
REQUIRED = "About"
HEADING = re.compile(r"(#{1,6})[ \t]+(.+)$")
LINK = re.compile(r"\]\(\s*<?([^\s)>]+)|<([a-z][a-z0-9+.-]*:[^\s>]+)>", re.IGNORECASE)
FOLLOWED = re.compile(r"https?://|mailto:|/|#", re.IGNORECASE)
CODE_FENCE = re.compile(r" {0,3}(```|~~~)")


class Heading(NamedTuple):
    line: int
    level: int
    text: str


def find_headings(body: str, first_line: int) -> list[Heading]:
    """The ATX headings outside code blocks; `first_line` is the 1-based line on which the Markdown starts."""
    found, in_code = [], False
    for number, line in enumerate(body.split("\n"), first_line):
        if CODE_FENCE.match(line):
            in_code = not in_code
        heading = None if in_code else HEADING.match(line)
        if heading:
            found.append(Heading(number, len(heading[1]), heading[2].rstrip(" \t#")))
    return found


def check_program_body(body: str, first_line: int) -> Iterator[RuleFinding]:
    found = find_headings(body, first_line)
    sections = [heading for heading in found if heading.level == 2]
    yield from _names(sections, first_line)
    yield from _empty(found, body.split("\n"), first_line)
    yield from check_markdown(body, first_line)


def check_markdown(body: str, first_line: int) -> Iterator[RuleFinding]:
    """What any Markdown of the content must keep."""
    yield from _heading_order(body, first_line)
    for number, line in enumerate(body.split("\n"), first_line):
        for link in LINK.finditer(line):
            address = link[1] or link[2]
            if not FOLLOWED.match(address):
                message = f"“{address}” cannot be followed"
                hint = "Write the whole address, with https:// or http://."
                yield RuleFinding("link-scheme", (), message, hint, number, link.start() + 1)


def _heading_order(body: str, first_line: int) -> Iterator[RuleFinding]:
    level = 1
    for heading in find_headings(body, first_line):
        if heading.level == 1 or heading.level > level + 1:
            hint = f"Write `{'##' if heading.level == 1 else '#' * (level + 1)} {heading.text}`."
            message = f"“{'#' * heading.level} {heading.text}” skips a level"
            if heading.level == 1:
                message = f"“# {heading.text}” would be a second page title"
            yield RuleFinding("heading-order", (), message, hint, heading.line)
        level = max(heading.level, 2)


def _names(sections: list[Heading], first_line: int) -> Iterator[RuleFinding]:
    seen: set[str] = set()
    for heading in sections:
        if heading.text not in SECTIONS:
            message = f"“{heading.text}” is not a section of an entry"
            hint = f"Use one of: {', '.join(SECTIONS)}; or ### below one."
            yield RuleFinding("section-unknown", (), message, hint, heading.line)
        elif heading.text in seen:
            message = f"the section “{heading.text}” stands here a second time"
            yield RuleFinding("section-twice", (), message, "Join the two.", heading.line)
        seen.add(heading.text)
    if REQUIRED not in seen:
        hint = f"Add `## {REQUIRED}` and say what the program is, for whom, and what happens in it."
        yield RuleFinding("section-missing", (), f"the section “## {REQUIRED}” is missing", hint, first_line)


def _empty(found: list[Heading], lines: list[str], first_line: int) -> Iterator[RuleFinding]:
    for heading, following in zip_longest(found, found[1:]):
        last = following.line if following else first_line + len(lines)
        text = lines[heading.line - first_line + 1 : last - first_line]
        goes_on = following is not None and following.level > heading.level
        if not goes_on and not any(line.strip() for line in text):
            message = f"there is no text under “{heading.text}”"
            yield RuleFinding("section-empty", (), message, "Write it, or delete the heading.", heading.line)
