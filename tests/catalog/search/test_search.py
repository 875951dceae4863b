"""What a search finds and what its facets promise, over the shipped content."""

import random
from collections.abc import Sequence

import pytest

from app.catalog.search.search import SearchRequest, search
from app.catalog.snapshot.facet_counts import members
from app.catalog.snapshot.facets import FACET, FACETS, ages_matched
from app.catalog.snapshot.snapshot import Card, Snapshot


def slugs(snapshot: Snapshot, wanted: SearchRequest) -> list[str]:
    return [hit.card.slug for hit in search(snapshot, wanted).hits]


@pytest.mark.parametrize("facet", [facet.name for facet in FACETS])
def test_every_value_of_a_facet_finds_what_it_promised(facet: str, snapshot: Snapshot) -> None:
    promised = search(snapshot, SearchRequest()).counts[facet]
    assert promised
    for value, count in promised.items():
        assert search(snapshot, SearchRequest(chosen={facet: (value,)})).total == count


def test_counts_ignore_their_own_facet_and_respect_the_others(snapshot: Snapshot) -> None:
    chosen = {"rating": ("2",), "permanency": ("reunification",)}
    found = search(snapshot, SearchRequest(chosen=chosen))
    for facet in FACETS:
        others = {name: values for name, values in chosen.items() if name != facet.name}
        for value, count in found.counts[facet.name].items():
            assert search(snapshot, SearchRequest(chosen={**others, facet.name: (value,)})).total == count


def matches(card: Card, chosen: dict[str, tuple[str, ...]], findings: dict[str, set[str]]) -> bool:
    """The filters told one program at a time, without bitmaps."""
    names = ("topic", "relevance", "derived", "nr_reason", "differs")
    nowhere = [{**dict.fromkeys(names), "rating": "none", "relevance": "none"}]
    memberships = [
        {**{name: getattr(each, name) for name in names}, "rating": each.level or "none",
         "relevance": each.relevance or "none"}
        for each in card.ratings
    ] or nowhere  # fmt: skip
    pairs = {name: values for name, values in chosen.items() if FACET[name].of_membership}
    if not any(all(each[name] in values for name, values in pairs.items()) for each in memberships):
        return False
    for name, values in chosen.items():
        if name in pairs:
            continue
        has = findings[name] if name in findings else values_of(card, name)
        if not set(values) & set(has):
            return False
    return True


def values_of(card: Card, facet: str) -> Sequence[str]:
    if facet == "age":
        return ages_matched(card.age_min, card.age_max)
    if facet in ("fidelity", "training"):
        return [getattr(card, facet) or "none"]
    if facet not in ("tier", "rated"):
        return card.words.get(FACET[facet].vocabulary, ()) or ["none"]
    given = [("cebc", each.level) for each in card.ratings if each.level]
    given += [(each.registry, each.rating_id) for each in card.other_ratings if each.in_force and each.rating]
    if facet == "rated":
        return [value for registry, id in given for value in (registry, f"{registry}.{id}")]
    return card.tiers if given or any(each.rating for each in card.other_ratings) else ["none"]


def read_findings(snapshot: Snapshot, slug: str) -> dict[str, set[str]]:
    """The facets of findings told from the entry, finding by finding."""
    page, outcomes = snapshot.page(slug), snapshot.words["outcomes"]
    assert page
    found: dict[str, set[str]] = {"outcome": set(), "better": set(), "domain": set()}
    for study in page.program.studies:
        for finding in study.findings:
            if study.retracted is True or finding.subgroup:
                continue
            found["outcome"].add(finding.outcome)
            found["domain"].add(str(outcomes[finding.outcome].domain))
            if (
                finding.controlled
                and finding.direction == "favorable"
                and finding.significant in (True, None)
            ):
                found["better"].add(finding.outcome)
    return {facet: values or {"none"} for facet, values in found.items()}


@pytest.mark.parametrize("facet", ["outcome", "better", "domain"])
def test_a_facet_of_findings_finds_what_the_entries_report(facet: str, snapshot: Snapshot) -> None:
    reported = {card.slug: read_findings(snapshot, card.slug)[facet] for card in snapshot.cards}
    assert {value for values in reported.values() for value in values} <= set(snapshot.values[facet])
    counts = search(snapshot, SearchRequest()).counts[facet]
    for value in snapshot.values[facet]:
        expected = {slug for slug, values in reported.items() if value in values}
        assert set(slugs(snapshot, SearchRequest(chosen={facet: (value,)}, per_page=1000))) == expected
        assert counts[value] == len(expected)


