"""Programs as they are stored, read many at a time for downloads."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from app.catalog.snapshot.snapshot import Snapshot
from app.catalog.store.tables import EntryFileRow, MembershipRow, ProgramRow, VerdictRow, columns

AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class StoredProgram:
    """A program in JSON: front matter, HTML by section, and verdicts in the editor's order of topics."""

    slug: str
    document: str
    html: str
    verdicts: tuple[str, ...]


def read_records(snapshot: Snapshot, slugs: Sequence[str]) -> Iterator[StoredProgram]:
    """These programs in this order, AT_ONCE of them in memory; unknown slugs are left out."""
    for start in range(0, len(slugs), AT_ONCE):
        some = slugs[start : start + AT_ONCE]
        with snapshot.engine.connect() as connection:  # shared by all requests, so closed before yielding
            found = _read_some(connection, some)
        yield from (found[slug] for slug in some if slug in found)


def read_entry_text(snapshot: Snapshot, slug: str) -> str | None:
    """The file of a program as its editor wrote it; None for an unknown slug."""
    file = columns(EntryFileRow)
    with snapshot.engine.connect() as connection:
        text: str | None = connection.execute(select(file.text).where(file.program == slug)).scalar()
    return text


def read_database(snapshot: Snapshot) -> bytes:
    """The whole database file, even when it was removed from the disk in the meantime."""
    with snapshot.engine.connect() as connection:
        held: sqlite3.Connection = connection.connection.driver_connection  # type: ignore[assignment]
        return held.serialize()


def _read_some(connection: Connection, slugs: Sequence[str]) -> dict[str, StoredProgram]:
    program, verdict, membership = columns(ProgramRow), columns(VerdictRow), columns(MembershipRow)
    is_same = (verdict.program == membership.program) & (verdict.topic == membership.topic)
    verdicts: dict[str, list[str]] = defaultdict(list)
    joined = verdict.program.table.outerjoin(membership.program.table, is_same)
    wanted = select(verdict.program, verdict.document).select_from(joined)
    wanted = wanted.where(verdict.program.in_(slugs)).order_by(membership.position.nulls_last())
    for slug, document in connection.execute(wanted):
        verdicts[slug].append(document)
    wanted = select(program.slug, program.document, program.html).where(program.slug.in_(slugs))
    rows = connection.execute(wanted)
    return {slug: StoredProgram(slug, text, html, tuple(verdicts[slug])) for slug, text, html in rows}
