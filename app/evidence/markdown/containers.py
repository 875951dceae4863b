"""Which lines a list item, a quotation, a footnote or a table takes in, without its marks."""

import re
from collections.abc import Sequence

from app.evidence.markdown.lines import (
    CODE_INDENT,
    QUOTE,
    Line,
    ParagraphWatch,
    indent_of,
    is_blank,
    split_cells,
    starts_block,
)  # fmt: skip

Taken = tuple[list[Line], int]
"""The lines inside, and the index of the first line behind."""


def take_quote(lines: Sequence[Line], at: int) -> Taken:
    watch, taken = ParagraphWatch(), list[Line]()
    while at < len(lines):
        number, text = lines[at]
        mark = QUOTE.match(text)
        if not mark and (is_blank(text) or not watch.is_open or starts_block(text)):
            break
        inner = text[mark.end() :] if mark else text.lstrip(" ")
        watch.feed(inner)
        taken.append((number, inner))
        at += 1
    return taken, at


def take_item(lines: Sequence[Line], at: int, item: re.Match[str]) -> Taken:
    """The lines of the item that starts at `at`; blank lines at its end are left behind."""
    number, text = lines[at]
    rest = text[item.end(2) :]
    space = indent_of(rest)
    if is_blank(rest) or space > CODE_INDENT:
        space = 1
    first = rest[space:]
    if is_blank(first) and at + 1 < len(lines) and is_blank(lines[at + 1][1]):
        return [(number, "")], at + 1
    return _take_indented(lines, at + 1, item.end(2) + space, (number, first))


def take_note(lines: Sequence[Line], at: int, note: re.Match[str]) -> Taken:
    number, text = lines[at]
    return _take_indented(lines, at + 1, CODE_INDENT, (number, text[note.end() :]))


def _take_indented(lines: Sequence[Line], at: int, width: int, first: Line) -> Taken:
    watch, taken, end = ParagraphWatch(), [first], at
    watch.feed(first[1])
    while at < len(lines):
        number, text = lines[at]
        is_inside = indent_of(text) >= width
        goes_on = watch.is_open and not starts_block(text)
        if not (is_blank(text) or is_inside or goes_on):
            break
        inner = text[width:] if is_inside or is_blank(text) else text.lstrip(" ")
        watch.feed(inner)
        taken.append((number, inner))
        at += 1
        end = end if is_blank(text) else at
    return taken[: len(taken) - (at - end)], end


def take_rows(lines: Sequence[Line], at: int) -> tuple[list[tuple[int, list[str]]], int]:
    """The rows of a table below its line of hyphens."""
    rows = []
    while at < len(lines) and not is_blank(lines[at][1]) and not starts_block(lines[at][1]):
        rows.append((lines[at][0], split_cells(lines[at][1])))
        at += 1
    return rows, at
