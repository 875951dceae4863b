"""What changed in the registry, as the entries themselves record it: ratings entered, programs added, programs retired."""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote

from sqlalchemy import Connection, func, select

from app.catalog.snapshot.published_ratings import RatingNames, RegistryRating, read_every_rating
from app.catalog.store.tables import ProgramRow, columns
from app.evidence.entry.program import Harm, Retired
from app.evidence.entry.ratings_over_time import parse_period

Kind = Literal["rating", "added", "retired"]
KINDS: Mapping[Kind, str] = {"rating": "Published ratings", "added": "New programs", "retired": "Retired programs"}


@dataclass(frozen=True, slots=True)
class RecordedChange:
    """One change. `id` is the same for ever within a registry: it holds the first address of the program and none of its texts.

    `date` (2024, 2024-05 or 2024-05-01) is the publisher's date of a rating, else the day on which it was seen; of other kinds the
    recorded day; None when a rating has neither. `entered` is the first day on which the change can have stood in this registry.
    `topic` is None for a rating of another registry; `before` is what the same publisher said before in the same topic. A new program
    brings its `summary`. `harm`: a risk of harm is recorded of the program, and every change of it says so.
    """

    id: str
    kind: Kind
    program: str
    name: str
    date: str | None
    entered: str
    topic: str | None = None
    published: RegistryRating | None = None
    before: str | None = None
    retired: Retired | None = None
    summary: str | None = None
    harm: bool = False

    @property
    def is_publishers_date(self) -> bool:
        """Whether `date` is the one that the publisher of the rating gave it."""
        return self.published is not None and self.published.as_of is not None


@dataclass(frozen=True, slots=True)
class ProgramRecord:
    """What the changes of a program are told from. `ratings` are (topic, rating), newest first in each topic; the topic is None for other registries."""

    slug: str
    name: str
    summary: str
    added: str
    former_slugs: tuple[str, ...]
    retired: Retired | None
    harm: bool
    ratings: tuple[tuple[str | None, RegistryRating], ...]


def read_changes(connection: Connection, names: RatingNames) -> tuple[RecordedChange, ...]:
    """Every change of a generation, retired programs included, latest date first."""
    ratings: dict[str, list[tuple[str | None, RegistryRating]]] = defaultdict(list)
    for topic, rating in read_every_rating(connection, names):
        ratings[rating.program].append((topic, rating))
    first_topics = {slug: topic.former_slugs[0] for slug, (topic, _) in names.topics.items() if topic.former_slugs}
    return order_changes(change for record in _records(connection, ratings) for change in list_changes(record, first_topics))


def _records(connection: Connection, ratings: Mapping[str, list[tuple[str | None, RegistryRating]]]) -> Iterator[ProgramRecord]:
    program = columns(ProgramRow)
    parts = (func.json_extract(program.document, f"$.{key}").label(key) for key in ("former_slugs", "retired", "harm"))
    for row in connection.execute(select(program.slug, program.name, program.summary, program.added, *parts)):
        told = Retired.model_validate_json(row.retired) if row.retired else None
        harm = bool(row.harm) and Harm.model_validate_json(row.harm).is_recorded
        yield ProgramRecord(row.slug, row.name, row.summary, row.added, _texts(row.former_slugs), told, harm, tuple(ratings[row.slug]))


def _texts(array: str | None) -> tuple[str, ...]:
    return tuple(json.loads(array or "[]"))


def list_changes(record: ProgramRecord, first_topics: Mapping[str, str]) -> Iterator[RecordedChange]:
    """The changes of one program; `first_topics` is the first address of each topic that has had another."""
    first = record.former_slugs[0] if record.former_slugs else record.slug
    yield RecordedChange(f"{first}/added", "added", record.slug, record.name, record.added, record.added, summary=record.summary, harm=record.harm)
    if record.retired:
        day = str(record.retired.date)
        yield RecordedChange(f"{first}/retired", "retired", record.slug, record.name, day, max(day, record.added), retired=record.retired, harm=record.harm)
    times: Counter[str] = Counter()
    for place in range(len(record.ratings) - 1, -1, -1):  # oldest first: a newer rating on top leaves the ids of the others alone
        topic, rating = record.ratings[place]
        about = first_topics.get(topic, topic) if topic else "elsewhere"
        id = "/".join((first, "rating", about, _in_address(rating.registry or rating.by), _in_address(rating.level or rating.rating)))
        times[id] += 1
        before = _before(topic, rating, record.ratings[place + 1 :])
        id = id if times[id] == 1 else f"{id}/{times[id]}"
        date = rating.as_of or rating.seen
        yield RecordedChange(id, "rating", record.slug, record.name, date, _entered(rating, record.added), topic, rating, before, harm=record.harm)


def _before(topic: str | None, rating: RegistryRating, older: Sequence[tuple[str | None, RegistryRating]]) -> str | None:
    """Other registries' ratings are no history: each stands for another scope."""
    publisher = rating.registry or rating.by
    same = (each.rating for about, each in older if topic and about == topic and (each.registry or each.by) == publisher)
    return next(same, None)


def _entered(rating: RegistryRating, added: str) -> str:
    """When it was seen, else the first day that its date allows; never before the program itself."""
    begun = rating.seen or (str(parse_period(rating.as_of)[0]) if rating.as_of else added)
    return max(added, begun)


def _in_address(text: str) -> str:
    return quote(re.sub(r"\W+", "-", text.casefold()).strip("-"))


def order_changes(changes: Iterable[RecordedChange]) -> tuple[RecordedChange, ...]:
    """Latest date first, a less precise date after those within it; then by kind, name and id, so that the order never depends on chance."""
    told = sorted(changes, key=lambda change: (list(KINDS).index(change.kind), change.name.casefold(), change.id))
    return tuple(sorted(told, key=_when, reverse=True))


def pick_latest(changes: Iterable[RecordedChange], most: int) -> list[RecordedChange]:
    """Those that came into the registry last, whatever the dates of their ratings; changes of one day in the order given."""
    return sorted(changes, key=lambda change: change.entered, reverse=True)[:most]


def _when(change: RecordedChange) -> tuple[int, ...]:
    return tuple(map(int, change.date.split("-"))) if change.date else ()
