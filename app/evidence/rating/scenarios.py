"""Every way of filling in what is not recorded, told as what a scale asks of the samples.

Studies that name the same sample are one; studies that name different ones are apart; a study that names none
may be any other's sample or its own. Small entries are followed way by way. Beyond LIMIT steps the answer is
a wider bound, first over samples as if each were alone, then over what can be counted at least and at most.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, reduce
from operator import or_

from app.evidence.entry.study import Study
from app.evidence.rating.bounds import bound_scenarios
from app.evidence.rating.contributions import NOTHING, Contribution, Scope
from app.evidence.rating.samples import Papers, Sample, find_samples, pool_papers
from app.evidence.rating.tallies import SIGNS, Scenario, Tally, add_sample, count_samples, read_tally

LIMIT = 3_000
"""Steps after which a way of following the records is given up for a wider bound."""


@dataclass(frozen=True, slots=True)
class Scenarios:
    """All scenarios of an entry; `signs`: how many samples of each sign there are, at least and at most.

    `steps`: what it took, so that callers can bound their own effort; `followed`: whether overlapping samples
    were followed way by way, not covered by a bound.
    """

    every: frozenset[Scenario]
    signs: Mapping[str, tuple[int, int]]
    steps: int = 0
    followed: bool = True


def find_scenarios(
    studies: Sequence[Study], scope: Scope, apart: Sequence[Study] = (), follow: bool = True
) -> Scenarios:
    """The distinct scenarios; `apart` are further studies whose samples overlap no other.

    Order never matters.

    Without `follow`, overlapping samples are covered by a bound at once, as for entries that leave too much
    open.
    """
    named, loose = find_samples(studies, scope)
    further = [pool_papers(Papers(study), scope) for study in apart]
    return _scenarios(_sorted(named), _sorted(loose), _sorted(further), follow)


def extreme_scenarios(
    studies: Sequence[Study], scope: Scope, apart: Sequence[Study] = ()
) -> frozenset[Scenario]:
    """Two of the scenarios, quickly: every sample apart, counting for the least or the most that it can."""
    tallies = _extreme_tallies(Papers(*studies), scope)
    for study in apart:
        ends = _ends(pool_papers(Papers(study), scope))
        least, most = (add_sample(*each) if each[1] else each[0] for each in zip(tallies, ends, strict=True))
        tallies = least, most
    return frozenset(map(read_tally, tallies))


@lru_cache(maxsize=256)
def _extreme_tallies(papers: Papers, scope: Scope) -> tuple[Tally, Tally]:
    named, loose = find_samples(papers.studies, scope)
    ends = [_ends(sample) for sample in (*named, *loose)]
    least, most = (count_samples(each[place] for each in ends if each[place]) for place in (0, 1))
    return least, most


@lru_cache(maxsize=8192)
def _ends(sample: Sample) -> tuple[Contribution, Contribution]:
    return min(sample), max(sample)


@lru_cache(maxsize=4096)
def _scenarios(
    named: tuple[Sample, ...], loose: tuple[Sample, ...], apart: tuple[Sample, ...], follow: bool
) -> Scenarios:
    steps = _Steps()
    tallies = _overlapping(named, loose, steps) if loose and follow else None
    followed = tallies is not None or not loose
    if tallies is not None:
        tallies = _independent(tallies, apart, steps)
    else:
        tallies = _independent((Tally(),), (*_covering(named, loose), *apart), steps)
    if tallies is None:
        return Scenarios(*bound_scenarios((*_covering(named, loose), *apart)), steps.taken, followed=False)
    counts = {sign: [tally[place] for tally in tallies] for place, sign in enumerate(SIGNS)}
    signs = {sign: (min(each), max(each)) for sign, each in counts.items()}
    return Scenarios(frozenset(map(read_tally, tallies)), signs, steps.taken, followed)


class _Steps:
    """Counts what is done; each way of following the records may take LIMIT."""

    def __init__(self) -> None:
        self.taken = 0
        self.most = LIMIT

    def add(self, steps: int) -> bool:
        """Whether that is still within the limit; past it, the next way begins a limit of its own."""
        self.taken += steps
        if self.taken > self.most:
            self.most = self.taken + LIMIT
            return False
        return True


def _sorted(samples: Iterable[Sample]) -> tuple[Sample, ...]:
    return tuple(sorted((sample for sample in samples if sample != NOTHING), key=sorted))


def _independent(
    tallies: Iterable[Tally], samples: Iterable[Sample], steps: _Steps
) -> frozenset[Tally] | None:
    """Every tally with one way of each sample added; None past the limit."""
    found = frozenset(tallies)
    for sample, times in Counter(samples).items():
        for _ in range(times):
            if len(sample) > 1 and not steps.add(len(found) * len(sample)):
                return None
            found = frozenset(add_sample(tally, way) if way else tally for tally in found for way in sample)
    return found


def _overlapping(named: Sequence[Sample], loose: Sequence[Sample], steps: _Steps) -> frozenset[Tally] | None:
    """Every tally where a study without a sample is alone or of any other's sample; None past the limit."""
    worlds: set[tuple[Contribution, ...]] = {()}
    for sample in named:
        if not steps.add(len(worlds) * len(sample)):
            return None
        worlds = {_with_sample(world, way) for world in worlds for way in sample}
    for study in loose:
        grown: set[tuple[Contribution, ...]] = set()
        for world in worlds:
            if not steps.add(len(study) * (1 + len(world))):
                return None
            grown.update(_with_sample(world, way) for way in study)
            for way in filter(None, study):
                grown.update(_joined(world, place, way) for place in range(len(world)))
        worlds = grown
    return frozenset(count_samples(world) for world in worlds)


def _joined(world: tuple[Contribution, ...], place: int, way: Contribution) -> tuple[Contribution, ...]:
    return tuple(sorted((*world[:place], world[place] | way, *world[place + 1 :])))


def _with_sample(world: tuple[Contribution, ...], way: Contribution) -> tuple[Contribution, ...]:
    return tuple(sorted((*world, way))) if way else world


def _covering(named: Sequence[Sample], loose: Sequence[Sample]) -> tuple[Sample, ...]:
    """Samples that are apart and may count for everything that overlapping ones may (a wider bound).

    A study without a sample may add itself to any other, or stand alone, with others added, or for nothing.
    """
    if not loose:
        return tuple(named)
    additions = _basis(frozenset(way for study in loose for way in study if way))
    alone = [_closure(study, additions) | NOTHING for study in loose]
    return (*(_closure(sample, additions) for sample in named), *alone)


@lru_cache(maxsize=256)
def _basis(ways: frozenset[Contribution]) -> frozenset[Contribution]:
    """The ways of which all others are made by pooling."""
    kept: list[Contribution] = []
    for way in sorted(ways, key=lambda each: (each.bit_count(), each)):
        if reduce(or_, (each for each in kept if each | way == way), 0) != way:
            kept.append(way)
    return frozenset(kept)


@lru_cache(maxsize=1024)
def _closure(sample: Sample, additions: frozenset[Contribution]) -> Sample:
    """Every way of the sample with any additions pooled into it. What counts for nothing stays so."""
    found = {way for way in sample if way}
    fresh = set(found)
    while fresh:
        fresh = {way | each for way in fresh for each in additions} - found
        found |= fresh
    return frozenset(found) | (sample & NOTHING)
