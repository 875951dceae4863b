"""What the race asks of an engine."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from benchmarks.queries import Query

SHOWN = 20
SMALL, LARGE = 1_000, 10_000


@dataclass(frozen=True, slots=True)
class Answer:
    """`shown` are numbers of programs, best first; `counts` programs by number of facet value, zeros perhaps left out.

    Only the total is looked at: the rest is there so that every engine hands over all that a result page needs.
    """

    total: int
    shown: tuple[int, ...] = ()
    counts: Mapping[int, int] = field(default_factory=dict)


class Engine(Protocol):
    """`name` heads its column; `most` queries of each kind are asked (slow engines get fewer), in at most `rounds` rounds.

    `note` says what it does otherwise than the rest.
    """

    name: str
    note: str
    most: int
    rounds: int

    def answers(self, query: Query) -> bool: ...

    def search(self, query: Query) -> Answer: ...

    def close(self) -> None: ...


def by_size(programs: int, small: int, middle: int, large: int) -> int:
    if programs <= SMALL:
        return small
    return middle if programs <= LARGE else large
