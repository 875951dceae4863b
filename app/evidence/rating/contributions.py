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

    `needs_peer_review`: papers must be reviewed, trials stand above quasi-experiments, and only a trial lifts
    above level 3 (CEBC). Without it every controlled report counts alike (Title IV-E).
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


Contribution = int
"""What a study or a sample counts for, as bits, so that papers of one sample are taken together by `|`.

Four bits of claims of randomized trials, four of other studies (read from trials where there are any), then
SUPERIOR: a trial paper in usual care with a benefit had an appropriate comparison, and the longest benefit in
trial papers in usual care: LASTED_SIX, or both LASTED_SIX and LASTED_TWELVE. 0: it counts for nothing.
"""
COUNTS_NOTHING = 0
OTHERS = 4
"""Where the claims of other studies than trials begin."""
CLAIM_BITS = FAVORABLE | UNFAVORABLE | MIXED | MEASURED
SUPERIOR, LASTED_SIX, LASTED_TWELVE = 1 << 8, 1 << 9, 1 << 10
LASTED = {0: 0, SIX: LASTED_SIX, TWELVE: LASTED_SIX | LASTED_TWELVE}
NOTHING: frozenset[Contribution] = frozenset({COUNTS_NOTHING})


def is_of_trial(way: Contribution) -> bool:
    return bool(way & CLAIM_BITS)


def claims_of(way: Contribution) -> int:
    """Read from the highest tier: a quasi-experiment never turns the result of a trial of its sample."""
    return way & CLAIM_BITS or way >> OTHERS & CLAIM_BITS


def sign_of(way: Contribution) -> str:
    """RATING: + (favorable, none unfavorable), - (the reverse), ± (both, or a mixed finding), 0 (neither)."""
    claims = claims_of(way)
    if claims & MIXED or (claims & FAVORABLE and claims & UNFAVORABLE):
        return "±"
    return "+" if claims & FAVORABLE else "-" if claims & UNFAVORABLE else "0"


def months_of(way: Contribution) -> int:
    """The longest benefit: 0, 6 or 12 months after treatment."""
    return TWELVE if way & LASTED_TWELVE else SIX if way & LASTED_SIX else 0


def months_after_treatment(finding: Finding, study: Study) -> float | None:
    """Months from the END of treatment; from baseline, less the length of treatment; None when unknown."""
    if finding.months_after_treatment is not None:
        return finding.months_after_treatment
    if finding.months_after_baseline is not None and study.treatment_months is not None:
        return round(finding.months_after_baseline - study.treatment_months, 6)
    return None


def follow_up_times(finding: Finding, study: Study) -> tuple[int, ...]:
    """The times of TIMES that the finding may have: unknown, it is never later than its months after
    baseline.
    """
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


class PaperFacts(NamedTuple):
    """What of a study decides how it counts.

    `results`: (claims, months) that its findings may come to together.

    `eligible` leaves peer review aside; a retracted paper lends nothing to others of its sample.
    """

    eligible: bool
    retracted: bool
    is_trial: bool
    reviewed: bool | None
    usual_care: bool | None
    comparison: str | None
    results: frozenset[tuple[int, int]]


def read_facts(study: Study, scope: Scope) -> PaperFacts:
    """The facts of a study as it records them."""
    eligible = all(holds(study, scope) for name, holds in REQUIREMENTS if name != "not_peer_reviewed")
    return PaperFacts(
        eligible,
        bool(study.retracted),
        study.design == "rct",
        study.peer_reviewed,
        study.usual_care,
        comparison_of(study),
        frozenset(_results(_possible_findings(study, scope)) if eligible else ()),
    )


@lru_cache(maxsize=8192)
def possible_contributions(paper: PaperFacts, needs_review: bool) -> frozenset[Contribution]:
    """Every way in which the paper may count, where peer review is needed (CEBC) or not (Title IV-E)."""
    if not paper.eligible or (needs_review and paper.reviewed is False):
        return NOTHING
    unreviewed = NOTHING if needs_review and paper.reviewed is None else frozenset()
    return unreviewed.union(*(_in_place(paper, needs_review, *result) for result in paper.results))


def _possible_findings(study: Study, scope: Scope) -> Iterable[frozenset[tuple[int, int]]]:
    """For each finding that may count: the (claims, months) it may add; (0, 0) if uncontrolled."""
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


def _in_place(paper: PaperFacts, needs_review: bool, claims: int, months: int) -> Iterable[Contribution]:
    """The contribution in every setting and against every comparison that the paper may have had."""
    if not paper.is_trial and needs_review:
        yield claims << OTHERS
    elif not claims & FAVORABLE:
        yield claims
    else:
        for usual_care in (True, False) if paper.usual_care is None else (paper.usual_care,):
            for kind in _comparisons(paper) if usual_care and needs_review else ("usual-care",):
                lifts = SUPERIOR if usual_care and kind != UNTREATED else 0
                yield claims | lifts | (LASTED[months] if usual_care else 0)


def _comparisons(paper: PaperFacts) -> tuple[str, ...]:
    """Not recorded in a compared study: an appropriate comparison, or a group that got nothing."""
    return (paper.comparison,) if paper.comparison else ("usual-care", UNTREATED)
