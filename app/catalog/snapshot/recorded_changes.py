"""What changed in the registry, as the entries record it: ratings published, programs added and retired."""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal
from urllib.parse import quote

from sqlalchemy import Connection, func, select

from app.catalog.snapshot.facets import NOT_RECORDED
from app.catalog.snapshot.published_ratings import RatingNames, RegistryRating, TopicRating, read_ratings
from app.catalog.store.tables import ProgramRow, columns
from app.evidence.entry.program import Harm, Retired
from app.evidence.entry.ratings_over_time import parse_period

Kind = Literal["rating", "added", "retired"]
KINDS: Mapping[Kind, str] = {
    "rating": "Published ratings", "added": "New programs", "retired": "Retired programs",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class RecordedChange:
    """One change. Its `id` never changes: it holds the first address of the program and none of its texts.

    `date` (2024, 2024-05 or 2024-05-01) is the publisher's date of a rating, else the day it was seen, or
    None; for other kinds the recorded day. `entered` is the first day on which the change can have been in
    this registry. `topic` is None for a rating of another registry; `before` is the same publisher's rating
    before it in the same topic, `level_before` the value of the facet `rating` before, whoever gave it;
    only a new program has a `summary`. `harm`: a risk of harm is recorded.
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
    level_before: str | None = None
    retired: Retired | None = None
    summary: str | None = None
    harm: bool = False

    @property
    def is_publishers_date(self) -> bool:
        """Whether `date` is the date that the publisher gave the rating."""
        return self.published is not None and self.published.as_of is not None


@dataclass(frozen=True, slots=True)
class ProgramRecord:
    """What the changes of a program are made from; `ratings` are newest first in each topic."""

    slug: str
    name: str
    summary: str
    added: str
    former_slugs: tuple[str, ...]
    retired: Retired | None
    harm: bool
    ratings: tuple[TopicRating, ...]


def read_changes(connection: Connection, names: RatingNames) -> tuple[RecordedChange, ...]:
    """Every change of a generation, retired programs included, latest date first."""
    ratings: dict[str, list[TopicRating]] = defaultdict(list)
    for topic, rating in read_ratings(connection, names):
        ratings[rating.program].append((topic, rating))
    former = {slug: topic.former_slugs for slug, (topic, _) in names.topics.items()}
    first_topics = {slug: slugs[0] for slug, slugs in former.items() if slugs}
    records = _records(connection, ratings)
    return order_changes(change for record in records for change in list_changes(record, first_topics))


def _records(connection: Connection, ratings: Mapping[str, list[TopicRating]]) -> Iterator[ProgramRecord]:
    program = columns(ProgramRow)
    keys = ("former_slugs", "retired", "harm")
    parts = (func.json_extract(program.document, f"$.{key}").label(key) for key in keys)
    wanted = select(program.slug, program.name, program.summary, program.added, *parts)
    for row in connection.execute(wanted):
        slugs = tuple(json.loads(row.former_slugs or "[]"))
        retired = Retired.model_validate_json(row.retired) if row.retired else None
        harm = bool(row.harm) and Harm.model_validate_json(row.harm).is_recorded
        rated = tuple(ratings[row.slug])
        yield ProgramRecord(row.slug, row.name, row.summary, row.added, slugs, retired, harm, rated)


def list_changes(record: ProgramRecord, first_topics: Mapping[str, str]) -> Iterator[RecordedChange]:
    """The changes of one program; `first_topics` is the first address of each topic that has had another."""
    change = partial(RecordedChange, program=record.slug, name=record.name, harm=record.harm)
    first, added = record.former_slugs[0] if record.former_slugs else record.slug, record.added
    yield change(id=f"{first}/added", kind="added", date=added, entered=added, summary=record.summary)
    if record.retired:
        day = str(record.retired.date)
        entered = max(day, added)
        yield change(id=f"{first}/retired", kind="retired", date=day, entered=entered, retired=record.retired)
    times: Counter[str] = Counter()
    # Oldest first, so that a newer rating on top does not change the ids of the others.
    for place, (topic, rating) in reversed(list(enumerate(record.ratings))):
        id = f"{first}/rating/{_rating_address(topic, rating, first_topics)}"
        times[id] += 1
        yield change(
            id=id if times[id] == 1 else f"{id}/{times[id]}",
            kind="rating",
            date=rating.as_of or rating.seen,
            entered=_entered(rating, added),
            topic=topic,
            published=rating,
            before=_before(topic, rating, record.ratings[place + 1 :]),
            level_before=_level_before(topic, record.ratings[place + 1 :]),
        )


def _before(topic: str | None, rating: RegistryRating, older: Sequence[TopicRating]) -> str | None:
    """The rating before it; none for other registries, since each of their ratings has another scope."""
    publisher = rating.registry or rating.by
    in_topic = (each for about, each in older if topic and about == topic)
    return next((each.rating for each in in_topic if (each.registry or each.by) == publisher), None)


def _level_before(topic: str | None, older: Sequence[TopicRating]) -> str | None:
    in_topic = (each.level for about, each in older if about == topic)
    return next(in_topic, NOT_RECORDED) if topic else None


def _entered(rating: RegistryRating, added: str) -> str:
    """The day it was seen, else the first day that its date allows; never before the program itself."""
    begun = rating.seen or (str(parse_period(rating.as_of)[0]) if rating.as_of else added)
    return max(added, begun)


def _rating_address(topic: str | None, rating: RegistryRating, first_topics: Mapping[str, str]) -> str:
    about = first_topics.get(topic, topic) if topic else "elsewhere"
    named = (rating.registry or rating.by, rating.level or rating.words)
    return "/".join((about, *(quote(re.sub(r"\W+", "-", text.casefold()).strip("-")) for text in named)))


def order_changes(changes: Iterable[RecordedChange]) -> tuple[RecordedChange, ...]:
    """Latest date first, a less precise date after those within it; then by kind, name and id."""
    kinds = list(KINDS)
    by_name = sorted(changes, key=lambda each: (kinds.index(each.kind), each.name.casefold(), each.id))
    return tuple(sorted(by_name, key=_date_parts, reverse=True))


def pick_latest(changes: Iterable[RecordedChange], most: int) -> list[RecordedChange]:
    """Those that entered the registry last, whatever the dates of their ratings; a day keeps its order."""
    return sorted(changes, key=lambda change: change.entered, reverse=True)[:most]


def _date_parts(change: RecordedChange) -> tuple[int, ...]:
    return tuple(map(int, change.date.split("-"))) if change.date else ()
