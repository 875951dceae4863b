"""What is asked, in a form that every engine can translate."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from math import ceil
from typing import Literal

from app.catalog.search.search import SearchRequest
from app.catalog.text.matching import ALL_ASKED, ENOUGH

EACH = 40
"""Queries of a kind."""

How = Literal["phrase", "all", "prefix", "near"]


@dataclass(frozen=True, slots=True)
class Alternative:
    """Words side by side, words anywhere, the beginning of a word, or a word with a typing error."""

    text: str
    how: How = "phrase"


Group = tuple[Alternative, ...]


@dataclass(frozen=True, slots=True)
class Query:
    """`text` is what Homeward is asked. The others are asked for programs that match at least `least` of `groups`, any alternative of each."""

    kind: str
    text: str = ""
    groups: tuple[Group, ...] = ()
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def least(self) -> int:
        """The rule that Homeward follows for programs that have only a part."""
        asked = len(self.groups)
        return asked if asked <= ALL_ASKED else ceil(asked * ENOUGH)

    @property
    def wanted(self) -> SearchRequest:
        return SearchRequest(q=self.text, chosen=self.chosen)


def by_kind(asked: list[Query]) -> Iterator[tuple[str, list[Query]]]:
    for kind in dict.fromkeys(query.kind for query in asked):
        yield kind, [query for query in asked if query.kind == kind]
