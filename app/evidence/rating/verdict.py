"""The verdict: what the recorded studies support, by condition, what is missing and what would change it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from app.evidence.entry.pages import Topic
from app.evidence.entry.program import Program
from app.evidence.entry.registry import Registry
from app.evidence.rating.conditions import Case, Condition
from app.evidence.rating.contributions import Scope
from app.evidence.rating.levels import (
    Cases,
    cases,
    certain_level,
    level_set,
    levels_of,
    needs_judgement,
)
from app.evidence.rating.open_questions import UnrecordedFact, find_missing
from app.evidence.rating.profiles import CEBC, Profile
from app.evidence.rating.reasons import OUTCOMES_UNKNOWN, REASONS, find_reasons, reason_sentence
from app.evidence.rating.supporting_findings import counting_findings, describe_support, witnesses
from app.evidence.rating.values import ConditionResult, MissingFact, State, Verdict
from app.evidence.rating.what_if import possible_changes

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
    scope = Scope(_outcomes(topic, profile, domains), profile.needs_peer_review)
    every = cases(program, scope)
    levels = level_set(every, profile)
    ordered = [each for each in profile.order if each in levels]
    judgement = any(needs_judgement(case, profile) for case in every)
    unscoped = profile.domains is None and topic.rated_outcomes is None
    level = ordered[0] if len(levels) == 1 and not unscoped else None
    settled = level is not None
    reasons = (
        (OUTCOMES_UNKNOWN,) if unscoped else _reasons(program, scope, every, profile) if level == "NR" else ()
    )
    reason = reasons[0] if len(reasons) == 1 and (unscoped or not judgement) else None
    missing = () if settled else find_missing(program, scope, profile, every)
    weights = {case.scenario.weight for case in every}
    return Verdict(
        program=subject.slug,
        topic=subject.topic_slug,
        profile=profile.id,
        version=profile.version,
        level=level,
        range=None if settled or unscoped else (ordered[0], ordered[-1]),
        candidates=None if settled else tuple(reversed(ordered)),
        judgement=judgement,
        reason=reason,
        reasons=reasons,
        reason_text=reason_sentence(reason, program, every.signs["-"][0]) if reason else None,
        weight=next(iter(weights)) if len(weights) == 1 else None,
        signs=dict(every.signs),
        conditions=_conditions(program, scope, list(every), profile),
        missing=tuple(_recorded(each) for each in missing),
        would_change=()
        if unscoped or every.harm
        else possible_changes(program, scope, profile, level, every),
        outcomes_basis=topic.rated_outcomes_basis if profile.domains is None else None,
    )


def level_on_outcome(program: Program, outcome: str) -> str | None:
    """The CEBC level that the findings on one outcome alone give; None where the records do not settle it."""
    return certain_level(cases(program, Scope(frozenset({outcome}))), CEBC)


def domains_of(registry: Registry) -> Domains:
    """The domain of each outcome of the vocabulary."""
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


def _reasons(program: Program, scope: Scope, every: Cases, profile: Profile) -> tuple[str, ...]:
    """In the order of the filter. A case where somebody has to judge gives none."""
    unrated = [
        case for case in every if levels_of(case, profile) == {"NR"} and not needs_judgement(case, profile)
    ]
    found = find_reasons(program, scope, unrated)
    return tuple(reason for reason in REASONS if reason in found)


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
            notes=describe_support(condition, program, counted),
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
    finding = None if each.finding is None else each.finding + 1
    return MissingFact(fact=each.fact, study=each.study, finding=finding, text=each.text)
