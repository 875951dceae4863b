"""A snapshot: one generation in memory, frozen, from which requests read."""

import datetime
import json
from collections.abc import Hashable, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

import numpy as np
from sqlalchemy import Engine

from app.catalog.snapshot.coverage import Coverage, count_coverage
from app.catalog.snapshot.facet_counts import Bitmaps, FacetCounter
from app.catalog.snapshot.facets import (
    ABOUT_RATINGS,
    AVAILABILITY,
    FACET,
    FACETS,
    NOT_RECORDED,
    UNDETERMINED,
    Facet,
    ages_matched,
    union,
)
from app.catalog.snapshot.outcome_findings import OutcomeFindings, read_outcome_findings
from app.catalog.snapshot.published_ratings import Html, RatingNames, RegistryRating, read_published_ratings
from app.catalog.snapshot.recorded_changes import RecordedChange, read_changes
from app.catalog.snapshot.recorded_facts import RecordedFacts, collect_recorded_facts
from app.catalog.snapshot.stored_documents import read_stored
from app.catalog.text.arrays import Array
from app.catalog.text.lexicon import Lexicon
from app.catalog.text.synonyms import Synonyms
from app.evidence.entry.documents import Documents
from app.evidence.entry.pages import Guide, RatingLevel, Site, Tier, Topic, VocabularyWord
from app.evidence.entry.program import Level
from app.evidence.entry.registry import LEVEL_IDS
from app.evidence.entry.registry_ratings import OUR_SCALE, TIERS, ProgramInCatalog, Scale, read_scales
from app.evidence.rating.reasons import FORMER_REASONS, REASONS
from app.evidence.rating.values import Verdict

DerivedLevel = Literal["1", "2", "3", "4", "5", "nr", "undetermined"]
UNRECORDED = (NOT_RECORDED,)
FACET_WORDS = {facet.name: facet.vocabulary for facet in FACETS}
DIFFERS = {"yes": "Our own check does not agree", "no": "Our own check agrees or allows it"}
FIXED_LABELS: Mapping[str, Mapping[str, str]] = {
    "rating": {NOT_RECORDED: "No CEBC rating seen"},
    "tier": {NOT_RECORDED: "No published rating seen"},
    "derived": {UNDETERMINED: "We cannot tell yet"},
    "nr_reason": {reason: label for reason, (label, *_) in REASONS.items()},
    "differs": DIFFERS,
    "age": {NOT_RECORDED: "No ages recorded", "1": "1 year"},
    "topic": {NOT_RECORDED: "In no topic area"},
    "credential": {NOT_RECORDED: "Who may deliver it: not recorded"},
    "design": {NOT_RECORDED: "No study recorded"},
    "fidelity": {
        "yes": "Fidelity measure exists",
        "no": "No fidelity measure",
        NOT_RECORDED: "Fidelity not recorded",
    },
    "outcome": {NOT_RECORDED: "No outcome recorded"},
    "better": {NOT_RECORDED: "Nothing found better with a control group"},
    "domain": {NOT_RECORDED: "No outcome recorded"},
    "training": {"yes": "Training exists", "no": "No training", NOT_RECORDED: "Training not recorded"},
}

ONE_PROGRAM = """
    SELECT document, html FROM program WHERE slug = :slug
    UNION ALL SELECT document, NULL FROM verdict WHERE program = :slug
"""
"""The program, which alone has HTML, and its verdicts. The driver is asked: that takes half the time."""


@dataclass(frozen=True, slots=True)
class CurrentRating:
    """A program in one topic: `level` is the published rating in force, None when none was seen.

    `derived` is what Homeward works out from the records and `nr_reason` why it is NR. `differs` is yes where
    the records do not allow the published level, no where they do, None where there is nothing to compare.
    """

    topic: str
    relevance: str | None
    level: Level | None
    by: str | None
    as_of: str | None
    derived: DerivedLevel | None = None
    nr_reason: str | None = None
    differs: str | None = None

    def value(self, facet: str) -> str | None:
        """Its value of a facet about memberships."""
        if facet == "rating":
            return self.level or NOT_RECORDED
        value: str | None = getattr(self, facet)
        return value if facet in ABOUT_RATINGS else value or NOT_RECORDED


@dataclass(frozen=True, slots=True)
class OtherRegistryRating:
    """A rating outside of our topics: by which registry, its label and id there, and the tier we give it.

    Without a rating it is only listed there, as printed. One that is not `in_force` was superseded.
    """

    registry: str
    rating: str | None
    rating_id: str | None
    tier: Tier | None
    scope: str | None
    as_of: str | None
    in_force: bool
    as_printed: str | None


NOWHERE = CurrentRating("", None, None, None, None)
"""The only membership of a program in no topic, which has no published rating either."""


