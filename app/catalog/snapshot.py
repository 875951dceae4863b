"""One generation in memory, frozen: what a request reads. Replacing the reference to it is the whole reload."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import Engine, create_engine
from sqlalchemy.pool import StaticPool
from sqlmodel import Session, col, select

from app.catalog.facets import FACETS, NOT_RECORDED, OLDEST, ages_matched
from app.catalog.generation import Generation
from app.catalog.tables import (
    AliasRow,
    FormerSlugRow,
    GuideRow,
    LevelRow,
    MembershipRow,
    ProgramRow,
    ProgramWordRow,
    SiteRow,
    TopicRow,
    WordRow,
)
from app.catalog.text_index import TextSearch
from app.evidence.content import LEVEL_IDS
from app.evidence.pages import Guide, RatingLevel, Site, Topic, VocabularyWord
from app.evidence.program import Program

Html = Mapping[str, str]
Bitmaps = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class CurrentRating:
    """A program in one topic: `level` is the published rating in force, None when none was seen."""

    topic: str
    relevance: str | None
    level: str | None
    by: str | None
    as_of: str | None


@dataclass(frozen=True, slots=True)
class Card:
    """What a list shows of a program. `words` is vocabulary -> ids."""

    slug: str
    name: str
    summary: str
    age_min: int | None
    age_max: int | None
    reviewed: str
    aliases: tuple[str, ...]
    ratings: tuple[CurrentRating, ...]
    words: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Page:
    """A program as its page and the API show it; `html` is its Markdown by section heading."""

    slug: str
    program: Program
    html: Html
    body: str


@dataclass(frozen=True)
class Snapshot:
    """Programs stand in order of name; position n is bit n of every bitmap of `by_program`.

    `by_membership` bitmaps are over (program, topic) pairs: bit `layer * len(cards) + n` is the layer-th topic of program n.
    """

    generation: str
    site: Site
    about: str
    words: Mapping[str, Mapping[str, VocabularyWord]]
    levels: Mapping[str, tuple[RatingLevel, str]]
    topics: Mapping[str, tuple[Topic, Html]]
    guides: Mapping[str, tuple[Guide, Html]]
    former: Mapping[tuple[str, str], str]
    cards: tuple[Card, ...]
    layers: int
    by_program: Bitmaps
    by_membership: Bitmaps
    values: Mapping[str, tuple[str, ...]]
    text: TextSearch
    engine: Engine

    @cached_property
    def position(self) -> dict[str, int]:
        return {card.slug: number for number, card in enumerate(self.cards)}

    @cached_property
    def everything(self) -> int:
        return (1 << len(self.cards)) - 1

    @cached_property
    def newest_first(self) -> list[int]:
        return sorted(range(len(self.cards)), key=lambda number: self.cards[number].reviewed, reverse=True)

    def fold(self, pairs: int) -> int:
        """The programs of which any membership is in `pairs`."""
        size, found = len(self.cards), 0
        for layer in range(self.layers):
            found |= pairs >> (layer * size) & self.everything
        return found

    def page(self, slug: str) -> Page | None:
        """One program with everything, retired ones included; None when there is no such slug."""
        with Session(self.engine) as session:
            row = session.get(ProgramRow, slug)
            return Page(slug, Program.model_validate_json(row.document), json.loads(row.html), row.body) if row else None

    def label(self, facet_name: str, value: str) -> str:
        """What readers call a value of a facet."""
        if facet_name == "topic":
            return self.topics[value][0].name
        if facet_name == "rating":
            return "No published rating seen" if value == NOT_RECORDED else f"{value.upper()} – {self.levels[value][0].short}"
        if facet_name == "age":
            return "No ages recorded" if value == NOT_RECORDED else f"{value} year{'' if value == '1' else 's'}"
        return self.words[FACET_WORDS[facet_name]][value].label


FACET_WORDS = {facet.name: facet.vocabulary for facet in FACETS}


def load(generation: Generation) -> Snapshot:
    """Open a generation. Raises FileNotFoundError or sqlite3.OperationalError when its files are gone."""
    address = f"file:{generation.database}?mode=ro&immutable=1"
    # One connection, opened now: the folder may be removed while this snapshot still serves.
    connection = sqlite3.connect(address, uri=True, check_same_thread=False)
    engine = create_engine("sqlite://", creator=lambda: connection, poolclass=StaticPool)
    with Session(engine) as session:
        site = session.exec(select(SiteRow)).one()
        topics = {row.slug: (Topic.model_validate_json(row.document), json.loads(row.html)) for row in session.exec(select(TopicRow))}
        topics = dict(sorted(topics.items(), key=lambda item: item[1][0].name.casefold()))
        words = _words(session)
        cards = _cards(session)
        return Snapshot(
            generation=generation.name,
            site=Site.model_validate_json(site.document),
            about=site.about,
            words=words,
            levels={
                row.id: (RatingLevel.model_validate_json(row.document), row.html)
                for row in session.exec(select(LevelRow).order_by(col(LevelRow.position)))
            },
            topics=topics,
            guides={row.slug: (Guide.model_validate_json(row.document), json.loads(row.html)) for row in session.exec(select(GuideRow))},
            former={(row.kind, row.former): row.slug for row in session.exec(select(FormerSlugRow))},
            cards=cards,
            layers=max((len(card.ratings) for card in cards), default=1),
            by_program=_program_bitmaps(cards),
            by_membership=_membership_bitmaps(cards),
            values=_values(words, topics),
            text=TextSearch(generation.index),
            engine=engine,
        )


def _words(session: Session) -> dict[str, dict[str, VocabularyWord]]:
    words: dict[str, dict[str, VocabularyWord]] = defaultdict(dict)
    for row in session.exec(select(WordRow).order_by(col(WordRow.vocabulary), col(WordRow.position))):
        words[row.vocabulary][row.id] = VocabularyWord.model_validate_json(row.document)
    return dict(words)


def _cards(session: Session) -> tuple[Card, ...]:
    aliases: dict[str, list[str]] = defaultdict(list)
    for row in session.exec(select(AliasRow).order_by(col(AliasRow.position))):
        aliases[row.program].append(row.alias)
    ratings: dict[str, list[CurrentRating]] = defaultdict(list)
    for each in session.exec(select(MembershipRow).order_by(col(MembershipRow.position))):
        ratings[each.program].append(CurrentRating(each.topic, each.relevance, each.level, each.rated_by, each.as_of))
    words: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for described in session.exec(select(ProgramWordRow)):
        words[described.program][described.vocabulary].append(described.word)
    wanted = select(ProgramRow.slug, ProgramRow.name, ProgramRow.summary, ProgramRow.age_min, ProgramRow.age_max, ProgramRow.reviewed)  # type: ignore[call-overload]
    cards = [
        Card(
            slug=row.slug,
            name=row.name,
            summary=row.summary,
            age_min=row.age_min,
            age_max=row.age_max,
            reviewed=row.reviewed,
            aliases=tuple(aliases[row.slug]),
            ratings=tuple(ratings[row.slug]),
            words={name: tuple(ids) for name, ids in words[row.slug].items()},
        )
        for row in session.exec(wanted.where(ProgramRow.status == "active"))
    ]
    return tuple(sorted(cards, key=lambda card: (card.name.casefold(), card.slug)))


def _program_bitmaps(cards: tuple[Card, ...]) -> Bitmaps:
    bitmaps: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for number, card in enumerate(cards):
        for facet in FACETS:
            if facet.of_membership:
                continue
            for value in ages_matched(card.age_min, card.age_max) if facet.name == "age" else card.words.get(facet.vocabulary, ()):
                bitmaps[facet.name][value] |= 1 << number
    return {name: dict(values) for name, values in bitmaps.items()}


def _membership_bitmaps(cards: tuple[Card, ...]) -> Bitmaps:
    bitmaps: dict[str, dict[str, int]] = {"topic": defaultdict(int), "rating": defaultdict(int), "relevance": defaultdict(int)}
    # A program in no topic has no published rating either: it gets one membership that says only so.
    nowhere = (CurrentRating("", None, None, None, None),)
    for number, card in enumerate(cards):
        for layer, current in enumerate(card.ratings or nowhere):
            bit = 1 << (layer * len(cards) + number)
            bitmaps["topic"][current.topic] |= bit
            bitmaps["rating"][current.level or NOT_RECORDED] |= bit
            bitmaps["relevance"][current.relevance or ""] |= bit
    return {name: dict(values) for name, values in bitmaps.items()}


def _values(words: Mapping[str, Mapping[str, VocabularyWord]], topics: Mapping[str, tuple[Topic, Html]]) -> dict[str, tuple[str, ...]]:
    """Every value that a facet may take, in the order in which readers expect them."""
    fixed = {
        "topics": tuple(slug for slug, (topic, _) in topics.items() if topic.status == "active"),
        "levels": (*LEVEL_IDS, NOT_RECORDED),
        "ages": (*map(str, range(OLDEST + 1)), NOT_RECORDED),
    }
    return {
        facet.name: fixed.get(facet.vocabulary) or tuple(id for id, word in words.get(facet.vocabulary, {}).items() if word.status == "active")
        for facet in FACETS
    }
