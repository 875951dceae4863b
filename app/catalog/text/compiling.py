"""From Whoosh segments, through their public reader, to arrays."""

from __future__ import annotations

import re
import zlib
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from whoosh.reading import IndexReader

from app.catalog.text.analysis import WORDS, folded, stem
from app.catalog.text.arrays import Array
from app.catalog.text.fields import FIELDS
from app.catalog.text.phrases import Standing, best_of, one_word, side_by_side
from app.catalog.text.places import NUMBER
from app.catalog.text.segment import FIELD_SHIFT, HEAD_END, LABEL_END, PASSAGE_END, Segment, ranges
from app.catalog.text.synonyms import Synonyms

LEAST_MENDED = 4
LABEL = re.compile(f"[{HEAD_END}{PASSAGE_END}][^{HEAD_END}{PASSAGE_END}{LABEL_END}]*{LABEL_END}")
EMPTY = np.zeros(0, np.int32)
JOINED = ("weight", "often", "places", "said", "said_at", "said_long", "saying", "heading")
"""Arrays of a Read that hold no numbers of documents or terms."""


@dataclass(frozen=True)
class Read:
    """What a Whoosh segment holds, deleted documents included: D documents, T terms, P postings in the order read, S stems in the texts shown."""

    slugs: list[str]  # [D]
    terms: list[tuple[int, str]]  # [T]: number of a field, word
    term: Array  # int64 [P]
    document: Array  # int64 [P]
    weight: Array  # float32 [P]
    often: Array  # int64 [P]: how many places it has
    places: Array  # uint32: those of all postings
    lengths: Array  # float32 [fields, D], as Whoosh rounds them
    total_lengths: Array  # int64 [fields]
    texts: list[bytes]  # [D]: what results show
    said: Array  # uint32 [S]: the hash of every stem of these
    said_at: Array  # int32 [S]
    said_long: Array  # uint8 [S]
    saying: Array  # int64 [D]: how many stems a text has
    heading: Array  # int64 [D]: and how many of them are on the card


def read(reader: IndexReader) -> Read:
    stored = [reader.stored_fields(document) for document in range(reader.doc_count_all())]
    lengths = [[reader.doc_field_length(document, name) for document in range(len(stored))] for name in FIELDS]
    return Read(
        slugs=[fields["slug"] for fields in stored],
        lengths=np.array(lengths, np.float32),
        total_lengths=np.array([reader.field_length(name) for name in FIELDS], np.int64),
        texts=[fields["shown"].encode("utf-8") for fields in stored],
        **_postings(reader),
        **_said([fields["shown"] for fields in stored]),
    )


def together(reads: Sequence[Read]) -> Read:
    """Several as one, their documents one after the other."""
    if len(reads) == 1:
        return reads[0]
    number: dict[tuple[int, str], int] = {}
    term_of = [np.array([number.setdefault(term, len(number)) for term in each.terms], np.int64) for each in reads]
    starts = np.cumsum([0, *(len(each.slugs) for each in reads)])
    joined = {name: np.concatenate([getattr(each, name) for each in reads]) for name in JOINED}
    return Read(
        slugs=[slug for each in reads for slug in each.slugs],
        terms=list(number),
        term=np.concatenate([terms[each.term] for terms, each in zip(term_of, reads, strict=True)]),
        document=np.concatenate([each.document + start for start, each in zip(starts, reads, strict=False)]),
        lengths=np.concatenate([each.lengths for each in reads], axis=1),
        total_lengths=np.sum([each.total_lengths for each in reads], axis=0),
        texts=[text for each in reads for text in each.texts],
        **joined,
    )


def compiled(held: Read, spoken: Iterable[str], synonyms: Synonyms) -> Segment:
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
    typo_hash, typo_word = typo_index(known)
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


def _postings(reader: IndexReader) -> dict[str, Any]:
    terms: list[tuple[int, str]] = []
    term, document, weight, places, ends = array("q"), array("q"), array("f"), array(NUMBER), array("q")
    for field, name in enumerate(FIELDS):
        for text in reader.lexicon(name):
            matcher = reader.postings(name, text)
            while matcher.is_active():
                term.append(len(terms))
                document.append(matcher.id())
                weight.append(matcher.weight())
                places.frombytes(matcher.value())
                ends.append(len(places))
                matcher.next()
            terms.append((field, text.decode("utf-8")))
    return {
        "terms": terms,
        "term": np.array(term, np.int64),
        "document": np.array(document, np.int64),
        "weight": np.array(weight, np.float32),
        "often": np.diff(np.array(ends, np.int64), prepend=0),
        "places": np.array(places, np.uint32),
    }


