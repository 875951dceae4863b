"""From text to the stems that the index holds. One analyzer writes and asks, so that both always agree."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any
from unicodedata import normalize

from whoosh.analysis import STOP_WORDS, Composable, Token
from whoosh.lang.porter import stem as porter
from whoosh.support.charset import accent_map

WORDS = re.compile(r"\w+(?:[.’']\w+)*")
POSSESSIVE = re.compile(r"['’]s?$")
BETWEEN_LINES = 10
"""So many places lie between two lines: a phrase never runs from one item of a list into the next."""
LONGEST_WORD = 40
"""Longer words are cut: nobody types them, and an index must not grow by them."""


@lru_cache(maxsize=100_000)
def fold_word(word: str) -> str:
    """Without case, accents, trademark signs and a possessive ending."""
    return POSSESSIVE.sub("", word.lower().translate(accent_map))[:LONGEST_WORD]


@lru_cache(maxsize=100_000)
def stem(word: str) -> str | None:
    """The stem of a folded word; None for a stop word."""
    if not word or word in STOP_WORDS:
        return None
    return word if word.isdigit() else porter(word)


class StemAnalyzer(Composable):  # type: ignore[misc]
    """The analyzer of every text field: a Whoosh analyzer that remembers the words it has met, which is most of them."""

    def __call__(
        self, value: str, positions: bool = False, removestops: bool = True, start_pos: int = 0, mode: str = "", **wanted: Any
    ) -> Iterator[Token]:
        token = Token(positions, removestops=removestops, mode=mode, **wanted)
        token.boost, token.stopped = 1.0, False
        for token.text, place in locate_stems(value):
            token.pos = start_pos + place
            yield token


def locate_stems(text: str) -> Iterator[tuple[str, int]]:
    """Every stem of a text with its place, BETWEEN_LINES apart where a line ends."""
    place = 0
    for line in text.split("\n"):
        found = stem_words(line)
        yield from zip(found, range(place, place + len(found)), strict=True)
        place += len(found) + BETWEEN_LINES


def split_words(text: str) -> list[str]:
    """The folded words of a text, stop words included."""
    return [fold_word(word) for word in WORDS.findall(normalize("NFC", text))]


def stem_words(text: str) -> list[str]:
    """The words of a text as the index holds them, stop words left out."""
    return [found for word in split_words(text) if (found := stem(word)) is not None]
