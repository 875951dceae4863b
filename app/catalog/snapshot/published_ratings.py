"""Every published rating side by side: those of this registry's topics, and those of other registries in their own words."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Connection, select

from app.catalog.store.tables import MembershipRow, OtherRatingRow, RatingRow, columns
from app.evidence.entry.pages import RatingLevel, Topic, VocabularyWord

Html = Mapping[str, str]
"""Rendered sections of an entry by heading."""


@dataclass(frozen=True, slots=True)
class RegistryRating:
    """A rating in its publisher's words. `registry` is None when the publisher is not in the vocabulary; `level` when it is not of our scale."""

    program: str
    registry: str | None
    by: str
    rating: str
    scope: str | None
    as_of: str | None
    source: str | None
    seen: str | None
    seen_copy: str | None
    note: str | None
    level: str | None = None


@dataclass(frozen=True, slots=True)
class RatingNames:
    """What registries, levels and topics are called, as the snapshot holds them."""

    registries: Mapping[str, VocabularyWord]
    levels: Mapping[str, tuple[RatingLevel, str]]
    topics: Mapping[str, tuple[Topic, Html]]

    def registry_of(self, publisher: str) -> str | None:
        """The id of the registry that is called so, by its label or another name of it."""
        said = publisher.casefold()
        return next((id for id, word in self.registries.items() if said in (name.casefold() for name in (id, word.label, *word.synonyms))), None)


def read_published_ratings(connection: Connection, slugs: Iterable[str], names: RatingNames) -> tuple[RegistryRating, ...]:
    """The ratings now in force of the active programs, in the order of `slugs`; topics in the editor's order, then other registries."""
    found: dict[str, list[RegistryRating]] = defaultdict(list)
    for _, published in read_every_rating(connection, names, only_current=True):
        found[published.program].append(published)
    return tuple(each for slug in slugs for each in found[slug])


def read_every_rating(connection: Connection, names: RatingNames, only_current: bool = False) -> Iterator[tuple[str | None, RegistryRating]]:
    """(topic, rating), newest first in each topic; the topic is None for what other registries say. Retired programs are included."""
    registry_of = cache(names.registry_of)
    for row in _in_topics(connection, only_current):
        registry = registry_of(row.rated_by)
        by = names.registries[registry].label if registry else row.rated_by
        rating = f"{row.level.upper()} – {names.levels[row.level][0].label}"
        yield row.topic, _published(row, registry, by, rating, names.topics[row.topic][0].name, row.level)
    other = columns(OtherRatingRow)
    for row in connection.execute(select(*other).order_by(other.position)):
        yield None, _published(row, row.registry_id, names.registries[row.registry_id].label, row.rating, row.scope)


def _in_topics(connection: Connection, only_current: bool) -> Iterator[Any]:
    rating, membership = columns(RatingRow), columns(MembershipRow)
    is_same = (rating.program == membership.program) & (rating.topic == membership.topic)
    wanted = select(*rating).join_from(rating.program.table, membership.program.table, is_same).order_by(membership.position, rating.position)
    yield from connection.execute(wanted.where(rating.position == 0) if only_current else wanted)


def _published(row: Any, registry: str | None, by: str, rating: str, scope: str | None, level: str | None = None) -> RegistryRating:
    return RegistryRating(row.program, registry, by, rating, scope, row.as_of, row.source, row.seen, row.copy_kind, row.note, level)
