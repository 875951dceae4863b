"""The conditions of the scales: predicates over a scenario, each with the sentence that readers see."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from app.evidence.rating.contributions import SIX, TWELVE
from app.evidence.rating.tallies import Scenario, Weight

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
    """One scenario of a program, with the facts of the program itself."""

    scenario: Scenario
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
    CONTRAST = "contrast in usual care"
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


def _lasts(months: int) -> Callable[[Case], bool]:
    return lambda case: case.scenario.superior > 0 and case.scenario.months >= months


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
    lambda case: case.scenario.superior >= 2,
    Supports.USUAL_CARE_BENEFIT,
)
ONE_TRIAL = Condition(
    "one-trial",
    "At least one rigorous randomized controlled trial in usual care found it better than its comparison",
    lambda case: case.scenario.superior >= 1,
    Supports.USUAL_CARE_BENEFIT,
)
SUSTAINED_TWELVE = Condition(
    "sustained-12",
    "In at least one of these trials the benefit lasted 12 months or more after treatment ended, "
    "against a comparison group that was not given the program",
    _lasts(TWELVE),
    Supports.SUSTAINED_TWELVE,
)
SUSTAINED_SIX = Condition(
    "sustained-6",
    "In that same trial the benefit lasted 6 months or more after treatment ended, against a "
    "comparison group that was not given the program",
    _lasts(SIX),
    Supports.SUSTAINED_SIX,
)
CONTROLLED_BENEFIT = Condition(
    "controlled-benefit",
    "At least one published, peer-reviewed study with some form of control found a benefit",
    lambda case: case.scenario.benefit,
    Supports.BENEFIT,
)
TRIALS_WITHOUT_BENEFIT = Condition(
    "trials-without-benefit",
    "At least two randomized controlled trials, of different samples, found no improvement",
    lambda case: case.scenario.trials_without_benefit >= 2,
    Supports.NO_BENEFIT,
)


def weight_is(wanted: Weight, text: str) -> Condition:
    return Condition(
        f"weight-{wanted.replace(' ', '-')}",
        text,
        lambda case: case.scenario.weight is wanted,
        Supports.ALL,
        ours=True,
    )


SUPPORTS = weight_is(Weight.SUPPORTS, "The published studies, taken together, point to a benefit")
DOES_NOT_SUPPORT = weight_is(
    Weight.DOES_NOT_SUPPORT,
    "The published studies, taken together, show neither a benefit nor harm",
)
NEGATIVE = weight_is(Weight.NEGATIVE, "The published studies, taken together, show harm")
MIXED = weight_is(Weight.MIXED, "The published studies point in different directions: somebody has to judge")


ANY_NEGATIVE = Condition(
    "any-negative",
    "A study found the program worse than its comparison",
    lambda case: case.scenario.any_negative,
    Supports.HARM,
)


def favorable_contrasts(least: int, text: str, months: int = 0) -> Condition:
    """`least` samples with a benefit in usual care, one of them sustained for `months`."""

    def holds(case: Case) -> bool:
        return case.scenario.superior >= least and case.scenario.months >= months

    bears = {TWELVE: Supports.CONTRAST_TWELVE, SIX: Supports.CONTRAST_SIX}.get(months, Supports.CONTRAST)
    return Condition(f"contrasts-{least}-{months}-usual-care", text, holds, bears)


FAVORABLE_CONTRAST = Condition(
    "contrasts-1-0",
    "At least one comparison came out better with the program",
    lambda case: case.scenario.benefit,
    Supports.BENEFIT,
)
MORE_AGAINST = Condition(
    "more-against",
    "More comparisons came out worse with the program than better",
    lambda case: case.scenario.more_against,
    Supports.HARM,
)