def test_what_is_found_better_was_studied_and_its_domain_too(snapshot: Snapshot) -> None:
    for card in snapshot.cards:
        found = {name: card.findings.get(name, ()) for name in ("outcome", "better", "domain")}
        assert set(found["better"]) <= set(found["outcome"]) == set(card.words.get("outcomes", ()))
        assert set(found["domain"]) == {snapshot.words["outcomes"][each].domain for each in found["outcome"]}


@pytest.mark.parametrize("facet", ["fidelity", "training"])
def test_what_is_not_recorded_is_none_and_never_no(facet: str, snapshot: Snapshot) -> None:
    found: dict[str, set[str]] = {value: set() for value in snapshot.values[facet]}
    for card in snapshot.cards:
        page = snapshot.page(card.slug)
        said = page and getattr(page.program, facet)
        found["none" if not said or said.available == "unknown" else said.available].add(card.slug)
    for value, expected in found.items():
        assert set(slugs(snapshot, SearchRequest(chosen={facet: (value,)}, per_page=1000))) == expected


def test_random_filters_find_what_a_plain_reading_finds(snapshot: Snapshot) -> None:
    chance = random.Random(7)
    findings = {card.slug: read_findings(snapshot, card.slug) for card in snapshot.cards}
    for _ in range(400):
        names = chance.sample([facet.name for facet in FACETS], chance.randint(1, 4))
        chosen = {}
        for name in names:
            values = snapshot.values[name]
            chosen[name] = tuple(chance.sample(values, min(chance.randint(1, 3), len(values))))
        found = search(snapshot, SearchRequest(chosen=chosen, per_page=1000, sort="name"))
        expected = [card.slug for card in snapshot.cards if matches(card, chosen, findings[card.slug])]
        assert [hit.card.slug for hit in found.hits] == expected
        assert found.total == len(expected)


def test_a_rating_is_that_of_the_chosen_topic(snapshot: Snapshot) -> None:
    chosen = {"topic": ("post-permanency-services",), "rating": ("2",)}
    assert slugs(snapshot, SearchRequest(chosen=chosen)) == ["homebuilders"]
    chosen = {"topic": ("placement-stabilization-programs",), "rating": ("3",)}
    for slug in slugs(snapshot, SearchRequest(chosen=chosen)):
        ratings = {rating.topic: rating.level for rating in snapshot.cards[snapshot.position[slug]].ratings}
        assert ratings["placement-stabilization-programs"] == "3"


def test_no_published_rating_is_not_nr(snapshot: Snapshot) -> None:
    none = set(slugs(snapshot, SearchRequest(chosen={"rating": ("none",)})))
    assert "adopts-therapy" in none
    assert none.isdisjoint(slugs(snapshot, SearchRequest(chosen={"rating": ("nr",)})))


@pytest.mark.parametrize("low, high, matched", [
    (4, 12, ["4", "12"]), (None, 3, ["0", "3"]), (22, None, ["22", "25"]), (0, 0, ["0", "0"]),
])  # fmt: skip
def test_an_open_age_bound_is_open(low: int | None, high: int | None, matched: list[str]) -> None:
    ages = ages_matched(low, high)
    assert [ages[0], ages[-1]] == matched
    assert len(ages) == int(matched[1]) - int(matched[0]) + 1


def test_programs_without_ages_do_not_match_an_age_and_are_counted(snapshot: Snapshot) -> None:
    without = slugs(snapshot, SearchRequest(chosen={"age": ("none",)}, per_page=1000))
    found = search(snapshot, SearchRequest(chosen={"age": ("7",)}))
    assert without
    assert found.ageless == len(without)
    assert not set(without) & {hit.card.slug for hit in found.hits}


def test_sorted_by_rating_strongest_come_first_and_unrated_last(snapshot: Snapshot) -> None:
    order = snapshot.values["rating"]
    best = []
    for hit in search(snapshot, SearchRequest()).hits:
        places = [order.index(rating.level or "none") for rating in hit.card.ratings]
        best.append(min(places, default=len(order) - 1))
    assert best == sorted(best)
    assert best[0] < best[-1]


