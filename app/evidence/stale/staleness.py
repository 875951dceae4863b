"""What of the registry is getting old or stays open on a day."""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.evidence.entry.program import OtherRating, Program, PublishedRating
from app.evidence.entry.ratings_over_time import add_months, next_review_day
from app.evidence.entry.registry import Registry
from app.evidence.entry.registry_ratings import find_in_force
from app.evidence.rating.contributions import Scope
from app.evidence.rating.open_questions import OpenRange, open_range
from app.evidence.rating.profiles import CEBC
from app.evidence.rating.reasons import OUTCOMES_UNKNOWN
from app.evidence.rating.values import Verdict
from app.evidence.rating.verdict import rate_programs

MONTHS_SOON = 3
DATED_PARTS = ("manual", "training", "fidelity", "support", "purveyor", "staff")
"""What it takes: whether it can be had ages faster than evidence."""


@dataclass(frozen=True, slots=True)
class Review:
    """An entry (“programs/keep”), when it was reviewed and from which day it is due again."""

    entry: str
    reviewed: datetime.date
    due: datetime.date


@dataclass(frozen=True, slots=True)
class OldRating:
    """A rating in force whose source nobody looked at for 24 months; `seen` None: when is not recorded.

    `scope` is a topic, or what the other registry says it is about.
    """

    program: str
    rating: str
    by: str
    scope: str | None
    seen: datetime.date | None


@dataclass(frozen=True, slots=True)
class OldPart:
    """Something that it takes, a cost or a search for studies that nobody looked up for 24 months."""

    program: str
    part: str
    seen: datetime.date


@dataclass(frozen=True, slots=True)
class DeadLink:
    """A link that leads nowhere, when it was last good, and where it stands (path:line:column)."""

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
    """A topic that does not say which outcomes count, and its programs without a derived rating."""

    topic: str
    programs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StaleReport:
    """Everything, most urgent first; `links_asked`: the day of the newest link check, if there was one."""

    on: datetime.date
    due: tuple[Review, ...]
    soon: tuple[Review, ...]
    next_due: datetime.date | None
    ratings: tuple[OldRating, ...]
    parts: tuple[OldPart, ...]
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
    active = ((slug, item.value) for slug, item in sorted(registry.programs.items()))
    programs = {slug: program for slug, program in active if program.status == "active"}
    reviews = sorted(_reviews(programs, registry), key=lambda review: (review.due, review.entry))
    ratings = sorted(
        _old_ratings(programs, on), key=lambda each: (each.seen or datetime.date.min, each.program)
    )
    evidence = sorted(
        _evidence(programs), key=lambda each: (each.newest is None, each.newest or 0, each.program)
    )
    verdicts = list(rate_programs(registry, programs, None, CEBC))
    unscoped = [verdict for verdict in verdicts if verdict.reason == OUTCOMES_UNKNOWN]
    to_judge = (each for each in verdicts if each.judgement and each.reason != OUTCOMES_UNKNOWN)
    return StaleReport(
        on=on,
        due=tuple(review for review in reviews if review.due <= on),
        soon=tuple(review for review in reviews if on < review.due <= add_months(on, MONTHS_SOON)),
        next_due=min((review.due for review in reviews if review.due > on), default=None),
        ratings=tuple(ratings),
        parts=tuple(sorted(_old_parts(programs, on), key=lambda each: (each.seen, each.program, each.part))),
        links_asked=links_asked,
        dead_links=tuple(dead_links),
        evidence=tuple(evidence),
        without_study=tuple(slug for slug, program in programs.items() if not program.studies),
        ranges=tuple(sorted(_ranges(registry, verdicts), key=lambda each: each.effort)),
        unrated_topics=tuple(_unrated_topics(unscoped)),
        to_judge=tuple((each.program, each.topic) for each in to_judge),
    )


def _reviews(programs: dict[str, Program], registry: Registry) -> Iterator[Review]:
    guides = {slug: item.value for slug, item in registry.guides.items() if item.value.status == "active"}
    reviewed = {f"programs/{slug}": each.dates.reviewed for slug, each in programs.items()}
    reviewed |= {f"guides/{slug}": each.dates.reviewed for slug, each in guides.items()}
    return (Review(entry, day, next_review_day(day)) for entry, day in reviewed.items())


def _old_ratings(programs: dict[str, Program], on: datetime.date) -> Iterator[OldRating]:
    for slug, program in programs.items():
        for membership in program.topics:
            current = membership.ratings[0] if membership.ratings else None
            if current and _is_old(current, on):
                yield OldRating(slug, current.level.upper(), current.by, membership.topic, current.seen)
        current_ones = zip(program.other_ratings, find_in_force(program.other_ratings), strict=True)
        for other in (other for other, in_force in current_ones if in_force):
            if _is_old(other, on):
                said = other.rating or other.as_printed or ""
                yield OldRating(slug, said, other.registry, other.scope, other.seen)


def _old_parts(programs: dict[str, Program], on: datetime.date) -> Iterator[OldPart]:
    for slug, program in programs.items():
        found = [(part, getattr(program, part)) for part in DATED_PARTS]
        seen = {(part, each.seen) for part, each in found if each}
        seen |= {(f"cost of {each.item}", each.seen) for each in program.costs}
        if program.searched:
            seen.add(("search for new studies", program.searched.on))
        yield from (OldPart(slug, part, day) for part, day in seen if day and on >= next_review_day(day))


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


def _unrated_topics(unscoped: Sequence[Verdict]) -> Iterator[UnratedTopic]:
    waiting: dict[str, list[str]] = {}
    for verdict in unscoped:
        waiting.setdefault(verdict.topic, []).append(verdict.program)
    for topic, programs in sorted(waiting.items(), key=lambda item: (-len(item[1]), item[0])):
        yield UnratedTopic(topic, tuple(programs))
