"""A search that names an age ranks programs for that age first, and still finds the others."""

import pytest

from app.catalog.search.asked_ages import find_ages
from app.catalog.search.search import SearchRequest, search
from app.catalog.snapshot.snapshot import Snapshot


@pytest.mark.parametrize("q, ages", [
    ("9 year old adopted, aggressive", {9}), ("nine-year-old who hits", {9}), ("a boy aged 12", {12}),
    ("fourteen yr old and 6 yo sister", {6, 14}), ("six month old at home", {0}), ("2 weeks old", {0}),
    ("teen who uses drugs", {13, 14, 15, 16, 17}), ("her baby", {0, 1, 2}), ("16 years old teenager", {16}),
    ("foster parents with two children", set()), ("12 sessions over 6 months", set()), ("level 4", set()),
    ("in their twenties at age 99", set()),
])  # fmt: skip
def test_ages_are_read_as_people_write_them(q: str, ages: set[int], snapshot: Snapshot) -> None:
    assert find_ages(q, snapshot.words["ages"]) == ages


@pytest.mark.parametrize("q", [
    "9 year old adopted, aggressive", "baby whose mother uses opioids",
    "fourteen year old arrested again", "teenager leaving a group home", "toddler in foster care",
    "16 year old home from residential care", "five year old with tantrums", "newborn and a mother in treatment",
    "11 year old fights at school", "twelve year old with trauma", "8 year old lies and steals",
])  # fmt: skip
def test_no_program_for_other_ages_is_among_the_first_five(q: str, snapshot: Snapshot) -> None:
    ages = find_ages(q, snapshot.words["ages"])
    found = search(snapshot, SearchRequest(q=q)).hits
    assert found
    for hit in found[:5]:
        card = hit.card
        recorded = card.age_min is not None or card.age_max is not None
        fits = any((card.age_min or 0) <= age <= (25 if card.age_max is None else card.age_max) for age in ages)
        assert fits or not recorded, card.slug


def test_a_program_asked_for_by_name_comes_first_whatever_age_its_name_says(snapshot: Snapshot) -> None:
    first = search(snapshot, SearchRequest(q="Treatment Foster Care Oregon for Preschoolers")).hits[0]
    assert first.card.slug == "treatment-foster-care-oregon-preschoolers"
