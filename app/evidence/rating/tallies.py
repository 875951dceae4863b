"""The samples of one scenario counted, and the weight of the evidence that they make."""

from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from app.evidence.rating.contributions import (
    FAVORABLE,
    SUPERIOR,
    Contribution,
    claims_of,
    is_of_trial,
    months_of,
    sign_of,
)

SIGNS = "+-±0"
BIT = {sign: 1 << place for place, sign in enumerate(SIGNS)}


class Weight(StrEnum):
    """Weight of evidence over the samples of a scenario (registry convention)."""

    NONE = "none"
    NEGATIVE = "negative"
    SUPPORTS = "supports"
    DOES_NOT_SUPPORT = "does not support"
    INSUFFICIENT = "insufficient"
    MIXED = "mixed"


class Tally(NamedTuple):
    """The samples of one scenario, counted.

    `trial_signs` and `other_signs`: signs seen among trials and among quasi-experiments, as bits. `nulls`:
    trials that found no improvement, `superior`: trials better than an appropriate comparison in usual care
    (both at most 2), `months`: the longest benefit of those.
    """

    plus: int = 0
    minus: int = 0
    both: int = 0
    zero: int = 0
    trial_signs: int = 0
    other_signs: int = 0
    nulls: int = 0
    superior: int = 0
    months: int = 0
    benefit: bool = False


class Scenario(NamedTuple):
    """What the conditions of a scale read. `trials_without_benefit` and `superior` count to 2 at most."""

    weight: Weight
    superior: int
    months: int
    benefit: bool
    trials_without_benefit: int
    any_negative: bool
    more_against: bool
    null_trial_alone: bool


@lru_cache(maxsize=16_384)
def add_sample(tally: Tally, sample: Contribution) -> Tally:
    sign, is_trial, superior = sign_of(sample), is_of_trial(sample), bool(sample & SUPERIOR)
    plus, minus, both, zero = (count + (each == sign) for count, each in zip(tally[:4], SIGNS, strict=True))
    return Tally(
        plus,
        minus,
        both,
        zero,
        trial_signs=tally.trial_signs | (BIT[sign] if is_trial else 0),
        other_signs=tally.other_signs | (0 if is_trial else BIT[sign]),
        nulls=min(2, tally.nulls + (is_trial and sign in "0-")),
        superior=min(2, tally.superior + superior),
        months=max(tally.months, months_of(sample)) if superior else tally.months,
        benefit=tally.benefit or bool(claims_of(sample) & FAVORABLE),
    )


def weigh(tally: Tally) -> Weight:
    """RATING, Weight of evidence, in its order."""
    plus, minus, both, zero = tally[:4]
    top = tally.trial_signs or tally.other_signs
    if not any((plus, minus, both, zero)):
        return Weight.NONE
    if minus >= 2 and minus > plus and top & BIT["-"]:
        return Weight.NEGATIVE
    if top & BIT["+"] and plus > minus + both and plus >= zero + minus + both:
        return Weight.SUPPORTS
    if not plus and not both:
        return Weight.DOES_NOT_SUPPORT if tally.nulls >= 2 else Weight.INSUFFICIENT
    return Weight.MIXED


def read_tally(tally: Tally) -> Scenario:
    alone = tally[:4] == (0, 0, 0, 1) and bool(tally.trial_signs)
    against = tally.minus > tally.plus
    return Scenario(
        weigh(tally),
        tally.superior,
        tally.months,
        tally.benefit,
        tally.nulls,
        tally.minus > 0,
        against,
        alone,
    )


def count_samples(world: Iterable[Contribution]) -> Tally:
    tally = Tally()
    for sample in world:
        tally = add_sample(tally, sample)
    return tally
