"""How deep and how large a text may be, so that every page is made in a second or two."""

from collections.abc import Iterator
from typing import NamedTuple

from app.evidence.markdown.blocks import DEEPEST, Block, TooDeep, read_blocks, walk

LONGEST, LONGEST_BLOCK = 100_000, 10_000
MOST_MARKS, MOST_MARKS_OF_BLOCK, MOST_BLOCKS = 10_000, 400, 10_000
MARKS = "[]*_`~<!&\\"

REMEDY = "Put what is no text into a code block, or leave it out."


class Excess(NamedTuple):
    """What is too deep, too long or too tangled: the 1-based line, the fault and its remedy."""

    line: int
    message: str
    hint: str


def find_excess(text: str, first_line: int = 1) -> Excess | None:
    """Why a text may not be rendered; None for one that people write. Never slow, whatever the text."""
    if len(text) > LONGEST:
        message = f"the text has {len(text):,} characters; at most {LONGEST:,}"
        return Excess(first_line, message, "Shorten it, or link to the report that has the rest.")
    try:
        blocks = read_blocks(text, first_line)
    except TooDeep as error:
        message = f"lists or quotations stand in each other more than {DEEPEST} deep"
        return Excess(error.line, message, "Indent less, and take away marks (>, -) that nest too deep.")
    texts = list(_texts(blocks))
    pieces = len(texts) + sum(1 for _ in walk(blocks))
    if pieces > MOST_BLOCKS:
        message = f"the text has {pieces:,} paragraphs, items and cells; at most {MOST_BLOCKS:,}"
        return Excess(first_line, message, "Shorten it, or link to the report that has the rest.")
    marks = sum(count_marks(written) for _, written in texts)
    if marks > MOST_MARKS:
        message = f"the text has {marks:,} marks ({' '.join(MARKS)}) outside code; at most {MOST_MARKS:,}"
        return Excess(first_line, message, REMEDY)
    return next(filter(None, map(_excess_of, texts)), None)


def count_marks(text: str) -> int:
    return sum(map(text.count, MARKS))


def _texts(blocks: list[Block]) -> Iterator[tuple[int, str]]:
    for block in walk(blocks):
        if block.kind in ("paragraph", "heading", "reference"):
            yield block.line, block.text
        for line, cells in block.rows:
            yield from ((line, cell) for cell in cells)


def _excess_of(placed: tuple[int, str]) -> Excess | None:
    line, text = placed
    if len(text) > LONGEST_BLOCK:
        message = f"one paragraph has {len(text):,} characters; at most {LONGEST_BLOCK:,}"
        return Excess(line, message, "Divide it with empty lines.")
    marks = count_marks(text)
    if marks > MOST_MARKS_OF_BLOCK:
        message = f"one paragraph has {marks:,} marks ({' '.join(MARKS)}); at most {MOST_MARKS_OF_BLOCK}"
        return Excess(line, message, f"Divide it with empty lines. {REMEDY}")
    return None
