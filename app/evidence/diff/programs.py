"""Programs that came, went, moved or changed, each with all that changed in it."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.evidence.diff.change import Change
from app.evidence.diff.derived_ratings import RatedSide, compare_derived, describe_verdict
from app.evidence.diff.matching import Pair
from app.evidence.diff.names import DiffNames, to_sentence
from app.evidence.diff.people_and_topics import (
    compare_harm,
    compare_other_ratings,
    compare_population,
    compare_topics,
    describe_audience,
    memberships,
)
from app.evidence.diff.program_fields import compare_facts, compare_texts
from app.evidence.diff.published_ratings import RatingLine, compare_published
from app.evidence.diff.studies import StudyChange, compare_studies, describe_studies
from app.evidence.entry.program import Program, Retired
from app.evidence.entry.registry import Item, Registry
from app.evidence.entry.wording import count_in_words, day
from app.evidence.rating.profiles import CEBC, PROFILES
from app.evidence.rating.reasons import OUTCOMES_UNKNOWN
from app.evidence.rating.verdict import domains_of


@dataclass(frozen=True, slots=True)
class ComparedRegistries:
    """Two registries, their names, and the topics in which verdicts can be compared."""

    before: Registry
    after: Registry
    names: DiffNames
    topics: frozenset[str]
    profiles: tuple[str, ...]

    def side(self, registry: Registry, slug: str, program: Program, topic: str) -> RatedSide:
        return RatedSide(slug, program, topic, registry.topics[topic].value, domains_of(registry))

    def supports(self, slug: str, program: Program, topic: str) -> str:
        if topic not in self.topics:
            return ""
        verdict = self.side(self.after, slug, program, topic).verdict(CEBC)
        ratings = memberships(program)[topic].ratings
        outside = (
            bool(ratings)
            and verdict.reason != OUTCOMES_UNKNOWN
            and ratings[0].level.upper() not in verdict.reachable
        )
        level = f", which does not include {ratings[0].level.upper()}" if outside else ""
        return f"What our records support there: {describe_verdict(verdict, self.names)}{level}."


def compare_program(
    compared: ComparedRegistries, slug: str, before: Item[Program], after: Item[Program]
) -> Iterator[Change]:
    """Everything that changed in a program that exists on both sides; `slug` is its address now."""
    was, now, names = before.value, after.value, compared.names
    if (was, before.body) == (now, after.body):
        if before.digest and before.digest != after.digest:
            said = f"The file of {now.name} was rewritten (order, comments, spacing or quotation marks); nothing that it says changed."
            yield Change("rewritten", said, program=slug)
        return
    studies = compare_studies(was, now, names)
    derived = list(_derived(compared, slug, was, now, studies))
    effect = _effect(now, bool(derived), len(_compared_topics(compared, was, now)) == len(now.topics))
    yield from derived
    yield from _status(slug, was, now, names)
    yield from compare_topics(
        slug, memberships(was), memberships(now), names, lambda topic: compared.supports(slug, now, topic)
    )
    yield from compare_harm(slug, was.harm, now.harm, names)
    yield from compare_population(slug, was.target_population, now.target_population, names)
    yield from describe_studies(slug, studies, names, effect)
    yield from compare_other_ratings(slug, was.other_ratings, now.other_ratings, names)
    yield from compare_facts(slug, was, now, names)
    yield from compare_texts(slug, was, now, (before.body, after.body), names)


def compare_verdicts(compared: ComparedRegistries, slug: str, program: Program) -> Iterator[Change]:
    """What our records support for a program that says the same, where its topics or the words changed."""
    yield from _derived(compared, slug, program, program, [])


def describe_added(compared: ComparedRegistries, slug: str, item: Item[Program]) -> Iterator[Change]:
    program, names = item.value, compared.names
    for membership in program.topics:
        found = compare_published(RatingLine(slug, membership.topic, names), (), membership.ratings)
        yield from (change for change in found if change.is_problem)
    retired = ", already retired" if program.status == "retired" else ""
    reasons = [
        program.summary,
        describe_audience(program, names),
        *(_in_topic(compared, slug, program, each.topic) for each in program.topics),
    ]
    reasons += ["It is in no topic."] if not program.topics else []
    reasons.append(f"{count_in_words(len(program.studies), 'study', 'studies')} recorded.")
    if program.harm and program.harm.is_recorded:
        reasons.append("A risk of harm is recorded.")
    yield Change("program-added", f"New program: {program.name}{retired}.", tuple(reasons), program=slug)


def compare_address(pair: Pair[Program], names: DiffNames) -> Iterator[Change]:
    """Of a pair that has another address or another name."""
    was, now = pair.before, pair.after
    if was is None or now is None:
        return
    if pair.old != pair.new:
        said = f"The address of {now.name} changed: /programs/{pair.old} is now /programs/{pair.new}."
        yield Change("program-moved", said, ("Every old link leads to the new page.",), program=pair.new)
    if was.name != now.name:
        yield Change("program-renamed", f"“{was.name}” is now called “{now.name}”.", program=pair.new)


def _derived(
    compared: ComparedRegistries, slug: str, was: Program, now: Program, studies: list[StudyChange]
) -> Iterator[Change]:
    both = _compared_topics(compared, was, now)
    for profile in (PROFILES[id] for id in compared.profiles):
        for topic in both if profile is CEBC else both[:1]:
            sides = (
                compared.side(compared.before, slug, was, topic),
                compared.side(compared.after, slug, now, topic),
            )
            yield from compare_derived(*sides, studies, compared.names, profile)


def _compared_topics(compared: ComparedRegistries, was: Program, now: Program) -> list[str]:
    return [each for each in memberships(now) if each in memberships(was) and each in compared.topics]


def _effect(now: Program, moved: bool, all_compared: bool) -> str:
    """What a change of studies did; nothing where a topic has no verdict of before."""
    if not now.topics:
        return "The program is in no topic, so nothing is rated."
    if moved:
        return "See what our records support, above."
    return "What our records support stays the same." if all_compared else ""


def _status(slug: str, was: Program, now: Program, names: DiffNames) -> Iterator[Change]:
    if now.retired and was.status != now.status:
        yield Change(
            "program-retired",
            f"{now.name} is retired as of {day(now.retired.date)}: {to_sentence(now.retired.reason)}",
            _successor(now.retired, names),
            program=slug,
        )
    elif was.status != now.status:
        yield Change("program-restored", f"{now.name} is active again.", program=slug)
    elif was.retired != now.retired and now.retired:
        yield Change(
            "program-retired",
            f"What is said about the retirement of {now.name} changed: {to_sentence(now.retired.reason)}",
            _successor(now.retired, names),
            program=slug,
        )


def _successor(retired: Retired, names: DiffNames) -> tuple[str, ...]:
    successor = (
        f"Its page sends readers to {names.program(retired.successor)}."
        if retired.successor
        else "No program takes its place."
    )
    return successor, "Its page stays and says that it is retired; nothing else takes the address."


def _in_topic(compared: ComparedRegistries, slug: str, program: Program, topic: str) -> str:
    ratings = memberships(program)[topic].ratings
    published = (
        f"published rating {compared.names.level(ratings[0].level)} by {ratings[0].by}"
        if ratings
        else "no published rating seen"
    )
    said = [f"In {compared.names.topic(topic)}: {published}.", compared.supports(slug, program, topic)]
    return " ".join(part for part in said if part)
