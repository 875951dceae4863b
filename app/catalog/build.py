"""Content becomes a new generation. What did not change since the last one is neither rendered nor indexed again."""

from __future__ import annotations

import datetime
import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, create_engine, delete, insert
from sqlmodel import SQLModel, col

from app.catalog import generation as generations
from app.catalog.frame_rows import frame_rows
from app.catalog.generation import BuildRecord, Generation
from app.catalog.loading import load
from app.catalog.remembered import digests, outlines
from app.catalog.rows import program_rows
from app.catalog.search import Wanted, search
from app.catalog.tables import PROGRAM_TABLES, FormerSlugRow, ProgramRow
from app.catalog.text_index import Words, searched_text, write_index
from app.catalog.verdict_rows import verdict_rows
from app.evidence.content import read_content
from app.evidence.problems import Problem
from app.evidence.program import Program
from app.evidence.prose import Prose
from app.evidence.registry import Item, Outline, Registry, glossary_terms, outline
from app.evidence.source import Source

Progress = Callable[[str, int, int], None]
"""Told (what is being done, how many are done, of how many)."""
CODE = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did. `generation` is None when errors made it refuse; then the old generation still serves."""

    generation: Generation | None
    problems: tuple[Problem, ...] = ()
    programs: int = 0
    written: int = 0
    up_to_date: bool = False


def build(
    content: Path,
    catalog: Path,
    today: datetime.date,
    progress: Progress = lambda *_: None,
    waiting: Callable[[], None] = lambda: None,
) -> Built:
    """Make a new generation from `content` and switch to it. Errors in the content are returned; a failed disk raises OSError."""
    with generations.building(catalog, waiting):
        previous = generations.current(catalog)
        frame, whole = _digests(content)
        record = previous.record() if previous else None
        if previous and record and record.content == whole:
            return Built(previous, programs=record.programs, up_to_date=True)
        memory = _Memory(previous if record and record.frame == frame else None)
        registry, problems = read_content(content, today, remembered=memory.known)
        if any(problem.is_error for problem in problems):
            return Built(None, tuple(problems))
        made = generations.start(catalog)
        written = _write(registry, memory, made, progress)
        made.write_record(BuildRecord(made.name, whole, frame, len(registry.outlines())))
        search(load(made), Wanted(q="family"))  # it opens and answers, or the old one stays
        return Built(generations.switch(catalog, made), tuple(problems), len(registry.outlines()), written)


class _Memory:
    """The programs of the previous generation, when they were read against the same words and rules."""

    def __init__(self, previous: Generation | None) -> None:
        self.previous = previous
        self.digests: dict[str, str] = {}
        self.outlines: dict[str, Outline] = {}
        if previous:
            engine = create_engine(URL.create("sqlite", database=str(previous.database)))
            with engine.connect() as connection:
                self.digests, self.outlines = digests(connection), outlines(connection)
            engine.dispose()

    def known(self, source: Source) -> Outline | None:
        slug = source.path.stem
        return self.outlines[slug] if self.digests.get(slug) == source.digest else None


def _digests(content: Path) -> tuple[str, str]:
    """(of everything but the programs, code included; of everything)."""
    programs = sorted((content / "programs").glob("*"))
    others = sorted(path for path in content.rglob("*") if path.is_file() and path.parent != content / "programs")
    code = sorted(path for room in ("evidence", "catalog") for path in (CODE / room).rglob("*.py"))
    frame = _digest([*others, *code])
    return frame, hashlib.sha256((frame + _digest(programs)).encode()).hexdigest()


def _digest(paths: Iterable[Path]) -> str:
    total = hashlib.sha256()
    for path in paths:
        total.update(str(path).encode("utf-8", "surrogateescape"))
        total.update(hashlib.sha256(path.read_bytes()).digest() if path.is_file() else b"")
    return total.hexdigest()


def _write(registry: Registry, memory: _Memory, made: Generation, progress: Progress) -> int:
    if memory.previous:
        generations.copy_of(memory.previous, made)
    changed = list(registry.programs.values())
    everyone = registry.outlines()
    gone = [slug for slug in memory.digests if slug not in everyone]
    terms = glossary_terms(registry.vocabulary)
    prose = Prose(terms)
    engine = create_engine(URL.create("sqlite", database=str(made.database)))
    with engine.begin() as connection:
        SQLModel.metadata.create_all(connection)
        _forget(connection, [*gone, *(item.slug for item in changed)])
        rows: list[SQLModel] = [] if memory.previous else list(frame_rows(registry, prose, Prose(terms, headings_below=2)))
        for number, item in enumerate(changed):
            progress("Rating and rendering", number, len(changed))
            rows += program_rows(item, prose.sections(item.body))
            rows += verdict_rows(item, registry)
        _insert(connection, rows)
        connection.execute(delete(FormerSlugRow))
        _insert(connection, _former_slugs(registry))
    engine.dispose()
    words = Words(registry.vocabulary, {slug: item.value for slug, item in registry.topics.items()})
    write_index(made.index, _indexed(changed, words, progress), gone)
    return len(changed)


def _indexed(changed: list[Item[Program]], words: Words, progress: Progress) -> Iterable[dict[str, str]]:
    for number, item in enumerate(changed):
        progress("Indexing", number, len(changed))
        yield searched_text(item, words)


def _forget(connection: Connection, slugs: list[str]) -> None:
    connection.execute(delete(ProgramRow).where(col(ProgramRow.slug).in_(slugs)))
    for table in PROGRAM_TABLES:
        connection.execute(delete(table).where(table.__table__.c.program.in_(slugs)))  # type: ignore[attr-defined]


def _insert(connection: Connection, rows: Iterable[SQLModel]) -> None:
    """In bulk, table by table: ten times faster than one object at a time."""
    by_table: dict[type[SQLModel], list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        by_table[type(row)].append(row.model_dump())
    for table, values in by_table.items():
        connection.execute(insert(table), values)


def _former_slugs(registry: Registry) -> list[SQLModel]:
    kinds = {
        "program": registry.outlines(),
        "topic": {item.slug: outline(item.value) for item in registry.topics.values()},
        "guide": {item.slug: outline(item.value) for item in registry.guides.values()},
    }
    return [
        FormerSlugRow(kind=kind, former=former, slug=slug)
        for kind, entries in kinds.items()
        for slug, entry in entries.items()
        for former in entry.former_slugs
    ]
