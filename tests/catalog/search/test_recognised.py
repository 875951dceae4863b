"""Words of a search that name a rating are offered as its filter, with the count it brings."""

from dataclasses import replace

import pytest

from app.catalog.search.search import SearchRequest, search
from app.catalog.snapshot.snapshot import Snapshot
from app.catalog.text.words.normal_form import normalize_text

Told = list[tuple[str, str, str, str]]
Meant = list[tuple[str, str, str]]


def recognised(snapshot: Snapshot, q: str) -> Told:
    """The levels that are recognised."""
    offered = search(snapshot, SearchRequest(q=q)).reading.recognised
    return [(each.words, each.parameter, each.values[0], each.q) for each in offered if each.parameter == "rating"]


def meant(snapshot: Snapshot, q: str, *parameters: str) -> Meant:
    """(words, facet, value) of what is recognised, of these facets alone if any is given."""
    offered = search(snapshot, SearchRequest(q=q)).reading.recognised
    return [
        (each.words, each.parameter, " ".join(each.values))
        for each in offered
        if not parameters or each.parameter in parameters
    ]


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
    assert recognised(snapshot, q) == [(words, "rating", value, normalize_text(q) if rest else "")]
    found = [search(snapshot, SearchRequest(q=asked, chosen={"rating": (value,)})) for asked in (q if rest else "", rest)]
    assert found[0].total == found[1].total


@pytest.mark.parametrize("q", [
    "kinship", "keeping foster and kin parents supported and trained", "two year old", "3-5-7 model",
    "triple p level 4", "1 parent", "-promising kinship", "evidence of change", "research on 2 parents", "",
])  # fmt: skip
def test_s8_other_words_are_not(q: str, snapshot: Snapshot) -> None:
    assert recognised(snapshot, q) == []


def test_s8_several_levels_are_offered_each(snapshot: Snapshot) -> None:
    assert [told[2] for told in recognised(snapshot, "rated 2 or 3 kinship")] == ["2", "3"]


def test_s8_the_count_is_what_the_filter_finds_and_nothing_is_applied_unasked(snapshot: Snapshot) -> None:
    wanted = SearchRequest(q="rated 3 families", chosen={"permanency": ("adoption",)})
    found = search(snapshot, wanted)
    (offered,) = (each for each in found.reading.recognised if each.parameter == "rating")
    chosen = {**wanted.chosen, offered.parameter: offered.values}
    assert offered.total == search(snapshot, replace(wanted, q=offered.q, chosen=chosen)).total > 0
    assert found.total != offered.total


def test_s8_a_filter_that_is_on_is_not_offered(snapshot: Snapshot) -> None:
    found = search(snapshot, SearchRequest(q="rated 3 families", chosen={"rating": ("3",)}))
    assert found.reading.recognised == ()


@pytest.mark.parametrize("q, expected", [
    ("Spanish-speaking foster parents", [("Spanish", "language", "es"), ("foster parents", "population", "foster-parents")]),
    ("a group in Spanish", [("Spanish", "language", "es")]),
    ("español", [("español", "language", "es")]),
    ("adopted teens", [("teens", "age", "13 14 15 16 17"), ("adopted", "permanency", "adoption")]),
    ("grandparents raising grandchildren", [
        ("grandparents raising grandchildren", "population", "kinship-caregivers"),
        ("grandparents raising grandchildren", "permanency", "kinship"),
    ]),
    ("going home to his mother", [("going home", "permanency", "reunification")]),
    ("strong evidence", [("strong evidence", "tier", "strong")]),
    ("Title IV-E well-supported", [("Title IV-E well-supported", "rated", "title-iv-e.well-supported")]),
    ("programs that Title IV-E calls well supported", [
        ("Title IV-E calls well supported", "rated", "title-iv-e.well-supported"),
    ]),
    ("well-supported by the Prevention Services Clearinghouse", [
        ("well-supported by the Prevention Services Clearinghouse", "rated", "title-iv-e.well-supported"),
    ]),
    ("rated promising by CrimeSolutions", [("rated promising by CrimeSolutions", "rated", "crimesolutions.promising")]),
    ("Blueprints model plus", [("Blueprints model plus", "rated", "blueprints.model-plus")]),
    ("supported by the CEBC", [("supported by the CEBC", "rating", "2")]),
    ("rated by Title IV-E", [("rated by Title IV-E", "rated", "title-iv-e")]),
    ("well-supported", [("well-supported", "rating", "1"), ("well-supported", "tier", "strong")]),
])  # fmt: skip
def test_words_of_the_vocabularies_and_of_registries_name_filters(
    q: str, expected: Meant, snapshot: Snapshot
) -> None:
    assert meant(snapshot, q) == expected


def test_a_word_that_several_registries_share_offers_each(snapshot: Snapshot) -> None:
    offered = meant(snapshot, "well supported by the clearinghouse")
    assert offered[0][1:] == ("rating", "1")
    assert offered[1] == ("well supported by the clearinghouse", "rated", "title-iv-e.well-supported")


def test_the_name_of_a_program_is_never_read_as_a_filter(snapshot: Snapshot) -> None:
    for card in snapshot.cards:
        for name in (card.name, *card.aliases):
            assert meant(snapshot, name) == [], name


@pytest.mark.parametrize("q", ["kinship navigator", "safe babies court", "adopts", "-kinship", '"foster parents" -teens'])
def test_words_beside_their_neighbours_in_a_name_and_excluded_ones_are_not_read(q: str, snapshot: Snapshot) -> None:
    assert [each for each in meant(snapshot, q) if each[0] != "foster parents"] == []


@pytest.mark.parametrize("q, parameter, value", [
    ("Spanish-speaking foster parents", "language", "es"), ("Title IV-E well-supported kinship", "rated", "title-iv-e.well-supported"),
    ("strong evidence for teens", "tier", "strong"), ("rated 3 kinship", "rating", "3"),
])  # fmt: skip
def test_programs_whose_record_holds_what_was_recognised_come_first(
    q: str, parameter: str, value: str, snapshot: Snapshot
) -> None:
    holding = {hit.card.slug for hit in search(snapshot, SearchRequest(chosen={parameter: (value,)}, per_page=1000)).hits}
    assert {hit.card.slug for hit in search(snapshot, SearchRequest(q=q)).hits[:3]} <= holding


def test_what_is_recognised_is_counted_with_the_other_filters_on(snapshot: Snapshot) -> None:
    wanted = SearchRequest(q="9 year old adopted, aggressive", chosen={"setting": ("outpatient-clinic",), "age": ("3",)})
    for offered in search(snapshot, wanted).reading.recognised:
        chosen = {**wanted.chosen, offered.parameter: offered.values}
        assert offered.total == search(snapshot, replace(wanted, q=offered.q, chosen=chosen)).total
