"""Words of a search that name a rating are offered as its filter, with the count it brings."""

from dataclasses import replace

import pytest

from app.catalog.search.search import SearchRequest, search
from app.catalog.snapshot.snapshot import Snapshot

Told = list[tuple[str, str, str, str]]


def recognised(snapshot: Snapshot, q: str) -> Told:
    reading = search(snapshot, SearchRequest(q=q)).reading
    return [(each.words, each.parameter, each.value, each.q) for each in reading.recognised]


@pytest.mark.parametrize("q, words, value, rest", [
    ("1 well supported kinship", "1 well supported", "1", "kinship"),
    ("evidence level 1 kinship", "evidence level 1", "1", "kinship"),
    ("well-supported kinship", "well-supported", "1", "kinship"),
    ("Well‑Supported", "Well-Supported", "1", ""),
    ("kinship rated 2", "rated 2", "2", "kinship"),
    ("level 1 kinship", "level 1", "1", "kinship"),
    ("2 supported adoption", "2 supported", "2", "adoption"),
    ("rated supported", "rated supported", "2", ""),
    ("supported by research evidence teens", "supported by research evidence", "2", "teens"),
    ("promising kinship programs", "promising", "3", "kinship programs"),
    ("scientific rating of 3", "scientific rating of 3", "3", ""),
    ("CEBC rating 3 trauma", "CEBC rating 3", "3", "trauma"),
    ("4 – Fails to Demonstrate Effect", "4 - Fails to Demonstrate Effect", "4", ""),
    ("rated 5", "rated 5", "5", ""),
    ("not able to be rated", "not able to be rated", "nr", ""),
    ("NR adoption", "NR", "nr", "adoption"),
    ("rated NR", "rated NR", "nr", ""),
    ('"well supported" kinship', "well supported", "1", "kinship"),
])  # fmt: skip
def test_s8_words_of_a_rating_are_offered_as_its_filter(
    q: str, words: str, value: str, rest: str, snapshot: Snapshot
) -> None:
    assert recognised(snapshot, q) == [(words, "rating", value, rest)]


@pytest.mark.parametrize("q", [
    "kinship", "keeping foster and kin parents supported and trained", "two year old", "3-5-7 model",
    "triple p level 4", "1 parent", "-promising kinship", "evidence of change", "research on 2 parents", "",
])  # fmt: skip
def test_s8_other_words_are_not(q: str, snapshot: Snapshot) -> None:
    assert recognised(snapshot, q) == []


def test_s8_several_levels_are_offered_each(snapshot: Snapshot) -> None:
    assert [told[2:] for told in recognised(snapshot, "rated 2 or 3 kinship")] == [
        ("2", "kinship"),
        ("3", "kinship"),
    ]


def test_s8_the_count_is_what_the_filter_finds_and_nothing_is_applied_unasked(snapshot: Snapshot) -> None:
    wanted = SearchRequest(q="rated 3 families", chosen={"permanency": ("adoption",)})
    found = search(snapshot, wanted)
    (offered,) = found.reading.recognised
    chosen = {**wanted.chosen, offered.parameter: (offered.value,)}
    assert offered.total == search(snapshot, replace(wanted, q=offered.q, chosen=chosen)).total > 0
    assert found.total != offered.total


def test_s8_a_filter_that_is_on_is_not_offered(snapshot: Snapshot) -> None:
    found = search(snapshot, SearchRequest(q="rated 3 families", chosen={"rating": ("3",)}))
    assert found.reading.recognised == ()
