"""Published ratings side by side: those in our topics, and those of other registries in their own words."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Connection, select

from app.catalog.store.tables import MembershipRow, OtherRatingRow, RatingRow, columns
from app.evidence.entry.pages import RatingLevel, Tier, Topic, VocabularyWord
from app.evidence.entry.program import Copy, Level

Html = Mapping[str, str]
"""Rendered sections of an entry by heading."""


@dataclass(frozen=True, slots=True)
class RegistryRating:
    """A rating in its publisher's words. `registry` is None if unknown, `level` if it is not on our scale.

    Without a `rating` the program is only listed there, `as_printed`. `tier` is ours.
    """

    program: str
    registry: str | None
    by: str
    rating: str | None
    scope: str | None
    as_of: str | None
    source: str | None
    seen: str | None
    seen_copy: Copy | None
    note: str | None
    level: Level | None = None
    topic: str | None = None
    rating_id: str | None = None
    tier: Tier | None = None
    in_force: bool = True
    as_printed: str | None = None

    @property
    def words(self) -> str:
        """What the page said: as printed where that is recorded, else the label of its rating."""
        return self.as_printed or self.rating or ""


TopicRating = tuple[str | None, RegistryRating]
"""A topic and a rating in it; the topic is None for a rating of another registry."""


@dataclass(frozen=True, slots=True)
class RatingNames:
    """What registries, levels and topics are called, as the snapshot holds them."""

    registries: Mapping[str, VocabularyWord]
    levels: Mapping[str, tuple[RatingLevel, str]]
    topics: Mapping[str, tuple[Topic, Html]]

    def registry_of(self, publisher: str) -> str | None:
        """The id of the registry with this id, label or synonym."""
        name = publisher.casefold()
        for id, word in self.registries.items():
            if name in (each.casefold() for each in (id, word.label, *word.synonyms)):
                return id
        return None


def read_published_ratings(
    connection: Connection, slugs: Iterable[str], names: RatingNames
) -> tuple[RegistryRating, ...]:
    """Every rating, in the order of `slugs`; topics in the editor's order, then other registries."""
    found: dict[str, list[RegistryRating]] = defaultdict(list)
    for _, published in read_ratings(connection, names):
        found[published.program].append(published)
    return tuple(each for slug in slugs for each in found[slug])


def read_ratings(connection: Connection, names: RatingNames) -> Iterator[TopicRating]:
    """Every rating, newest first in each topic, those of retired programs included."""
    registry_of = cache(names.registry_of)
    for row in _in_topics(connection):
        registry = registry_of(row.rated_by)
        by = names.registries[registry].label if registry else row.rated_by
        rating = f"{row.level.upper()} – {names.levels[row.level][0].label}"
        scope = names.topics[row.topic][0].name
        in_topic = row.level, row.topic, row.level, row.tier, row.position == 0
        yield row.topic, RegistryRating(row.program, registry, by, rating, scope, *_source(row), *in_topic)
    other = columns(OtherRatingRow)
    for row in connection.execute(select(*other).order_by(other.position)):
        by = names.registries[row.registry_id].label
        elsewhere = None, None, row.rating_id, row.tier, row.in_force, row.as_printed
        said = row.registry_id, by, row.rating, row.scope
        yield None, RegistryRating(row.program, *said, *_source(row), *elsewhere)


def _in_topics(connection: Connection) -> Iterator[Any]:
    rating, membership = columns(RatingRow), columns(MembershipRow)
    is_same = (rating.program == membership.program) & (rating.topic == membership.topic)
    joined = select(*rating).join_from(rating.program.table, membership.program.table, is_same)
    yield from connection.execute(joined.order_by(membership.position, rating.position))


def _source(row: Any) -> tuple[Any, Any, Any, Any, Any]:
    return row.as_of, row.source, row.seen, row.copy_kind, row.note
