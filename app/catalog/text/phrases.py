"""Finds words that stand side by side in one field of a document."""

from collections.abc import Sequence

import numpy as np

from app.catalog.text.arrays import Array
from app.catalog.text.fields import WEIGHTS
from app.catalog.text.segment import FIELD_SHIFT, Segment, expand_ranges

FIELD_WEIGHTS = np.array(list(WEIGHTS.values()), np.float32)
PhraseMatches = tuple[Array, Array]
"""Documents of a segment in order, and for each the weight of the best field."""
NOWHERE = np.zeros(0, np.int32), np.zeros(0, np.float32)


def find_phrase(segment: Segment, stems: Sequence[str], within: int = 0) -> PhraseMatches:
    """Where the stems stand one after the other, in the fields of the bits of `within` (0: any)."""
    numbers = [number for stem in stems if (number := segment.number.get(stem)) is not None]
    if len(numbers) < len(stems):
        return NOWHERE
    starts = [int(segment.start[number]) for number in numbers]
    documents = [segment.document[segment.start[number] : segment.start[number + 1]] for number in numbers]
    common = min(documents, key=len)
    for other in documents:
        if other is not common:
            common = common[isin_sorted(common, other)]
    if not len(common):
        return NOWHERE
    entries = [start + np.searchsorted(own, common) for start, own in zip(starts, documents, strict=True)]
    by_rarity = sorted(range(len(stems)), key=lambda at: len(documents[at]))
    keys = _places(segment, entries[by_rarity[0]]) - by_rarity[0]
    for at in by_rarity[1:]:
        keys = keys[isin_sorted(keys + at, _places(segment, entries[at]))]
    field = keys >> FIELD_SHIFT & 0xFF
    if within:
        keys, field = keys[within >> field & 1 > 0], field[within >> field & 1 > 0]
    if not len(keys):
        return NOWHERE
    found = keys >> 32
    first = np.flatnonzero(np.diff(found, prepend=-1))
    return found[first].astype(np.int32), np.maximum.reduceat(FIELD_WEIGHTS[field], first)


def merge_best(matches: Sequence[PhraseMatches], documents: int) -> PhraseMatches:
    """The documents of any, each with its best weight; `documents` is how many the segment has."""
    best = np.zeros(documents, np.float32)
    for found, weights in matches:
        best[found] = np.maximum(best[found], weights)
    found = np.flatnonzero(best).astype(np.int32)
    return found, best[found]


def isin_sorted(these: Array, those: Array) -> Array:
    """Which of `these` are in `those`; both in order, `those` not empty."""
    at = np.searchsorted(those, these)
    at[at == len(those)] = 0
    return np.asarray(those[at] == these)


def _places(segment: Segment, entries: Array) -> Array:
    """(document, place) of every occurrence as one number each, in order."""
    starts = segment.place_start[entries]
    counts = segment.place_start[entries + 1] - starts
    documents = np.repeat(segment.document[entries].astype(np.int64) << 32, counts)
    return np.asarray(documents | segment.place[expand_ranges(starts, counts)])
