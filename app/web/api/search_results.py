"""The results of a search as JSON, written quickly: what is the same in every answer of a generation is written once."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import orjson
from markupsafe import escape

from app.catalog.search.hits import Hit
from app.catalog.search.query import QueryReport
from app.catalog.search.search import SearchRequest, SearchResult
from app.catalog.snapshot.snapshot import Card, Snapshot
from app.catalog.text.passages import MarkedText


@dataclass(frozen=True, slots=True)
class _Same:
    """What of a result depends on the program alone: its `card` without the closing brace, and its `summary` without marks."""

    card: bytes
    summary: bytes


def results_json(wanted: SearchRequest, found: SearchResult, snapshot: Snapshot, base_url: str, passages: bool) -> bytes:
    """The answer of `/api/v1/programs`; each result has its `passage` when asked for."""
    written = _written(snapshot.generation, base_url)
    return orjson.dumps(
        {
            "total": found.total,
            "page": wanted.page,
            "per_page": wanted.per_page,
            "results": [_result(hit, snapshot, base_url, written, bool(wanted.q), passages) for hit in found.hits],
            "facets": found.counts,
            "did_you_mean": found.reading.repeated,
            "query": _reading(found.reading),
            "generation": snapshot.generation,
        }
    )


def _result(hit: Hit, snapshot: Snapshot, base_url: str, written: dict[str, _Same], searched: bool, passages: bool) -> orjson.Fragment:
    same = written.get(hit.card.slug)
    if same is None:
        same = written[hit.card.slug] = _Same(orjson.dumps(_card(hit.card, snapshot, base_url))[:-1], orjson.dumps(str(escape(hit.card.summary))))
    alias = hit.alias
    also = orjson.dumps("".join(text for text, _ in alias)) if alias else b"null"
    said = b'%b,"highlight":%b,"also_known_as":%b' % (same.card, _highlight(hit, same.summary) if searched else b"null", also)
    if passages:
        told = {"from": hit.passage.label, "html": _html(hit.passage.text)} if hit.passage else None
        said += b',"passage":' + orjson.dumps(told)
    return orjson.Fragment(said + b"}")


@lru_cache(maxsize=2)
def _written(generation: str, base_url: str) -> dict[str, _Same]:
    """By slug, filled as they are asked for."""
    return {}


def _card(card: Card, snapshot: Snapshot, base_url: str) -> dict[str, Any]:
    return {
        "slug": card.slug,
        "name": card.name,
        "summary": card.summary,
        "url": f"{base_url}/programs/{card.slug}",
        "ratings": [
            {
                "topic": rating.topic,
                "level": rating.level,
                "label": snapshot.levels[rating.level][0].label if rating.level else None,
                "by": rating.by,
                "as_of": rating.as_of,
            }
            for rating in card.ratings
        ],
        "harm": card.harm,
        "derived": [{"topic": rating.topic, "level": rating.derived} for rating in card.ratings if rating.derived],
    }


def _highlight(hit: Hit, unmarked: bytes) -> bytes:
    pieces = hit.summary
    return unmarked if len(pieces) == 1 and not pieces[0][1] else orjson.dumps(_html(pieces))


def _html(pieces: MarkedText) -> str:
    # Escaped in one go: entries hold no control characters.
    marked = "".join([f"\x02{text}\x03" if is_match else text for text, is_match in pieces])
    return str(escape(marked)).replace("\x02", "<mark>").replace("\x03", "</mark>")


def _reading(reading: QueryReport) -> dict[str, Any]:
    """How the words of the search were taken."""
    return {
        "shown": reading.shown,
        "verbatim": reading.verbatim,
        "mended": [{"typed": typed, "used": used} for typed, used in reading.mended],
        "left_out": reading.unknown,
        "asked": reading.of,
        "complete": reading.complete,
    }