def _placed(held: Read, order: Array, fields: Array, entry_of: Array, entries: int) -> tuple[Array, Array]:
    """Places in the order of the entries, marked with their field, and where those of each entry start."""
    lengths = held.often[order]
    places = held.places[ranges(np.cumsum(held.often)[order] - lengths, lengths)] | np.left_shift(
        np.repeat(fields, lengths).astype(np.uint32), FIELD_SHIFT
    )
    counts = np.bincount(entry_of, weights=lengths, minlength=entries).astype(np.int64)
    return places, np.concatenate(([0], np.cumsum(counts)))


def typo_index(words: Sequence[str]) -> tuple[Array, Array]:
    """Every word whole and with each one letter left out, as hashes in order: two words one edit apart always share one."""
    hashes, numbers = array("L"), array("q")
    for number, word in enumerate(words):
        if len(word) >= LEAST_MENDED:
            for form in one_letter_left_out(word):
                hashes.append(hashed(form))
                numbers.append(number)
    by_hash = np.argsort(np.array(hashes, np.uint32), kind="stable")
    return np.array(hashes, np.uint32)[by_hash], np.array(numbers, np.int32)[by_hash]


def one_letter_left_out(word: str) -> Iterator[str]:
    yield word
    yield from dict.fromkeys(word[:at] + word[at + 1 :] for at in range(len(word)))


def hashed(form: str) -> int:
    """The same in every process, unlike Python's own hash."""
    return zlib.crc32(form.encode("utf-8"))


def _said(texts: Sequence[str]) -> dict[str, Any]:
    """Every stem of the texts that results show, with its place."""
    said, at, long, saying, heading = array("L"), array("l"), array("B"), array("q"), array("q")
    hashes: dict[str, int | None] = {}
    for text in texts:
        head, start, on_card = text.index(HEAD_END), len(said), 0
        for word in WORDS.finditer(LABEL.sub(lambda label: " " * len(label.group()), text)):
            written = word.group()
            if written not in hashes:
                found = stem(folded(written))
                hashes[written] = None if found is None else hashed(found)
            if (hash_ := hashes[written]) is not None:
                said.append(hash_)
                at.append(word.start())
                long.append(min(word.end() - word.start(), 255))
                on_card += word.start() < head
        saying.append(len(said) - start)
        heading.append(on_card)
    return {
        "said": np.array(said, np.uint32),
        "said_at": np.array(at, np.int32),
        "said_long": np.array(long, np.uint8),
        "saying": np.array(saying, np.int64),
        "heading": np.array(heading, np.int64),
    }


def _with_meanings(segment: Segment, synonyms: Synonyms) -> Segment:
    """The same with every known phrase and every set of phrases looked up, because a search asks for dozens of them at once."""
    standing = {phrase: one_word(segment, phrase[0]) if len(phrase) == 1 else side_by_side(segment, phrase) for phrase in synonyms.of}
    phrases = {" ".join(phrase): found for phrase, found in standing.items() if len(phrase) > 1 and len(found[0])}
    sets = {name: best_of([standing[phrase] for phrase in members], len(segment.slugs)) for name, members in synonyms.meanings.items()}
    arrays: dict[str, Any] = {**_joined("phrase", list(phrases.values())), **_joined("meaning", list(sets.values()))}
    return replace(segment, phrases=tuple(phrases), meanings=tuple(sets), **arrays)


def _joined(name: str, standing: Sequence[Standing]) -> dict[str, Array]:
    return {
        f"{name}_start": np.cumsum([0, *(len(documents) for documents, _ in standing)], dtype=np.int64),
        f"{name}_document": np.concatenate([EMPTY, *(documents for documents, _ in standing)]).astype(np.int32),
        f"{name}_weight": np.concatenate([EMPTY, *(weights for _, weights in standing)]).astype(np.float32),
    }
