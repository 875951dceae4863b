"""What the race asks of an engine."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from benchmarks.queries import Query

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Answer:
    """`shown` are numbers of programs, best first; `counts` is number of facet value -> programs found.

    Only the total is looked at: the rest is there so that every engine does all that a result page needs.
    """

    total: int
    shown: tuple[int, ...] = ()
    counts: Mapping[int, int] = field(default_factory=dict)


class Engine(Protocol):
    """`note` says what it does differently; no answer to a query that it cannot be asked."""

    name: str
    note: str

    def search(self, query: Query) -> Answer | None: ...
