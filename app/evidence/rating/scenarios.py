"""Every world: one way of filling in everything that is not recorded, told as its samples.

Studies that name the same sample are one; studies that name different ones are apart; a study that names none
may be any other's sample or its own.
Worlds are collected as sets, study by study, so that ways which come to the same thing are followed once.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache

from app.evidence.entry.study import Comparison, Study
from app.evidence.rating.contributions import (
    Contribution,
    Papers,
    SampleResult,
    Scope,
    possible_contributions,
)

Scenario = tuple[SampleResult, ...]
Sample = frozenset[Contribution]
"""The ways in which a sample may count."""
NOTHING: Sample = frozenset({None})
MOST_WORLDS = 1_000
"""Beyond this many, a study without a named sample stands alone or counts for nothing: a wider bound."""


def scenarios(studies: Sequence[Study], scope: Scope) -> frozenset[Scenario]:
    """The distinct worlds. Order of studies never matters."""
    return _collect(*_samples(studies, scope))


def extremes(studies: Sequence[Study], scope: Scope) -> frozenset[Scenario]:
    """The two extreme scenarios: every sample apart, counting for the least or the most that it can."""
    named, loose = _samples(studies, scope)
    ordered = [_ordered(sample) for sample in (*named, *loose)]
    return frozenset(tuple(sorted(way for each in ordered if (way := each[end]))) for end in (0, -1))


def _samples(studies: Sequence[Study], scope: Scope) -> tuple[tuple[Sample, ...], tuple[Sample, ...]]:
    """The named samples, and the studies that name none, of those that may count for something."""
    named: dict[str, list[Study]] = defaultdict(list)
    loose: list[Study] = []
    for study in studies:
        (named[study.sample] if study.sample else loose).append(study)
    return _counting((Papers(*papers) for papers in named.values()), scope), _counting(
        map(Papers, loose), scope
    )


def _counting(trials: Iterable[Papers], scope: Scope) -> tuple[Sample, ...]:
    found = [_one_sample(papers, scope) for papers in trials]
    return tuple(sorted((sample for sample in found if sample != NOTHING), key=_ordered))


@lru_cache(maxsize=1024)
def _one_sample(papers: Papers, scope: Scope) -> Sample:
    pooled: set[Contribution] = {None}
    for study in as_one_trial(papers.studies, scope.needs_peer_review):
        pooled = {_both(sample, way) for sample in pooled for way in possible_contributions(study, scope)}
    return frozenset(pooled)


def as_one_trial(studies: Sequence[Study], needs_peer_review: bool) -> list[Study]:
    """Papers of one named sample share what any of them records of the trial: its setting and its comparison
    condition.

    Where they disagree, usual care and an appropriate comparison win, whatever the order of the papers. A
    retracted paper, or an unreviewed one where that is asked, lends nothing; what a paper that may be
    unreviewed would add or change stays unknown.
    """
    pooled = [
        study
        for study in studies
        if study.sample
        and not study.retracted
        and (study.peer_reviewed is not False or not needs_peer_review)
    ]
    certain = [study for study in pooled if study.peer_reviewed or not needs_peer_review]
    settings, perhaps = _settings(certain), _settings(pooled)
    usual_care = {sample: usual for sample, usual in settings.items() if usual == perhaps[sample]}
    comparisons, others = _comparisons(certain), _comparisons(pooled)
    comparison = {
        sample: each
        for sample, each in comparisons.items()
        if (each.type == "none") == (others[sample].type == "none")
    }
    return [
        _completed(study, usual_care.get(study.sample), comparison.get(study.sample)) for study in studies
    ]


def _settings(papers: Iterable[Study]) -> dict[str | None, bool]:
    """Sample -> whether it was usual care, as the papers record it."""
    found: dict[str | None, bool] = {}
    for paper in papers:
        if paper.usual_care is not None:
            found[paper.sample] = found.get(paper.sample, False) or paper.usual_care
    return found


def _comparisons(papers: Iterable[Study]) -> dict[str | None, Comparison]:
    """Sample -> the most appropriate comparison condition that the papers record."""
    found: dict[str | None, Comparison] = {}
    for paper in papers:
        if paper.comparison and paper.comparison.type:
            found[paper.sample] = min(
                found.get(paper.sample, paper.comparison), paper.comparison, key=_least_appropriate_last
            )
    return found


def _least_appropriate_last(comparison: Comparison) -> tuple[bool, str]:
    return comparison.type == "none", comparison.type or ""


def _completed(study: Study, usual_care: bool | None, comparison: Comparison | None) -> Study:
    learned: dict[str, object] = {}
    if study.usual_care is None and usual_care is not None:
        learned["usual_care"] = usual_care
    if comparison and not (study.comparison and study.comparison.type):
        learned["comparison"] = comparison
    return study.model_copy(update=learned) if learned else study


@lru_cache(maxsize=512)
def _collect(samples: tuple[Sample, ...], loose: tuple[Sample, ...]) -> frozenset[Scenario]:
    found: set[Scenario] = {()}
    for sample in samples:
        found = {_with_sample(world, way) for world in found for way in sample}
    for overlapping in (True, False):
        grown: set[Scenario] | None = found
        for study in loose:
            grown = _with_loose(grown, study, overlapping) if grown is not None else None
        if grown is not None:
            return frozenset(grown)
    raise AssertionError("unreachable: without overlap nothing is given up")


def _with_loose(found: set[Scenario], study: Sample, overlapping: bool) -> set[Scenario] | None:
    grown = {_with_sample(world, way) for world in found for way in study}
    if overlapping:
        grown |= {
            tuple(sorted((*others, joined)))
            for world in found
            for others, sample in _each(world)
            for joined in _joined(sample, study)
        }
        return grown if len(grown) <= MOST_WORLDS else None
    # The documented wider bound: an overlapping study is one that adds nothing of its own.
    return grown | found


@lru_cache(maxsize=4096)
def _each(world: Scenario) -> tuple[tuple[Scenario, SampleResult], ...]:
    """Each sample, after all the others. Equal samples stand together: one of them is enough."""
    places = [place for place, sample in enumerate(world) if place == 0 or sample != world[place - 1]]
    return tuple(((*world[:place], *world[place + 1 :]), world[place]) for place in places)


@lru_cache(maxsize=4096)
def _joined(sample: SampleResult, study: Sample) -> frozenset[SampleResult]:
    return frozenset(sample.with_paper(way) for way in study if way)


def _both(sample: Contribution, way: Contribution) -> Contribution:
    return sample.with_paper(way) if sample and way else sample or way


def _with_sample(world: Scenario, way: Contribution) -> Scenario:
    return tuple(sorted((*world, way))) if way else world


@lru_cache(maxsize=1024)
def _ordered(sample: Sample) -> tuple[SampleResult | tuple[()], ...]:
    """From the least to the most. () is to count for nothing."""
    return tuple(sorted(way or () for way in sample))
