"""A bound for entries that leave too much open to follow: what can be counted at least and at most."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import product

from app.evidence.rating.contributions import FAVORABLE, SUPERIOR, claims_of, is_of_trial, months_of, sign_of
from app.evidence.rating.samples import Sample
from app.evidence.rating.tallies import SIGNS, Scenario, Weight

Span = tuple[int, int]
"""At least, at most."""


def bound_scenarios(samples: Sequence[Sample]) -> tuple[frozenset[Scenario], Mapping[str, Span]]:
    """Every scenario that the single counts allow, each by itself: never fewer than there are."""
    counted = [(_spans(sample), times) for sample, times in Counter(samples).items()]
    spans = {
        name: (_total(counted, name, 0), _total(counted, name, 1))
        for name in (*SIGNS, "superior", "benefit", "null")
    }
    times_seen = {months_of(way) for sample in set(samples) for way in sample if way & SUPERIOR} | {0}
    plus, minus = spans["+"], spans["-"]
    facts = product(
        _weights(set(samples), counted, spans),
        range(min(spans["superior"][0], 2), min(spans["superior"][1], 2) + 1),
        times_seen,
        {spans["benefit"][0] > 0, spans["benefit"][1] > 0},
        range(min(spans["null"][0], 2), min(spans["null"][1], 2) + 1),
        {minus[0] > 0, minus[1] > 0},
        {minus[0] > plus[1], minus[1] > plus[0]},
        (False,),
    )
    return frozenset(Scenario(*each) for each in facts), {sign: spans[sign] for sign in SIGNS}


BALANCES: Mapping[str, Mapping[str, int]] = {
    "against": {"+": -1, "-": 1, "±": 0, "0": 0},
    "for": {"+": 1, "-": -1, "±": -1, "0": 0},
    "for all": {"+": 1, "-": -1, "±": -1, "0": -1},
}
"""What a sample of each sign adds to a comparison of counts in `_weigh`."""


@lru_cache(maxsize=8192)
def _spans(sample: Sample) -> Mapping[str, Span]:
    """How much the sample adds to each count, at least and at most."""
    signs = [sign_of(way) if way else "" for way in sample]
    each = {
        **{sign: [int(own == sign) for own in signs] for sign in SIGNS},
        "superior": [int(bool(way & SUPERIOR)) for way in sample],
        "benefit": [int(bool(claims_of(way) & FAVORABLE)) for way in sample],
        "null": [int(is_of_trial(way) and sign_of(way) in "0-") for way in sample],
        **{name: [values.get(own, 0) for own in signs] for name, values in BALANCES.items()},
    }
    return {name: (min(values), max(values)) for name, values in each.items()}


def _weights(
    samples: Iterable[Sample],
    counted: Sequence[tuple[Mapping[str, Span], int]],
    spans: Mapping[str, Span],
) -> set[Weight]:
    """The weights that cannot be ruled out."""
    most = {name: sum(each[name][1] * times for each, times in counted) for name in BALANCES}
    kinds = list(samples)
    found = {Weight.MIXED} if spans["+"][1] or spans["±"][1] else set()
    if all(0 in sample for sample in kinds):
        found.add(Weight.NONE)
    if spans["-"][1] >= 2 and most["against"] > 0:
        found.add(Weight.NEGATIVE)
    if most["for"] > 0 and most["for all"] >= 0:
        found.add(Weight.SUPPORTS)
    if all(any(not way or sign_of(way) in "0-" for way in sample) for sample in kinds):
        found |= {Weight.DOES_NOT_SUPPORT, Weight.INSUFFICIENT}
    return found


def _total(counted: Sequence[tuple[Mapping[str, Span], int]], name: str, end: int) -> int:
    return sum(spans[name][end] * times for spans, times in counted)