@dataclass(frozen=True, slots=True)
class Card:
    """What a list shows; `words` is vocabulary -> ids, `harm` a recorded risk.

    `tiers`: its strongest tier, then those that no strong rating may hide. `called` are the names in stems,
    `squeezed` the names without spaces and signs. `fidelity` and `training`: yes, no or None. `findings` is
    facet -> values, of the facets of findings. `found`: what studies found in a sentence or two. The weeks
    are at least and at most so many.
    """

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
    squeezed: tuple[str, ...] = ()
    other_ratings: tuple[OtherRegistryRating, ...] = ()
    tiers: tuple[Tier, ...] = ()
    fidelity: str | None = None
    training: str | None = None
    findings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    found: str = ""
    weeks_min: float | None = None
    weeks_max: float | None = None
    duration: str | None = None

    @property
    def is_rated(self) -> bool:
        """Whether a rating by any registry is recorded, in force or not."""
        return any(each.level for each in self.ratings) or any(each.rating for each in self.other_ratings)

    @property
    def memberships(self) -> tuple[CurrentRating, ...]:
        return self.ratings or (NOWHERE,)

    def values(self, facet: Facet) -> Sequence[str]:
        """Its values of a facet about programs."""
        if facet.name == "age":
            return ages_matched(self.age_min, self.age_max)
        if facet.name == "tier":
            return self.tiers if self.is_rated else (NOT_RECORDED,)
        if facet.of_findings:
            return self.findings.get(facet.name, (NOT_RECORDED,))
        if facet.vocabulary == AVAILABILITY:
            return (getattr(self, facet.name) or NOT_RECORDED,)
        return self._rated_by() if facet.name == "rated" else self.words.get(facet.vocabulary, UNRECORDED)

    def _rated_by(self) -> list[str]:
        """The registries that rate it, and “<registry>.<rating>” for each rating in force."""
        ours = ((OUR_SCALE, each.level) for each in self.ratings if each.level)
        others = ((each.registry, each.rating_id) for each in self.other_ratings if each.in_force)
        given = [(registry, rating) for registry, rating in (*ours, *others) if rating]
        values = (value for registry, rating in given for value in (registry, f"{registry}.{rating}"))
        return list(dict.fromkeys(values))


@dataclass(frozen=True, slots=True)
class Page:
    """A program as its page and the API show it; `html` is its Markdown by section heading."""

    slug: str
    program: ProgramInCatalog
    html: Html
    verdicts: tuple[Verdict, ...]

    def verdict(self, topic: str) -> Verdict | None:
        """The verdict in a topic on the CEBC scale; a profile without topics has the topic ""."""
        return next((each for each in self.verdicts if each.topic == topic), None)


