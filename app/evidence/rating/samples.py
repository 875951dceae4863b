"""Samples: the papers of one trial taken together, each as the ways in which it may count."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import product

from app.evidence.entry.study import Comparison, Study
from app.evidence.rating.contributions import (
    NOTHING,
    UNCOMPARED,
    UNTREATED,
    Contribution,
    PaperFacts,
    Scope,
    comparison_of,
    possible_contributions,
    read_facts,
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
    facts = [_facts(Papers(study), scope) for study in papers.studies]
    found: set[Contribution] = set()
    for known in _with_known_lenders(facts, scope.needs_peer_review):
        found |= _pool(possible_contributions(paper, scope.needs_peer_review) for paper in known)
    return frozenset(found)


@lru_cache(maxsize=8192)
def _facts(paper: Papers, scope: Scope) -> PaperFacts:
    return read_facts(paper.studies[0], scope)


def _pool(papers: Iterable[Sample]) -> set[Contribution]:
    """Papers that count alike are taken together: from the second on they add something only while the set
    grows.
    """
    results = set(NOTHING)
    for paper, times in Counter(papers).items():
        for _ in range(times):
            grown = {result | way for result in results for way in paper}
            if grown == results:
                break
            results = grown
    return results


def _with_known_lenders(papers: Sequence[PaperFacts], needs_review: bool) -> Iterator[Sequence[PaperFacts]]:
    """The papers as they share conditions, once for each way in which doubtful lenders may have been
    reviewed.
    """
    doubtful = [
        place
        for place, paper in enumerate(papers)
        if needs_review and paper.reviewed is None and _lends(paper)
    ]
    if len(papers) == 1 or len(doubtful) > MOST_UNREVIEWED_LENDERS:
        yield papers
        return
    for reviewed in product((True, False), repeat=len(doubtful)):
        known = list(papers)
        for place, answer in zip(doubtful, reviewed, strict=True):
            known[place] = papers[place]._replace(reviewed=answer)
        usual_care, comparison = find_shared(known, needs_review)
        yield [_borrow(paper, usual_care, comparison) for paper in known]


def _lends(paper: PaperFacts) -> bool:
    return not paper.retracted and (
        paper.usual_care is not None or paper.comparison not in (None, UNCOMPARED)
    )


def find_shared(papers: Iterable[PaperFacts], needs_review: bool) -> tuple[bool | None, str | None]:
    """The setting and the comparison that papers of one named sample lend to those that record none.

    Reviewed, unretracted papers lend, whatever their design or measures (under Title IV-E unreviewed ones
    too). Where lenders differ, usual care and an appropriate comparison win. `none` is not lent.
    """
    lenders = [each for each in papers if _lends(each) and (each.reviewed or not needs_review)]
    settings = {each.usual_care for each in lenders} - {None}
    comparisons = [each.comparison for each in lenders if each.comparison not in (None, UNCOMPARED)]
    appropriate = [each for each in comparisons if each != UNTREATED]
    return (True in settings) if settings else None, next(iter([*appropriate, *comparisons]), None)


def _borrow(paper: PaperFacts, usual_care: bool | None, comparison: str | None) -> PaperFacts:
    return paper._replace(
        usual_care=usual_care if paper.usual_care is None else paper.usual_care,
        comparison=comparison if paper.comparison is None else paper.comparison,
    )


def share_conditions(studies: Sequence[Study], scope: Scope) -> list[Study]:
    """The studies with the setting and the comparison that others of their named sample lend them."""
    named: dict[str, list[PaperFacts]] = defaultdict(list)
    for study in studies:
        if study.sample:
            named[study.sample].append(_facts(Papers(study), scope))
    shared = {sample: find_shared(papers, scope.needs_peer_review) for sample, papers in named.items()}
    return [_complete(study, *shared[study.sample]) if study.sample else study for study in studies]


def _complete(study: Study, usual_care: bool | None, comparison: str | None) -> Study:
    learned: dict[str, object] = {}
    if study.usual_care is None and usual_care is not None:
        learned["usual_care"] = usual_care
    if comparison_of(study) is None and comparison is not None:
        learned["comparison"] = Comparison(type=comparison)
    return study.model_copy(update=learned) if learned else study
