"""Ratings of every registry: which is in force, what it is called, and the tiers that a program matches."""

import pytest

from app.evidence.entry.program import OtherRating
from app.evidence.entry.registry import scales_of
from app.evidence.entry.registry_ratings import (
    find_doubts,
    find_in_force,
    find_step,
    match_tiers,
    with_scales,
)
from tests.shipped import read_shipped

REGISTRY, _ = read_shipped()
SCALES = scales_of(REGISTRY)


def rated(*ratings: tuple[str, str | None, str | None] | OtherRating) -> list[OtherRating]:
    """Ratings by Title IV-E: id, scope and date."""
    return [
        each if isinstance(each, OtherRating)
        else OtherRating(registry="title-iv-e", rating=each[0], scope=each[1], as_of=each[2])
        for each in ratings
    ]  # fmt: skip


@pytest.mark.parametrize("older, newer, in_force", [
    (("promising", "Mental health", "2020-12"), ("supported", "Mental health", "2022"), (False, True)),
    (("promising", "mental-health ", "2020-12"), ("supported", "Mental health", "2022"), (False, True)),
    (("promising", "Mental health", "2020-12"), ("supported", "Substance use", "2022"), (True, True)),
    (("promising", None, "2020-12"), ("supported", "Substance use", "2022"), (False, True)),
    (("promising", "Mental health", "2020-12"), ("supported", None, "2022"), (True, True)),
    (("promising", "Topic not recorded", "2020-12"), ("supported", "Topic not recorded", "2022"), (True, True)),
    (("promising", None, "2020-12"), ("supported", "Three topics, names not recorded", "2022"), (True, True)),
    (("promising", None, "2022"), ("supported", None, "2022-05"), (True, True)),
    (("promising", None, None), ("supported", None, "2022-05"), (True, True)),
])  # fmt: skip
def test_the_newest_of_a_registry_and_scope_is_in_force(
    older: tuple[str, str, str], newer: tuple[str, str, str], in_force: tuple[bool, bool]
) -> None:
    assert find_in_force(rated(older, newer)) == in_force
    assert find_in_force(rated(newer, older)) == in_force[::-1]


def test_what_an_editor_wrote_settles_it() -> None:
    replaced = OtherRating(registry="title-iv-e", rating="promising", in_force=False)
    kept = OtherRating(registry="title-iv-e", rating="promising", as_of="2019", in_force=True)
    assert find_in_force(rated(replaced, kept, ("supported", None, "2022"))) == (False, True, True)


def test_other_registries_and_mere_listings_replace_nothing() -> None:
    listing = OtherRating(registry="title-iv-e", as_printed="Listed", as_of="2024")
    other = OtherRating(registry="blueprints", rating="model", as_of="2024")
    assert find_in_force(rated(("promising", None, "2020"), listing, other)) == (True, True, True)


def test_two_that_disagree_are_in_doubt_only_where_no_date_tells() -> None:
    assert find_doubts(rated(("promising", None, None), ("supported", None, "2022"))) == [(0, 1)]
    assert find_doubts(rated(("promising", None, "2020"), ("supported", None, "2022"))) == []
    assert find_doubts(rated(("promising", None, None), ("promising", None, "2022"))) == []
    assert find_doubts(rated(("promising", "Not known", None), ("supported", "Not known", None))) == []


def test_the_shipped_ratings_are_steps_of_their_scales() -> None:
    for item in REGISTRY.programs.values():
        for other in with_scales(item.value, SCALES).other_ratings:
            assert (other.rating_id is None) == (other.rating is None)
            assert other.rating_id or other.as_printed
            assert other.rating_id is None or find_step(other.rating_id, SCALES[other.registry])


def test_a_closed_registry_gives_a_tier_only_where_no_open_one_does() -> None:
    assert match_tiers([("nrepp", "strong"), ("blueprints", "promising")], ["nrepp"]) == ("promising",)
    assert match_tiers([("nrepp", "strong"), ("nhs", None)], ["nrepp"]) == ("strong",)
    assert match_tiers([], ["nrepp"]) == ()


def test_an_unfavorable_tier_is_never_hidden_behind_a_stronger_one() -> None:
    given = [("a", "no-effect"), ("b", "strong"), ("c", "moderate"), ("d", "negative"), ("e", "not-shown")]
    assert match_tiers(given, []) == ("strong", "no-effect", "negative")
    assert match_tiers([("a", "not-shown"), ("b", "no-effect")], []) == ("no-effect",)
