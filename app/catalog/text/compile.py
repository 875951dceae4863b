"""Compiles what Whoosh wrote into one segment of arrays."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from app.catalog.text.analysis import stem
from app.catalog.text.arrays import Array
from app.catalog.text.phrases import PhraseMatches, find_phrase, merge_best
from app.catalog.text.segment import FIELD_SHIFT, Segment, expand_ranges
from app.catalog.text.synonyms import Synonyms
from app.catalog.text.whoosh_reader import WhooshSegment, hash_text

LEAST_CORRECTED = 4
"""Letters; shorter words are taken as typed."""
EMPTY = np.zeros(0, np.int32)


def compile_segment(
    source: WhooshSegment, spoken: Iterable[str], compounds: Iterable[str], synonyms: Synonyms
) -> Segment:
    """`spoken`: every word of the texts as written, folded; `compounds`: those that hyphens join."""
    count = len(source.slugs)
    words = sorted({word for _, word in source.terms})
    number = {word: at for at, word in enumerate(words)}
    word_of_term = np.array([number[word] for _, word in source.terms], np.int64)
    field_of_term = np.array([field for field, _ in source.terms], np.int64)
    key = word_of_term[source.term] * count + source.document
    order = np.lexsort((field_of_term[source.term], key))
    entry_keys, entry_of = np.unique(key[order], return_inverse=True)
    fields = field_of_term[source.term][order].astype(np.uint8)
    in_fields = np.zeros(len(entry_keys), np.uint8)
    np.bitwise_or.at(in_fields, entry_of, np.left_shift(1, fields).astype(np.uint8))
    places, place_start = _sorted_places(source, order, fields, entry_of)
    known = tuple(word for word in sorted(set(spoken)) if stem(word) in number)
    typo_hash, typo_word = build_typo_index(known)
    said_start = _starts(source.saying)
    segment = Segment(
        slugs=tuple(source.slugs),
        words=tuple(words),
        spoken=known,
        compounds=tuple(sorted(set(compounds))),
        start=np.searchsorted(entry_keys, np.arange(len(words) + 1) * count),
        document=(entry_keys % max(count, 1)).astype(np.int32),
        in_fields=in_fields,
        place_start=place_start,
        place=places,
        posting_entry=entry_of.astype(np.int32),
        posting_field=fields,
        posting_weight=source.weight[order],
        lengths=source.lengths,
        total_lengths=source.total_lengths,
        stem_of=np.array([number[stem(word) or ""] for word in known], np.int32),
        typo_hash=typo_hash,
        typo_word=typo_word,
        phrases=(), phrase_start=EMPTY, phrase_document=EMPTY, phrase_weight=EMPTY,
        meanings=(), meaning_start=EMPTY, meaning_document=EMPTY, meaning_weight=EMPTY,
        text=np.frombuffer(b"".join(source.texts), np.uint8),
        text_start=_starts([len(text) for text in source.texts]),
        said=source.said, said_at=source.said_at, said_long=source.said_long,
        said_start=said_start, said_head=said_start[:-1] + source.heading,
    )  # fmt: skip
    return _add_phrases(segment, synonyms)


def _starts(lengths: Array | list[int]) -> Array:
    return np.cumsum([0, *lengths], dtype=np.int64)


def _sorted_places(read: WhooshSegment, order: Array, fields: Array, entry_of: Array) -> tuple[Array, Array]:
    """Places in the order of the entries, marked with their field, and where those of each entry start."""
    lengths = read.often[order]
    places = read.places[expand_ranges(np.cumsum(read.often)[order] - lengths, lengths)]
    marks = np.left_shift(np.repeat(fields, lengths).astype(np.uint32), FIELD_SHIFT)
    counts = np.bincount(entry_of, weights=lengths).astype(np.int64)
    return places | marks, np.concatenate(([0], np.cumsum(counts)))


def build_typo_index(words: Sequence[str]) -> tuple[Array, Array]:
    """Hashes of the deletions of every word, in order, and the number of the word that each comes from."""
    hashes, numbers = array("L"), array("q")
    for number, word in enumerate(words):
        if len(word) >= LEAST_CORRECTED:
            for form in generate_deletions(word):
                hashes.append(hash_text(form))
                numbers.append(number)
    by_hash = np.argsort(np.array(hashes, np.uint32), kind="stable")
    return np.array(hashes, np.uint32)[by_hash], np.array(numbers, np.int32)[by_hash]


def generate_deletions(word: str) -> Iterator[str]:
    """The word, then the word without each of its letters: two words one edit apart always share a form."""
    yield word
    yield from dict.fromkeys(word[:at] + word[at + 1 :] for at in range(len(word)))


def _add_phrases(segment: Segment, synonyms: Synonyms) -> Segment:
    """Look up every known phrase and every set of phrases, because one search asks for dozens of them."""
    matches = {phrase: find_phrase(segment, phrase) for phrase in synonyms.of}
    found = {" ".join(phrase): each for phrase, each in matches.items() if len(phrase) > 1 and len(each[0])}
    meanings = {
        name: merge_best([matches[phrase] for phrase in phrases], len(segment.slugs))
        for name, phrases in synonyms.meanings.items()
    }
    arrays = {**_joined("phrase", list(found.values())), **_joined("meaning", list(meanings.values()))}
    return replace(segment, phrases=tuple(found), meanings=tuple(meanings), **arrays)


def _joined(name: str, matches: Sequence[PhraseMatches]) -> dict[str, Any]:
    documents, weights = [EMPTY, *(each for each, _ in matches)], [EMPTY, *(each for _, each in matches)]
    return {
        f"{name}_start": _starts([len(each) for each in documents[1:]]),
        f"{name}_document": np.concatenate(documents).astype(np.int32),
        f"{name}_weight": np.concatenate(weights).astype(np.float32),
    }
