"""Which words of a text a search matched."""

from __future__ import annotations

import re
from collections.abc import Set

from app.catalog.text_index import WORDS, stems

Marked = tuple[tuple[str, bool], ...]
"""Consecutive pieces of a text and whether the search matched them; joined they are the text."""


def marked(text: str, sought: Set[str]) -> Marked:
    """`sought` holds stems, as `stems` gives them."""
    if not sought:
        return ((text, False),)
    pieces: list[tuple[str, bool]] = []
    end = 0
    for word in re.finditer(WORDS, text):
        if sought.isdisjoint(stems(word.group())):
            continue
        pieces += [(text[end : word.start()], False), (word.group(), True)]
        end = word.end()
    return tuple(piece for piece in (*pieces, (text[end:], False)) if piece[0])
