"""The results of a search as JSON: what is the same in every answer of a generation is written once."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import orjson
from flask import request
from markupsafe import escape

from app.catalog.search.explained import Explanation
from app.catalog.search.explanations import find_explanations
from app.catalog.search.hits import Hit
from app.catalog.search.query import QueryReport
from app.catalog.search.search import SearchRequest, SearchResult
from app.catalog.snapshot.snapshot import Card, CurrentRating, OtherRegistryRating
from app.catalog.text.passages import MarkedText
from app.web.openapi.answers import (
    ExplanationAnswer,
    QueryAnswer,
    ResultCard,
    ResultOtherRating,
    ResultPassage,
    ResultRating,
    SearchAnswer,
)
from app.web.request.context import absolute_url, base_url, snapshot
from app.web.request.parameters import unknown_names


@dataclass(frozen=True, slots=True)
class _CardJson:
    """What depends on the program alone: its card without the closing brace, its summary without marks."""

    card: bytes
    summary: bytes


def results_json(wanted: SearchRequest, found: SearchResult, passages: bool) -> bytes:
    """The answer of `/api/v1/programs`; each result has its `passage` when asked for."""
    shown, searched = snapshot(), bool(wanted.q)
    cards = _card_jsons(shown.generation, base_url())
    results: Any = [
        _result_json(hit, cards.get(hit.card.slug) or _add_card(cards, hit.card), searched, passages)
        for hit in found.hits
    ]
    answer: SearchAnswer = {
        "total": found.total, "page": wanted.page, "per_page": wanted.per_page, "results": results,
        "facets": found.counts, "did_you_mean": found.reading.repeated, "query": _query(found.reading),
        "also": [_explanation(each) for each in find_explanations(shown, wanted.q)],
        "ignored": unknown_names(request.args), "generation": shown.generation,
    }  # fmt: skip
    return orjson.dumps(answer)


@lru_cache(maxsize=2)
def _card_jsons(generation: str, base_url: str) -> dict[str, _CardJson]:
    """By slug, filled as they are asked for."""
    return {}


def _add_card(cards: dict[str, _CardJson], card: Card) -> _CardJson:
    written = orjson.dumps(result_card(card))
    cards[card.slug] = _CardJson(written[:-1], orjson.dumps(str(escape(card.summary))))
    return cards[card.slug]


def _result_json(hit: Hit, same: _CardJson, searched: bool, passages: bool) -> orjson.Fragment:
    """A SearchResultAnswer, written."""
    alias = hit.alias
    also = orjson.dumps("".join(text for text, _ in alias)) if alias else b"null"
    highlight = _highlight(hit, same.summary) if searched else b"null"
    written = b'%b,"highlight":%b,"also_known_as":%b' % (same.card, highlight, also)
    if passages:
        written += b',"passage":' + orjson.dumps(_passage(hit))
    return orjson.Fragment(written + b"}")


def _passage(hit: Hit) -> ResultPassage | None:
    return {"from": hit.passage.label, "html": _html(hit.passage.text)} if hit.passage else None


def result_card(card: Card) -> ResultCard:
    """The keys that a program has in every list."""
    has_no_ages = card.age_min is None and card.age_max is None
    return {
        "slug": card.slug,
        "name": card.name,
        "summary": card.summary,
        "url": absolute_url(f"/programs/{card.slug}"),
        "ratings": [_rating(each) for each in card.ratings],
        "harm": card.harm,
        "derived": [{"topic": each.topic, "level": each.derived} for each in card.ratings if each.derived],
        "other_ratings": [_other_rating(each) for each in card.other_ratings],
        "tiers": card.tiers,
        "ages": None if has_no_ages else {"min": card.age_min, "max": card.age_max},
        "populations": card.words.get("populations", ()),
        "permanency": card.words.get("permanency", ()),
        "reviewed": card.reviewed,
    }


def _rating(rating: CurrentRating) -> ResultRating:
    level = rating.level
    label = snapshot().levels[level][0].label if level else None
    return {"topic": rating.topic, "level": level, "label": label, "by": rating.by, "as_of": rating.as_of}


def _other_rating(other: OtherRegistryRating) -> ResultOtherRating:
    return {
        "registry": other.registry, "rating": other.rating, "rating_id": other.rating_id, "tier": other.tier,
        "scope": other.scope, "as_of": other.as_of, "in_force": other.in_force,
        "as_printed": other.as_printed,
    }  # fmt: skip


def _highlight(hit: Hit, unmarked: bytes) -> bytes:
    pieces = hit.summary
    return unmarked if len(pieces) == 1 and not pieces[0][1] else orjson.dumps(_html(pieces))


def _html(pieces: MarkedText) -> str:
    # Escaped in one go: entries hold no control characters.
    marked = "".join([f"\x02{text}\x03" if is_match else text for text, is_match in pieces])
    return str(escape(marked)).replace("\x02", "<mark>").replace("\x03", "</mark>")


def _explanation(each: Explanation) -> ExplanationAnswer:
    return {"kind": each.kind, "label": each.label, "text": each.text, "url": absolute_url(each.address)}


def _query(report: QueryReport) -> QueryAnswer:
    return {
        "shown": report.shown, "verbatim": report.verbatim,
        "mended": [{"typed": typed, "used": used} for typed, used in report.mended],
        "left_out": report.unknown,
        "near": [{"typed": each.typed, "words": [word for word, _ in each.choices]} for each in report.near],
        "recognised": [
            {
                "words": each.words, "parameter": each.parameter, "value": each.values[0],
                "values": each.values, "total": each.total,
            }
            for each in report.recognised
        ],
        "asked": report.of, "complete": report.complete,
    }  # fmt: skip
