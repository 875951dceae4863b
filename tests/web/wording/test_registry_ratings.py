"""Which ratings a card shows and how they are said: the strongest in force, what may not hide, the rest."""

import pytest

from app.catalog.search.search import SearchRequest
from app.catalog.snapshot.snapshot import Card, Snapshot
from app.evidence.entry.registry_ratings import RatingElsewhere
from app.web.wording.registry_ratings import RatingsOnCard, choose_ratings, find_strongest, say_elsewhere
from app.web.wording.shown_ratings import list_ratings


def card_of(slug: str, shown: Snapshot) -> Card:
    return shown.cards[shown.position[slug]]


def chosen(slug: str, shown: Snapshot, **filters: str) -> RatingsOnCard:
    wanted = SearchRequest(chosen={name: (value,) for name, value in filters.items()})
    return choose_ratings(card_of(slug, shown), wanted, shown)


@pytest.mark.parametrize("slug, large, elsewhere", [
    ("homebuilders", ["Title IV-E Well-Supported"], False),
    ("real-life-heroes", ["CEBC NR – Not able to be Rated"], False),
    ("intercept", ["Title IV-E Well-Supported"], True),
    ("the-incredible-years", ["CEBC 1 – Well-Supported"], True),
    ("healthy-families-america", ["CEBC 1 – Well-Supported", "CrimeSolutions No Effects"], False),
    ("scared-straight-juvenile-awareness", ["CrimeSolutions No Effects"], True),
    ("adopts-therapy", [], True),
    ("success-coach", [], True),
])  # fmt: skip
def test_the_strongest_in_force_is_large_and_what_is_unfavorable_beside_it(
    slug: str, large: list[str], elsewhere: bool, snapshot: Snapshot
) -> None:
    found = chosen(slug, snapshot)
    assert ([each.title for each in found.large], found.elsewhere) == (large, elsewhere)


def test_with_a_topic_chosen_its_cebc_rating_stands_first(snapshot: Snapshot) -> None:
    found = chosen("homebuilders", snapshot, topic="reunification-programs")
    assert found.large[0].line == "CEBC 2 – Supported, Reunification Programs"
    assert found.others[0].title == "Title IV-E Well-Supported"
    assert chosen("child-parent-psychotherapy", snapshot, topic="attachment-interventions").elsewhere


def test_every_other_rating_stands_in_one_line_with_its_scope(snapshot: Snapshot) -> None:
    others = chosen("treatment-foster-care-oregon-adolescents", snapshot).others
    assert [each.line for each in others] == [
        "CEBC 1 – Well-Supported, 3 topics",
        "CrimeSolutions Effective",
        "Blueprints Model",
        "CEBC 3 – Promising, Educational Interventions for Children and Adolescents in Child Welfare",
        "Title IV-E Promising, mental health; in-home parent skill-based",
        "Social Programs that Work Suggestive Tier, 2023",
        "OJJDP Model Programs Effective, registry closed 2013",
        "Social Programs that Work Top Tier, superseded",
        "listed by NREPP (“2.8-3.1”), registry closed 2018",
    ]


def test_a_superseded_rating_says_so_and_is_never_the_strongest(snapshot: Snapshot) -> None:
    ratings = list_ratings(card_of("sobriety-treatment-and-recovery-teams", snapshot), snapshot)
    assert ratings[0].line == "Title IV-E Supported, substance use; in-home parent skill-based, 2022"
    assert ratings[-1].line == "Title IV-E Promising, 2020, superseded"


def test_what_is_only_listed_is_no_rating(snapshot: Snapshot) -> None:
    page = snapshot.page("adopts-therapy")
    assert page
    listed = RatingElsewhere(registry="cebc", as_printed="promising practice", scope="not recorded")
    program = page.program.model_copy(update={"other_ratings": (listed,)})
    assert find_strongest(program, snapshot) is None
    assert [each.line for each in list_ratings(program, snapshot)] == [
        "listed by CEBC (“promising practice”), not recorded"
    ]


def test_rated_elsewhere_names_the_registry_and_its_own_word(snapshot: Snapshot) -> None:
    strongest = find_strongest(card_of("intercept", snapshot), snapshot)
    assert strongest
    assert say_elsewhere(strongest) == "Rated elsewhere: Title IV-E, Well-Supported"


def test_a_badge_has_the_steps_of_its_own_scale(snapshot: Snapshot) -> None:
    """All up to a favorable word, of others their own step alone; CEBC's meter is drawn by its level."""
    steps = {
        each.title: "".join("●" if is_on else "○" for is_on in each.steps)
        for card in snapshot.cards
        for each in list_ratings(card, snapshot)
    }
    assert steps["Title IV-E Well-Supported"] == "●●●●"
    assert steps["Title IV-E Promising"] == "●●○○"
    assert steps["Title IV-E Does Not Currently Meet Criteria"] == "●○○○"
    assert steps["CrimeSolutions No Effects"] == "○○●○○"
    assert steps["CEBC 2 – Supported"] == steps["listed by NREPP"] == ""
