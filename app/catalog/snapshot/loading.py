"""Loads a snapshot from the files of a generation."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import URL, Connection, create_engine, select
from sqlalchemy.pool import StaticPool
from sqlmodel import SQLModel

from app.catalog.snapshot.cards import card_from_json
from app.catalog.snapshot.facet_counts import Bitmaps, bitmap_from_numbers, make_facet_counter
from app.catalog.snapshot.facets import (
    ABOUT_RATINGS,
    AVAILABILITY,
    FACET,
    FACETS,
    NOT_RECORDED,
    OLDEST,
    UNDETERMINED,
)
from app.catalog.snapshot.published_ratings import Html
from app.catalog.snapshot.snapshot import DIFFERS, Card, Snapshot
from app.catalog.store import tables
from app.catalog.store.generation import Generation
from app.catalog.store.tables import columns
from app.catalog.text.arrays import LARGEST_HELD
from app.catalog.text.concepts import understand
from app.catalog.text.index import ENGLISH, open_segments
from app.catalog.text.lexicon import Lexicon, LexiconQuery
from app.catalog.text.matching import match
from app.catalog.text.question import read_question
from app.catalog.text.segment_view import SegmentView
from app.catalog.text.synonyms import collect_synonyms
from app.catalog.text.words.english import EnglishWords
from app.evidence.entry.documents import Documents
from app.evidence.entry.pages import Guide, RatingLevel, Site, Topic, VocabularyWord
from app.evidence.entry.registry import LEVEL_IDS, VOCABULARIES
from app.evidence.entry.registry_ratings import TIERS, Scale, read_scales
from app.evidence.entry.value_types import Entry
from app.evidence.rating.reasons import REASONS

Having = dict[str, dict[str, list[int]]]
"""Facet -> value -> the bits that are set in its bitmap."""


def load_snapshot(generation: Generation) -> Snapshot:
    """Open a generation. What its files raise when they are gone or damaged, it raises."""
    # One connection, opened now: the folder may be removed while this snapshot still serves.
    held, database = _open_database(generation)
    engine = create_engine("sqlite://", creator=lambda: held, poolclass=StaticPool)
    with engine.connect() as connection:
        site = next(_rows(connection, tables.SiteRow))
        topics = {row.slug: _page(Topic, row) for row in _rows(connection, tables.TopicRow)}
        topics = dict(sorted(topics.items(), key=lambda item: item[1][0].name.casefold()))
        rows = _rows(connection, tables.LevelRow, "position")
        levels = {row.id: (RatingLevel.model_validate_json(row.document), row.html) for row in rows}
        words, cards = _words(connection), _cards(connection)
        layers = max((len(card.ratings) for card in cards), default=1) or 1
        scales = read_scales(words["registries"], {id: level for id, (level, _) in levels.items()})
        values, by_program = _values(words, topics, scales), _program_bitmaps(cards)
        by_membership = _membership_bitmaps(cards, layers)
        return Snapshot(
            generation=generation.name,
            documents=_documents(connection),
            site=Site.model_validate_json(site.document),
            about=site.about,
            words=words,
            levels=levels,
            topics=topics,
            guides={row.slug: _page(Guide, row) for row in _rows(connection, tables.GuideRow)},
            former={(row.kind, row.former): row.slug for row in _rows(connection, tables.FormerSlugRow)},
            cards=cards,
            layers=layers,
            by_program=by_program,
            by_membership=by_membership,
            values=values,
            facet_counter=make_facet_counter(values, by_program, by_membership, len(cards), layers),
            lexicon=_lexicon(generation, len(cards)),
            synonyms=collect_synonyms(words),
            engine=engine,
            database=database,
            database_sum=_sum_of_database(generation),
        )


def _sum_of_database(generation: Generation) -> str:
    record = generation.read_record()
    size, checksum = record.files.get(generation.database.name, (0, 0)) if record else (0, 0)
    return f"{size:x}-{checksum:x}"


def _open_database(generation: Generation) -> tuple[sqlite3.Connection, bytes | None]:
    """A connection to it; unless it is large, to a copy in memory, with the bytes of the file."""
    if generation.database.stat().st_size > LARGEST_HELD:
        address = f"{generation.database.absolute().as_uri()}?mode=ro&immutable=1"
        return sqlite3.connect(address, uri=True, check_same_thread=False), None
    whole, held = generation.database.read_bytes(), sqlite3.connect(":memory:", check_same_thread=False)
    held.deserialize(whole)
    held.execute("PRAGMA query_only = ON")
    return held, whole


def read_base_url(generation: Generation) -> str | None:
    """The public address that the content names."""
    engine = create_engine(URL.create("sqlite", database=str(generation.database)))
    with engine.connect() as connection:
        site = Site.model_validate_json(next(_rows(connection, tables.SiteRow)).document)
    engine.dispose()
    return site.base_url


def check_generation(generation: Generation) -> None:
    """Open the files and run one search. Raises like `load_snapshot`, or ValueError if they do not fit."""
    engine = create_engine(URL.create("sqlite", database=str(generation.database)))
    with engine.connect() as connection:
        shown = read_shown_slugs(connection)
    engine.dispose()
    lexicon = _lexicon(generation, len(shown))
    if shown and (lexicon.held[:-1] < 0).any():
        raise ValueError(f"the index of {generation.name} does not hold every program")
    lookup = LexiconQuery(lexicon)
    match(understand(read_question("family"), lookup, collect_synonyms({})), lookup)


def _lexicon(generation: Generation, programs: int) -> Lexicon:
    segments = [SegmentView(*each) for each in open_segments(generation.index)]
    return Lexicon(segments, programs, EnglishWords(generation.index / ENGLISH))


def _rows(connection: Connection, table: type[SQLModel], order: str | None = None) -> Iterator[Any]:
    wanted = select(*columns(table))
    yield from connection.execute(wanted.order_by(columns(table)[order]) if order else wanted)


def _page(model: type[Entry], row: Any) -> tuple[Any, Html]:
    return model.model_validate_json(row.document), json.loads(row.html)


def _documents(connection: Connection) -> Documents | None:
    row = next(_rows(connection, tables.DocumentsRow), None)
    return Documents.model_validate_json(row.document) if row else None


def _words(connection: Connection) -> dict[str, dict[str, VocabularyWord]]:
    """Every vocabulary, also one without words."""
    words: dict[str, dict[str, VocabularyWord]] = defaultdict(dict, {name: {} for name in VOCABULARIES})
    for row in _rows(connection, tables.WordRow, "position"):
        words[row.vocabulary][row.id] = VocabularyWord.model_validate_json(row.document)
    return dict(words)


def read_shown_slugs(connection: Connection) -> list[str]:
    """The slugs of the active programs in order of name; the place of each is its number in a snapshot."""
    program = columns(tables.ProgramRow)
    rows = connection.execute(select(program.slug, program.name).where(program.status == "active"))
    return [slug for slug, _ in sorted(rows, key=lambda row: (row.name.casefold(), row.slug))]


def _cards(connection: Connection) -> tuple[Card, ...]:
    """The active programs, each at its number."""
    program = columns(tables.ProgramRow)
    wanted = select(program.slug, program.card).where(program.status == "active")
    cards = {row.slug: row.card for row in connection.execute(wanted)}
    return tuple(card_from_json(cards[slug]) for slug in read_shown_slugs(connection))


def _program_bitmaps(cards: tuple[Card, ...]) -> Bitmaps:
    having: Having = {facet.name: defaultdict(list) for facet in FACETS if not facet.of_membership}
    for name, of_value in having.items():
        for number, card in enumerate(cards):
            for value in card.values(FACET[name]):
                of_value[value].append(number)
    return _bitmaps(having, len(cards))


def _membership_bitmaps(cards: tuple[Card, ...], layers: int) -> Bitmaps:
    having: Having = {facet.name: defaultdict(list) for facet in FACETS if facet.of_membership}
    for number, card in enumerate(cards):
        for layer, current in enumerate(card.memberships):
            bit = layer * len(cards) + number
            for facet, of_value in having.items():
                of_value[current.value(facet) or ""].append(bit)
    return _bitmaps(having, len(cards) * layers)


def _bitmaps(having: Having, size: int) -> Bitmaps:
    bitmaps: dict[str, dict[str, int]] = {}
    for name, values in having.items():
        bitmaps[name] = {value: bitmap_from_numbers(bits, size) for value, bits in values.items()}
    return bitmaps


def _values(
    words: Mapping[str, Mapping[str, VocabularyWord]],
    topics: Mapping[str, tuple[Topic, Html]],
    scales: Mapping[str, Scale],
) -> dict[str, tuple[str, ...]]:
    """Every value that a facet may take, in the order in which readers expect them."""
    known = {
        **{name: [id for id, word in ids.items() if word.status == "active"] for name, ids in words.items()},
        "topics": tuple(slug for slug, (topic, _) in topics.items() if topic.status == "active"),
        "levels": (*LEVEL_IDS, NOT_RECORDED),
        "tiers": (*TIERS, NOT_RECORDED),
        "rated": tuple(_rated_values(words["registries"], scales)),
        "derived": (*LEVEL_IDS, UNDETERMINED),
        "nr_reasons": tuple(id for id in REASONS if id != "topic_outcomes_not_recorded"),
        "differs": tuple(DIFFERS),
        AVAILABILITY: ("yes", "no", NOT_RECORDED),
        "ages": (*map(str, range(OLDEST + 1)), NOT_RECORDED),
    }
    unrecorded = {facet.name: () if facet.name in ABOUT_RATINGS else (NOT_RECORDED,) for facet in FACETS}
    return {
        facet.name: tuple(dict.fromkeys((*known.get(facet.vocabulary, ()), *unrecorded[facet.name])))
        for facet in FACETS
    }


def _rated_values(registries: Mapping[str, VocabularyWord], scales: Mapping[str, Scale]) -> Iterator[str]:
    """Each registry in use with a scale, and “<registry>.<rating>” for each of its ratings."""
    for registry, scale in scales.items():
        if registries[registry].status == "active":
            yield registry
            yield from (f"{registry}.{rating}" for rating in scale)