def test_sorted_by_name_and_by_review(snapshot: Snapshot) -> None:
    names = [hit.card.name.casefold() for hit in search(snapshot, SearchRequest(sort="name")).hits]
    reviewed = [hit.card.reviewed for hit in search(snapshot, SearchRequest(sort="reviewed")).hits]
    assert names == sorted(names)
    assert reviewed == sorted(reviewed, reverse=True)


def test_pages_cut_the_same_list(snapshot: Snapshot) -> None:
    whole = slugs(snapshot, SearchRequest(sort="name", per_page=1000))
    numbers = range(1, len(whole) // 4 + 2)
    pages = [slugs(snapshot, SearchRequest(sort="name", page=page, per_page=4)) for page in numbers]
    assert [slug for page in pages for slug in page] == whole


@pytest.mark.parametrize("q, first", [
    ("homebuilders", "homebuilders"),
    ("HOMEBUILDERS®", "homebuilders"),
    ("tf-cbt", "trauma-focused-cognitive-behavioral-therapy"),
    ("success coach", "success-coach"),
    ("adoption competency training", "training-for-adoption-competency"),
    ('"home network"', "kinship-navigator-childrens-home-network"),
])  # fmt: skip
def test_what_people_call_a_program_finds_it_first(q: str, first: str, snapshot: Snapshot) -> None:
    assert slugs(snapshot, SearchRequest(q=q))[0] == first


def test_a_program_with_a_recorded_risk_of_harm_comes_last_unless_it_is_asked_for(snapshot: Snapshot) -> None:
    harmful = {card.slug for card in snapshot.cards if card.harm}
    listed = slugs(snapshot, SearchRequest(q="my adopted daughter does not trust anyone", per_page=1000))
    told = [slug in harmful for slug in listed]
    assert any(told)
    assert told == sorted(told)
    for q in ("holding therapy", "atachment holding therapy", "holding"):
        assert slugs(snapshot, SearchRequest(q=q))[0] == "attachment-holding-therapy"


def test_words_that_no_program_has_together_find_those_that_have_some(snapshot: Snapshot) -> None:
    found = search(snapshot, SearchRequest(q="navigator oregon"))
    assert (found.reading.complete, found.reading.of) == (0, 2)
    either = {"kinship-navigator-childrens-home-network", "treatment-foster-care-oregon-preschoolers"}
    assert either <= {hit.card.slug for hit in found.hits}


def test_matched_words_are_marked_in_the_summary(snapshot: Snapshot) -> None:
    hit = search(snapshot, SearchRequest(q="coaching families")).hits[0]
    assert any(matched for _, matched in hit.summary)
    assert "".join(text for text, _ in hit.summary) == hit.card.summary


def test_an_alias_that_matched_is_named(snapshot: Snapshot) -> None:
    alias = search(snapshot, SearchRequest(q="Address the Distress of Posttraumatic Stress")).hits[0].alias
    assert alias is not None
    assert "".join(text for text, _ in alias) == "Address the Distress of Posttraumatic Stress (ADOPTS)"
    assert ("Distress", True) in alias


def test_nothing_found_says_what_each_filter_costs(snapshot: Snapshot) -> None:
    wanted = SearchRequest(q="homebuilders", chosen={"rating": ("5",), "permanency": ("reunification",)})
    found = search(snapshot, wanted)
    assert found.total == 0
    assert [(each.facet, each.total) for each in found.dropped] == [("rating", 1)]


def test_filters_hold_for_mended_words_too(snapshot: Snapshot) -> None:
    found = search(snapshot, SearchRequest(q="homebilders", chosen={"permanency": ("reunification",)}))
    assert found.reading.shown == "homebuilders"
    assert [hit.card.slug for hit in found.hits] == ["homebuilders"]
    assert search(snapshot, SearchRequest(q="homebilders", chosen={"permanency": ("adoption",)})).total == 0


ODD = ["*", "a*", '"', '""', "AND", "the of and", "((((", "\u202eabc", "子供", "a" * 200, "-"]


@pytest.mark.parametrize("q", ODD)
def test_odd_words_are_answered(q: str, snapshot: Snapshot) -> None:
    assert search(snapshot, SearchRequest(q=q)).total >= 0


def test_members_lists_the_bits_that_are_set() -> None:
    assert members(0b1011, size=5).tolist() == [0, 1, 3]
    assert members(1 << 64 | 1, size=65).tolist() == [0, 64]
    assert members(0, size=0).tolist() == []
