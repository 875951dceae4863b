"""What one study may contribute to a rating, in every way of filling in what is not recorded."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import NamedTuple

from app.evidence.entry.study import Finding, Study

Truth = frozenset[bool]
"""What a three-valued fact may be: one value when recorded, both when not."""
UNKNOWN: Truth = frozenset({True, False})
CONTROLLED_DESIGNS = ("rct", "quasi-experimental")
PRIMARY_DESIGNS = (*CONTROLLED_DESIGNS, "single-group")
SIX, TWELVE = 6, 12
UNTIMED = (0, SIX, TWELVE)
"""The times that decide: under six months, six, and twelve months after the end of treatment."""


def possible(value: bool | None) -> Truth:
    return UNKNOWN if value is None else frozenset({value})


class Scope(NamedTuple):
    """What counts under a profile: the outcomes (None: all), and whether a paper must be peer-reviewed."""

    outcomes: frozenset[str] | None
    needs_peer_review: bool = True

    @property
    def trials_alone_lift(self) -> bool:
        """CEBC: a quasi-experiment never lifts above 3. Title IV-E counts quasi-experiments in full."""
        return self.needs_peer_review


REQUIREMENTS: tuple[tuple[str, Callable[[Study, Scope], bool]], ...] = (
    ("no_studies", lambda study, _: not study.retracted and study.design in PRIMARY_DESIGNS),
    ("uncontrolled", lambda study, _: study.design in CONTROLLED_DESIGNS),
    (
        "not_peer_reviewed",
        lambda study, scope: study.peer_reviewed is not False or not scope.needs_peer_review,
    ),
    ("invalid_measures", lambda study, _: study.valid_measures is not False),
)
"""What a study must be to count, in RATING's order: reason when no study is, test. Unknown passes."""


def can_count(study: Study, scope: Scope) -> bool:
    """Whether the study may count for a rating, if its findings do."""
    return all(holds(study, scope) for _, holds in REQUIREMENTS)


class SampleResult(NamedTuple):
    """One sample: the papers of one trial together. `months`: the longest controlled benefit (0, 6 or 12)."""

    rct: bool
    favorable: bool = False
    unfavorable: bool = False
    mixed: bool = False
    usual_care: bool = False
    compared: bool = False
    months: int = 0

    @property
    def sign(self) -> str:
        """RATING: + (favorable, none unfavorable), - (the reverse), ± (both, or a mixed finding), 0
        (neither).
        """
        if self.mixed or (self.favorable and self.unfavorable):
            return "±"
        return "+" if self.favorable else "-" if self.unfavorable else "0"

    def with_paper(self, other: SampleResult) -> SampleResult:
        return _pooled(self, other)


@lru_cache(maxsize=4096)
def _pooled(one: SampleResult, other: SampleResult) -> SampleResult:
    return SampleResult._make(map(max, one, other))


Contribution = SampleResult | None
"""One way in which a study may count; None: it counts for nothing."""


class Papers:
    """Studies as the key of a cache, compared by identity, because comparing values takes longer."""

    __slots__ = ("ids", "studies")

    def __init__(self, *studies: Study) -> None:
        self.studies = studies
        self.ids = tuple(map(id, studies))

    def __hash__(self) -> int:
        return hash(self.ids)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Papers) and self.ids == other.ids


def months_after_treatment(finding: Finding, study: Study) -> float | None:
    """Months from the END of treatment; from baseline, less the length of treatment; None when unknown."""
    if finding.months_after_treatment is not None:
        return finding.months_after_treatment
    if finding.months_after_baseline is not None and study.treatment_months is not None:
        return round(finding.months_after_baseline - study.treatment_months, 1)
    return None


def follow_up_times(finding: Finding, study: Study) -> tuple[int, ...]:
    months = months_after_treatment(finding, study)
    if months is None:
        return UNTIMED
    return (TWELVE if months >= TWELVE else SIX if months >= SIX else 0,)


def claim(finding: Finding) -> str:
    """`direction` is what the report claims; a difference that is not significant is no difference."""
    return "no-difference" if finding.significant is False else finding.direction


def counting(study: Study, scope: Scope) -> list[Finding]:
    """Findings that count, if they were controlled: on the scope's outcomes and not of a subgroup."""
    return [
        each
        for each in study.findings
        if not each.subgroup and (scope.outcomes is None or each.outcome in scope.outcomes)
    ]


def possible_contributions(study: Study, scope: Scope) -> frozenset[Contribution]:
    """Every way in which the study may count."""
    if not can_count(study, scope):
        return frozenset({None})
    reviewed = possible(study.peer_reviewed) if scope.needs_peer_review else frozenset({True})
    found: set[Contribution] = {None} if False in reviewed else set()
    if True in reviewed:
        found |= set(_with_setting(study, scope, _results(counting(study, scope), study)))
    return frozenset(found)


def _results(findings: Iterable[Finding], study: Study) -> set[Contribution]:
    results: set[Contribution] = {None}
    for finding in findings:
        controlled = possible(finding.controlled)
        counted = (
            {_counted(finding, months, study) for months in follow_up_times(finding, study)}
            if True in controlled
            else set()
        )
        added: set[Contribution] = {
            result.with_paper(one) if result else one for result in results for one in counted
        }
        results = added | (results if False in controlled else set())
    return results


def _counted(finding: Finding, months: int, study: Study) -> SampleResult:
    claimed = claim(finding)
    return SampleResult(
        rct=study.design == "rct",
        favorable=claimed == "favorable",
        unfavorable=claimed == "unfavorable",
        mixed=claimed == "mixed",
        months=months if claimed == "favorable" else 0,
    )


def _with_setting(study: Study, scope: Scope, results: set[Contribution]) -> Iterable[Contribution]:
    """Setting, comparison and time are asked of benefits alone, and of those outside usual care nothing more:
    fewer ways to follow.

    Nor are they asked of a quasi-experiment that cannot lift: it would lend them to a randomized trial of the
    same sample.
    """
    lifts = study.design == "rct" or not scope.trials_alone_lift
    kind = study.comparison.type if study.comparison else None
    for result in results:
        if result is None or not result.favorable:
            yield result
            continue
        for usual_care in possible(study.usual_care if lifts else False):
            if not usual_care:
                yield result._replace(months=0)
                continue
            for compared in possible(None if kind is None else kind != "none"):
                yield result._replace(usual_care=True, compared=compared)
