"""A rating by any registry as readers see it: whose it is, its word, of what, when, and where it stands."""

import re
from dataclasses import dataclass

from app.catalog.snapshot.snapshot import Card, OtherRegistryRating, Snapshot
from app.evidence.entry.pages import Tier, VocabularyWord
from app.evidence.entry.program import Level
from app.evidence.entry.registry_ratings import OUR_SCALE, TIERS, ProgramInCatalog, RatingElsewhere

SHADES: dict[Tier | None, str] = {
    "strong": "1", "moderate": "2", "promising": "3", "mixed": "4", "no-effect": "4", "negative": "5",
}  # fmt: skip
"""Tier -> the level of our scale whose colour it has."""
FAVORABLE: tuple[Tier, ...] = ("strong", "moderate", "promising")
PLAIN_PHRASE = re.compile(r"[A-Z][a-z-]+(?![^A-Za-z]*[A-Z])\b")
"""A scope whose capital only begins a phrase: “Mental health”, not “Mental Health”, “EMDR”."""
SAYS_LISTED = re.compile(r"(listed|reviewed)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ShownRating:
    """One rating as it is said. `level` is a level of our scale, None for the word of another scale.

    `topic` is None outside our topics. Without a `word` the program is only listed, `as_printed`.
    """

    registry: str
    name: str
    short: str
    word: str
    level: str | None
    tier: Tier | None
    topic: str | None
    scope: str | None
    as_of: str | None
    closed: str | None
    in_force: bool
    as_printed: str | None
    steps: tuple[bool, ...]

    @property
    def shade(self) -> str:
        """The level of our scale whose colour it has."""
        return self.level or SHADES.get(self.tier, "nr")

    @property
    def title(self) -> str:
        """“Title IV-E Well-Supported”, “CEBC 2 – Supported”, “listed by NREPP”."""
        if self.word:
            return f"{self.name} {self.word}"
        printed = self.as_printed or ""
        return f"listed by {self.name}{'' if SAYS_LISTED.match(printed) else f' (“{printed}”)'}"

    @property
    def details(self) -> str:
        """Of what, when, and what else must be known of it: “mental health, 2020”."""
        ended = f"registry closed {self.closed}" if self.closed else ""
        year = self.as_of[:4] if self.as_of else ""
        return ", ".join(filter(None, (self.scope, year, ended, "" if self.in_force else "superseded")))

    @property
    def line(self) -> str:
        """“Title IV-E Well-Supported, mental health, 2020”."""
        return ", ".join(filter(None, (self.title, self.details)))


def list_ratings(rated: Card | ProgramInCatalog, shown: Snapshot) -> tuple[ShownRating, ...]:
    """Every rating of a program, the strongest in force first; then superseded ones and mere listings."""
    given = [*_in_topics(rated, shown), *(_elsewhere(each, shown) for each in rated.other_ratings)]
    registries = list(shown.words["registries"])
    return tuple(sorted(given, key=lambda each: _rank(each, registries.index(each.registry))))


def name_registry(word: VocabularyWord) -> str:
    """A registry by the name that people use, without an article."""
    return (word.known_as or word.label).removeprefix("the ")


def _in_topics(rated: Card | ProgramInCatalog, shown: Snapshot) -> list[ShownRating]:
    """CEBC's rating in force in each of our topics."""
    if isinstance(rated, Card):
        given = [(each.topic, each.level, each.by, each.as_of) for each in rated.ratings]
    else:
        current = [(each.topic, each.ratings[0]) for each in rated.topics if each.ratings]
        given = [(topic, rating.level, rating.by, rating.as_of) for topic, rating in current]
    return [_in_topic(topic, level, by or "", as_of, shown) for topic, level, by, as_of in given if level]


def _in_topic(topic: str, level: Level, by: str, as_of: str | None, shown: Snapshot) -> ShownRating:
    word, tier, scope = shown.label("rating", level), shown.levels[level][0].tier, shown.topics[topic][0].name
    said = (OUR_SCALE, by, by, word, level, tier, topic, scope, as_of)
    return ShownRating(*said, closed=None, in_force=True, as_printed=None, steps=())


def _elsewhere(other: OtherRegistryRating | RatingElsewhere, shown: Snapshot) -> ShownRating:
    word, id = shown.words["registries"][other.registry], other.rating_id
    level = id if other.registry == OUR_SCALE else None
    said = shown.label("rating", level) if level else other.rating or ""
    scale = list(shown.scales.get(other.registry, {}))
    steps = _draw_steps(scale.index(id), len(scale), other.tier) if id and not level else ()
    closed = word.closed[:4] if word.closed else None
    scope = _say_scope(other.scope)
    return ShownRating(
        other.registry, name_registry(word), word.short or word.label, said, level, other.tier,
        None, scope, other.as_of, closed, other.in_force, other.as_printed, steps,
    )  # fmt: skip


def _draw_steps(place: int, of: int, tier: Tier | None) -> tuple[bool, ...]:
    """The steps of a scale, the weakest first: all up to a favorable word, of others its own alone."""
    own = of - 1 - place
    return tuple(step == own or (step < own and tier in FAVORABLE) for step in range(of))


def _say_scope(scope: str | None) -> str | None:
    return scope[0].lower() + scope[1:] if scope and PLAIN_PHRASE.match(scope) else scope


def _rank(each: ShownRating, registry: int) -> tuple[bool, bool, bool, int, int, int]:
    """In force, open registries before closed ones, by tier, as the registries are listed, newest first."""
    year = int(each.as_of[:4]) if each.as_of else 0
    tier = TIERS.index(each.tier) if each.tier else len(TIERS)
    return not each.word, not each.in_force, bool(each.closed), tier, registry, -year
