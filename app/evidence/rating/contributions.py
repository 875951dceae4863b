"""What one study may contribute to a rating, in every way of filling in what is not recorded."""

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import NamedTuple

from app.evidence.entry.study import Finding, Study

CONTROLLED_DESIGNS = ("rct", "quasi-experimental")
PRIMARY_DESIGNS = (*CONTROLLED_DESIGNS, "single-group")
UNCOMPARED, UNTREATED = "none", "no-treatment"
SIX, TWELVE = 6, 12
TIMES = (0, SIX, TWELVE)
"""The times that decide: under six months, six, and twelve months after the end of treatment."""
FAVORABLE, UNFAVORABLE, MIXED, MEASURED = 1, 2, 4, 8
"""Bits of what the counting findings of a sample claim; MEASURED is set where there is any."""
CLAIMS = {
    "favorable": FAVORABLE | MEASURED,
    "unfavorable": UNFAVORABLE | MEASURED,
    "mixed": MIXED | MEASURED,
    "no-difference": MEASURED,
}


class Scope(NamedTuple):
    """What counts under a profile: the outcomes (None: all), and whether the scale is CEBC's.

    `needs_peer_review`: papers must be reviewed, trials stand above quasi-experiments, and only a trial lifts above
    level 3 (CEBC). Without it every controlled report counts alike (Title IV-E).
    """

    outcomes: frozenset[str] | None
    needs_peer_review: bool = True


REQUIREMENTS: tuple[tuple[str, Callable[[Study, Scope], bool]], ...] = (
    ("no_studies", lambda study, _: not study.retracted and study.design in PRIMARY_DESIGNS),
    (
        "uncontrolled",
        lambda study, _: study.design in CONTROLLED_DESIGNS and comparison_of(study) != UNCOMPARED,
    ),
    (
        "not_peer_reviewed",
        lambda study, scope: study.peer_reviewed is not False or not scope.needs_peer_review,
    ),
    ("invalid_measures", lambda study, _: study.valid_measures is not False),
)
"""What a study must be to count, in RATING's order: the reason when no study is, the test. Unknown passes."""


def can_count(study: Study, scope: Scope) -> bool:
    """Whether the study may count for a rating, if its findings do."""
    return all(holds(study, scope) for _, holds in REQUIREMENTS)


def comparison_of(study: Study) -> str | None:
    """The type of the comparison condition, None where it is not recorded."""
    return study.comparison.type if study.comparison else None


class SampleResult(NamedTuple):
    """The counting papers of one sample together.

    `trials` and `others`: what randomized trials and other studies claim (bits). `superior`: a trial paper in usual
    care with a benefit had an appropriate comparison. `months`: the longest benefit in trial papers in usual care.
    """

    trials: int = 0
    others: int = 0
    superior: bool = False
    months: int = 0

    @property
    def claims(self) -> int:
        """Read from the highest tier: a quasi-experiment never turns the result of a trial of its sample."""
        return self.trials or self.others

    @property
    def sign(self) -> str:
        """RATING: + (favorable, none unfavorable), - (the reverse), ± (both, or a mixed finding), 0 (neither)."""
        claims = self.claims
        if claims & MIXED or (claims & FAVORABLE and claims & UNFAVORABLE):
            return "±"
        return "+" if claims & FAVORABLE else "-" if claims & UNFAVORABLE else "0"


@lru_cache(maxsize=8192)
def pool(one: SampleResult, other: SampleResult) -> SampleResult:
    """Two results of one sample."""
    return SampleResult(
        one.trials | other.trials,
        one.others | other.others,
        one.superior or other.superior,
        max(one.months, other.months),
    )


Contribution = SampleResult | None
"""One way in which a study may count; None: it counts for nothing."""
NOTHING: frozenset[Contribution] = frozenset({None})


def months_after_treatment(finding: Finding, study: Study) -> float | None:
    """Months from the END of treatment; from baseline, less the length of treatment; None when unknown."""
    if finding.months_after_treatment is not None:
        return finding.months_after_treatment
    if finding.months_after_baseline is not None and study.treatment_months is not None:
        return round(finding.months_after_baseline - study.treatment_months, 6)
    return None


def follow_up_times(finding: Finding, study: Study) -> tuple[int, ...]:
    """The times of TIMES that the finding may have: unknown, it is never later than its months after baseline."""
    months = months_after_treatment(finding, study)
    if months is not None:
        return (TWELVE if months >= TWELVE else SIX if months >= SIX else 0,)
    latest = finding.months_after_baseline
    return TIMES if latest is None else tuple(time for time in TIMES if time <= max(latest, 0))


def claim(finding: Finding) -> str:
    """`direction` is what the report claims; a difference that is not significant is no difference."""
    return "no-difference" if finding.significant is False else finding.direction


def is_counting(finding: Finding, scope: Scope) -> bool:
    """Whether the finding counts, if it was controlled: on the scope's outcomes and not of a subgroup."""
    return not finding.subgroup and (scope.outcomes is None or finding.outcome in scope.outcomes)


def counting(study: Study, scope: Scope) -> list[Finding]:
    """The findings of a study that count, if they were controlled."""
    return [each for each in study.findings if is_counting(each, scope)]


def settings_of(study: Study) -> tuple[bool, ...]:
    return (True, False) if study.usual_care is None else (study.usual_care,)


def comparisons_of(study: Study) -> tuple[str, ...]:
    """Not recorded in a compared study: an appropriate comparison, or a group that got nothing."""
    return (comparison_of(study) or "usual-care",) if comparison_of(study) else ("usual-care", UNTREATED)


def possible_contributions(study: Study, scope: Scope) -> frozenset[Contribution]:
    """Every way in which the study may count."""
    if not can_count(study, scope):
        return NOTHING
    unreviewed: set[Contribution] = (
        {None} if study.peer_reviewed is None and scope.needs_peer_review else set()
    )
    results = _results(_possible_findings(study, scope))
    return frozenset(
        unreviewed.union(*(_in_place(study, scope, claims, months) for claims, months in results))
    )


def _possible_findings(study: Study, scope: Scope) -> Iterable[frozenset[tuple[int, int]]]:
    """For each finding that may count: the (claims, months) it may add; (0, 0) where it may be uncontrolled."""
    for finding in counting(study, scope):
        if finding.controlled is False:
            continue
        claims = CLAIMS[claim(finding)]
        if not scope.needs_peer_review:
            claims &= ~MIXED  # under Title IV-E a mixed finding is neither favorable nor unfavorable
        times = follow_up_times(finding, study) if claims & FAVORABLE else (0,)
        added = {(claims, time) for time in times}
        yield frozenset(added if finding.controlled else {*added, (0, 0)})


def _results(findings: Iterable[frozenset[tuple[int, int]]]) -> set[tuple[int, int]]:
    """What all findings together may claim, with the longest benefit."""
    results = {(0, 0)}
    for added in findings:
        results = {(claims | more, max(months, time)) for claims, months in results for more, time in added}
    return results


def _in_place(study: Study, scope: Scope, claims: int, months: int) -> Iterable[Contribution]:
    """The contribution in every setting and against every comparison that the study may have had."""
    is_trial = study.design == "rct"
    if not claims:
        yield None
    elif not is_trial and scope.needs_peer_review:
        yield SampleResult(others=claims)
    elif not claims & FAVORABLE:
        yield SampleResult(trials=claims)
    else:
        for usual_care in settings_of(study):
            for kind in comparisons_of(study) if usual_care and scope.needs_peer_review else ("usual-care",):
                lifts = usual_care and kind != UNTREATED
                yield SampleResult(trials=claims, superior=lifts, months=months if usual_care else 0)
