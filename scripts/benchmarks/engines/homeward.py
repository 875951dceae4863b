"""Homeward's own search, with the marked texts that a result page shows, and without."""

from collections.abc import Callable
from typing import Any

from app.catalog.search import search as searching
from benchmarks.documents import Documents
from benchmarks.engines.engine import Answer
from benchmarks.queries import EACH, Query

MARKED = searching.hits


def _plain(snapshot: Any, numbers: Any, *_: Any) -> Any:
    """Hits as a search without words has them: the card alone."""
    return MARKED(snapshot, numbers, ())


class Homeward:
    """`marks` False times the search alone, which is what the other engines do: for it `hits` is replaced in app.catalog.search."""

    def __init__(self, documents: Documents, marks: bool) -> None:
        self.documents = documents
        self.name = "Homeward" if marks else "Homeward, no marks"
        self.note = "" if marks else "“No marks” is Homeward without the marked names and passages of a result page, which no other engine makes."
        self.most, self.rounds = EACH, EACH
        self._hits: Callable[..., Any] = MARKED if marks else _plain

    def answers(self, query: Query) -> bool:
        return True

    def search(self, query: Query) -> Answer:
        searching.hits = self._hits
        return Answer(searching.search(self.documents.snapshot, query.wanted).total)  # what is found stands there with its counts

    def close(self) -> None:
        searching.hits = MARKED
