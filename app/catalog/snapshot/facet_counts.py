"""Bitmaps over programs, and all facet counts of a search in a few operations on one matrix.

A bitmap is a Python integer in which bit n is program n: the quickest for `&` and `|`. A row is the same as uint64 words, for counting.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from app.catalog.snapshot.facets import FACETS
from app.catalog.text.arrays import Array

Bitmaps = Mapping[str, Mapping[str, int]]
"""Facet -> value -> bitmap."""
WORD_BYTES = 8


def to_words(bitmap: int, size: int) -> Array:
    """A bitmap over `size` programs as uint64 words, the lowest first."""
    return np.frombuffer(bitmap.to_bytes(-(-size // 64) * WORD_BYTES, "little"), np.uint64)


def members(bitmap: int, size: int) -> Array:
    """The numbers of the programs in a bitmap, in order."""
    return np.flatnonzero(np.unpackbits(to_words(bitmap, size).view(np.uint8), bitorder="little"))


def bitmap_from_flags(chosen: Array) -> int:
    """From one truth per program."""
    return int.from_bytes(np.packbits(chosen, bitorder="little").tobytes(), "little")


def bitmap_from_numbers(numbers: list[int], size: int) -> int:
    chosen = np.zeros(size, bool)
    chosen[numbers] = True
    return bitmap_from_flags(chosen)


@dataclass(frozen=True)
class FacetCounter:
    """`folded` [V, words] is every value of every facet over programs, `pairs` [M, layers, words] those of topic memberships, layer by layer."""

    size: int
    values: tuple[tuple[str, tuple[str, ...]], ...]
    folded: Array
    pairs: Mapping[str, Array]
    where: Mapping[str, slice]

    @cached_property
    def ones(self) -> Array:
        return np.ones(self.folded.shape[1], np.float32)

    def count_all(self, found: int) -> dict[str, dict[str, int]]:
        """Facet -> value -> how many of the found programs have it."""
        # As a product with ones: sums along rows of bytes take three times as long. Exact up to 16,777,216 programs.
        counts = (np.bitwise_count(self.folded & to_words(found, self.size)).astype(np.float32) @ self.ones).astype(np.int32).tolist()
        left = iter(counts)  # the rows stand in the order of the values
        return {name: dict(zip(values, left, strict=False)) for name, values in self.values}

    def count_facet(self, name: str, found: int) -> dict[str, int]:
        """The same for one facet."""
        counts = np.bitwise_count(self.folded[self.where[name]] & to_words(found, self.size)).sum(axis=1, dtype=np.int64)
        return dict(zip(dict(self.values)[name], counts.tolist(), strict=True))

    def count_memberships(self, name: str, pairs: list[int], found: int) -> dict[str, int]:
        """The same for one facet about memberships: programs of `found` with a membership that has the value and is in `pairs` (by layer)."""
        wanted = np.stack([to_words(layer, self.size) for layer in pairs])
        programs = np.bitwise_or.reduce(self.pairs[name] & wanted, axis=1) & to_words(found, self.size)
        return dict(zip(dict(self.values)[name], np.bitwise_count(programs).sum(axis=1, dtype=np.int64).tolist(), strict=True))


def make_facet_counter(values: Mapping[str, tuple[str, ...]], by_program: Bitmaps, by_membership: Bitmaps, size: int, layers: int) -> FacetCounter:
    everything = (1 << size) - 1
    rows: list[Array] = []
    pairs: dict[str, Array] = {}
    where: dict[str, slice] = {}
    for facet in FACETS:
        start = len(rows)
        bitmaps = (by_membership if facet.of_membership else by_program).get(facet.name, {})
        if facet.of_membership:
            layered = [[to_words(bitmaps.get(value, 0) >> layer * size & everything, size) for layer in range(layers)] for value in values[facet.name]]
            pairs[facet.name] = np.array(layered, np.uint64).reshape(len(layered), layers, -(-size // 64))
            rows += list(np.bitwise_or.reduce(pairs[facet.name], axis=1))
        else:
            rows += [to_words(bitmaps.get(value, 0), size) for value in values[facet.name]]
        where[facet.name] = slice(start, len(rows))
    folded = np.array(rows, np.uint64).reshape(len(rows), -(-size // 64))
    return FacetCounter(size, tuple((facet.name, values[facet.name]) for facet in FACETS), folded, pairs, where)
