"""Whether `significant` agrees with the p value, the confidence interval and the direction of a finding."""

import math
import re
from collections.abc import Iterator

from app.evidence.check.problem import At, RuleFinding
from app.evidence.entry.study import Effect, Finding

ALPHA, ONE_SIDED_ALPHA = 0.05, 0.10
"""A p of 0.05 to 0.10 is significant in a one-sided test: it is left alone."""
Z_TWO_SIDED, Z_ONE_SIDED = 1.96, 1.645
NO_EFFECT = {
    **dict.fromkeys(("or", "rr", "hr", "irr"), 1.0),
    **dict.fromkeys(("percentage-points", "mean-difference", "d", "g"), 0.0),
}
"""The value that says “no difference”: ratios are compared with 1, differences with 0."""
ONE_SIDED = re.compile(r"\bone[- ](sided|tailed)\b", re.IGNORECASE)


def check_significance(finding: Finding, at: At) -> Iterator[RuleFinding]:
    """A warning in both directions; a `note` or label that says “one-sided” explains it."""
    label = finding.effect.label if finding.effect else None
    if finding.significant is None or ONE_SIDED.search(f"{finding.note} {label}"):
        return
    said = _against_p(finding) or _against_interval(finding) or _against_direction(finding)
    if said:
        message = f"significant: {str(finding.significant).lower()} contradicts {said}"
        hint = (
            "Compare the three with the report; say “one-sided test” in the finding's `note` if it was one."
        )
        yield RuleFinding("significance-contradicts", (*at, "significant"), message, hint)


def _against_p(finding: Finding) -> str | None:
    if finding.p is None:
        return None
    is_against = finding.p >= ONE_SIDED_ALPHA if finding.significant else finding.p < ALPHA
    return f"p = {finding.p:g}" if is_against else None


def _against_interval(finding: Finding) -> str | None:
    effect = finding.effect
    if effect is None or effect.ci is None or effect.kind not in NO_EFFECT:
        return None
    null, (low, high) = NO_EFFECT[effect.kind], effect.ci
    if finding.significant and low < null < high:
        says, is_against = f"includes {null:g}", _distance(effect, null) < Z_ONE_SIDED
    elif not finding.significant and low < high and not low <= null <= high:
        # A one-sided test finds nothing in an effect on the other side.
        says, is_against = f"leaves {null:g} out", finding.p is None or finding.p <= 1 - ALPHA
    else:
        return None
    return f"the interval {low:g} to {high:g}, which {says}" if is_against else None


def _distance(effect: Effect, null: float) -> float:
    """How many standard errors the effect is from none, as far as its interval tells."""
    low, high = effect.ci or (0.0, 0.0)
    if null == 1 and low > 0:
        low, high, null = math.log(low), math.log(high), 0.0
    elif null == 1:
        return 0.0
    return abs((low + high) / 2 - null) / ((high - low) / (2 * Z_TWO_SIDED))


def _against_direction(finding: Finding) -> str | None:
    return (
        "direction: no-difference" if finding.significant and finding.direction == "no-difference" else None
    )
