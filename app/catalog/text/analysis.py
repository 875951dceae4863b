"""Turns text into the stems that the index holds; indexing and searching use the same analyzer."""

import re
from array import array
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from whoosh.analysis import STOP_WORDS, Composable, Token
from whoosh.fields import TEXT
from whoosh.formats import Positions
from whoosh.support.charset import accent_map

from app.catalog.text.words.normal_form import locate_normal, normalize_text
from app.catalog.text.words.stemming import stem_english

WORDS = re.compile(r"\w+(?:[.']\w+)*")
"""Words of a text in its normal form."""
POSSESSIVE = re.compile(r"'s?$")
INITIALS = re.compile(r"\w(?:\.\w){2,}")
PLAIN_LETTERS = {**accent_map, ord("ß"): "ss", ord("æ"): "ae", ord("œ"): "oe", ord("þ"): "th"}
LINE_GAP = 10
"""Positions left free between two lines, so that no phrase runs from one item of a list into the next."""
LONGEST_WORD = 40
"""Letters. Longer words are cut: nobody types them, and the index must not grow by them."""
POSITION_TYPE = "I"
Posting = tuple[str, int, float, bytes]
"""A stem, how often a text has it, its weight, and its encoded positions."""


@lru_cache(maxsize=100_000)
def fold_word(word: str) -> str:
    """Remove case, accents, a possessive ending, and what stands inside O'Malley and C.E.B.C."""
    plain = POSSESSIVE.sub("", normalize_text(word).lower().translate(PLAIN_LETTERS)).replace("'", "")
    return (plain.replace(".", "") if INITIALS.fullmatch(plain) else plain)[:LONGEST_WORD]


@lru_cache(maxsize=100_000)
def stem(word: str) -> str | None:
    """The stem of a folded word; None for a stop word."""
    if not word or word in STOP_WORDS:
        return None
    return word if word.isdigit() else stem_english(word)


def split_words(text: str) -> list[str]:
    """The folded words of a text, stop words included."""
    return [fold_word(word) for word in WORDS.findall(normalize_text(text))]


def squeeze(text: str) -> str:
    """The words of a text as one, so that a name is the same joined, with hyphens and with spaces."""
    return "".join(split_words(text))


def locate_words(text: str) -> Iterator[tuple[str, int, int]]:
    """Every word of a text with the letters of the text at which it begins and ends."""
    normal, places = locate_normal(text)
    for word in WORDS.finditer(normal):
        start, end = word.span()
        yield word.group(), *((start, end) if places is None else (places[start][0], places[end - 1][1]))


def stem_words(text: str) -> list[str]:
    """The words of a text as the index holds them, without stop words."""
    return [found for word in split_words(text) if (found := stem(word)) is not None]


def locate_stems(text: str) -> Iterator[tuple[str, int]]:
    """Every stem of a text with its position; a new line skips LINE_GAP positions.

    A line of stop words alone is a name, like “We Can”, and keeps them.
    """
    position = 0
    for line in text.split("\n"):
        found = stem_words(line) or [word for word in split_words(line) if word]
        yield from zip(found, range(position, position + len(found)), strict=True)
        position += len(found) + LINE_GAP


class StemAnalyzer(Composable):  # type: ignore[misc]
    """The Whoosh analyzer of every text field. Stems are cached, because most words have been met before."""

    def __call__(self, value: str, start_pos: int = 0, **options: Any) -> Iterator[Token]:
        token = Token(**options)
        token.boost, token.stopped = 1.0, False
        for token.text, position in locate_stems(value):
            token.pos = start_pos + position
            yield token


class PositionFormat(Positions):  # type: ignore[misc]
    """The Whoosh posting format: positions as machine numbers, far faster than Whoosh's own pickles."""

    def word_values(self, value: str, analyzer: StemAnalyzer, **_: Any) -> Iterator[Posting]:
        positions: dict[str, list[int]] = defaultdict(list)
        for text, position in locate_stems(value):
            positions[text].append(position)
        for text, found in positions.items():
            yield text, len(found), float(len(found)), self.encode(found)

    def encode(self, positions: list[int]) -> bytes:
        return array(POSITION_TYPE, positions).tobytes()

    def decode_positions(self, encoded: bytes) -> list[int]:
        return array(POSITION_TYPE, encoded).tolist()

    def decode_frequency(self, encoded: bytes) -> int:
        return len(encoded) // array(POSITION_TYPE).itemsize


def make_text_field() -> TEXT:
    """A field that is searched by its stems and by phrases."""
    field = TEXT(analyzer=StemAnalyzer())
    field.format = PositionFormat()
    return field
