"""Markdown becomes blocks (headings, lists, tables), each with its line, as CommonMark and GitHub read it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from app.evidence.markdown import lines as of
from app.evidence.markdown.containers import take_item, take_note, take_quote, take_rows
from app.evidence.markdown.lines import CODE_INDENT, Line, indent_of, is_blank

Kind = Literal["paragraph", "heading", "code", "rule", "quote", "list", "item", "table", "note", "reference"]
DEEPEST = 10


class TooDeep(ValueError):
    """Lists and quotations stand in each other more than `DEEPEST` deep; `line` is where that is so."""

    def __init__(self, line: int) -> None:
        super().__init__(f"line {line}")
        self.line = line


@dataclass(slots=True)
class Block:
    """One block from `line` to `end`, its last line with text.

    `text` is the Markdown of a paragraph or heading, the code, the body of a footnote or the address of a
    reference; `name` the label of these two, the marks of a list, the language of code, the title of a
    reference; `level` that of a heading; `rows` the cells of a table with their lines, its head first.
    """

    kind: Kind
    line: int
    end: int
    text: str = ""
    name: str = ""
    title: str = ""
    level: int = 0
    is_loose: bool = False
    children: list["Block"] = field(default_factory=list)
    rows: list[tuple[int, list[str]]] = field(default_factory=list)
    alignments: list[str] = field(default_factory=list)


@lru_cache(maxsize=64)  # checks and pages read one text several times in turn
def read_blocks(text: str, first_line: int = 1, is_shallow: bool = False) -> list[Block]:
    """The blocks of a Markdown text that starts on the 1-based `first_line`. Raises `TooDeep`.

    A shallow reading leaves out what is inside of lists, quotations and footnotes. Change none of the blocks.
    """
    written = text.expandtabs(CODE_INDENT).split("\n")
    return _BlockReader(list(enumerate(written, first_line)), 0, is_shallow).read()


def walk(blocks: Sequence[Block]) -> Iterator[Block]:
    """Every block, also those inside lists, quotations and footnotes, in the order of the text."""
    for block in blocks:
        yield block
        yield from walk(block.children)


class _BlockReader:
    """Reads the lines of one container: the whole text, a quotation, an item of a list or a footnote."""

    def __init__(self, lines: list[Line], depth: int, is_shallow: bool = False) -> None:
        self.lines, self.depth, self.at = lines, depth, 0
        self.is_shallow = is_shallow
        self.paragraph: list[Line] = []
        self.found: list[Block] = []

    def read(self) -> list[Block]:
        while self.at < len(self.lines):
            self.read_block(*self.lines[self.at])
        self.close_paragraph()
        return self.found

    def read_block(self, number: int, text: str) -> None:
        if is_blank(text):
            self.close_paragraph()
            self.at += 1
        elif indent_of(text) >= CODE_INDENT:
            self.go_on() if self.paragraph else self.read_indented_code()
        elif of.QUOTE.match(text):
            self.read_quote(number)
        elif heading := of.HEADING.match(text):
            self.add(
                Block("heading", number, number, of.heading_text(heading[2] or ""), level=len(heading[1]))
            )
        elif fence := of.FENCE.match(text):
            self.read_fenced_code(number, fence)
        elif self.paragraph and (underline := of.UNDERLINE.match(text)):
            self.underline(number, 1 if underline[1] else 2)
        elif of.RULE.match(text):
            self.add(Block("rule", number, number))
        elif note := of.NOTE.match(text):
            self.read_note(number, note)
        elif (item := of.ITEM.match(text)) and not (self.paragraph and not of.interrupts_paragraph(item)):
            self.read_list(number, item)
        elif self.paragraph and self.is_under_table_head(text):
            self.read_table(text)
        else:
            self.go_on()

    def go_on(self) -> None:
        self.paragraph.append(self.lines[self.at])
        self.at += 1

    def add(self, block: Block) -> None:
        """Put down a block that ends on the line where reading is."""
        self.close_paragraph()
        self.found.append(block)
        self.at += 1

    def close_paragraph(self) -> None:
        self.take_references()
        if self.paragraph:
            self.found.append(_of_lines("paragraph", self.paragraph))
            self.paragraph = []

    def take_references(self) -> None:
        """The addresses of links (`[name]: address`) at the start of a paragraph are no part of it."""
        taken = 0
        for number, text in self.paragraph:
            reference = of.REFERENCE.match(text)
            if not reference:
                break
            taken += 1
            address = reference[3] if reference[2] is None else reference[2]
            title = next(filter(None, reference.group(4, 5, 6)), "")
            self.found.append(Block("reference", number, number, address, reference[1], title))
        del self.paragraph[:taken]

    def underline(self, number: int, level: int) -> None:
        self.take_references()
        if not self.paragraph:
            return self.go_on()
        heading = _of_lines("heading", self.paragraph)
        heading.level, heading.end = level, number
        self.paragraph = []
        self.found.append(heading)
        self.at += 1
        return None

    def read_indented_code(self) -> None:
        start, end = self.at, self.at
        while self.at < len(self.lines):
            text = self.lines[self.at][1]
            if not is_blank(text) and indent_of(text) < CODE_INDENT:
                break
            self.at += 1
            end = end if is_blank(text) else self.at
        taken, self.at = self.lines[start:end], end
        self.found.append(_code(taken, taken[0][0], taken[-1][0], CODE_INDENT))

    def read_fenced_code(self, number: int, fence: re.Match[str]) -> None:
        self.close_paragraph()
        start = self.at + 1
        inside = range(start, len(self.lines))
        end = next((each for each in inside if of.closes(fence[2], self.lines[each][1])), len(self.lines))
        last = self.lines[min(end, len(self.lines) - 1)][0]
        self.at = end + 1
        self.found.append(_code(self.lines[start:end], number, last, len(fence[1]), fence[3].strip()))

    def read_quote(self, number: int) -> None:
        self.close_paragraph()
        taken, self.at = take_quote(self.lines, self.at)
        self.found.append(Block("quote", number, taken[-1][0], children=self.inside(taken)))

    def read_note(self, number: int, note: re.Match[str]) -> None:
        self.close_paragraph()
        taken, self.at = take_note(self.lines, self.at, note)
        text, inside = "\n".join(text for _, text in taken), self.inside(taken)
        self.found.append(Block("note", number, taken[-1][0], text, note[1], children=inside))

    def read_list(self, number: int, item: re.Match[str] | None) -> None:
        self.close_paragraph()
        whole, mark = Block("list", number, number, name=item[2] if item else ""), item[2][-1] if item else ""
        while item and item[2][-1] == mark and not of.RULE.match(item.string):
            start = self.lines[self.at][0]
            taken, self.at = take_item(self.lines, self.at, item)
            whole.children.append(Block("item", start, taken[-1][0], children=self.inside(taken)))
            item = self.next_item()
        whole.end = whole.children[-1].end
        shown = [[each for each in item.children if each.kind != "reference"] for item in whole.children]
        whole.is_loose = any(map(_is_apart, [whole.children, *shown]))
        self.found.append(whole)

    def next_item(self) -> re.Match[str] | None:
        """The item behind blank lines; reading stays where it is when there is none."""
        at = self.at
        while at < len(self.lines) and is_blank(self.lines[at][1]):
            at += 1
        item = of.ITEM.match(self.lines[at][1]) if at < len(self.lines) else None
        self.at = at if item else self.at
        return item

    def is_under_table_head(self, text: str) -> bool:
        head = self.paragraph[-1][1]
        return bool(of.DELIMITERS.match(text)) and len(of.split_cells(head)) == len(of.split_cells(text))

    def read_table(self, delimiters: str) -> None:
        number, head = self.paragraph.pop()
        self.close_paragraph()
        rows, self.at = take_rows(self.lines, self.at + 1)
        rows = [(number, of.split_cells(head)), *rows]
        columns = [_alignment(cell) for cell in of.split_cells(delimiters)]
        self.found.append(Block("table", number, max(rows[-1][0], number + 1), rows=rows, alignments=columns))

    def inside(self, taken: list[Line]) -> list[Block]:
        if self.is_shallow:
            return []
        if self.depth >= DEEPEST:
            raise TooDeep(taken[0][0])
        return _BlockReader(taken, self.depth + 1).read()


def _of_lines(kind: Kind, lines: Sequence[Line]) -> Block:
    text = "\n".join(text.lstrip(" ") for _, text in lines).rstrip(" ")
    return Block(kind, lines[0][0], lines[-1][0], text)


def _code(lines: Sequence[Line], first: int, last: int, width: int, language: str = "") -> Block:
    text = "\n".join(text[min(width, indent_of(text)) :] for _, text in lines)
    return Block("code", first, last, text, language)


def _is_apart(blocks: Sequence[Block]) -> bool:
    """Whether a blank line stands between two of the blocks."""
    return any(below.line > above.end + 1 for above, below in pairwise(blocks))


def _alignment(delimiter: str) -> str:
    left, right = delimiter.startswith(":"), delimiter.endswith(":")
    return "center" if left and right else "left" if left else "right" if right else ""
