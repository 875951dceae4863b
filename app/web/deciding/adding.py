"""The search inside a shortlist or a comparison, whose results add a program to the address."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import request

from app.catalog.search.search import SearchRequest, search
from app.catalog.snapshot.snapshot import Card
from app.web.deciding.chosen_programs import PROGRAM, ChosenPrograms
from app.web.request.context import snapshot
from app.web.request.parameters import clean_query

MOST_OFFERED = 8


@dataclass(frozen=True, slots=True)
class AddingSearch:
    """Programs that a search found and that can be added; `total` counts all that it found."""

    q: str
    total: int
    offered: tuple[Card, ...]


def search_to_add(chosen: ChosenPrograms) -> AddingSearch | None:
    """What `q` finds, without those that are chosen already; None without words. Raises BadParameter."""
    q = clean_query(request.args.get("q", ""))
    if not q:
        return None
    found = search(
        snapshot(), SearchRequest(q=q, per_page=MOST_OFFERED + len(chosen.programs)), passages=False
    )
    offered = [hit.card for hit in found.hits if hit.card.slug not in chosen.slugs]
    return AddingSearch(q, found.total, tuple(offered[:MOST_OFFERED]))


def address_of(path: str, pairs: Sequence[tuple[str, str]], **more: str) -> str:
    """An address with the programs and what else is asked for."""
    query = urlencode([*pairs, *more.items()])
    return f"{path}?{query}" if query else path


def without_program(pairs: Sequence[tuple[str, str]], slug: str) -> list[tuple[str, str]]:
    return [pair for pair in pairs if pair != (PROGRAM, slug)]


def with_program(pairs: Sequence[tuple[str, str]], slug: str) -> list[tuple[str, str]]:
    chosen = [pair for pair in pairs if pair[0] == PROGRAM]
    return [*chosen, (PROGRAM, slug), *(pair for pair in pairs if pair[0] != PROGRAM)]
