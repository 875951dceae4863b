"""Which programs were found better, no different or worse on an outcome, as bitmaps over programs."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, select

from app.catalog.store.tables import StudiedOutcomeRow, StudyRow, columns
from app.evidence.found.directions import Direction, join_directions

Sorted = Mapping[str, Mapping[str, int]]
"""Outcome or domain -> direction or level -> the programs that have it; each has one."""


@dataclass(frozen=True, slots=True)
class OutcomeFindings:
    """`by_outcome` and `by_domain` are directions; `levels` are ours, each from one outcome alone.

    `studied`: the programs with a study that was not retracted, whatever it found.
    """

    by_outcome: Sorted
    by_domain: Sorted
    levels: Sorted
    studied: int


def read_outcome_findings(
    connection: Connection, position: Mapping[str, int], domains: Mapping[str, str | None]
) -> OutcomeFindings:
    """Read from the tables; `position` is the number of each active program, `domains` outcome -> domain."""
    row, study = columns(StudiedOutcomeRow), columns(StudyRow)
    rows = [each for each in connection.execute(select(*row)) if each.program in position]
    in_domain: dict[tuple[str, str], list[Direction]] = defaultdict(list)
    for each in rows:
        if domain := domains.get(each.outcome):
            in_domain[domain, each.program].append(each.direction)
    kept = connection.execute(select(study.program).where(study.retracted.is_not(True)).distinct())
    return OutcomeFindings(
        by_outcome=_sort(((each.outcome, each.direction, each.program) for each in rows), position.get),
        by_domain=_sort(
            ((domain, join_directions(given), slug) for (domain, slug), given in in_domain.items()),
            position.get,
        ),
        levels=_sort(((each.outcome, each.level, each.program) for each in rows), position.get),
        studied=sum(1 << position[slug] for slug in kept.scalars() if slug in position),
    )


def _sort(triples: Iterable[tuple[str, str, str]], number_of: Callable[[str], int | None]) -> Sorted:
    """(outcome, word, program) as bitmaps."""
    sorted_: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for outcome, word, slug in triples:
        sorted_[outcome][word] |= 1 << (number_of(slug) or 0)
    return sorted_
