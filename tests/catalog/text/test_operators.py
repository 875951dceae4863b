"""AND, OR and NOT in capitals."""

import pytest

from app.catalog.snapshot.snapshot import Snapshot
from app.catalog.text.question import read_question
from tests.catalog.text.asking import find, slugs


@pytest.mark.parametrize("typed, plain", [
    ("adoption NOT kinship", "adoption -kinship"),
    ('adoption NOT "foster care"', 'adoption -"foster care"'),
    ("adoption AND NOT kinship", "adoption -kinship"),
    ("family NOT study:walton", "family -study:walton"),
    ("adoption NOT tf-cbt", "adoption -tf-cbt"),
])  # fmt: skip
def test_s6_not_leaves_out(typed: str, plain: str, snapshot: Snapshot) -> None:
    assert slugs(snapshot, typed) == slugs(snapshot, plain) != []


@pytest.mark.parametrize("sides", [
    ["adoption", "guardianship"], ["foster care", "kinship care"], ['"kinship navigator"', "homebuilders"],
    ["tfcbt", "pcit", "homebuilders"], ["grand parents", "home-builders", "tf-cbt"], ["navig*", "homebu*"],
])  # fmt: skip
def test_s6_or_finds_either(sides: list[str], snapshot: Snapshot) -> None:
    found = find(snapshot, " OR ".join(sides))
    assert {hit.card.slug for hit in found.hits} == {slug for side in sides for slug in slugs(snapshot, side)}
    assert found.reading.of == 1


def test_s6_the_other_words_are_asked_for_beside_either(snapshot: Snapshot) -> None:
    either = set(slugs(snapshot, "adoption OR guardianship"))
    literal = set(slugs(snapshot, '"adoption" OR "guardianship"'))
    assert set(slugs(snapshot, '"adoption" OR "guardianship" money school')) == literal
    without = set(slugs(snapshot, "adoption OR guardianship NOT kinship"))
    assert without == either - set(slugs(snapshot, '"kinship"'))


def test_s6_and_requires_both(snapshot: Snapshot) -> None:
    found = set(slugs(snapshot, "adoption AND guardianship teens school money"))
    assert found <= set(slugs(snapshot, "adoption")) & set(slugs(snapshot, "guardianship"))
    assert found


def test_s6_a_side_that_no_program_has_is_told_and_the_other_found(snapshot: Snapshot) -> None:
    found = find(snapshot, "adoption OR zzzzqq")
    assert found.reading.unknown == ("zzzzqq",)
    assert {hit.card.slug for hit in found.hits} == set(slugs(snapshot, "adoption"))


def test_s6_matches_of_either_side_are_marked(snapshot: Snapshot) -> None:
    found = find(snapshot, "homebuilders OR navigator").hits
    marked = {text.lower() for hit in found for text, is_match in hit.name if is_match}
    assert {"homebuilders", "navigator"} <= marked


def test_s6_what_is_offered_to_be_left_out_leaves_no_operator(snapshot: Snapshot) -> None:
    found = find(snapshot, '"zebra crossing" OR "zebra stripes" kinship')
    assert next((each.word, each.q) for each in found.dropped) == (
        '"zebra crossing" OR "zebra stripes"',
        "kinship",
    )


@pytest.mark.parametrize(
    "q", ["adoption or guardianship", "adoption not kinship", "HELP MY SON AND NOT HIS DOG"]
)
def test_s6_small_letters_and_shouting_are_words(q: str) -> None:
    question = read_question(q)
    assert not question.excluded
    assert not any(clause.operator for clause in question.clauses)


@pytest.mark.parametrize(
    "q", ["OR", "NOT", "AND OR", "OR adoption", "adoption OR", "adoption NOT", "-a OR b", "NOT NOT a"]
)
def test_s6_an_operator_without_its_words_hides_nothing(q: str, snapshot: Snapshot) -> None:
    assert find(snapshot, q).total > 0
