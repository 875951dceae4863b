"""The programs of a built site, the same for every engine: texts by field, and the values of all facets."""

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from app.catalog.snapshot.facet_counts import members
from app.catalog.snapshot.facets import FACETS
from app.catalog.snapshot.snapshot import Snapshot
from app.catalog.store import generation as generations
from app.catalog.text.fields import VocabularyTexts, make_document
from app.evidence.entry.program import Program
from benchmarks.corpus import Site


@dataclass(frozen=True, slots=True)
class Document:
    """`number` is that of the snapshot, in order of name; `values` are numbers of facet values."""

    number: int
    slug: str
    name: str
    summary: str
    text: Mapping[str, str]
    values: tuple[int, ...]


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


def read_documents(site: Site) -> Documents:
    snapshot = site.open().snapshot()
    values = tuple((facet.name, value) for facet in FACETS for value in snapshot.values[facet.name])
    held: list[list[int]] = [[] for _ in snapshot.cards]
    for number, (facet, value) in enumerate(values):
        if facet in snapshot.by_membership:
            bitmap = snapshot.fold(snapshot.by_membership[facet].get(value, 0))
        else:
            bitmap = snapshot.by_program.get(facet, {}).get(value, 0)
        for program in members(bitmap, len(snapshot.cards)).tolist():
            held[program].append(number)
    texts = _texts(site, snapshot)
    found = (
        Document(number, card.slug, card.name, card.summary, texts[card.slug], tuple(held[number]))
        for number, card in enumerate(snapshot.cards)
    )
    return Documents(site, snapshot, tuple(found), values)


def _texts(site: Site, snapshot: Snapshot) -> dict[str, dict[str, str]]:
    generation = generations.current_generation(site.catalog)
    if generation is None:
        raise FileNotFoundError(f"nothing is built in {site.catalog}")
    topics = {slug: topic for slug, (topic, _) in snapshot.topics.items()}
    words = VocabularyTexts({name: dict(known) for name, known in snapshot.words.items()}, topics)
    connection = sqlite3.connect(generation.database)
    rows = connection.execute("SELECT slug, document, html FROM program WHERE status = 'active'").fetchall()
    connection.close()
    programs = ((slug, Program.model_validate_json(text), json.loads(html)) for slug, text, html in rows)
    return {slug: make_document(slug, program, html, words) for slug, program, html in programs}
