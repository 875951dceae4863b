"""Every world: one way of filling in everything that is not recorded, told as its samples.

Studies that name the same sample are one; studies that name different ones are apart; a study that names none may be any other's sample or its own.
Worlds are collected as sets, study by study, so that ways which come to the same thing are followed once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache

from app.evidence.rating.facts import Pooled, Scope, Way, ways
from app.evidence.study import Comparison, Study

World = tuple[Pooled, ...]
MOST_WORLDS = 1_000
"""Beyond this many the entry says too little to follow every way: then each study stands alone, or for nothing, and the verdict's range says so."""


def worlds(studies: Sequence[Study], scope: Scope) -> frozenset[World]:
    """The distinct worlds. Order of studies never matters."""
    named: dict[str, list[frozenset[Way]]] = defaultdict(list)
    loose: list[frozenset[Way]] = []
    for study in as_one_trial(studies):
        contributes = ways(study, scope)
        if contributes == {None}:
            continue
        (named[study.sample] if study.sample else loose).append(contributes)
    samples = [_one_sample(papers) for papers in named.values()]
    return _collect(tuple(sorted(samples, key=_key)), tuple(sorted(loose, key=_key)))


def as_one_trial(studies: Sequence[Study]) -> list[Study]:
    """Papers of one named sample share what any of them records of the trial: its setting and its comparison condition.

    Where they disagree, usual care and an appropriate comparison win, whatever the order of the papers.
    """
    usual_care: dict[str | None, bool] = {}
    comparison: dict[str | None, Comparison] = {}
    for study in studies:
        if study.usual_care is not None:
            usual_care[study.sample] = usual_care.get(study.sample, False) or study.usual_care
        if study.comparison and study.comparison.type:
            comparison[study.sample] = min(comparison.get(study.sample, study.comparison), study.comparison, key=_least_appropriate_last)
    return [study if study.sample is None else _completed(study, usual_care.get(study.sample), comparison.get(study.sample)) for study in studies]


def _least_appropriate_last(comparison: Comparison) -> tuple[bool, str]:
    return comparison.type == "none", comparison.type or ""


def _completed(study: Study, usual_care: bool | None, comparison: Comparison | None) -> Study:
    knows_comparison = study.comparison is not None and study.comparison.type is not None
    update = {
        "usual_care": usual_care if study.usual_care is None else study.usual_care,
        "comparison": study.comparison if knows_comparison else comparison,
    }
    return study.model_copy(update=update)


@lru_cache(maxsize=4096)
def _collect(samples: tuple[frozenset[Way], ...], loose: tuple[frozenset[Way], ...]) -> frozenset[World]:
    found: set[World] = {()}
    for sample in samples:
        found = {_with_sample(world, way) for world in found for way in sample}
    for overlapping in (True, False):
        grown: set[World] | None = found
        for study in loose:
            grown = _with_loose(grown, study, overlapping) if grown is not None else None
        if grown is not None:
            return frozenset(grown)
    raise AssertionError("unreachable: without overlap nothing is given up")


def _with_loose(found: set[World], study: Iterable[Way], overlapping: bool) -> set[World] | None:
    grown = {_with_sample(world, way) for world in found for way in study}
    if overlapping:
        grown |= {merged for world in found for way in study if way for merged in _merged(world, way)}
        return grown if len(grown) <= MOST_WORLDS else None
    # The documented wider bound: an overlapping study is one that adds nothing of its own.
    return grown | found


def _merged(world: World, way: Pooled) -> Iterable[World]:
    for place, sample in enumerate(world):
        if place == 0 or sample != world[place - 1]:  # equal samples stand together: one of them is enough
            yield _sorted((*world[:place], *world[place + 1 :], sample.with_paper(way)))


def _one_sample(papers: Iterable[frozenset[Way]]) -> frozenset[Way]:
    pooled: set[Way] = {None}
    for paper in papers:
        pooled = {_both(sample, way) for sample in pooled for way in paper}
    return frozenset(pooled)


def _both(sample: Way, way: Way) -> Way:
    return sample.with_paper(way) if sample and way else sample or way


def _with_sample(world: World, way: Way) -> World:
    return world if way is None else _sorted((*world, way))


def _sorted(samples: Iterable[Pooled]) -> World:
    return tuple(sorted(samples))


def _key(contributes: frozenset[Way]) -> list[tuple[int, ...]]:
    return sorted(tuple(map(int, way)) if way else () for way in contributes)
