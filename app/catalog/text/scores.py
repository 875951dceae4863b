"""Computes what a word adds to a program's score: BM25F over the fields, once per generation and entry."""

from collections.abc import Mapping, Sequence, Set
from pathlib import Path

import numpy as np

from app.catalog.text.arrays import Array, map_arrays, write_arrays
from app.catalog.text.fields import FIELDS, WEIGHTS
from app.catalog.text.segment import Segment

LiveSegment = tuple[Segment, Set[int]]
"""A segment and the documents that are deleted from it."""
DECIMALS = 9
"""Of a rarity: the last digits of a logarithm differ from processor to processor, those before do not."""
K1, B = 1.2, 0.75
"""Whoosh's own defaults, so that its searcher can prove the arrays right."""


def write_numbers(folder: Path, segments: Sequence[LiveSegment], numbers: Mapping[str, int]) -> None:
    """Write the program of each document, one file for each segment, named by its place: 0, 1, 2, …

    `numbers` is slug -> number of a program that is shown; documents of others and deleted ones have the
    number after the last.
    """
    for place, (segment, deleted) in enumerate(segments):
        number = np.array([numbers.get(slug, len(numbers)) for slug in segment.slugs], np.int64)
        number[list(deleted)] = len(numbers)
        write_arrays(folder / str(place), {"number": number, "nobody": np.array([len(numbers)], np.int64)})


def write_scores(folder: Path, segments: Sequence[Segment], numbers: Path) -> None:
    """Write one file for each segment, named by its place, from what `write_numbers` wrote.

    It has the score (float32) of each entry; the program (int64) of each document, entry, phrase and
    meaning; and of each word and each meaning whether any program has it.
    """
    frequencies = _document_frequencies(segments)
    documents = sum(len(segment.slugs) for segment in segments)
    total_lengths = sum((segment.total_lengths for segment in segments), np.zeros(len(FIELDS)))
    average = total_lengths / (documents or 1)
    average[average == 0] = 1
    for place, segment in enumerate(segments):
        held = map_arrays(numbers / str(place))
        number, nobody = held["number"], held["nobody"][0]
        programs, meanings = number[segment.document], number[segment.meaning_document]
        arrays = {
            "number": number,
            "programs": programs,
            "phrases": number[segment.phrase_document],
            "meanings": meanings,
            "held_words": _any(programs != nobody, segment.start),
            "held_meanings": _any(meanings != nobody, segment.meaning_start),
            "scores": _scores(segment, frequencies[place], documents, average),
        }
        write_arrays(folder / str(place), arrays)


def _any(true: Array, start: Array) -> Array:
    """Whether any is true of start[n] to start[n + 1], for each n."""
    before = np.concatenate(([0], np.cumsum(true)))
    return np.asarray(before[start[1:]] > before[start[:-1]])


def _scores(segment: Segment, frequency: Array, documents: int, average: Array) -> Array:
    """`frequency` is [P]: how many documents hold the word of each posting in its field."""
    field, entry = segment.posting_field, segment.posting_entry
    weight = segment.posting_weight.astype(np.float64)
    length = segment.lengths[field, segment.document[entry]]
    rarity = np.round(np.log(documents / (frequency + 1)), DECIMALS) + 1
    score = rarity * (weight * (K1 + 1)) / (weight + K1 * ((1 - B) + B * length / average[field]))
    boost = np.array([WEIGHTS[name] for name in FIELDS])
    return np.bincount(entry, score * boost[field], minlength=len(segment.document)).astype(np.float32)


def _document_frequencies(segments: Sequence[Segment]) -> list[Array]:
    """For each segment, per posting: how many documents of all segments hold its word in its field.

    Deleted documents count, as in Whoosh.
    """
    words = dict.fromkeys(word for segment in segments for word in segment.words)
    number = {word: at for at, word in enumerate(words)}
    slots: list[Array] = []
    total = np.zeros(len(words) * len(FIELDS), np.int64)
    for segment in segments:
        own = np.array([number[word] for word in segment.words], np.int64)
        word_of_entry = np.repeat(own, np.diff(segment.start))
        slot = word_of_entry[segment.posting_entry] * len(FIELDS) + segment.posting_field
        total += np.bincount(slot, minlength=len(total))
        slots.append(slot)
    return [total[slot] for slot in slots]
