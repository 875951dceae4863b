"""What an entry records stands beside its answer: in its own words, with the page that says it."""

import pytest

from app.catalog.fit.details import FitDetails, StudiedWithText, read_details
from app.catalog.fit.recorded import RecordedFact, say_recorded
from app.catalog.snapshot.snapshot import Card, Snapshot
from app.evidence.entry.wording import week_range

NOBODY = StudiedWithText(0, None, None, "No study is recorded here.")


def card(snapshot: Snapshot, slug: str) -> Card:
    return next(each for each in snapshot.cards if each.slug == slug)


def recorded(snapshot: Snapshot, slug: str, name: str) -> RecordedFact:
    return say_recorded(name, card(snapshot, slug), read_details(snapshot, [slug])[slug], snapshot)


def test_a_range_of_ages_and_a_list_are_said_in_words(snapshot: Snapshot) -> None:
    assert recorded(snapshot, "homebuilders", "age").text == "Ages 0–17"
    assert recorded(snapshot, "homebuilders", "permanency").text == "Reunification, Placement prevention"


def test_words_are_shown_where_no_list_is_recorded(snapshot: Snapshot) -> None:
    without = next(each for each in snapshot.cards if not each.words.get("populations"))
    page = snapshot.page(without.slug)
    assert page
    assert recorded(snapshot, without.slug, "population").text == page.program.target_population.description


def test_a_program_in_no_topic_area_says_so(snapshot: Snapshot) -> None:
    nowhere = next(each for each in snapshot.cards if not each.ratings)
    assert recorded(snapshot, nowhere.slug, "topic").text == "in no topic area of this registry"


def test_a_program_placed_by_purpose_says_why_it_stands_there(snapshot: Snapshot) -> None:
    placed = [
        (each.slug, note)
        for each in snapshot.cards
        for note in read_details(snapshot, [each.slug])[each.slug].topic_notes.values()
    ]
    assert placed
    for slug, note in placed:
        assert note in (recorded(snapshot, slug, "topic").text or "")


@pytest.mark.parametrize(
    "low, high, said",
    [(4, 6, "4–6 weeks"), (1, 1, "1 week"), (None, 10, "up to 10 weeks"), (52, None, "52 weeks or more"), (None, None, "")],
)
def test_weeks_are_said_with_their_bounds(low: float | None, high: float | None, said: str) -> None:
    assert week_range(low, high) == said


@pytest.mark.parametrize(
    "words, said",
    [
        (None, "4–6 weeks"),
        ("Four to six weeks", "4–6 weeks; Four to six weeks"),
        ("4 to 6 weeks, 3 visits each", "4 to 6 weeks, 3 visits each"),
    ],
)
def test_numbers_stand_before_words_that_do_not_hold_them(snapshot: Snapshot, words: str | None, said: str) -> None:
    lasting = Card("a", "A", "", None, None, "", (), (), {}, weeks_min=4, weeks_max=6)
    details = FitDetails({"weeks": words} if words else {}, {}, {}, ["https://a.example/"], (), NOBODY)
    assert say_recorded("weeks", lasting, details, snapshot) == RecordedFact(said, "https://a.example/")


def test_the_page_of_a_fact_is_named_only_where_it_is_known(snapshot: Snapshot) -> None:
    single = Card("a", "A", "", 4, 9, "", (), (), {})
    of_one = FitDetails({}, {}, {}, ["https://a.example/"], (), NOBODY)
    of_two = FitDetails({}, {"age": "https://b.example/"}, {}, ["https://a.example/", "https://b.example/"], (), NOBODY)
    assert say_recorded("age", single, of_one, snapshot).source == "https://a.example/"
    assert say_recorded("age", single, of_two, snapshot).source == "https://b.example/"
    assert say_recorded("setting", single, of_one, snapshot) == RecordedFact(None, None)


def test_staff_name_their_own_page(snapshot: Snapshot) -> None:
    for each in snapshot.cards:
        page = snapshot.page(each.slug)
        staff = page.program.staff if page else None
        if staff and staff.credentials and staff.source:
            assert recorded(snapshot, each.slug, "credential").source == staff.source
