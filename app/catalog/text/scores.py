"""What a word adds to a program's score: BM25F over the fields, worked out once per generation for every entry of every segment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from whoosh.reading import IndexReader

from app.catalog.text.fields import FIELDS, WEIGHTS
from app.catalog.text.segment import Array, Segment

K1, B = 1.2, 0.75
"""Whoosh's own defaults, so that its searcher can be asked whether the arrays are right."""


def write_scores(folder: Path, whole: IndexReader, segments: Sequence[tuple[IndexReader, Segment]], numbers: Mapping[str, int]) -> None:
    """Write, for each segment in order, `<n>-scores.npy` (float32 [E]) and the program (int64) of each entry, phrase and meaning.

    `numbers` is slug -> number of a program that is shown; entries of others, and of deleted documents, lead to the number after the last.
    """
    frequencies = _document_frequencies([segment for _, segment in segments])
    documents = whole.doc_count_all()
    average = np.array([whole.field_length(name) / (documents or 1) or 1 for name in FIELDS])
    nobody = len(numbers)
    for place, (reader, segment) in enumerate(segments):
        programs = [nobody if reader.is_deleted(at) else numbers.get(slug, nobody) for at, slug in enumerate(segment.slugs)]
        number = np.array(programs, np.int64)
        np.save(folder / f"{place}-number.npy", number)
        np.save(folder / f"{place}-programs.npy", number[segment.document])
        np.save(folder / f"{place}-phrases.npy", number[segment.phrase_document])
        np.save(folder / f"{place}-meanings.npy", number[segment.meaning_document])
        np.save(folder / f"{place}-scores.npy", _scores(segment, frequencies[place], documents, average))


def _scores(segment: Segment, frequency: Array, documents: int, average: Array) -> Array:
    """`frequency` is [P]: how many documents hold the word of each posting in its field."""
    field, entry = segment.posting_field, segment.posting_entry
    weight = segment.posting_weight.astype(np.float64)
    length = segment.lengths[field, segment.document[entry]]
    rarity = np.log(documents / (frequency + 1)) + 1
    told = rarity * (weight * (K1 + 1)) / (weight + K1 * ((1 - B) + B * length / average[field]))
    boost = np.array([WEIGHTS[name] for name in FIELDS])
    return np.bincount(entry, weights=told * boost[field], minlength=len(segment.document)).astype(np.float32)


def _document_frequencies(segments: Sequence[Segment]) -> list[Array]:
    """For each segment, per posting: how many documents of all segments hold its word in its field, deleted ones included, as Whoosh counts."""
    everywhere = {word: at for at, word in enumerate(dict.fromkeys(word for segment in segments for word in segment.words))}
    slots: list[Array] = []
    total = np.zeros(len(everywhere) * len(FIELDS), np.int64)
    for segment in segments:
        word_of_entry = np.repeat(np.array([everywhere[word] for word in segment.words], np.int64), np.diff(segment.start))
        slot = word_of_entry[segment.posting_entry] * len(FIELDS) + segment.posting_field
        total += np.bincount(slot, minlength=len(total))
        slots.append(slot)
    return [total[slot] for slot in slots]
