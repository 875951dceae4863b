"""From a Whoosh segment, through its public reader, to arrays."""

from __future__ import annotations

import re
import zlib
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
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


def compiled(reader: IndexReader, spoken: Iterable[str], synonyms: Synonyms) -> Segment:
    """The segment that `reader` reads, deleted documents included. `spoken`: every word of its texts as written, folded."""
    count = reader.doc_count_all()
    terms, postings = _read(reader)
    words = sorted({word for _, word in terms})
    number = {word: at for at, word in enumerate(words)}
    word_of_term = np.array([number[word] for _, word in terms], np.int64)
    field_of_term = np.array([field for field, _ in terms], np.int64)
    key = word_of_term[postings.term] * count + postings.document
    order = np.lexsort((field_of_term[postings.term], key))
    entry_keys, entry_of = np.unique(key[order], return_inverse=True)
    fields = field_of_term[postings.term][order].astype(np.uint8)
    in_fields = np.zeros(len(entry_keys), np.uint8)
    np.bitwise_or.at(in_fields, entry_of, np.left_shift(1, fields).astype(np.uint8))
    places, place_start = _placed(postings, order, fields, entry_of, len(entry_keys))
    known = tuple(word for word in sorted(set(spoken)) if stem(word) in number)
    stem_of = np.array([number[stem(word) or ""] for word in known], np.int32)
    typo_hash, typo_word = typo_index(known)
    text, said = _shown([reader.stored_fields(document)["shown"] for document in range(count)])
    segment = Segment(
        slugs=tuple(reader.stored_fields(document)["slug"] for document in range(count)),
        words=tuple(words),
        spoken=known,
        start=np.searchsorted(entry_keys, np.arange(len(words) + 1) * count),
        document=(entry_keys % max(count, 1)).astype(np.int32),
        in_fields=in_fields,
        place_start=place_start,
        place=places,
        posting_entry=entry_of.astype(np.int32),
        posting_field=fields,
        posting_weight=postings.weight[order],
        lengths=np.array([[reader.doc_field_length(document, name) for document in range(count)] for name in FIELDS], np.float32),
        total_lengths=np.array([reader.field_length(name) for name in FIELDS], np.int64),
        stem_of=stem_of,
        typo_hash=typo_hash,
        typo_word=typo_word,
        phrases=(), phrase_start=EMPTY, phrase_document=EMPTY, phrase_weight=EMPTY,
        meanings=(), meaning_start=EMPTY, meaning_document=EMPTY, meaning_weight=EMPTY,
        **text, **said,
    )  # fmt: skip
    return _with_meanings(segment, synonyms)


class _Postings:
    """Every posting in the order read: its term, document, weight and positions (those of posting p: places[ends[p - 1]:ends[p]])."""

    def __init__(self, term: array[int], document: array[int], weight: array[float], places: array[int], ends: array[int]) -> None:
        self.term, self.document = np.array(term, np.int64), np.array(document, np.int64)
        self.weight = np.array(weight, np.float32)
        self.places, self.ends = np.array(places, np.uint32), np.array(ends, np.int64)


def _read(reader: IndexReader) -> tuple[list[tuple[int, str]], _Postings]:
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
    return terms, _Postings(term, document, weight, places, ends)


def _placed(postings: _Postings, order: Array, fields: Array, entry_of: Array, entries: int) -> tuple[Array, Array]:
    """Positions in the order of the entries, marked with their field, and where those of each entry start."""
    lengths = np.diff(postings.ends, prepend=0)[order]
    places = postings.places[ranges(postings.ends[order] - lengths, lengths)] | np.left_shift(
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


def _shown(texts: Sequence[str]) -> tuple[dict[str, Array], dict[str, Array]]:
    """The texts that results show, and every stem in them with its place."""
    said, at, long, starts, heads = array("L"), array("l"), array("B"), array("q", [0]), array("q")
    hashes: dict[str, int | None] = {}
    for text in texts:
        head = text.index(HEAD_END)
        before = len(said)
        for word in WORDS.finditer(LABEL.sub(lambda label: " " * len(label.group()), text)):
            written = word.group()
            if written not in hashes:
                found = stem(folded(written))
                hashes[written] = None if found is None else hashed(found)
            if (hash_ := hashes[written]) is not None:
                said.append(hash_)
                at.append(word.start())
                long.append(min(word.end() - word.start(), 255))
                before += word.start() < head
        heads.append(before)
        starts.append(len(said))
    encoded = [text.encode("utf-8") for text in texts]
    return (
        {"text": np.frombuffer(b"".join(encoded), np.uint8), "text_start": np.cumsum([0, *map(len, encoded)], dtype=np.int64)},
        {
            "said": np.array(said, np.uint32),
            "said_at": np.array(at, np.int32),
            "said_long": np.array(long, np.uint8),
            "said_start": np.array(starts, np.int64),
            "said_head": np.array(heads, np.int64),
        },
    )


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
