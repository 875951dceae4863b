"""Which words of a search that no program holds may be counted: vocabulary and English, never a name."""

import re
from collections.abc import Iterable, Iterator, Mapping

from app.catalog.snapshot.snapshot import Snapshot
from app.catalog.text.synonyms import VOCABULARIES
from app.catalog.text.words.names import names_of_people, other_names
from app.evidence.entry.pages import VocabularyWord

WORD = re.compile(r"[a-z]{3,30}")
"""A single word without figures; shorter ones may be initials."""
AROUND = "\"'“”‘’().,;:!?+-"
"""What may stand around a word. One that anything else touches is part of an address, a number or a name."""


def countable_words(q: str, unknown: Iterable[str], snapshot: Snapshot) -> frozenset[str]:
    """Of the words of a search that no program holds, those that tell nothing about who searched.

    A word of English that is a name too is not one of them, nor is anything that is in no list.
    """
    alone = {piece.strip(AROUND).casefold() for piece in q.split()}
    words = {word for each in unknown if WORD.fullmatch(word := each.casefold())} & alone
    if not words:
        return frozenset()
    plain = {word for word in words if snapshot.lexicon.english.is_usual(word) and word not in other_names()}
    of_vocabulary = words & set(_words_of(snapshot.words))
    return frozenset((plain | of_vocabulary) - names_of_people())


def _words_of(vocabulary: Mapping[str, Mapping[str, VocabularyWord]]) -> Iterator[str]:
    for kind in VOCABULARIES:
        for word in vocabulary.get(kind, {}).values():
            for phrase in (word.label, *word.synonyms, *word.said):
                yield from WORD.findall(phrase.casefold())