@dataclass(frozen=True)
class Snapshot:
    """Programs are in order of name; program n is bit n of every bitmap of `by_program`.

    Bitmaps of `by_membership` are over (program, topic) pairs: bit `layer * len(cards) + n` is the layer-th
    topic of program n. `database` is the file whole, None when it is too large to hold; `database_sum` tells
    its bytes from those of another build of the same content.
    """

    generation: str
    documents: Documents | None
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
    database: bytes | None
    database_sum: str

    @cached_property
    def position(self) -> dict[str, int]:
        return {card.slug: number for number, card in enumerate(self.cards)}

    @cached_property
    def everything(self) -> int:
        return (1 << len(self.cards)) - 1

    @cached_property
    def renamed(self) -> Mapping[str, Mapping[str, str]]:
        """Facet -> former value -> present value, so that old links to searches still work."""
        renamed: dict[str, dict[str, str]] = {}
        for facet in FACETS:
            words = self.words.get(facet.vocabulary, {})
            renamed[facet.name] = {former: id for id, word in words.items() for former in word.former_slugs}
        renamed["nr_reason"] = FORMER_REASONS
        renamed["topic"] = {old: slug for (kind, old), slug in self.former.items() if kind == "topic"}
        return renamed

    @cached_property
    def pieces(self) -> dict[datetime.date, dict[Hashable, Any]]:
        """Day -> what its readers made from it to use again; it goes with the generation."""
        return {}

    @cached_property
    def _labels(self) -> dict[tuple[str, str], str]:
        return {}

    @cached_property
    def programs_with(self) -> Mapping[str, Mapping[str, int]]:
        """Facet -> value -> how many programs have it, without any search."""
        counts = {
            name: {value: self.fold(bitmap).bit_count() for value, bitmap in bitmaps.items()}
            for name, bitmaps in self.by_membership.items()
        }
        for name, bitmaps in self.by_program.items():
            counts[name] = {value: bitmap.bit_count() for value, bitmap in bitmaps.items()}
        return counts

    @cached_property
    def newest_first(self) -> Array:
        numbers = range(len(self.cards))
        newest = sorted(numbers, key=lambda number: self.cards[number].reviewed, reverse=True)
        return np.array(newest, np.int64)

    @cached_property
    def strongest_tier_first(self) -> Array:
        """By strongest tier, then by level on our scale; within these in order of name."""
        tiers, levels = [*TIERS, NOT_RECORDED], [*LEVEL_IDS, NOT_RECORDED]

        def rank(number: int) -> tuple[int, int]:
            card = self.cards[number]
            own = min((levels.index(each.level) for each in card.ratings if each.level), default=len(levels))
            return tiers.index(card.tiers[0] if card.tiers else NOT_RECORDED), own

        return np.array(sorted(range(len(self.cards)), key=rank), np.int64)

    @cached_property
    def scales(self) -> Mapping[str, Scale]:
        """The scale of each registry that has one."""
        return read_scales(self.words["registries"], {id: level for id, (level, _) in self.levels.items()})

    @cached_property
    def harmful(self) -> Mapping[int, frozenset[str]]:
        """The programs with a recorded risk of harm or a negative rating, and the stems of their names."""
        warned = (card.harm or "negative" in card.tiers for card in self.cards)
        harmful = [(number, self.cards[number]) for number, is_so in enumerate(warned) if is_so]
        return {number: frozenset(" ".join(card.called).split()) for number, card in harmful}

    @cached_property
    def recorded_facts(self) -> RecordedFacts:
        """What programs record for each question of fit."""
        of_topics = self.by_membership.get("topic", {})
        by_topic = {topic: self.fold(programs) for topic, programs in of_topics.items()}
        by_facet = {**self.by_program, "topic": by_topic}
        return collect_recorded_facts(self.cards, by_facet, list(self.harmful))

    @cached_property
    def called(self) -> Mapping[str, list[int]]:
        """A whole name in stems -> the programs that have it as their name or another name, in order."""
        return _by_name(card.called for card in self.cards)

    @cached_property
    def squeezed(self) -> Mapping[str, list[int]]:
        """A whole name without spaces and signs -> the programs that have it, in order."""
        return _by_name(card.squeezed for card in self.cards)

    def warm(self) -> None:
        """Compute the properties that the first search would otherwise wait for."""
        for each in ("position", "newest_first", "strongest_tier_first", "harmful", "called", "squeezed"):
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

    @cached_property
    def outcome_findings(self) -> OutcomeFindings:
        """Where the findings of every program point, for the map."""
        domains = {id: word.domain for id, word in self.words.get("outcomes", {}).items()}
        with self.engine.connect() as connection:
            return read_outcome_findings(connection, self.position, domains)

    @property
    def _names(self) -> RatingNames:
        return RatingNames(self.words["registries"], self.levels, self.topics)

    @cached_property
    def coverage(self) -> Coverage:
        """How much this generation records."""
        with self.engine.connect() as connection:
            return count_coverage(connection)

    def split_layers(self, pairs: int) -> list[int]:
        """The programs with a membership in `pairs`, one bitmap a layer."""
        return [pairs >> layer * len(self.cards) & self.everything for layer in range(self.layers)]

    def fold(self, pairs: int) -> int:
        """The programs with any membership in `pairs`."""
        return union(self.split_layers(pairs))

    def page(self, slug: str) -> Page | None:
        """One program with everything, retired ones included; None when there is no such slug."""
        with closing(self.engine.raw_connection()) as connection:
            cursor = connection.cursor()
            cursor.execute(ONE_PROGRAM, {"slug": slug})
            rows = cursor.fetchall()
        found = next(((document, html) for document, html in rows if html is not None), None)
        if found is None:
            return None
        program = read_stored(ProgramInCatalog, found[0])
        order = [membership.topic for membership in program.topics] + [""]
        read = (read_stored(Verdict, document) for document, html in rows if html is None)
        ordered = sorted(read, key=lambda verdict: order.index(verdict.topic))
        return Page(slug, program, json.loads(found[1]), tuple(ordered))

    def label(self, facet_name: str, value: str) -> str:
        """What readers call a value of a facet."""
        known = self._labels.get((facet_name, value))
        if known is None:
            known = self._labels[facet_name, value] = self._label(facet_name, value)
        return known

    def _label(self, facet_name: str, value: str) -> str:
        if value in FIXED_LABELS.get(facet_name, {}):
            return FIXED_LABELS[facet_name][value]
        if facet_name == "topic":
            return self.topics[value][0].name
        if facet_name == "rated":
            registry, _, rating = value.partition(".")
            word = self.words["registries"][registry]
            called = word.known_as or word.label
            return f"{called}: {self.scales[registry][rating].label}" if rating else called
        if facet_name in ("rating", "derived"):
            return f"{value.upper()} – {self.levels[value][0].short}"
        if facet_name == "age":
            return f"{value} years"
        if value == NOT_RECORDED:
            return f"{FACET[facet_name].label} not recorded"
        return self.words[FACET_WORDS[facet_name]][value].label


def _by_name(names: Iterable[Sequence[str]]) -> dict[str, list[int]]:
    """Name -> the numbers of the programs that have it."""
    found: dict[str, list[int]] = {}
    for number, own in enumerate(names):
        for name in dict.fromkeys(filter(None, own)):
            found.setdefault(name, []).append(number)
    return found
