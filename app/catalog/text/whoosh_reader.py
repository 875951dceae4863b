"""Reads what Whoosh wrote, through its public reader: one segment, or several as one."""

import re
import zlib
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from whoosh.reading import IndexReader

from app.catalog.text.analysis import POSITION_TYPE, fold_word, locate_words, stem
from app.catalog.text.arrays import Array
from app.catalog.text.fields import FIELDS
from app.catalog.text.segment import HEAD_END, LABEL_END, PASSAGE_END

LABEL = re.compile(f"[{HEAD_END}{PASSAGE_END}][^{HEAD_END}{PASSAGE_END}{LABEL_END}]*{LABEL_END}")
CONCATENATED = ("weight", "often", "places", "said", "said_at", "said_long", "saying", "heading")
"""Arrays of a WhooshSegment that hold no numbers of documents or terms."""


@dataclass(frozen=True)
class WhooshSegment:
    """D documents (deleted ones too), T terms, P postings in the order read, S stems in the texts shown."""

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
    said_at: Array  # int32 [S]: the letter at which its word begins
    said_long: Array  # uint8 [S]: how many letters the word has
    saying: Array  # int64 [D]: how many stems a text has
    heading: Array  # int64 [D]: and how many of them are on the card


def read_segment(reader: IndexReader) -> WhooshSegment:
    stored = [reader.stored_fields(document) for document in range(reader.doc_count_all())]
    documents = range(len(stored))
    lengths = [[reader.doc_field_length(document, name) for document in documents] for name in FIELDS]
    shown = [fields["shown"] for fields in stored]
    return WhooshSegment(
        slugs=[fields["slug"] for fields in stored],
        lengths=np.array(lengths, np.float32),
        total_lengths=np.array([reader.field_length(name) for name in FIELDS], np.int64),
        texts=[text.encode("utf-8") for text in shown],
        **_postings(reader),
        **_stems(shown),
    )


def join_segments(segments: Sequence[WhooshSegment]) -> WhooshSegment:
    """Several as one, their documents one after the other."""
    if len(segments) == 1:
        return segments[0]
    terms = list(dict.fromkeys(term for each in segments for term in each.terms))
    number = {term: at for at, term in enumerate(terms)}
    numbers = [np.array([number[term] for term in each.terms], np.int64) for each in segments]
    starts = np.cumsum([0, *(len(each.slugs) for each in segments[:-1])])
    return WhooshSegment(
        slugs=[slug for each in segments for slug in each.slugs],
        terms=terms,
        term=np.concatenate(list(map(np.take, numbers, (each.term for each in segments)))),
        document=np.concatenate(list(map(np.add, (each.document for each in segments), starts))),
        lengths=np.concatenate([each.lengths for each in segments], axis=1),
        total_lengths=np.sum([each.total_lengths for each in segments], axis=0),
        texts=[text for each in segments for text in each.texts],
        **{name: np.concatenate([getattr(each, name) for each in segments]) for name in CONCATENATED},
    )


def _postings(reader: IndexReader) -> dict[str, Any]:
    terms: list[tuple[int, str]] = []
    term, document, ends = array("q"), array("q"), array("q")
    weight, places = array("f"), array(POSITION_TYPE)
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


def _stems(texts: Sequence[str]) -> dict[str, Any]:
    """Every stem of the texts that results show, with its place."""
    said, at, long, saying, heading = array("L"), array("l"), array("B"), array("q"), array("q")
    hashes: dict[str, int | None] = {}
    for text in texts:
        head, start, on_card = text.index(HEAD_END), len(said), 0
        unlabelled = LABEL.sub(lambda label: " " * len(label.group()), text)
        for written, begin, end in locate_words(unlabelled):
            if written not in hashes:
                found = stem(fold_word(written))
                hashes[written] = None if found is None else hash_text(found)
            if (hash_ := hashes[written]) is not None:
                said.append(hash_)
                at.append(begin)
                long.append(min(end - begin, 255))
                on_card += begin < head
        saying.append(len(said) - start)
        heading.append(on_card)
    return {
        "said": np.array(said, np.uint32),
        "said_at": np.array(at, np.int32),
        "said_long": np.array(long, np.uint8),
        "saying": np.array(saying, np.int64),
        "heading": np.array(heading, np.int64),
    }


def hash_text(text: str) -> int:
    """The same in every process, unlike Python's own hash."""
    return zlib.crc32(text.encode("utf-8"))
