"""The conditions of the scales: predicates over a scenario, each with the sentence that readers see."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from app.evidence.rating.contributions import SIX, TWELVE, SampleResult
from app.evidence.rating.scenarios import Scenario


class Weight(StrEnum):
    """Weight of evidence over the samples of a world (registry convention)."""

    NONE = "none"
    NEGATIVE = "negative"
    SUPPORTS = "supports"
    DOES_NOT_SUPPORT = "does not support"
    INSUFFICIENT = "insufficient"
    MIXED = "mixed"


WEIGHT_RULES = {
    Weight.NONE: "No sample has a finding that counts.",
    Weight.NEGATIVE: (
        "At least two samples are negative, more than are positive, "
        "and at least one of them is of the top tier."
    ),
    Weight.SUPPORTS: (
        "At least one sample of the top tier is positive, more are positive than negative or both, "
        "and at least as many as all others."
    ),
    Weight.DOES_NOT_SUPPORT: (
        "At least two samples of randomized trials are negative or without a difference, "
        "and none is positive or both."
    ),
    Weight.INSUFFICIENT: "None is positive or both, otherwise.",
    Weight.MIXED: "Everything else.",
}
"""The convention of `weight`, in its order, as readers are told."""


class Case(NamedTuple):
    """One world of a program, with the facts of the program itself."""

    world: Scenario
    manual: bool
    harm: bool


class Supports(StrEnum):
    """Which recorded facts bear a condition out: the studies, findings or program facts shown as its
    witnesses.
    """

    PROGRAM = "program"
    USUAL_CARE_BENEFIT = "usual-care benefit"
    BENEFIT = "benefit"
    SUSTAINED_SIX = "sustained six months"
    SUSTAINED_TWELVE = "sustained twelve months"
    CONTRAST_SIX = "contrast after six months"
    CONTRAST_TWELVE = "contrast after twelve months"
    HARM = "harm"
    NO_BENEFIT = "no benefit"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Condition:
    """`ours`: decided by a convention of this registry, not by the published scale."""

    id: str
    text: str
    holds: Callable[[Case], bool]
    bears: Supports
    ours: bool = False


@lru_cache(maxsize=65_536)
def weight(world: Scenario) -> Weight:
    """RATING, Weight of evidence, in its order."""
    signs = [sample.sign for sample in world]
    plus, minus, both, zero = (signs.count(sign) for sign in "+-±0")
    any_trial = any(sample.rct for sample in world)
    top = {sample.sign for sample in world if sample.rct or not any_trial}
    if not world:
        return Weight.NONE
    if minus >= 2 and minus > plus and "-" in top:
        return Weight.NEGATIVE
    if "+" in top and plus > minus + both and plus >= zero + minus + both:
        return Weight.SUPPORTS
    if not plus and not both:
        trials = sum(sample.rct for sample in world)
        return Weight.DOES_NOT_SUPPORT if trials >= 2 else Weight.INSUFFICIENT
    return Weight.MIXED


def _superior(sample: SampleResult) -> bool:
    """Favorable on at least one outcome, against an appropriate comparison, in usual care."""
    return sample.rct and sample.favorable and sample.compared and sample.usual_care


def _superior_trials(case: Case) -> int:
    return sum(map(_superior, case.world))


def _trials_without_benefit(case: Case) -> bool:
    """Read on the randomized trials alone, so that it can be asked where the weight is mixed."""
    trials = [sample.sign for sample in case.world if sample.rct]
    return len(trials) >= 2 and not {"+", "±"} & set(trials)


def _sustained(months: int) -> Callable[[Case], bool]:
    return lambda case: any(_superior(sample) and sample.months >= months for sample in case.world)


NO_HARM = Condition("no-harm", "No risk of harm is recorded", lambda case: not case.harm, Supports.PROGRAM)
HARM = Condition(
    "harm",
    "Case data, or a legal or empirical basis, suggest a risk of harm",
    lambda case: case.harm,
    Supports.PROGRAM,
)
MANUAL = Condition(
    "manual",
    "A manual says what the program consists of and how to deliver it",
    lambda case: case.manual,
    Supports.PROGRAM,
)
NO_MANUAL = Condition(
    "no-manual",
    "There is no manual that says how to deliver it",
    lambda case: not case.manual,
    Supports.PROGRAM,
)
TWO_TRIALS = Condition(
    "two-trials",
    "At least two rigorous randomized controlled trials, of different samples, in usual care, found "
    "it better than their comparison",
    lambda case: _superior_trials(case) >= 2,
    Supports.USUAL_CARE_BENEFIT,
)
ONE_TRIAL = Condition(
    "one-trial",
    "At least one rigorous randomized controlled trial in usual care found it better than its comparison",
    lambda case: _superior_trials(case) >= 1,
    Supports.USUAL_CARE_BENEFIT,
)
SUSTAINED_TWELVE = Condition(
    "sustained-12",
    "In at least one of these trials the benefit lasted 12 months or more after treatment ended, "
    "against an untreated comparison group",
    _sustained(TWELVE),
    Supports.SUSTAINED_TWELVE,
)
SUSTAINED_SIX = Condition(
    "sustained-6",
    "In that same trial the benefit lasted 6 months or more after treatment ended, against an "
    "untreated comparison group",
    _sustained(SIX),
    Supports.SUSTAINED_SIX,
)
CONTROLLED_BENEFIT = Condition(
    "controlled-benefit",
    "At least one published, peer-reviewed study with some form of control found a benefit",
    lambda case: any(sample.favorable for sample in case.world),
    Supports.BENEFIT,
)
TRIALS_WITHOUT_BENEFIT = Condition(
    "trials-without-benefit",
    "At least two randomized controlled trials, of different samples, found no improvement",
    _trials_without_benefit,
    Supports.NO_BENEFIT,
)


def weight_is(wanted: Weight, text: str) -> Condition:
    return Condition(
        f"weight-{wanted.replace(' ', '-')}",
        text,
        lambda case: weight(case.world) is wanted,
        Supports.ALL,
        ours=True,
    )


SUPPORTS = weight_is(Weight.SUPPORTS, "Taken together, the published studies support a benefit")
DOES_NOT_SUPPORT = weight_is(
    Weight.DOES_NOT_SUPPORT, "Taken together, the published studies do not support a benefit"
)
NEGATIVE = weight_is(Weight.NEGATIVE, "Taken together, the published studies show a negative effect")
MIXED = weight_is(Weight.MIXED, "The published studies point in different directions: somebody has to judge")


ANY_NEGATIVE = Condition(
    "any-negative",
    "A study found the program worse than its comparison",
    lambda case: any(sample.sign == "-" for sample in case.world),
    Supports.HARM,
)


def favorable_contrasts(least: int, text: str, months: int = 0, usual_care: bool = True) -> Condition:
    """`least` samples with a benefit (in usual care), one of them sustained for `months`."""

    def holds(case: Case) -> bool:
        good = [sample for sample in case.world if sample.favorable and (sample.usual_care or not usual_care)]
        return len(good) >= least and (not months or any(sample.months >= months for sample in good))

    bears = {TWELVE: Supports.CONTRAST_TWELVE, SIX: Supports.CONTRAST_SIX}.get(months, Supports.BENEFIT)
    return Condition(f"contrasts-{least}-{months}{'-usual-care' if usual_care else ''}", text, holds, bears)


MORE_AGAINST = Condition(
    "more-against",
    "Unfavorable contrasts outnumber favorable ones",
    lambda case: (
        sum(sample.unfavorable for sample in case.world) > sum(sample.favorable for sample in case.world)
    ),
    Supports.HARM,
)
