"""Of the words that found nothing, only those are counted that tell nothing about who searched."""

import re

import pytest

from app.catalog.search.query import ParsedQuery
from app.catalog.search.unanswered import countable_words
from app.catalog.snapshot.snapshot import Snapshot
from app.catalog.text.synonyms import VOCABULARIES
from app.catalog.text.words.names import names_of_people, other_names


def counted(q: str, snapshot: Snapshot) -> frozenset[str]:
    return countable_words(q, ParsedQuery(snapshot, q).understood.unknown, snapshot)


@pytest.mark.parametrize("q, words", [
    ("canoe", {"canoe"}), ("Volcano therapy", {"volcano"}), ("submarines, canoes and families", {"submarines", "canoes"}),
    ("CANOE canoe", {"canoe"}), ("parenting", set()), ("", set()),
])  # fmt: skip
def test_a_word_of_english_that_no_program_holds_is_counted(q: str, words: set[str], snapshot: Snapshot) -> None:
    assert counted(q, snapshot) == words


@pytest.mark.parametrize("q", [
    "maria kowalski", "Jessica Nguyen", "mohammed", "emma smith", "lakeisha", "jose garcia canoeing@example.org",
    "Brooklyn", "Tulsa", "ibuprofen3", "555-0199", "zzxyq", "J K", "d'angelo", "o'brien", "müller", "Владимир", "https://canoe.example.org", "canoe/volcano", "canoe_club", "mary-canoe", "陈伟",
    "case 2026-114", "kowalskis",
])  # fmt: skip
def test_a_name_or_any_other_word_is_never_counted(q: str, snapshot: Snapshot) -> None:
    assert counted(q, snapshot) == frozenset()


def test_no_name_is_counted_even_where_it_is_a_word_too(snapshot: Snapshot) -> None:
    """Names of places and peoples are, where a vocabulary has them: a language, a country's registry."""
    assert {"rose", "summer", "young", "cook"} <= names_of_people()
    assert {"alabama", "amish"} <= other_names()
    names = names_of_people() | other_names()
    assert countable_words(" ".join(names), names, snapshot) <= other_names() & _vocabulary(snapshot)


def test_a_word_of_a_vocabulary_is_counted_though_it_is_in_no_dictionary(snapshot: Snapshot) -> None:
    own = {word for word in _vocabulary(snapshot) if word not in snapshot.lexicon.english and len(word) <= 30}
    assert own
    assert countable_words(" ".join(own), own, snapshot) == own - names_of_people()


def test_only_words_are_taken_not_what_they_stand_with(snapshot: Snapshot) -> None:
    odd = ["canoe trips", "canoe1", "ca", "canoe" * 10]
    assert countable_words(" ".join(odd), odd, snapshot) == frozenset()


def _vocabulary(snapshot: Snapshot) -> set[str]:
    words = (word for kind in VOCABULARIES for word in snapshot.words[kind].values())
    phrases = (phrase.casefold() for word in words for phrase in (word.label, *word.synonyms, *word.said))
    return {each for phrase in phrases for each in re.findall(r"[a-z]{3,}", phrase)}
