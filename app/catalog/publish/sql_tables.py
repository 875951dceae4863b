"""The tables of a generation in the schema `registry`, for whoever asks in SQL; nodes do not read them."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import URL, Connection, Table, create_engine, delete, insert, select, text
from sqlalchemy.schema import CreateSchema, DropSchema
from sqlmodel import SQLModel

from app.catalog.publish.format_name import name_format
from app.catalog.publish.pieces import portions
from app.catalog.store.generation import BuildRecord, Generation
from app.catalog.store.tables import PROGRAM_TABLES, FormerSlugRow, ProgramRow, columns

SQL_SCHEMA = "registry"
SLUGS_AT_ONCE = 200
PROGRAM = str(ProgramRow.__tablename__)
OF_PROGRAMS = (PROGRAM, *(str(table.__tablename__) for table in PROGRAM_TABLES))
"""Their rows are replaced program by program."""
ALWAYS_NEW = str(FormerSlugRow.__tablename__)


def write_sql_tables(connection: Connection, generation: Generation, record: BuildRecord) -> None:
    """Bring the tables up to date in the transaction of `connection`; only what changed is sent."""
    connection = connection.execution_options(schema_translate_map={None: SQL_SCHEMA})
    is_same_frame = _prepare(connection, record)
    engine = create_engine(URL.create("sqlite", database=str(generation.database)))
    with engine.connect() as source:
        wanted = _digests(source)
        held = _digests(connection) if is_same_frame else {}
        _delete(connection, [slug for slug, digest in held.items() if wanted.get(slug) != digest])
        _copy_programs(source, connection, [slug for slug in wanted if held.get(slug) != wanted[slug]])
        for name, table in SQLModel.metadata.tables.items():
            if name == ALWAYS_NEW or not (is_same_frame or name in OF_PROGRAMS):
                connection.execute(delete(table))
                _copy_rows(source, connection, table)
    engine.dispose()
    connection.execute(text("DELETE FROM homeward.sql_tables"))
    kept = {"format": name_format(), "frame": record.frame}
    connection.execute(text("INSERT INTO homeward.sql_tables VALUES (:format, :frame)"), kept)


def _prepare(connection: Connection, record: BuildRecord) -> bool:
    """Whether the tables hold programs of the same frame; else they are emptied, or made anew."""
    held = connection.execute(text("SELECT format, frame FROM homeward.sql_tables")).one_or_none()
    if held and held.format == name_format():
        if held.frame == record.frame:
            return True
        for name in OF_PROGRAMS:
            connection.execute(delete(SQLModel.metadata.tables[name]))
        return False
    connection.execute(DropSchema(SQL_SCHEMA, cascade=True, if_exists=True))
    connection.execute(CreateSchema(SQL_SCHEMA))
    SQLModel.metadata.create_all(connection)
    return False


def _digests(connection: Connection) -> dict[str, str]:
    program = columns(ProgramRow)
    return {row.slug: row.digest for row in connection.execute(select(program.slug, program.digest))}


def _delete(target: Connection, slugs: list[str]) -> None:
    for some in portions(slugs, SLUGS_AT_ONCE):
        for table in _program_tables():
            target.execute(delete(table).where(_program_of(table).in_(some)))


def _copy_programs(source: Connection, target: Connection, slugs: list[str]) -> None:
    for some in portions(slugs, SLUGS_AT_ONCE):
        for table in _program_tables():
            _copy_rows(source, target, table, some)


def _copy_rows(
    source: Connection, target: Connection, table: Table, slugs: Sequence[str] | None = None
) -> None:
    """All rows, or those of some programs."""
    wanted = select(table) if slugs is None else select(table).where(_program_of(table).in_(slugs))
    if rows := source.execute(wanted).mappings().all():
        target.execute(insert(table), [dict(row) for row in rows])


def _program_tables() -> list[Table]:
    return [SQLModel.metadata.tables[name] for name in OF_PROGRAMS]


def _program_of(table: Table) -> Any:
    return table.c.slug if table.name == PROGRAM else table.c.program
