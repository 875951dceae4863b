"""Holds the documents that one build wrote, as memory-mapped arrays.

They never change: a later build links them, and only their scores are new. Words stand in order, so a
prefix is one slice. An entry is one (word, document): entries of a word stand together, in order of document.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from app.catalog.text.analysis import stem_words
from app.catalog.text.arrays import Array, map_arrays, write_arrays

HEAD_END, LABEL_END, PASSAGE_END = "\x1d", "\x1f", "\x1e"
"""In the text that results show: after what every card shows, after the label of a passage, between texts."""
TEXTS = tuple[str, ...]
FIELD_SHIFT = 24
"""A place is `field << FIELD_SHIFT | position`: words of different fields never stand side by side."""


@dataclass(frozen=True)
class Segment:
    """D documents, W words, E entries, P postings (one per field of an entry), S spoken words (unstemmed)."""

    slugs: tuple[str, ...]
    words: tuple[str, ...]
    spoken: tuple[str, ...]
    compounds: tuple[str, ...]  # words that hyphens join and of which some are stop words: in-home
    start: Array  # int64 [W + 1]: entries of word w are start[w]:start[w + 1]
    document: Array  # int32 [E]
    in_fields: Array  # uint8 [E]: bit f is set when the word stands in field f
    place_start: Array  # int64 [E + 1]
    place: Array  # uint32: where the word stands, in order
    posting_entry: Array  # int32 [P]
    posting_field: Array  # uint8 [P]
    posting_weight: Array  # float32 [P]: how often
    lengths: Array  # float32 [fields, D], as Whoosh rounds them
    total_lengths: Array  # int64 [fields]: of all documents, not rounded
    phrases: tuple[str, ...]  # known phrases of two stems or more, in order
    phrase_start: Array  # int64 [phrases + 1]
    phrase_document: Array  # int32: documents in which the phrase stands, in order
    phrase_weight: Array  # float32: the weight of the best field in which it does
    meanings: tuple[str, ...]  # sets of phrases that mean the same
    meaning_start: Array  # int64 [meanings + 1]
    meaning_document: Array  # int32: documents in which any of them stands, in order
    meaning_weight: Array  # float32
    text: Array  # uint8: what results show of every document, as UTF-8
    text_start: Array  # int64 [D + 1]
    said: Array  # uint32: the hash of every stem of that text, in order
    said_at: Array  # int32: the letter at which its word begins
    said_long: Array  # uint8: how many letters the word has
    said_start: Array  # int64 [D + 1]
    said_head: Array  # int64 [D]: where the stems of what every card shows end
    stem_of: Array  # int32 [S]: the number of the stem of a spoken word
    typo_hash: Array  # uint32, in order: hashes of the spoken words with one letter left out
    typo_word: Array  # int32: which spoken word each of them comes from

    @cached_property
    def number(self) -> Mapping[str, int]:
        return {word: at for at, word in enumerate(self.words)}

    @cached_property
    def phrase_number(self) -> Mapping[str, int]:
        return {phrase: at for at, phrase in enumerate(self.phrases)}

    @cached_property
    def meaning_number(self) -> Mapping[str, int]:
        return {name: at for at, name in enumerate(self.meanings)}

    @cached_property
    def spoken_words(self) -> frozenset[str]:
        return frozenset(self.spoken)

    @cached_property
    def compound_parts(self) -> Mapping[str, tuple[str, ...]]:
        """A compound without its hyphens -> its stems."""
        return {each.replace("-", ""): tuple(stem_words(each)) for each in self.compounds}

    def save(self, path: Path) -> None:
        values = {each.name: getattr(self, each.name) for each in fields(self)}
        texts = {name: _encode(value) for name, value in values.items() if isinstance(value, tuple)}
        write_arrays(path, values | texts)


def open_segment(path: Path) -> Segment:
    """Map a saved segment. Raises FileNotFoundError."""
    values: dict[str, Any] = map_arrays(path)
    values |= {each.name: _decode(values[each.name]) for each in fields(Segment) if each.type == TEXTS}
    return Segment(**values)


def _encode(texts: tuple[str, ...]) -> Array:
    return np.frombuffer("\n".join(texts).encode("utf-8"), np.uint8)


def _decode(joined: Array) -> tuple[str, ...]:
    text = joined.tobytes().decode("utf-8")
    return tuple(text.split("\n")) if text else ()


def expand_ranges(starts: Array, lengths: Array) -> Array:
    """The numbers from each start on, as many as each length, one range after the other."""
    before = np.cumsum(lengths) - lengths
    return np.asarray(np.arange(int(lengths.sum())) + np.repeat(starts - before, lengths))
