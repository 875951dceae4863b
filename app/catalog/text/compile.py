"""From what Whoosh wrote to a segment of arrays."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from app.catalog.text.analysis import stem
from app.catalog.text.arrays import Array
from app.catalog.text.phrases import PhraseMatches, merge_best, find_word, find_phrase
from app.catalog.text.segment import FIELD_SHIFT, Segment, expand_ranges
from app.catalog.text.synonyms import Synonyms
from app.catalog.text.whoosh_reader import WhooshSegment, hash_text

LEAST_MENDED = 4
EMPTY = np.zeros(0, np.int32)


def compile_segment(held: WhooshSegment, spoken: Iterable[str], synonyms: Synonyms) -> Segment:
    """`spoken`: every word of the texts as written, folded."""
    count = len(held.slugs)
    words = sorted({word for _, word in held.terms})
    number = {word: at for at, word in enumerate(words)}
    word_of_term = np.array([number[word] for _, word in held.terms], np.int64)
    field_of_term = np.array([field for field, _ in held.terms], np.int64)
    key = word_of_term[held.term] * count + held.document
    order = np.lexsort((field_of_term[held.term], key))
    entry_keys, entry_of = np.unique(key[order], return_inverse=True)
    fields = field_of_term[held.term][order].astype(np.uint8)
    in_fields = np.zeros(len(entry_keys), np.uint8)
    np.bitwise_or.at(in_fields, entry_of, np.left_shift(1, fields).astype(np.uint8))
    places, place_start = _placed(held, order, fields, entry_of, len(entry_keys))
    known = tuple(word for word in sorted(set(spoken)) if stem(word) in number)
    typo_hash, typo_word = build_typo_index(known)
    said_start = _starts(held.saying)
    segment = Segment(
        slugs=tuple(held.slugs),
        words=tuple(words),
        spoken=known,
        start=np.searchsorted(entry_keys, np.arange(len(words) + 1) * count),
        document=(entry_keys % max(count, 1)).astype(np.int32),
        in_fields=in_fields,
        place_start=place_start,
        place=places,
        posting_entry=entry_of.astype(np.int32),
        posting_field=fields,
        posting_weight=held.weight[order],
        lengths=held.lengths,
        total_lengths=held.total_lengths,
        stem_of=np.array([number[stem(word) or ""] for word in known], np.int32),
        typo_hash=typo_hash,
        typo_word=typo_word,
        phrases=(), phrase_start=EMPTY, phrase_document=EMPTY, phrase_weight=EMPTY,
        meanings=(), meaning_start=EMPTY, meaning_document=EMPTY, meaning_weight=EMPTY,
        text=np.frombuffer(b"".join(held.texts), np.uint8),
        text_start=_starts([len(text) for text in held.texts]),
        said=held.said, said_at=held.said_at, said_long=held.said_long, said_start=said_start, said_head=said_start[:-1] + held.heading,
    )  # fmt: skip
    return _with_meanings(segment, synonyms)


def _starts(lengths: Array | list[int]) -> Array:
    return np.cumsum([0, *lengths], dtype=np.int64)


def _placed(held: WhooshSegment, order: Array, fields: Array, entry_of: Array, entries: int) -> tuple[Array, Array]:
    """Places in the order of the entries, marked with their field, and where those of each entry start."""
    lengths = held.often[order]
    places = held.places[expand_ranges(np.cumsum(held.often)[order] - lengths, lengths)] | np.left_shift(
        np.repeat(fields, lengths).astype(np.uint32), FIELD_SHIFT
    )
    counts = np.bincount(entry_of, weights=lengths, minlength=entries).astype(np.int64)
    return places, np.concatenate(([0], np.cumsum(counts)))


def build_typo_index(words: Sequence[str]) -> tuple[Array, Array]:
    """Every word whole and with each one letter left out, as hashes in order: two words one edit apart always share one."""
    hashes, numbers = array("L"), array("q")
    for number, word in enumerate(words):
        if len(word) >= LEAST_MENDED:
            for form in generate_deletions(word):
                hashes.append(hash_text(form))
                numbers.append(number)
    by_hash = np.argsort(np.array(hashes, np.uint32), kind="stable")
    return np.array(hashes, np.uint32)[by_hash], np.array(numbers, np.int32)[by_hash]


def generate_deletions(word: str) -> Iterator[str]:
    yield word
    yield from dict.fromkeys(word[:at] + word[at + 1 :] for at in range(len(word)))


def _with_meanings(segment: Segment, synonyms: Synonyms) -> Segment:
    """The same with every known phrase and every set of phrases looked up, because a search asks for dozens of them at once."""
    standing = {phrase: find_word(segment, phrase[0]) if len(phrase) == 1 else find_phrase(segment, phrase) for phrase in synonyms.of}
    phrases = {" ".join(phrase): found for phrase, found in standing.items() if len(phrase) > 1 and len(found[0])}
    sets = {name: merge_best([standing[phrase] for phrase in members], len(segment.slugs)) for name, members in synonyms.meanings.items()}
    arrays: dict[str, Any] = {**_joined("phrase", list(phrases.values())), **_joined("meaning", list(sets.values()))}
    return replace(segment, phrases=tuple(phrases), meanings=tuple(sets), **arrays)


def _joined(name: str, standing: Sequence[PhraseMatches]) -> dict[str, Array]:
    return {
        f"{name}_start": np.cumsum([0, *(len(documents) for documents, _ in standing)], dtype=np.int64),
        f"{name}_document": np.concatenate([EMPTY, *(documents for documents, _ in standing)]).astype(np.int32),
        f"{name}_weight": np.concatenate([EMPTY, *(weights for _, weights in standing)]).astype(np.float32),
    }
