"""The running text of blocks with its lines, and the links in it; code is none of it."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from app.evidence.markdown.blocks import Block, walk
from app.evidence.markdown.inlines import BARE_ADDRESS, address_of_bare

CODE_SPAN = re.compile(r"(?<![`\\])(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.DOTALL)
ADDRESS = r"(?:[^\s()<>]|\([^\s()<>]*\))+"  # brackets may stand in it in pairs: Family_(film)
NOTE_MARK = re.compile(r"(?<!\\)\[\^([^\]\s]+)\]")
LINK = re.compile(
    rf"\]\(\s*<?(?P<inline>{ADDRESS})|<(?P<auto>[a-z][a-z0-9+.-]*:[^\s<>]+)>|(?P<bare>{BARE_ADDRESS})",
    re.IGNORECASE,
)


class RunningText(NamedTuple):
    """Text of one block that starts on a 1-based line; code inside it is blanked out."""

    line: int
    text: str

    def line_at(self, at: int) -> int:
        return self.line + self.text.count("\n", 0, at)


class TextLink(NamedTuple):
    """An address that a text leads to, as it is written."""

    line: int
    address: str


def passages(blocks: Iterable[Block]) -> Iterator[RunningText]:
    for block in walk(list(blocks)):
        if block.kind in ("paragraph", "heading"):
            yield RunningText(block.line, CODE_SPAN.sub(_blank, block.text))
        for line, cells in block.rows:
            yield from (RunningText(line, CODE_SPAN.sub(_blank, cell)) for cell in cells)


def text_links(blocks: list[Block]) -> Iterator[TextLink]:
    """Every link, in the order of the text but for named addresses (`[name]: address`), which come last."""
    for passage in passages(blocks):
        for found in LINK.finditer(passage.text):
            line = passage.line_at(found.start(str(found.lastgroup)))
            yield TextLink(line, address_of_bare(found["bare"]) or found["inline"] or found["auto"])
    yield from (TextLink(each.line, each.text) for each in walk(blocks) if each.kind == "reference")


def code_lines(blocks: list[Block]) -> set[int]:
    """The lines of code blocks, with their fences."""
    code = (block for block in walk(blocks) if block.kind == "code")
    return {line for block in code for line in range(block.line, block.end + 1)}


def _blank(code: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", code[0])
