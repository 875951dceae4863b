"""Writes a generation to PostgreSQL in one transaction: a node sees all of it or nothing."""

from collections.abc import Iterator
from dataclasses import dataclass

import psycopg
from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool

from app.catalog.publish.database import CHANNEL, SCHEMA, TABLES, connect, database_explained
from app.catalog.publish.format_name import name_format
from app.catalog.publish.pieces import ListedFile, digest_listing, list_files, pack, read_pieces
from app.catalog.publish.sql_tables import write_sql_tables
from app.catalog.store.generation import BuildRecord, Generation

LOCK = 0x486F6D65
"""Held while somebody publishes: a second publisher waits for the first."""
KEPT = 3
"""Generations of a format that stay: the current one, and those before it for nodes that are copying them."""


@dataclass(frozen=True, slots=True)
class PublishReport:
    """`sent` are the bytes of the new pieces as they were sent, packed."""

    name: str
    programs: int
    pieces: int
    new: int
    sent: int


def publish(generation: Generation, address: str) -> PublishReport:
    """Publish a finished generation and make it the current one. Raises DatabaseProblem, or OSError."""
    record = generation.read_record()
    if record is None:
        raise FileNotFoundError(f"{generation.name} has no record of its build")
    files = list_files(generation)
    # Made by psycopg itself: SQLAlchemy would read the address in its own way.
    engine = create_engine(
        "postgresql+psycopg://", creator=lambda: connect(address), poolclass=NullPool, hide_parameters=True
    )
    with database_explained(address), engine.begin() as connection:
        cursor: psycopg.Cursor = connection.connection.cursor()  # type: ignore[assignment]
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        _make_tables(cursor)
        new, sent = 0, 0
        if not _is_there(cursor, generation.name):
            new, sent = _send(cursor, generation, record, files)
        write_sql_tables(connection, generation, record)
        _switch(cursor, generation.name)
        _clean_up(cursor)
    engine.dispose()
    return PublishReport(generation.name, record.programs, sum(len(file.pieces) for file in files), new, sent)


def _make_tables(cursor: psycopg.Cursor) -> None:
    # Asked first: the statement needs the right to make schemas even where there is one.
    if cursor.execute("SELECT to_regnamespace(%s)", [SCHEMA]).fetchone() == (None,):
        cursor.execute(f"CREATE SCHEMA {SCHEMA}")
    if cursor.execute("SELECT to_regclass('homeward.sql_tables')").fetchone() == (None,):
        cursor.execute(TABLES)


def _is_there(cursor: psycopg.Cursor, name: str) -> bool:
    return cursor.execute("SELECT 1 FROM homeward.generation WHERE name = %s", [name]).fetchone() is not None


def _send(
    cursor: psycopg.Cursor, generation: Generation, record: BuildRecord, files: list[ListedFile]
) -> tuple[int, int]:
    """Send what the database lacks; returns how many pieces, and how many bytes, those are."""
    wanted = list({digest for file in files for digest in file.pieces})
    held = cursor.execute("SELECT digest FROM homeward.piece WHERE digest = ANY(%s)", [wanted]).fetchall()
    lacking = set(wanted) - {digest for (digest,) in held}
    new, sent = len(lacking), 0
    with cursor.copy("COPY homeward.piece (digest, packed) FROM STDIN (FORMAT BINARY)") as copy:
        copy.set_types(["bytea", "bytea"])
        for digest, piece in _lacking_pieces(generation, files, lacking):
            packed = pack(piece)
            copy.write_row((digest, packed))
            sent += len(packed)
    format = name_format()
    listing = digest_listing(generation.name, format, record.programs, files)
    cursor.execute(
        "INSERT INTO homeward.generation VALUES (%s, %s, %s, %s, 0)",
        [generation.name, format, record.programs, listing],
    )
    cursor.executemany(
        "INSERT INTO homeward.generation_file VALUES (%s, %s, %s, %s, %s)",
        [(generation.name, file.name, file.size, file.checksum, list(file.pieces)) for file in files],
    )
    return new, sent


def _lacking_pieces(
    generation: Generation, files: list[ListedFile], lacking: set[bytes]
) -> Iterator[tuple[bytes, bytes]]:
    for file in files:
        if lacking.isdisjoint(file.pieces):
            continue
        for digest, piece in read_pieces(generation.folder / file.name):
            if digest in lacking:
                lacking.remove(digest)
                yield digest, piece


def _switch(cursor: psycopg.Cursor, name: str) -> None:
    cursor.execute(
        """INSERT INTO homeward.current (format, generation, switch, switched)
           SELECT %s, %s, coalesce(max(switch), 0) + 1, clock_timestamp() FROM homeward.current
           ON CONFLICT (format) DO UPDATE SET generation = excluded.generation, switch = excluded.switch,
           switched = excluded.switched""",
        [name_format(), name],
    )
    cursor.execute(
        """UPDATE homeward.generation SET switch = (SELECT max(switch) FROM homeward.current)
           WHERE name = %s""",
        [name],
    )
    cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, name])  # told when the transaction is complete


def _clean_up(cursor: psycopg.Cursor) -> None:
    """Delete what no node needs any more: a node that is copying sees the database as it was."""
    cursor.execute(
        """DELETE FROM homeward.generation WHERE name IN (
               SELECT name FROM (SELECT name, row_number() OVER (
                   PARTITION BY format ORDER BY switch DESC) AS place FROM homeward.generation) AS placed
               WHERE place > %s) AND name NOT IN (SELECT generation FROM homeward.current)""",
        [KEPT],
    )
    if cursor.rowcount:
        cursor.execute(
            """DELETE FROM homeward.piece p WHERE NOT EXISTS (
                   SELECT FROM (SELECT unnest(pieces) AS digest FROM homeward.generation_file) AS kept
                   WHERE kept.digest = p.digest)"""
        )
