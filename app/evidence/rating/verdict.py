"""The verdict: what the recorded studies support, condition by condition, what is missing and what would change it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce

from app.evidence.pages import Topic
from app.evidence.program import Program
from app.evidence.rating.changes import Change, changes
from app.evidence.rating.conditions import Case, Condition, Weight, weight
from app.evidence.rating.facts import Scope
from app.evidence.rating.missing import Unrecorded, filled, unrecorded
from app.evidence.rating.outcomes import cases, level_set, needs_judgement
from app.evidence.rating.profiles import Profile
from app.evidence.rating.reasons import reason
from app.evidence.rating.witnesses import witnesses

MET, NOT_MET, UNKNOWN = "met", "not_met", "unknown"
Domains = dict[str, str]
"""Outcome id -> domain id."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A condition of one level as it stands: `state` met, not_met or unknown; `witnesses` are finding ids ("study#number")."""

    id: str
    level: str
    state: str
    text: str
    witnesses: tuple[str, ...]
    ours: bool


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the records support. `level` is None when it is not determined: then `candidates` are the levels it could be and, unless
    somebody has to judge, `range` is (weakest, strongest). `reason` is why a program cannot be rated (a key of REASONS)."""

    topic: str
    profile: str
    version: str
    level: str | None
    range: tuple[str, str] | None
    candidates: tuple[str, ...] | None
    judgement: bool
    reason: str | None
    weight: Weight | None
    signs: tuple[tuple[str, int], ...] | None
    conditions: tuple[Judged, ...]
    missing: tuple[Unrecorded, ...]
    would_change: tuple[Change, ...]


def rate(program: Program, slug: str, topic: Topic, profile: Profile, domains: Domains) -> Verdict:
    """The verdict on a program in a topic (`slug`) under a profile. Pure; the order of studies never matters."""
    outcomes = _outcomes(topic, profile, domains)
    scope = Scope(outcomes, profile.needs_peer_review)
    found = cases(program, scope)
    levels = level_set(found, profile)
    judgement = any(needs_judgement(case, profile) for case in found)
    unscoped = profile.domains is None and topic.rated_outcomes is None
    settled = len(levels) == 1 and not judgement and not unscoped
    level = next(iter(levels)) if settled else None
    ordered = tuple(each for each in profile.order if each in levels)
    missing = () if settled else _missing(program, scope, profile, levels)
    weights = {weight(case.world) for case in found}
    return Verdict(
        topic=slug,
        profile=profile.id,
        version=profile.version,
        level=level,
        range=None if settled or judgement or unscoped else (ordered[0], ordered[-1]),
        candidates=None if settled else tuple(reversed(ordered)),
        judgement=judgement,
        reason="topic_outcomes_not_recorded" if unscoped else _reason(program, scope, found, level),
        weight=next(iter(weights)) if len(weights) == 1 else None,
        signs=_signs(found),
        conditions=_conditions(program, scope, found, profile),
        missing=missing,
        would_change=() if unscoped else changes(program, scope, profile, level, missing),
    )


def _outcomes(topic: Topic, profile: Profile, domains: Domains) -> frozenset[str] | None:
    if profile.domains is not None:
        return frozenset(outcome for outcome, domain in domains.items() if domain in profile.domains)
    return None if topic.rated_outcomes is None else frozenset(topic.rated_outcomes)


def _reason(program: Program, scope: Scope, found: list[Case], level: str | None) -> str | None:
    return reason(program, scope, [case.world for case in found]) if level == "NR" else None


def _signs(found: list[Case]) -> tuple[tuple[str, int], ...] | None:
    """How many samples are for (+), against (-), both (±) and neither (0), when that is the same in every case."""
    counts = {tuple((sign, sum(sample.sign == sign for sample in case.world)) for sign in "+-±0") for case in found}
    return next(iter(counts)) if len(counts) == 1 else None


def _conditions(program: Program, scope: Scope, found: list[Case], profile: Profile) -> tuple[Judged, ...]:
    return tuple(
        Judged(condition.id, row.level, _state(condition, found), condition.text, witnesses(condition.bears, program, scope), condition.ours)
        for row in profile.rows
        if row.level
        for condition in row.conditions
    )


def _state(condition: Condition, found: list[Case]) -> str:
    truths = {condition.holds(case) for case in found}
    return UNKNOWN if len(truths) > 1 else MET if True in truths else NOT_MET


def _missing(program: Program, scope: Scope, profile: Profile, levels: frozenset[str]) -> tuple[Unrecorded, ...]:
    """The facts that could settle something: alone, or (two papers that may overlap) together with the others of their kind."""

    def settles(changed: Program) -> bool:
        return level_set(cases(changed, scope), profile) != levels

    unknown = list(unrecorded(program, scope))
    telling = {each for each in unknown if any(settles(filled(program, each, value)) for value in each.values)}
    for kind in {each.fact for each in unknown} - {each.fact for each in telling}:
        together = [each for each in unknown if each.fact == kind]
        if settles(reduce(lambda changed, each: filled(changed, each, each.values[0]), together, program)):
            telling |= set(together)
    return tuple(each for each in unknown if each in telling)
