"""What of the registry is getting old or stays open: reviews, ratings, links, studies, derived ranges. Pure: a registry and a day in, a value out."""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.evidence.entry.program import OtherRating, Program, PublishedRating
from app.evidence.entry.ratings_over_time import add_months, next_review_day
from app.evidence.entry.registry import Registry
from app.evidence.rating.contributions import Scope
from app.evidence.rating.open_questions import OpenRange, open_range
from app.evidence.rating.profiles import CEBC
from app.evidence.rating.values import Verdict
from app.evidence.rating.verdict import rate_programs

MONTHS_SOON = 3


@dataclass(frozen=True, slots=True)
class Review:
    """An entry (“programs/keep”), when it was reviewed and from which day it is due again."""

    entry: str
    reviewed: datetime.date
    due: datetime.date


@dataclass(frozen=True, slots=True)
class OldRating:
    """A rating in force whose source nobody looked at for 24 months; `seen` None: when is not recorded. `scope`: a topic, or the registry's words."""

    program: str
    rating: str
    by: str
    scope: str | None
    seen: datetime.date | None


@dataclass(frozen=True, slots=True)
class DeadLink:
    """A link that leads nowhere and the places (path:line:column) where it stands. Days as the link check kept them."""

    url: str
    said: str
    last_good: str | None
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """The year of a program's newest study, None when no study has one, and how many studies it has."""

    program: str
    newest: int | None
    studies: int


@dataclass(frozen=True, slots=True)
class UnratedTopic:
    """A topic whose source does not say which outcomes count, and the programs that therefore have no derived rating in it."""

    topic: str
    programs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StaleReport:
    """Everything in the order in which it wants attention. `links_asked`: the day of the newest link check, None before the first."""

    on: datetime.date
    due: tuple[Review, ...]
    soon: tuple[Review, ...]
    next_due: datetime.date | None
    ratings: tuple[OldRating, ...]
    links_asked: str | None
    dead_links: tuple[DeadLink, ...]
    evidence: tuple[Evidence, ...]
    without_study: tuple[str, ...]
    ranges: tuple[OpenRange, ...]
    unrated_topics: tuple[UnratedTopic, ...]
    to_judge: tuple[tuple[str, str], ...]


def find_stale(
    registry: Registry, on: datetime.date, links_asked: str | None = None, dead_links: Sequence[DeadLink] = ()
) -> StaleReport:
    """What is stale on a day, of active programs and guides."""
    programs = {
        slug: item.value for slug, item in sorted(registry.programs.items()) if item.value.status == "active"
    }
    reviews = sorted(_reviews(programs, registry), key=lambda review: (review.due, review.entry))
    verdicts = list(rate_programs(registry, programs, None, CEBC))
    later = [review.due for review in reviews if review.due > on]
    return StaleReport(
        on=on,
        due=tuple(review for review in reviews if review.due <= on),
        soon=tuple(review for review in reviews if on < review.due <= add_months(on, MONTHS_SOON)),
        next_due=min(later, default=None),
        ratings=tuple(
            sorted(
                _old_ratings(programs, on),
                key=lambda rating: (rating.seen or datetime.date.min, rating.program),
            )
        ),
        links_asked=links_asked,
        dead_links=tuple(dead_links),
        evidence=tuple(
            sorted(
                _evidence(programs), key=lambda each: (each.newest is None, each.newest or 0, each.program)
            )
        ),
        without_study=tuple(slug for slug, program in programs.items() if not program.studies),
        ranges=tuple(sorted(_ranges(registry, verdicts), key=lambda each: each.effort)),
        unrated_topics=tuple(_unrated_topics(verdicts)),
        to_judge=tuple(
            (verdict.program, verdict.topic)
            for verdict in verdicts
            if verdict.judgement and not _is_unscoped(verdict)
        ),
    )


def _reviews(programs: dict[str, Program], registry: Registry) -> Iterator[Review]:
    for slug, program in programs.items():
        yield Review(f"programs/{slug}", program.dates.reviewed, next_review_day(program.dates.reviewed))
    for slug, item in registry.guides.items():
        if item.value.status == "active":
            yield Review(
                f"guides/{slug}", item.value.dates.reviewed, next_review_day(item.value.dates.reviewed)
            )


def _old_ratings(programs: dict[str, Program], on: datetime.date) -> Iterator[OldRating]:
    for slug, program in programs.items():
        for membership in program.topics:
            current = membership.ratings[0] if membership.ratings else None
            if current and _is_old(current, on):
                yield OldRating(slug, current.level.upper(), current.by, membership.topic, current.seen)
        for other in program.other_ratings:
            if _is_old(other, on):
                yield OldRating(slug, other.rating, other.registry, other.scope, other.seen)


def _is_old(rating: PublishedRating | OtherRating, on: datetime.date) -> bool:
    return rating.seen is None or on >= next_review_day(rating.seen)


def _evidence(programs: dict[str, Program]) -> Iterator[Evidence]:
    for slug, program in programs.items():
        if program.studies:
            years = [study.citation.year for study in program.studies if study.citation.year is not None]
            yield Evidence(slug, max(years, default=None), len(program.studies))


def _ranges(registry: Registry, verdicts: Sequence[Verdict]) -> Iterator[OpenRange]:
    for verdict in verdicts:
        rated = registry.topics[verdict.topic].value.rated_outcomes
        if rated is not None:
            scope = Scope(frozenset(rated), CEBC.needs_peer_review)
            found = open_range(registry.programs[verdict.program].value, scope, CEBC, verdict)
            if found:
                yield found


def _unrated_topics(verdicts: Sequence[Verdict]) -> Iterator[UnratedTopic]:
    waiting: dict[str, list[str]] = {}
    for verdict in verdicts:
        if _is_unscoped(verdict):
            waiting.setdefault(verdict.topic, []).append(verdict.program)
    for topic, programs in sorted(waiting.items(), key=lambda item: (-len(item[1]), item[0])):
        yield UnratedTopic(topic, tuple(programs))


def _is_unscoped(verdict: Verdict) -> bool:
    return verdict.reason == "topic_outcomes_not_recorded"
