"""Why a program was found: the words that matched are marked, wherever they stand."""

import random
from itertools import pairwise

import pytest

from app.catalog.search.hits import Hit
from app.catalog.snapshot.snapshot import Snapshot
from app.catalog.text.analysis import split_words, stem_words
from app.catalog.text.fields import list_passages
from app.catalog.text.passages import MarkedText
from tests.catalog.text.asking import find


def shown(hit: Hit) -> list[MarkedText]:
    return [text for text in (hit.name, hit.alias, hit.summary, hit.passage and hit.passage.text) if text]


def joined(text: MarkedText) -> str:
    return "".join(piece for piece, _ in text)


def marked(hit: Hit) -> list[str]:
    return [piece for text in shown(hit) for piece, matched in text if matched]


def test_a_passage_shows_the_words_that_only_the_text_holds(snapshot: Snapshot) -> None:
    found = find(snapshot, "motivational interviewing").hits
    (hit,) = (hit for hit in found if hit.card.slug == "homebuilders")
    assert hit.passage is not None
    assert hit.passage.label == "Essential components"
    assert [piece for piece, matched in hit.passage.text if matched] == ["Motivational", "interviewing"]


def test_a_name_that_says_it_all_needs_no_passage(snapshot: Snapshot) -> None:
    hit = find(snapshot, "homebuilders").hits[0]
    assert hit.passage is None
    assert marked(hit) == ["Homebuilders"]


def test_every_program_shows_where_a_word_of_its_text_stands(snapshot: Snapshot) -> None:
    chance = random.Random(4)
    for card in snapshot.cards:
        page = snapshot.page(card.slug)
        assert page is not None
        texts = [text for _, text in list_passages(page.program, page.html)]
        held = [word for text in texts for word in split_words(text) if stem_words(word)]
        for word in chance.sample(held, 6):
            (hit,) = (hit for hit in find(snapshot, f'"{word}"').hits if hit.card.slug == card.slug)
            assert set(stem_words(word)) <= {stem for piece in marked(hit) for stem in stem_words(piece)}
            assert hit.passage is None or any(joined(hit.passage.text).strip("… ") in text for text in texts)


@pytest.mark.parametrize("q", [
    "about", "goals of the family", "delivery intensity", "studies of essential components",
    "notes on evidence",
])  # fmt: skip
def test_a_passage_always_shows_a_match(q: str, snapshot: Snapshot) -> None:
    """What stands only in the heading of a passage does not explain it."""
    for hit in find(snapshot, q).hits:
        assert hit.passage is None or any(matched for _, matched in hit.passage.text)


@pytest.mark.parametrize("q", [
    "foster care", '"foster care" foster', '"treatment foster care oregon" foster oregon',
    '"treatment foster care oregon" treatment foster', "treat* treatment foster",
    "kin kinship relatives caregivers", "bio parents children home", "a* b* c*",
])  # fmt: skip
def test_marks_never_change_a_text(q: str, snapshot: Snapshot) -> None:
    found = find(snapshot, q)
    assert found.total > 0
    for hit in found.hits:
        assert joined(hit.name) == hit.card.name
        assert joined(hit.summary) == hit.card.summary
        assert hit.alias is None or joined(hit.alias) in hit.card.aliases
        neighbours = [pair for text in shown(hit) for pair in pairwise(text)]
        assert not any(before and after for (_, before), (_, after) in neighbours)
