"""When nothing is left, a search says what to leave out, and how many programs then appear."""

import random

import pytest

from app.catalog.search.search import Relaxation, SearchResult
from app.catalog.snapshot.snapshot import Snapshot
from tests.catalog.text.asking import Chosen, find


def told(found: SearchResult) -> list[tuple[str, str | None, str, int]]:
    return [(each.facet, each.word, each.q, each.total) for each in found.dropped]


def broken_promises(snapshot: Snapshot, q: str, chosen: Chosen) -> list[tuple[Relaxation, int]]:
    """What is offered to be left out, with how many programs that really finds where it is another number."""
    offered = find(snapshot, q, chosen).dropped
    broken = []
    for each in offered:
        rest = {name: values for name, values in chosen.items() if each.facet and name != each.facet}
        total = find(snapshot, each.q if each.facet == "q" else q, rest).total
        if each.total != total or not total:
            broken.append((each, total))
    return broken


def test_nothing_found_says_which_word_to_drop_and_what_then_appears(snapshot: Snapshot) -> None:
    found = find(snapshot, '"zebra crossing" kinship')
    assert found.total == 0
    without_phrase = ("q", '"zebra crossing"', "kinship", find(snapshot, "kinship").total)
    assert told(found) == [without_phrase, ("q", None, "", len(snapshot.cards))]


def test_nothing_found_says_which_filter_to_drop(snapshot: Snapshot) -> None:
    chosen = {"rating": ("5",), "permanency": ("reunification",)}
    assert told(find(snapshot, "homebuilders", chosen)) == [("rating", None, "", 1)]


def test_nothing_found_offers_to_search_without_an_exclusion(snapshot: Snapshot) -> None:
    assert ("q", "-home", "homebuilders", 1) in told(find(snapshot, "homebuilders -home"))


@pytest.mark.parametrize("q, chosen", [
    ('"zebra crossing" kinship', {}),
    ("kinship -family -care", {"permanency": ("kinship",)}),
    ("name:homebuilders study:chamberlain", {}),
    ("navigator-family", {"permanency": ("adoption",)}),  # without navigator, -family would exclude
    ('kin "zebra crossing"-tech', {}),
    ("navigator family navigator", {"permanency": ("adoption",)}),
    ('bio "zebra crossing" parents', {}),
    ('foster"zebra crossing"care', {}),
    ("homebilders kinship", {"rating": ("5",)}),
])  # fmt: skip
def test_what_is_offered_instead_finds_what_it_promises(q: str, chosen: Chosen, snapshot: Snapshot) -> None:
    found = find(snapshot, q, chosen)
    assert found.total == 0
    assert found.dropped
    assert broken_promises(snapshot, q, chosen) == []


def test_random_searches_that_find_nothing_keep_their_promises(snapshot: Snapshot) -> None:
    chance = random.Random(11)
    parts = [
        "kinship", "navigator-family", "foster", '"foster care"', "-home", '-"foster parents"', "name:keep",
        "homebilders", "zzzqq", '"no such"',
    ]  # fmt: skip
    broken: list[tuple[str, Chosen, Relaxation, int]] = []
    for _ in range(150):
        q = " ".join(chance.sample(parts, chance.randint(1, 5)))
        facets = chance.sample(("rating", "permanency", "population", "age"), chance.randint(0, 2))
        chosen = {name: (chance.choice(snapshot.values[name]),) for name in facets}
        broken += [(q, chosen, *each) for each in broken_promises(snapshot, q, chosen)]
    assert broken == []
