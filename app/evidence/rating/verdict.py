"""The verdict: what the recorded studies support, by condition, what is missing and what would change it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import reduce

from app.evidence.entry.pages import Topic
from app.evidence.entry.program import Program
from app.evidence.entry.registry import Registry
from app.evidence.rating.conditions import Case, Condition, weight
from app.evidence.rating.contributions import Scope
from app.evidence.rating.levels import MANY_CASES, cases, level_set, needs_judgement
from app.evidence.rating.open_questions import UnrecordedFact, filled, unrecorded
from app.evidence.rating.profiles import Profile
from app.evidence.rating.reasons import OUTCOMES_UNKNOWN, reason
from app.evidence.rating.supporting_findings import counting_findings, witnesses
from app.evidence.rating.values import ConditionResult, MissingFact, State, Verdict
from app.evidence.rating.what_if import changes

Domains = Mapping[str, str | None]
"""Outcome id -> domain id."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What is rated: a program in a topic, each with its slug."""

    slug: str
    program: Program
    topic_slug: str
    topic: Topic


def rate(subject: Subject, profile: Profile, domains: Domains) -> Verdict:
    """The verdict on a program in a topic under a profile. Pure; the order of studies never matters."""
    program, topic = subject.program, subject.topic
    outcomes = _outcomes(topic, profile, domains)
    scope = Scope(outcomes, profile.needs_peer_review)
    every = cases(program, scope)
    levels = level_set(every, profile)
    found = list(every)
    judgement = any(needs_judgement(case, profile) for case in found)
    unscoped = profile.domains is None and topic.rated_outcomes is None
    settled = len(levels) == 1 and not judgement and not unscoped
    level = next(iter(levels)) if settled else None
    ordered = tuple(each for each in profile.order if each in levels)
    missing = () if settled else _missing(program, scope, profile, levels)
    weights = {weight(case.world) for case in found}
    return Verdict(
        program=subject.slug,
        topic=subject.topic_slug,
        profile=profile.id,
        version=profile.version,
        level=level,
        range=None if settled or judgement or unscoped else (ordered[0], ordered[-1]),
        candidates=None if settled else tuple(reversed(ordered)),
        judgement=judgement,
        reason=OUTCOMES_UNKNOWN if unscoped else _reason(program, scope, found, level),
        weight=next(iter(weights)) if len(weights) == 1 else None,
        signs=_signs(found),
        conditions=_conditions(program, scope, found, profile),
        missing=tuple(_recorded(each) for each in missing),
        would_change=() if unscoped else changes(program, scope, profile, level, missing),
    )


def domains_of(registry: Registry) -> Domains:
    return {id: word.domain for id, word in registry.vocabulary.get("outcomes", {}).items()}


def rate_programs(
    registry: Registry, slugs: Iterable[str], topic: str | None, profile: Profile
) -> Iterator[Verdict]:
    """Each program in each of its topics; with `topic`, in that one, whether or not the program is in it."""
    domains = domains_of(registry)
    for slug in slugs:
        program = registry.programs[slug].value
        for name in [topic] if topic else [membership.topic for membership in program.topics]:
            yield rate(Subject(slug, program, name, registry.topics[name].value), profile, domains)


def _outcomes(topic: Topic, profile: Profile, domains: Domains) -> frozenset[str] | None:
    if profile.domains is not None:
        return frozenset(outcome for outcome, domain in domains.items() if domain in profile.domains)
    return None if topic.rated_outcomes is None else frozenset(topic.rated_outcomes)


def _reason(program: Program, scope: Scope, found: list[Case], level: str | None) -> str | None:
    return reason(program, scope, [case.world for case in found]) if level == "NR" else None


def _signs(found: list[Case]) -> dict[str, tuple[int, int]]:
    """How many samples are for (+), against (-), both (±) and neither (0): at least and at most."""
    signs = {tuple(sample.sign for sample in case.world) for case in found}
    return {
        sign: (min(each.count(sign) for each in signs), max(each.count(sign) for each in signs))
        for sign in "+-±0"
    }


def _conditions(
    program: Program, scope: Scope, found: list[Case], profile: Profile
) -> tuple[ConditionResult, ...]:
    counted = list(counting_findings(program, scope))
    return tuple(
        ConditionResult(
            id=condition.id,
            level=row.level,
            state=_state(condition, found),
            text=condition.text,
            witnesses=witnesses(condition.bears, counted),
            ours=condition.ours,
        )
        for row in profile.rows
        if row.level
        for condition in row.conditions
    )


def _state(condition: Condition, found: list[Case]) -> State:
    truths = map(condition.holds, found)
    met = next(truths)
    return "unknown" if (not met) in truths else "met" if met else "not_met"


def _recorded(each: UnrecordedFact) -> MissingFact:
    return MissingFact(
        fact=each.fact,
        study=each.study,
        finding=None if each.finding is None else each.finding + 1,
        text=each.text,
    )


def _missing(
    program: Program, scope: Scope, profile: Profile, levels: frozenset[str]
) -> tuple[UnrecordedFact, ...]:
    """The facts that could settle something alone or with the others of their kind; all, where none does."""

    def settles(changed: Program) -> bool:
        return level_set(cases(changed, scope), profile) != levels

    unknown = list(unrecorded(program, scope))
    if len(cases(program, scope)) > MANY_CASES:
        return tuple(unknown)
    telling = {
        each for each in unknown if any(settles(filled(program, each, value)) for value in each.values)
    }
    for kind in {each.fact for each in unknown} - {each.fact for each in telling}:
        together = [each for each in unknown if each.fact == kind]
        if settles(reduce(lambda changed, each: filled(changed, each, each.values[0]), together, program)):
            telling |= set(together)
    return tuple(each for each in unknown if each in telling or not telling)
