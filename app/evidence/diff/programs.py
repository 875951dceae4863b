"""Programs that came, went, moved or changed, each with all that changed in it."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.evidence.diff.change import Change
from app.evidence.diff.derived_ratings import ComparedSides, RatedSide, compare_derived, describe_verdict
from app.evidence.diff.matching import Pair
from app.evidence.diff.names import ChangedProgram, DiffNames, to_sentence
from app.evidence.diff.people_and_topics import (
    compare_harm,
    compare_other_ratings,
    compare_population,
    compare_topics,
    describe_audience,
    memberships,
)
from app.evidence.diff.program_fields import compare_facts, compare_texts
from app.evidence.diff.published_ratings import compare_published
from app.evidence.diff.studies import StudyChange, compare_studies, describe_studies
from app.evidence.entry.program import Program
from app.evidence.entry.registry import Item, Registry
from app.evidence.entry.wording import count_in_words, day
from app.evidence.former_names import propose_alias
from app.evidence.rating.profiles import CEBC, PROFILES
from app.evidence.rating.reasons import OUTCOMES_UNKNOWN
from app.evidence.rating.verdict import domains_of


@dataclass(frozen=True, slots=True)
class ComparedRegistries:
    """Two registries, and the topics and profiles in which verdicts can be compared.

    `aside` names what cannot be compared at all: "programs/keep".
    """

    before: Registry
    after: Registry
    names: DiffNames
    topics: frozenset[str]
    profiles: tuple[str, ...]
    aside: frozenset[str]

    def is_aside(self, *programs: str | None) -> bool:
        return any(f"programs/{slug}" in self.aside for slug in programs)

    def program(self, slug: str) -> ChangedProgram:
        return ChangedProgram(slug, self.names)

    def side(self, registry: Registry, slug: str, program: Program, topic: str) -> RatedSide:
        return RatedSide(slug, program, topic, registry.topics[topic].value, domains_of(registry))

    def supports(self, slug: str, program: Program, topic: str) -> str:
        """Our own check of the studies of a program after the change; empty where nothing can be said."""
        if topic not in self.topics:
            return ""
        side = self.side(self.after, slug, program, topic)
        verdict, level = side.verdict(CEBC), side.published.level.upper() if side.published else None
        is_beyond = level and verdict.reason != OUTCOMES_UNKNOWN and level not in verdict.reachable
        beyond = f", which does not include {level}" if is_beyond else ""
        return f"Our own check of the studies there: {describe_verdict(verdict, self.names)}{beyond}."


def compare_program(
    compared: ComparedRegistries, slug: str, before: Item[Program], after: Item[Program]
) -> Iterator[Change]:
    """Everything that changed in a program that exists on both sides; `slug` is its address now."""
    was, now, program = before.value, after.value, compared.program(slug)
    if (was, before.body) == (now, after.body):
        if before.digest and before.digest != after.digest:
            what = "rewritten (order, comments, spacing or quotation marks); nothing that it says changed"
            yield program.change("rewritten", f"The file of {now.name} was {what}.")
        return
    studies = compare_studies(was, now, compared.names)
    derived = list(_derived(compared, slug, (was, now), studies))
    effect = _effect(now, bool(derived), len(_compared_topics(compared, was, now)) == len(now.topics))
    yield from derived
    yield from _status(program, was, now)
    yield from compare_topics(program, was, now, lambda topic: compared.supports(slug, now, topic))
    yield from compare_harm(program, was.harm, now.harm)
    yield from compare_population(program, was.target_population, now.target_population)
    yield from describe_studies(program, studies, effect)
    yield from compare_other_ratings(program, was.other_ratings, now.other_ratings)
    yield from compare_facts(program, was, now)
    yield from compare_texts(program, before, after)


def compare_verdicts(compared: ComparedRegistries, slug: str, program: Program) -> Iterator[Change]:
    """Our own check of the studies of a program that says the same, where its topics or the words changed."""
    yield from _derived(compared, slug, (program, program), [])


def describe_added(compared: ComparedRegistries, slug: str, program: Program) -> Iterator[Change]:
    about = compared.program(slug)
    for membership in program.topics:
        found = compare_published(about.in_topic(membership.topic), (), membership.ratings)
        yield from (change for change in found if change.is_problem)
    harmful = program.harm is not None and program.harm.is_recorded
    reasons = [
        program.summary,
        describe_audience(program, compared.names),
        *(_in_topic(compared, slug, program, each.topic) for each in program.topics),
        "" if program.topics else "It is in no topic.",
        f"{count_in_words(len(program.studies), 'study', 'studies')} recorded.",
        "A risk of harm is recorded." if harmful else "",
    ]
    retired = ", already retired" if program.status == "retired" else ""
    yield about.change("program-added", f"New program: {program.name}{retired}.", *reasons)


def compare_address(pair: Pair[Program], names: DiffNames) -> Iterator[Change]:
    """Of a pair that has another address or another name."""
    if pair.before is None or pair.after is None or pair.new is None:
        return
    program, was, now = ChangedProgram(pair.new, names), pair.before.name, pair.after.name
    if pair.old != pair.new:
        text = f"The address of {now} changed: /programs/{pair.old} is now /programs/{pair.new}."
        yield program.change("program-moved", text, "Every old link leads to the new page.")
    if was != now:
        line = propose_alias(was, now, pair.after.aliases)
        kept = f"Keep the old name, for which people go on searching: `{line}`." if line else ""
        yield program.change("program-renamed", f"“{was}” is now called “{now}”.", kept)


def _derived(
    compared: ComparedRegistries, slug: str, sides: tuple[Program, Program], studies: list[StudyChange]
) -> Iterator[Change]:
    was, now = sides
    both = _compared_topics(compared, was, now)
    for profile in (PROFILES[id] for id in compared.profiles):
        for topic in both if profile is CEBC else both[:1]:
            before = compared.side(compared.before, slug, was, topic)
            after = compared.side(compared.after, slug, now, topic)
            yield from compare_derived(ComparedSides(before, after, studies, compared.names), profile)


def _compared_topics(compared: ComparedRegistries, was: Program, now: Program) -> list[str]:
    return [each for each in memberships(now) if each in memberships(was) and each in compared.topics]


def _effect(now: Program, moved: bool, all_compared: bool) -> str:
    """What a change of studies did; nothing where a topic has no verdict of before."""
    if not now.topics:
        return "The program is in no topic, so nothing is rated."
    if moved:
        return "See our own check of the studies, above."
    return "Our own check of the studies stays the same." if all_compared else ""


def _status(program: ChangedProgram, was: Program, now: Program) -> Iterator[Change]:
    moved, retired = was.status != now.status, now.retired
    if retired and (moved or was.retired != retired):
        text = f"What is said about the retirement of {now.name} changed:"
        if moved:
            text = f"{now.name} is retired as of {day(retired.date)}:"
        successor = "No program takes its place."
        if retired.successor:
            successor = f"Its page sends readers to {program.names.program(retired.successor)}."
        stays = "Its page stays and says that it is retired; nothing else takes the address."
        yield program.change("program-retired", f"{text} {to_sentence(retired.reason)}", successor, stays)
    elif moved:
        yield program.change("program-restored", f"{now.name} is active again.")


def _in_topic(compared: ComparedRegistries, slug: str, program: Program, topic: str) -> str:
    ratings, published = memberships(program)[topic].ratings, "no CEBC rating seen"
    if ratings:
        published = f"published rating {compared.names.level(ratings[0].level)} by {ratings[0].by}"
    supports = compared.supports(slug, program, topic)
    return f"In {compared.names.topic(topic)}: {published}. {supports}".rstrip()
