"""What is shown of a program beside its answers: made at build, read for the programs of a page alone."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import select

from app.catalog.snapshot.snapshot import Snapshot
from app.catalog.store.tables import FitDetailsRow, columns
from app.evidence.entry.program import Delivery, Program
from app.evidence.found.who_took_part import say_who_took_part


@dataclass(frozen=True, slots=True)
class StudiedWithText:
    """Who took part in its studies; the ages are of the largest study that records any."""

    studies: int
    participants: int | None
    ages: Mapping[str, float | None] | None
    text: str


@dataclass(frozen=True, slots=True)
class FitDetails:
    """`words` is criterion -> what the entry says in words, `sources` criterion -> the page that says it.

    `topic_notes` is topic -> why the program stands there, `pages` are those that its facts came from.
    """

    words: Mapping[str, str]
    sources: Mapping[str, str]
    topic_notes: Mapping[str, str]
    pages: Sequence[str]
    exclusions: Sequence[str]
    studied_with: StudiedWithText


def details_to_json(program: Program) -> str:
    delivery = program.delivery or Delivery()
    words = {
        "population": program.target_population.description,
        "weeks": delivery.duration,
        "credential": delivery.delivered_by,
    }
    studied = say_who_took_part(program.studies)
    document = {
        "words": {name: said for name, said in words.items() if said},
        "sources": dict(_own_sources(program)),
        "topic_notes": {each.topic: each.note for each in program.topics if each.note},
        "pages": list(dict.fromkeys(program.sources)),
        "exclusions": program.exclusions,
        "studied_with": asdict(studied) | {"ages": studied.ages.model_dump() if studied.ages else None},
    }
    return json.dumps(document, ensure_ascii=False)


def _own_sources(program: Program) -> Iterator[tuple[str, str]]:
    """Of the facts that say from which page they are; a topic area is named where its rating stands."""
    if program.staff and program.staff.source and program.staff.credentials:
        yield "credential", program.staff.source
    rated = program.topics[0].ratings if len(program.topics) == 1 else ()
    if rated and rated[0].source:
        yield "topic", rated[0].source


def read_details(snapshot: Snapshot, slugs: Sequence[str]) -> dict[str, FitDetails]:
    """Those of these programs, by slug."""
    row = columns(FitDetailsRow)
    with snapshot.engine.connect() as connection:
        rows = connection.execute(select(row.program, row.document).where(row.program.in_(slugs)))
        return {slug: _from_json(document) for slug, document in rows}


def _from_json(document: str) -> FitDetails:
    held = json.loads(document)
    return FitDetails(**{**held, "studied_with": StudiedWithText(**held["studied_with"])})
