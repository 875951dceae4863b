"""How the tests of this folder ask the shipped catalog."""

from app.catalog.search.search import SearchRequest, SearchResult, search
from app.catalog.snapshot.snapshot import Snapshot

Chosen = dict[str, tuple[str, ...]]
EVERYTHING = 1000


def find(snapshot: Snapshot, q: str, chosen: Chosen | None = None) -> SearchResult:
    return search(snapshot, SearchRequest(q=q, chosen=chosen or {}, per_page=EVERYTHING))


def slugs(snapshot: Snapshot, q: str) -> list[str]:
    return [hit.card.slug for hit in find(snapshot, q).hits]
