"""Programs related to a program, and why."""

from app.catalog.search.related import MOST, SHARED, find_related
from app.catalog.snapshot.snapshot import Snapshot


def test_every_program_has_others_that_are_related_for_a_true_reason(snapshot: Snapshot) -> None:
    for card in snapshot.cards:
        found = find_related(snapshot, card.slug)
        assert len(found) <= MOST
        assert card.slug not in [each.card.slug for each in found]
        for each in found:
            assert each.shared.keys() <= SHARED.keys()
            for one in (card, each.card):
                assert set(each.shared.get("topic", ())) <= {rating.topic for rating in one.ratings}
                assert set(each.shared.get("population", ())) <= set(one.words.get("populations", ()))


def test_siblings_are_related(snapshot: Snapshot) -> None:
    for slug, sibling in (
        ("treatment-foster-care-oregon-adolescents", "treatment-foster-care-oregon-preschoolers"),
        ("keep", "keep-safe"),
    ):
        assert sibling in [each.card.slug for each in find_related(snapshot, slug)]


def test_nothing_is_related_to_what_is_not_there(snapshot: Snapshot) -> None:
    assert find_related(snapshot, "no-such-program") == ()


def test_no_two_programs_of_a_list_are_related_for_the_same_reason(snapshot: Snapshot) -> None:
    for card in snapshot.cards:
        reasons = [(each.reason, each.besides) for each in find_related(snapshot, card.slug)]
        assert all(reasons.count(reason) == 1 for reason in reasons), card.slug
