"""A typing error anywhere in a word of a name: the program stays among the first three, in a seeded sample."""

import random
from collections.abc import Iterator
from string import ascii_lowercase

import pytest

from app.catalog.snapshot.snapshot import Snapshot
from app.catalog.text.analysis import WORDS, stem_words
from tests.catalog.text.asking import slugs

LEAST_LETTERS = 5
SAMPLE = 400
MISSED = 0.02
"""The share of words that may not be found alone: with another first letter, a word is mostly another one."""


def edit_everywhere(word: str, chance: random.Random) -> Iterator[str]:
    """A letter left out, exchanged, put in or swapped with the next, at every place."""
    for at in range(len(word)):
        yield word[:at] + word[at + 1 :]
        yield word[:at] + chance.choice(ascii_lowercase) + word[at + 1 :]
        yield word[:at] + chance.choice(ascii_lowercase) + word[at:]
        yield word[:at] + word[at : at + 2][::-1] + word[at + 2 :]


def sample_edits(snapshot: Snapshot, chance: random.Random) -> list[tuple[str, str, str, str]]:
    """(slug, word, word with an error, name with that error)."""
    edits = []
    for card in snapshot.cards:
        for match in WORDS.finditer(card.name):
            word = match.group()
            if len(word) < LEAST_LETTERS or not word.isalpha():
                continue
            for wrong in edit_everywhere(word, chance):
                if wrong.lower() != word.lower():
                    whole = card.name[: match.start()] + wrong + card.name[match.end() :]
                    edits.append((card.slug, word, wrong, whole))
    return chance.sample(edits, SAMPLE)


@pytest.fixture(scope="module")
def edits(snapshot: Snapshot) -> list[tuple[str, str, str, str]]:
    return sample_edits(snapshot, random.Random("edits"))


def test_the_whole_name_finds_its_program(snapshot: Snapshot, edits: list[tuple[str, str, str, str]]) -> None:
    assert [whole for slug, _, _, whole in edits if slug not in slugs(snapshot, whole)[:3]] == []


def test_the_word_alone_finds_a_program_that_has_it_in_a_name(
    snapshot: Snapshot, edits: list[tuple[str, str, str, str]]
) -> None:
    missed = []
    for _, word, wrong, _ in edits:
        stem = stem_words(word)[0]
        names = {card.slug: " ".join((card.name, *card.aliases)) for card in snapshot.cards}
        named = {slug for slug, name in names.items() if stem in stem_words(name)}
        if named & {*slugs(snapshot, word)[:3]} and not named & {*slugs(snapshot, wrong)[:3]}:
            missed.append((word, wrong))
    assert len(missed) <= MISSED * len(edits), missed
