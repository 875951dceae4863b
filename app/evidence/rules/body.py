"""Rules over the Markdown of an entry: sections and headings."""

from collections.abc import Iterator
from itertools import zip_longest
from typing import NamedTuple

from app.evidence.check.problem import RuleFinding
from app.evidence.markdown.blocks import read_blocks
from app.evidence.rules.text import check_text

SECTIONS = ("About", "Essential components", "Delivery", "Training and materials", "Notes on the evidence")
REQUIRED = "About"


class Heading(NamedTuple):
    """`end` is the line of hyphens or equals signs that makes a heading of the text above it, else `line`."""

    line: int
    level: int
    text: str
    end: int


def find_headings(body: str, first_line: int) -> list[Heading]:
    """The headings outside lists, quotations and code; the Markdown starts on the 1-based `first_line`."""
    found = (block for block in read_blocks(body, first_line, is_shallow=True) if block.kind == "heading")
    return [Heading(each.line, each.level, each.text, each.end) for each in found]


def check_program_body(body: str, first_line: int) -> Iterator[RuleFinding]:
    found = find_headings(body, first_line)
    sections = [heading for heading in found if heading.level == 2]
    yield from _names(sections, first_line)
    yield from _empty(found, body.split("\n"), first_line)
    yield from check_text(body, first_line)


def _names(sections: list[Heading], first_line: int) -> Iterator[RuleFinding]:
    seen: set[str] = set()
    for heading in sections:
        if heading.text not in SECTIONS:
            message = f"“{heading.text}” is not a section of an entry"
            hint = f"Use one of: {', '.join(SECTIONS)}; or ### below one."
            if heading.end > heading.line:
                message = f"the line under “{heading.text}” makes a heading of it"
                hint = "Put an empty line between the two, or delete the lower one."
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
        text = lines[heading.end - first_line + 1 : last - first_line]
        goes_on = following is not None and following.level > heading.level
        if not goes_on and not any(line.strip() for line in text):
            message = f"there is no text under “{heading.text}”"
            yield RuleFinding("section-empty", (), message, "Write it, or delete the heading.", heading.line)
