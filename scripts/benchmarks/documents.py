"""The documents of a built site, the same for every engine: texts by field, and the values of all facets."""

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from app.catalog.snapshot.facet_counts import members
from app.catalog.snapshot.facets import FACETS, NOT_RECORDED
from app.catalog.snapshot.snapshot import Snapshot
from app.catalog.store import generation as generations
from app.catalog.text.fields import VocabularyTexts, make_document
from app.evidence.entry.program import Program
from app.evidence.entry.registry import LEVEL_IDS
from benchmarks.building import Site


@dataclass(frozen=True, slots=True)
class Document:
    """`number` is that of the snapshot; `values` are numbers of facet values; `place` orders programs by their strongest rating, then by name."""

    number: int
    slug: str
    name: str
    summary: str
    text: Mapping[str, str]
    values: tuple[int, ...]
    place: int


@dataclass(frozen=True)
class Documents:
    """`values` are (facet, value) by number."""

    site: Site
    snapshot: Snapshot
    all: tuple[Document, ...]
    values: tuple[tuple[str, str], ...]

    @cached_property
    def number_of(self) -> dict[tuple[str, str], int]:
        return {value: number for number, value in enumerate(self.values)}

    def numbers(self, facet: str, chosen: tuple[str, ...]) -> list[int]:
        return [self.number_of[facet, value] for value in chosen]

    def of_facet(self, facet: str) -> list[int]:
        return [number for number, (name, _) in enumerate(self.values) if name == facet]


def documents(site: Site) -> Documents:
    snapshot = site.served().snapshot()
    values = tuple((facet.name, value) for facet in FACETS for value in snapshot.values[facet.name])
    held: list[list[int]] = [[] for _ in snapshot.cards]
    for number, (facet, value) in enumerate(values):
        for program in members(_bitmap(snapshot, facet, value), len(snapshot.cards)).tolist():
            held[program].append(number)
    texts, places = _texts(site, snapshot), _places(snapshot)
    found = (
        Document(number, card.slug, card.name, card.summary, texts[card.slug], tuple(held[number]), places[number])
        for number, card in enumerate(snapshot.cards)
    )
    return Documents(site, snapshot, tuple(found), values)


def _bitmap(snapshot: Snapshot, facet: str, value: str) -> int:
    if facet in snapshot.by_membership:
        return snapshot.fold(snapshot.by_membership[facet].get(value, 0))
    return snapshot.by_program.get(facet, {}).get(value, 0)


def _texts(site: Site, snapshot: Snapshot) -> dict[str, dict[str, str]]:
    made = generations.current_generation(site.catalog)
    if made is None:
        raise FileNotFoundError(f"nothing is built in {site.catalog}")
    words = VocabularyTexts({name: dict(known) for name, known in snapshot.words.items()}, {slug: topic for slug, (topic, _) in snapshot.topics.items()})
    connection = sqlite3.connect(made.database)
    rows = connection.execute("SELECT slug, document, html FROM program WHERE status = 'active'").fetchall()
    connection.close()
    return {slug: make_document(slug, Program.model_validate_json(document), json.loads(html), words) for slug, document, html in rows}


def _places(snapshot: Snapshot) -> list[int]:
    best = [len(LEVEL_IDS) + 1] * len(snapshot.cards)
    for rank, level in reversed(list(enumerate((*LEVEL_IDS, NOT_RECORDED)))):
        for program in members(_bitmap(snapshot, "rating", level), len(best)).tolist():
            best[program] = rank
    order = sorted(range(len(best)), key=lambda number: (best[number], number))
    return [place for _, place in sorted((number, place) for place, number in enumerate(order))]
