"""Which published rating was in force on a day, and how old a rating is, by the recorded dates alone."""

import datetime
from calendar import monthrange
from dataclasses import dataclass

from app.evidence.entry.program import Program, PublishedRating

MONTHS_UNTIL_OUT_OF_DATE = 24


@dataclass(frozen=True, slots=True)
class RatingInForce:
    """The rating of one topic on a day. `known` without a rating: none was seen; neither: not recorded."""

    rating: PublishedRating | None
    known: bool


@dataclass(frozen=True, slots=True)
class ProgramOnDay:
    """A program with the ratings then in force; of the topics in `unknown` the record does not tell."""

    day: datetime.date
    program: Program
    unknown: frozenset[str]


def find_rating_in_force(ratings: tuple[PublishedRating, ...], day: datetime.date) -> RatingInForce:
    """The one of `ratings` (newest first) that was in force on `day`.

    A rating counts from its date; dated by month or year alone, from the end of that time; undated, from the
    day it was seen. While it is not sure that a rating has begun, nothing is known.
    """
    for rating in ratings:
        earliest, latest = _beginning(rating)
        if day >= latest:
            return RatingInForce(rating, known=True)
        if day >= earliest:
            return RatingInForce(None, known=False)
    return RatingInForce(None, known=not ratings)


def show_program_on(program: Program, day: datetime.date) -> ProgramOnDay:
    """The program with the ratings that were in force on `day`; all else as it is recorded now."""
    found = {membership.topic: find_rating_in_force(membership.ratings, day) for membership in program.topics}
    kept = {topic: (each.rating,) if each.rating else () for topic, each in found.items()}
    topics = tuple(each.model_copy(update={"ratings": kept[each.topic]}) for each in program.topics)
    unknown = frozenset(topic for topic, each in found.items() if not each.known)
    return ProgramOnDay(day, program.model_copy(update={"topics": topics}), unknown)


def may_be_out_of_date(as_of: str | None, today: datetime.date) -> bool:
    """Whether a rating's date ended more than 24 months ago; False without a date."""
    if as_of is None:
        return False
    _, end = parse_period(as_of)
    return today > add_months(end, MONTHS_UNTIL_OUT_OF_DATE)


def next_review_day(day: datetime.date) -> datetime.date:
    """The day from which what was compared with its source on `day` is due to be compared again."""
    return add_months(day, MONTHS_UNTIL_OUT_OF_DATE)


def parse_period(date: str) -> tuple[datetime.date, datetime.date]:
    """The first and the last day of “2024”, “2024-05” or “2024-05-01”."""
    year, *rest = map(int, date.split("-"))
    if len(rest) == 2:
        day = datetime.date(year, *rest)
        return day, day
    first, last = (rest[0], rest[0]) if rest else (1, 12)
    return datetime.date(year, first, 1), datetime.date(year, last, monthrange(year, last)[1])


def _beginning(rating: PublishedRating) -> tuple[datetime.date, datetime.date]:
    """The earliest and the latest day on which the rating can have come into force."""
    if rating.as_of:
        return parse_period(rating.as_of)
    return datetime.date.min, rating.seen or datetime.date.max


def add_months(day: datetime.date, months: int) -> datetime.date:
    """The same day so many months later, or the last day of a month that is too short for it."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return datetime.date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
