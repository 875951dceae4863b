"""What recorded dates tell of a shortlist since a day, in sentences, and what they cannot tell."""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from app.catalog.snapshot.snapshot import Snapshot
from app.evidence.entry.program import Harm
from app.evidence.entry.ratings_over_time import parse_period
from app.evidence.entry.study import Study
from app.evidence.entry.wording import day, join_words, number_of, study_name
from app.web.deciding.chosen_programs import ChosenProgram, say_retired
from app.web.wording.shown_ratings import name_registry

UNDATED_TEXTS = (
    "Corrections of texts, ages, costs and other facts carry no dates, so they are not told here. "
    "The link of a shortlist with a day in it reopens the ratings of that day, and nothing else."
)


@dataclass(frozen=True, slots=True)
class SinceSentence:
    """One thing that recorded dates tell of a program."""

    slug: str
    text: str


@dataclass(frozen=True, slots=True)
class SinceReport:
    """What is told of the time from `since` to `until`, and what cannot be told."""

    since: datetime.date
    until: datetime.date
    told: tuple[SinceSentence, ...]
    untold: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DatedRating:
    """A rating by any registry with the dates that are recorded of it."""

    words: str
    as_of: str | None
    seen: datetime.date | None


def tell_since(
    programs: Sequence[ChosenProgram], since: datetime.date, until: datetime.date, shown: Snapshot
) -> SinceReport:
    """Both days count."""
    told = [
        SinceSentence(each.slug, f"{each.name}: {text}")
        for each in programs
        for text in _sentences(each, since, until, shown)
    ]
    return SinceReport(since, until, tuple(told), tuple(_untold(programs, shown)))


def _sentences(
    chosen: ChosenProgram, since: datetime.date, until: datetime.date, shown: Snapshot
) -> Iterator[str]:
    dates, retired = chosen.recorded.dates, chosen.retired
    if retired and since <= retired.date <= until:
        yield say_retired(chosen)
    yield from _say_harm(chosen.recorded.harm, since, until)
    for rating in _ratings(chosen, shown):
        yield from _say_rating(rating, since, until)
    yield from _say_studies(chosen.recorded.studies, since, until)
    if since <= dates.added <= until:
        yield f"added to this registry on {day(dates.added)}."
    if since <= dates.reviewed <= until and dates.reviewed != dates.added:
        yield f"compared with its sources on {day(dates.reviewed)}."


def _say_harm(harm: Harm | None, since: datetime.date, until: datetime.date) -> Iterator[str]:
    if harm and harm.is_recorded and harm.since:
        begun, ended = parse_period(harm.since)
        if ended >= since and begun <= until:
            yield f"a risk of harm was first recorded in {day(harm.since)}."


def _say_rating(rating: DatedRating, since: datetime.date, until: datetime.date) -> Iterator[str]:
    if rating.as_of is None:
        if rating.seen and since <= rating.seen <= until:
            yield f"{rating.words} was seen on {day(rating.seen)}; when it was given is not recorded."
        return
    begun, ended = parse_period(rating.as_of)
    if since <= begun <= until:
        yield f"{rating.words}, dated {day(rating.as_of)}."
    elif begun < since <= ended:
        dated = f"{rating.words} is dated {day(rating.as_of)}"
        yield f"{dated}; whether that was before {day(since)} is not recorded."


def _say_studies(studies: Iterable[Study], since: datetime.date, until: datetime.date) -> Iterator[str]:
    new = [each for each in studies if each.added and since <= each.added <= until]
    if new:
        names = join_words(study_name(each) for each in new)
        yield f"{number_of(len(new), 'study', 'studies')} added to the entry: {names}."


def _ratings(chosen: ChosenProgram, shown: Snapshot) -> Iterator[DatedRating]:
    for membership in chosen.recorded.topics:
        for rating in membership.ratings:
            level = f"{rating.level.upper()} – {shown.levels[rating.level][0].label}"
            scope = shown.topics[membership.topic][0].name
            yield DatedRating(f"{rating.by}: “{level}” in {scope}", rating.as_of, rating.seen)
    for other in chosen.recorded.other_ratings:
        registry = name_registry(shown.words["registries"][other.registry])
        word = other.rating or other.as_printed or "listed"
        about = f" ({other.scope})" if other.scope else ""
        yield DatedRating(f"{registry}: “{word}”{about}", other.as_of, other.seen)


def _untold(programs: Sequence[ChosenProgram], shown: Snapshot) -> Iterator[str]:
    undated = sum(each.as_of is None for chosen in programs for each in _ratings(chosen, shown))
    if undated:
        yield f"{number_of(undated, 'rating carries', 'ratings carry')} no date of the publisher."
    studies = [study for chosen in programs for study in chosen.recorded.studies]
    entered = sum(each.added is None for each in studies)
    if entered:
        of = f"{entered} of the {number_of(len(studies), 'study', 'studies')}"
        yield f"Of {of} it is not recorded when they came into an entry."
    harms = [each.recorded.harm for each in programs]
    if any(harm and harm.is_recorded and not harm.since for harm in harms):
        yield "When a risk of harm was first recorded is not recorded for every program."
    yield UNDATED_TEXTS
