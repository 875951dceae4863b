"""One generation in memory, frozen: what a request reads. Replacing the reference to it is the whole reload."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from sqlalchemy import Engine
from sqlmodel import Session, select

from app.catalog.snapshot.coverage import Coverage, count_coverage
from app.catalog.snapshot.facet_counts import Bitmaps, FacetCounter
from app.catalog.snapshot.facets import FACETS, NOT_RECORDED, Facet, ages_matched
from app.catalog.snapshot.published_ratings import Html, RatingNames, RegistryRating, read_published_ratings
from app.catalog.snapshot.recorded_changes import RecordedChange, read_changes
from app.catalog.store.tables import ProgramRow, VerdictRow
from app.catalog.text.arrays import Array
from app.catalog.text.lexicon import Lexicon
from app.catalog.text.synonyms import Synonyms
from app.evidence.entry.pages import Guide, RatingLevel, Site, Topic, VocabularyWord
from app.evidence.entry.program import Program
from app.evidence.rating.reasons import REASONS
from app.evidence.rating.values import Verdict

FACET_WORDS = {facet.name: facet.vocabulary for facet in FACETS}
UNDETERMINED = "undetermined"
DIFFERS = {"yes": "Our records do not bear it out", "no": "Our records allow it"}


@dataclass(frozen=True, slots=True)
class CurrentRating:
    """A program in one topic: `level` is the published rating in force, None when none was seen.

    `derived` is what Homeward works out from the records (1 to 5, nr, undetermined), `nr_reason` why it is NR, `differs` whether the
    records do not allow the published level (yes, no, or None where there is nothing to compare).
    """

    topic: str
    relevance: str | None
    level: str | None
    by: str | None
    as_of: str | None
    derived: str | None = None
    nr_reason: str | None = None
    differs: str | None = None

    def value(self, facet: str) -> str | None:
        """Its value of a facet about memberships."""
        return (self.level or NOT_RECORDED) if facet == "rating" else getattr(self, facet)


NOWHERE = CurrentRating("", None, None, None, None)
"""A program in no topic has no published rating either: it gets one membership that says only so."""


@dataclass(frozen=True, slots=True)
class Card:
    """What a list shows of a program. `words` is vocabulary -> ids; `harm`: a risk of harm is recorded, and every list says so; `called`: its names in stems."""

    slug: str
    name: str
    summary: str
    age_min: int | None
    age_max: int | None
    reviewed: str
    aliases: tuple[str, ...]
    ratings: tuple[CurrentRating, ...]
    words: Mapping[str, tuple[str, ...]]
    harm: bool = False
    called: tuple[str, ...] = ()

    @property
    def memberships(self) -> tuple[CurrentRating, ...]:
        return self.ratings or (NOWHERE,)

    def values(self, facet: Facet) -> Sequence[str]:
        """Its values of a facet about programs."""
        return ages_matched(self.age_min, self.age_max) if facet.name == "age" else self.words.get(facet.vocabulary, ())


@dataclass(frozen=True, slots=True)
class Page:
    """A program as its page and the API show it; `html` is its Markdown by section heading."""

    slug: str
    program: Program
    html: Html
    verdicts: tuple[Verdict, ...]

    def verdict(self, topic: str) -> Verdict | None:
        """What the records support in a topic on the CEBC scale; the verdict of a profile without topics has the topic ""."""
        return next((each for each in self.verdicts if each.topic == topic), None)


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
    facet_counter: FacetCounter
    lexicon: Lexicon
    synonyms: Synonyms
    engine: Engine

    @cached_property
    def position(self) -> dict[str, int]:
        return {card.slug: number for number, card in enumerate(self.cards)}

    @cached_property
    def everything(self) -> int:
        return (1 << len(self.cards)) - 1

    @cached_property
    def renamed(self) -> Mapping[str, Mapping[str, str]]:
        """facet -> a value it once had -> that value now, so that old links of searches go on working."""
        words = {facet.name: self.words.get(facet.vocabulary, {}) for facet in FACETS}
        formers = {name: {former: id for id, word in known.items() for former in word.former_slugs} for name, known in words.items()}
        return {**formers, "topic": {former: slug for (kind, former), slug in self.former.items() if kind == "topic"}}

    @cached_property
    def newest_first(self) -> Array:
        return np.array(sorted(range(len(self.cards)), key=lambda number: self.cards[number].reviewed, reverse=True), np.int64)

    @cached_property
    def harmful(self) -> Mapping[int, frozenset[str]]:
        """The programs of which a risk of harm is recorded, and the stems of their names."""
        return {number: frozenset(" ".join(card.called).split()) for number, card in enumerate(self.cards) if card.harm}

    @cached_property
    def called(self) -> Mapping[str, list[int]]:
        """The programs, in order, of which this is the whole name, or one of their other names, in stems."""
        found: dict[str, list[int]] = {}
        for number, card in enumerate(self.cards):
            for name in dict.fromkeys(card.called):
                found.setdefault(name, []).append(number)
        return found

    def warm(self) -> None:
        """Work out now what the first search would have to wait for."""
        for each in ("position", "newest_first", "harmful", "called"):
            getattr(self, each)

    @cached_property
    def published(self) -> tuple[RegistryRating, ...]:
        with self.engine.connect() as connection:
            return read_published_ratings(connection, (card.slug for card in self.cards), self._names)

    @cached_property
    def changes(self) -> tuple[RecordedChange, ...]:
        """What changed in the registry as far as it is recorded, latest date first."""
        with self.engine.connect() as connection:
            return read_changes(connection, self._names)

    @property
    def _names(self) -> RatingNames:
        return RatingNames(self.words["registries"], self.levels, self.topics)

    @cached_property
    def coverage(self) -> Coverage:
        """How much this generation records."""
        with self.engine.connect() as connection:
            return count_coverage(connection)

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
            if row is None:
                return None
            verdicts = session.exec(select(VerdictRow.document).where(VerdictRow.program == slug))
            program = Program.model_validate_json(row.document)
            order = [membership.topic for membership in program.topics] + [""]
            found = sorted((Verdict.model_validate_json(document) for document in verdicts), key=lambda each: order.index(each.topic))
            return Page(slug, program, json.loads(row.html), tuple(found))

    def label(self, facet_name: str, value: str) -> str:
        """What readers call a value of a facet."""
        if facet_name == "topic":
            return self.topics[value][0].name
        if facet_name == "rating":
            return "No published rating seen" if value == NOT_RECORDED else f"{value.upper()} – {self.levels[value][0].short}"
        if facet_name == "derived":
            return "Undetermined" if value == UNDETERMINED else f"{value.upper()} – {self.levels[value][0].short}"
        if facet_name == "nr_reason":
            return REASONS[value][0]
        if facet_name == "differs":
            return DIFFERS[value]
        if facet_name == "age":
            return "No ages recorded" if value == NOT_RECORDED else f"{value} year{'' if value == '1' else 's'}"
        return self.words[FACET_WORDS[facet_name]][value].label
