"""Blocks become the elements that Python-Markdown goes on with: inline marks, footnotes, ids of headings."""

import re
from collections.abc import Iterable, Sequence
from itertools import zip_longest
from xml.etree.ElementTree import Element, ElementTree, SubElement

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.extensions import Extension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.util import AtomicString, code_escape

from app.evidence.markdown.blocks import Block, read_blocks
from app.evidence.markdown.passages import NOTE_MARK, passages

TASK = re.compile(r"\[([ xX])\] +(?=\S)")
CHECKED, UNCHECKED = "☑", "☐"
MARKS = re.compile(r"[*_`\[\]]|\([^)]*\)")
"""What the name of a column loses where it stands as plain text in front of each of its cells."""
SECTION_CLASS = "section"
"""On headings that stand in no list and no quotation."""


class GitHubBlocks(Extension):
    """Takes the place of Python-Markdown's own reading of blocks, which knows neither a list right under a
    line nor one that is indented by two spaces."""

    def __init__(self, footnotes: FootnoteExtension) -> None:
        super().__init__()
        self.footnotes = footnotes

    def extendMarkdown(self, md: Markdown) -> None:
        md.parser = _GitHubParser(md, self.footnotes)
        md.preprocessors.deregister("html_block")


class _GitHubParser(BlockParser):
    def __init__(self, md: Markdown, footnotes: FootnoteExtension) -> None:
        super().__init__(md)
        self.footnotes = footnotes

    def parseDocument(self, lines: Iterable[str]) -> ElementTree:
        self.root = Element(self.md.doc_tag)
        blocks = read_blocks("\n".join(lines))
        self.used = {mark[1] for passage in passages(blocks) for mark in NOTE_MARK.finditer(passage.text)}
        self.add(self.root, blocks)
        for heading in (each for each in self.root if each.tag in ("h1", "h2")):
            heading.set("class", SECTION_CLASS)
        return ElementTree(self.root)

    def parseChunk(self, parent: Element, text: str) -> None:
        """Footnotes hand their texts over here."""
        self.add(parent, read_blocks(text))

    def add(self, parent: Element, blocks: Sequence[Block], is_tight: bool = False) -> None:
        for block in blocks:
            if block.kind == "paragraph" and is_tight:
                _add_text(parent, block.text)
            elif block.kind == "note":
                self.add_note(block)
            elif block.kind == "reference":
                name = " ".join(block.name.split()).lower()
                self.md.references.setdefault(name, (block.text, block.title))
            elif block.kind == "list":
                self.add_list(parent, block)
            elif block.kind == "quote":
                self.add(SubElement(parent, "blockquote"), block.children)
            else:
                _add_leaf(parent, block)

    def add_note(self, block: Block) -> None:
        """The first of a name, where the text points to it."""
        if block.name in self.used and block.name not in self.footnotes.footnotes:
            self.footnotes.setFootnote(block.name, block.text)

    def add_list(self, parent: Element, block: Block) -> None:
        number = block.name[:-1]
        whole = SubElement(parent, "ol" if number else "ul")
        if number and int(number) != 1:
            whole.set("start", str(int(number)))
        for item in block.children:
            _tick(item)
            self.add(SubElement(whole, "li"), item.children, is_tight=not block.is_loose)


def _tick(item: Block) -> None:
    """`[ ]` and `[x]` at the start of an item are boxes."""
    first = next((each for each in item.children if each.kind == "paragraph"), None)
    if first and first is item.children[0] and (task := TASK.match(first.text)):
        first.text = f"{UNCHECKED if task[1] == ' ' else CHECKED} {first.text[task.end() :]}"


def _add_leaf(parent: Element, block: Block) -> None:
    if block.kind == "rule":
        SubElement(parent, "hr")
    elif block.kind == "code":
        code = SubElement(SubElement(parent, "pre"), "code")
        code.text = AtomicString(code_escape(block.text) + "\n" * bool(block.text))
    elif block.kind == "table":
        _add_table(parent, block)
    else:
        SubElement(parent, f"h{block.level}" if block.kind == "heading" else "p").text = block.text


def _add_text(parent: Element, text: str) -> None:
    """A paragraph of an item without blank lines is text of the item."""
    if len(parent):
        parent[-1].tail = text
    else:
        parent.text = text


def _add_table(parent: Element, block: Block) -> None:
    table = SubElement(parent, "table", {"class": "stack"})
    head, *rows = block.rows
    _add_row(SubElement(table, "thead"), "th", head[1], block.alignments)
    body = SubElement(table, "tbody") if rows else table
    for _, cells in rows:
        row = _add_row(body, "td", cells, block.alignments)
        for cell, name in zip(row, head[1], strict=False):
            cell.set("data-label", MARKS.sub("", name))


def _add_row(parent: Element, tag: str, cells: Sequence[str], alignments: Sequence[str]) -> Element:
    row = SubElement(parent, "tr")
    for text, alignment in list(zip_longest(cells, alignments, fillvalue=""))[: len(alignments)]:
        cell = SubElement(row, tag)
        cell.text = text
        if alignment:
            cell.set("class", f"align-{alignment}")
        if tag == "th":
            cell.set("scope", "col")
    return row
