"""Samples: the papers of one trial taken together, each as the ways in which it may count."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import product

from app.evidence.entry.study import Comparison, Study
from app.evidence.rating.contributions import (
    UNCOMPARED,
    UNTREATED,
    Contribution,
    Scope,
    comparison_of,
    pool,
    possible_contributions,
)

Sample = frozenset[Contribution]
"""The ways in which a sample may count."""
MOST_UNREVIEWED_LENDERS = 4
"""Beyond so many papers that lend only if they were reviewed, nobody borrows: a wider answer."""


class Papers:
    """Studies as the key of a cache, compared by identity, because comparing values takes longer."""

    __slots__ = ("ids", "studies")

    def __init__(self, *studies: Study) -> None:
        self.studies = studies
        self.ids = tuple(map(id, studies))

    def __hash__(self) -> int:
        return hash(self.ids)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Papers) and self.ids == other.ids


def find_samples(studies: Sequence[Study], scope: Scope) -> tuple[list[Sample], list[Sample]]:
    """The named samples, and the studies that name none, each as the ways in which it may count."""
    named: dict[str, list[Study]] = defaultdict(list)
    loose: list[Study] = []
    for study in studies:
        (named[study.sample] if study.sample else loose).append(study)
    samples = [pool_papers(Papers(*papers), scope) for papers in named.values()]
    return samples, [pool_papers(Papers(study), scope) for study in loose]


@lru_cache(maxsize=4096)
def pool_papers(papers: Papers, scope: Scope) -> Sample:
    """Every way in which the papers of a trial may count together."""
    found: set[Contribution] = set()
    for filled in _with_known_lenders(papers.studies, scope):
        found |= _pooled([possible_contributions(paper, scope) for paper in share_conditions(filled, scope)])
    return frozenset(found)


def _pooled(papers: Iterable[Sample]) -> set[Contribution]:
    """Papers that count alike are taken together: from the second on they add something only while the set grows."""
    results: set[Contribution] = {None}
    for paper, times in Counter(papers).items():
        for _ in range(times):
            grown = {_both(result, way) for result in results for way in paper}
            if grown == results:
                break
            results = grown
    return results


def _both(one: Contribution, other: Contribution) -> Contribution:
    return pool(one, other) if one and other else one or other


def _with_known_lenders(papers: Sequence[Study], scope: Scope) -> Iterator[Sequence[Study]]:
    """The papers with peer review filled in where a paper lends its setting or comparison only if it was reviewed."""
    doubtful = [
        paper for paper in papers if scope.needs_peer_review and paper.peer_reviewed is None and _lends(paper)
    ]
    if not doubtful or len(papers) == 1:
        yield papers
    elif len(doubtful) > MOST_UNREVIEWED_LENDERS:
        yield [paper.model_copy(update={"sample": None}) for paper in papers]  # wider: nobody borrows
    else:
        for reviewed in product((True, False), repeat=len(doubtful)):
            known = dict(zip((paper.id for paper in doubtful), reviewed, strict=True))
            yield [_reviewed(paper, known[paper.id]) if paper.id in known else paper for paper in papers]


def _lends(paper: Study) -> bool:
    return not paper.retracted and (
        paper.usual_care is not None or comparison_of(paper) not in (None, UNCOMPARED)
    )


def _reviewed(paper: Study, reviewed: bool) -> Study:
    return paper.model_copy(update={"peer_reviewed": reviewed})


def share_conditions(papers: Sequence[Study], scope: Scope) -> list[Study]:
    """Papers of one named sample with the setting and comparison that others of them record, where they record none.

    Reviewed, unretracted papers lend, whatever their design or measures (under Title IV-E unreviewed ones too).
    Where lenders differ, usual care and an appropriate comparison win. `none` is not lent.
    """
    lenders = [
        paper
        for paper in papers
        if paper.sample and not paper.retracted and (paper.peer_reviewed or not scope.needs_peer_review)
    ]
    settings: dict[str | None, bool] = {}
    comparisons: dict[str | None, Comparison] = {}
    for paper in lenders:
        if paper.usual_care is not None:
            settings[paper.sample] = settings.get(paper.sample, False) or paper.usual_care
        if paper.comparison and comparison_of(paper) not in (None, UNCOMPARED):
            known = comparisons.get(paper.sample)
            comparisons[paper.sample] = (
                paper.comparison if known is None or known.type == UNTREATED else known
            )
    return [_borrow(paper, settings.get(paper.sample), comparisons.get(paper.sample)) for paper in papers]


def _borrow(paper: Study, usual_care: bool | None, comparison: Comparison | None) -> Study:
    if not paper.sample:
        return paper
    learned: dict[str, object] = {}
    if paper.usual_care is None and usual_care is not None:
        learned["usual_care"] = usual_care
    if comparison_of(paper) is None and comparison is not None:
        learned["comparison"] = comparison
    return paper.model_copy(update=learned) if learned else paper
