"""Homeward's own search, with and without the marked texts that a result page shows."""

from typing import Any

from app.catalog.search import search as searching
from app.catalog.search.search import SearchRequest
from benchmarks.documents import Documents
from benchmarks.queries import Answer, Query

MAKE_HITS = searching.make_hits


def _make_plain_hits(snapshot: Any, numbers: Any, *_: Any) -> Any:
    """The cards alone, as for a search without words."""
    return MAKE_HITS(snapshot, numbers, ())


class Homeward:
    """Without `marks` it does what the other engines do: `make_hits` of the search is replaced for that."""

    def __init__(self, documents: Documents, marks: bool) -> None:
        self.snapshot, self.make_hits = documents.snapshot, MAKE_HITS if marks else _make_plain_hits
        self.name = "Homeward" if marks else "Homeward, no marks"

    def search(self, query: Query) -> Answer:
        searching.make_hits = self.make_hits
        found = searching.search(self.snapshot, SearchRequest(q=query.text, chosen=query.chosen))
        searching.make_hits = MAKE_HITS
        return found.total, (), {}
