"""The rating in force on a day: every boundary, and never a level that the recorded dates do not support."""

import datetime

import pytest

from app.evidence.entry.program import (
    Dates,
    Level,
    Program,
    PublishedRating,
    TargetPopulation,
    TopicMembership,
)
from app.evidence.entry.ratings_over_time import (
    RatingInForce,
    find_rating_in_force,
    may_be_out_of_date,
    parse_period,
    show_program_on,
)

TODAY = datetime.date(2026, 11, 21)
NOT_KNOWN = RatingInForce(None, known=False)


def date(written: str) -> datetime.date:
    return datetime.date.fromisoformat(written)


def rated(level: Level, as_of: str | None = None, seen: str | None = None) -> PublishedRating:
    return PublishedRating(level=level, by="CEBC", as_of=as_of, seen=date(seen) if seen else None)


DATED = (rated("1", "2024-05-01"), rated("3", "2019-06-20"))
BY_MONTH = (rated("1", "2024-05"), rated("3", "2019-06-20"))
BY_YEAR = (rated("1", "2024"), rated("3", "2019-06-20"))
UNDATED = (rated("1", seen="2024-05-01"), rated("3", "2019-06-20"))
OLDEST_UNDATED = (rated("1", "2024-05-01"), rated("3", seen="2020-02-29"))
NEITHER = (rated("1"), rated("3", "2019-06-20"))


@pytest.mark.parametrize("ratings, day, level", [
    (DATED, "2019-06-19", None), (DATED, "2019-06-20", "3"), (DATED, "2024-04-30", "3"),
    (DATED, "2024-05-01", "1"), (DATED, "2026-11-21", "1"),
    (BY_MONTH, "2024-04-30", "3"), (BY_MONTH, "2024-05-01", None), (BY_MONTH, "2024-05-30", None),
    (BY_MONTH, "2024-05-31", "1"), (BY_MONTH, "2024-06-01", "1"),
    (BY_YEAR, "2023-12-31", "3"), (BY_YEAR, "2024-01-01", None), (BY_YEAR, "2024-12-30", None),
    (BY_YEAR, "2024-12-31", "1"), (BY_YEAR, "2025-01-01", "1"),
    (UNDATED, "2024-04-30", None), (UNDATED, "2024-05-01", "1"), (UNDATED, "2020-01-01", None),
    (UNDATED, "2001-01-01", None),
    (OLDEST_UNDATED, "2024-05-01", "1"), (OLDEST_UNDATED, "2024-04-30", "3"),
    (OLDEST_UNDATED, "2020-02-29", "3"), (OLDEST_UNDATED, "2020-02-28", None),
    (NEITHER, "2026-11-21", None), (NEITHER, "2020-01-01", None),
])  # fmt: skip
def test_the_rating_in_force_on_each_side_of_every_boundary(
    ratings: tuple[PublishedRating, ...], day: str, level: str | None
) -> None:
    found = find_rating_in_force(ratings, date(day))
    assert (found.rating.level if found.rating else None) == level
    assert found.known == (level is not None)


def test_a_month_ends_on_its_own_last_day() -> None:
    february = (rated("2", "2024-02"),)
    assert find_rating_in_force(february, date("2024-02-28")) == NOT_KNOWN
    assert find_rating_in_force(february, date("2024-02-29")).rating == february[0]


def test_a_date_counts_before_the_day_on_which_it_was_seen() -> None:
    ratings = (rated("2", "2024-05-01", seen="2026-11-21"),)
    assert find_rating_in_force(ratings, date("2024-05-01")).rating == ratings[0]


@pytest.mark.parametrize("day", ["1900-01-01", "2026-11-21"])
def test_where_nothing_was_recorded_no_rating_was_seen_on_any_day(day: str) -> None:
    assert find_rating_in_force((), date(day)) == RatingInForce(None, known=True)


def test_of_two_ratings_of_one_day_the_first_holds() -> None:
    ratings = (rated("1", "2024-05-01"), rated("3", "2024-05-01"))
    assert find_rating_in_force(ratings, date("2024-05-01")).rating == ratings[0]


def test_a_program_on_a_day_has_only_the_ratings_then_in_force() -> None:
    topics = [
        TopicMembership(topic=topic, ratings=ratings)
        for topic, ratings in (("dated", DATED), ("undated", UNDATED), ("empty", ()))
    ]
    program = Program(
        name="P", summary="S", status="active", target_population=TargetPopulation(description="D"),
        topics=tuple(topics),
        sources=("https://example.org/",), dates=Dates(added=TODAY, reviewed=TODAY),
    )  # fmt: skip
    then = show_program_on(program, date("2020-01-01"))
    assert [membership.ratings for membership in then.program.topics] == [(DATED[1],), (), ()]
    assert then.unknown == {"undated"}
    assert (then.day, then.program.name) == (date("2020-01-01"), "P")
    assert program.topics[0].ratings == DATED


@pytest.mark.parametrize("written, first, last", [
    ("2024", "2024-01-01", "2024-12-31"), ("2024-02", "2024-02-01", "2024-02-29"),
    ("2023-02", "2023-02-01", "2023-02-28"),
    ("2023-12", "2023-12-01", "2023-12-31"), ("2024-05-01", "2024-05-01", "2024-05-01"),
])  # fmt: skip
def test_the_days_that_a_date_may_mean(written: str, first: str, last: str) -> None:
    assert parse_period(written) == (date(first), date(last))


@pytest.mark.parametrize("as_of, today, is_old", [
    ("2024-11-21", "2026-11-20", False), ("2024-11-21", "2026-11-21", False),
    ("2024-11-21", "2026-11-22", True),
    ("2024-11", "2026-11-30", False), ("2024-11", "2026-12-01", True),
    ("2024", "2026-12-31", False), ("2024", "2027-01-01", True),
    ("2024-02-29", "2026-02-28", False), ("2024-02-29", "2026-03-01", True),
    ("2024-12-31", "2026-12-31", False), ("2024-12-31", "2027-01-01", True),
    (None, "2026-11-21", False),
])  # fmt: skip
def test_a_rating_may_be_out_of_date_after_24_months(as_of: str | None, today: str, is_old: bool) -> None:
    assert may_be_out_of_date(as_of, date(today)) is is_old
