"""Content becomes a new generation. What did not change since the last one is neither rendered nor indexed again."""

from __future__ import annotations

import datetime
import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, create_engine, delete, insert
from sqlmodel import SQLModel, col

from app.catalog.build.frame_rows import frame_rows
from app.catalog.build.preparing import PreparedProgram, Preparing
from app.catalog.build.previous_generation import digests, outlines
from app.catalog.snapshot.loading import check_generation, read_shown_slugs
from app.catalog.store import generation as generations
from app.catalog.store.generation import BuildRecord, Generation
from app.catalog.store.tables import PROGRAM_TABLES, FormerSlugRow, ProgramRow, Row
from app.catalog.store.workers import gc_paused, parallel_map, processors
from app.catalog.text.index import write_index, write_weights
from app.catalog.text.synonyms import collect_synonyms
from app.evidence.check.problem import Problem
from app.evidence.content import read_content
from app.evidence.entry.registry import Outline, Registry, glossary_terms, outline
from app.evidence.markdown import MarkdownRenderer

Progress = Callable[[str, int, int], None]
"""Told (what is being done, how many are done, of how many)."""
ROWS_AT_ONCE, SLUGS_AT_ONCE = 5_000, 1_000
CODE = Path(__file__).resolve().parent.parent.parent


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What a build did. `generation` is None when errors made it refuse; then the old generation still serves.

    `kept` counts programs with errors that stayed as they were.
    """

    generation: Generation | None
    problems: tuple[Problem, ...] = ()
    programs: int = 0
    written: int = 0
    up_to_date: bool = False
    kept: int = 0


def build(
    content: Path,
    catalog: Path,
    today: datetime.date,
    progress: Progress = lambda *_: None,
    waiting: Callable[[], None] = lambda: None,
    keep_last_good: bool = False,
) -> BuildResult:
    """Make a new generation from `content` and switch to it. Errors in the content are returned; a failed disk raises OSError.

    With `keep_last_good`, a program whose entry has errors stays as it was in the generation before, and everything else goes on.
    """
    with generations.build_lock(catalog, waiting), gc_paused():
        previous = generations.current_generation(catalog)
        frame, entries, whole = _digests(content)
        record = previous.read_record() if previous else None
        if previous and record and record.content == whole:
            return BuildResult(previous, programs=record.programs, up_to_date=True)
        memory = _Memory(previous if record and record.frame == frame else None, entries)
        registry, problems = read_content(content, today, remembered=memory.known, spread=parallel_map)
        broken = {problem.path for problem in problems if problem.is_error}
        if broken and not (keep_last_good and _set_aside(registry, broken, content, memory)):
            return BuildResult(None, tuple(problems))
        made = generations.start_generation(catalog)
        written = _write(registry, memory, made, progress)
        made.write_record(BuildRecord(made.name, "" if broken else whole, frame, registry.size))
        check_generation(made)  # or the old one stays
        return BuildResult(generations.switch_to(catalog, made), tuple(problems), registry.size, written, kept=len(broken))


def _set_aside(registry: Registry, broken: Set[Path], content: Path, memory: _Memory) -> bool:
    """Take the broken programs as they were, or leave them out where they never were; False when that is not possible."""
    slugs = {path.stem for path in broken}
    if memory.previous is None or any(path.parent != content / "programs" for path in broken):
        return False
    for slug in slugs:
        registry.programs.pop(slug, None)
    registry.unchanged.update({slug: memory.outlines[slug] for slug in slugs if slug in memory.outlines})
    return True


class _Memory:
    """The programs of the previous generation, when they were read against the same words and rules. `entries` are the digests of the files now."""

    def __init__(self, previous: Generation | None, entries: Mapping[Path, str]) -> None:
        self.previous, self.entries = previous, entries
        self.digests: dict[str, str] = {}
        self.outlines: dict[str, Outline] = {}
        if previous:
            engine = create_engine(URL.create("sqlite", database=str(previous.database)))
            with engine.connect() as connection:
                self.digests, self.outlines = digests(connection), outlines(connection)
            engine.dispose()

    def known(self, path: Path) -> Outline | None:
        return self.outlines.get(path.stem) if path in self.entries and self.digests.get(path.stem) == self.entries[path] else None


def _digests(content: Path) -> tuple[str, dict[Path, str], str]:
    """(of everything but the programs, code included; of each file that may be a program; of everything)."""
    entries = {path: _digest(path) for path in sorted((content / "programs").glob("*"), key=str)}  # paths compare forty times as slowly as text
    folders = [path for path in content.glob("*") if path.name != "programs"]
    others = sorted(path for folder in folders for path in (folder, *folder.rglob("*")) if path.is_file())
    code = sorted(path for room in ("evidence", "catalog") for path in (CODE / room).rglob("*.py"))
    # By their names within the content: the same content in another folder is no other content.
    named = [*((path.relative_to(content), path) for path in others), *((path.relative_to(CODE), path) for path in code)]
    frame = _joined((str(name), _digest(path)) for name, path in named)
    plain = {path: digest for path, digest in entries.items() if not path.is_symlink()}  # where a link leads must be looked at every time
    return frame, plain, hashlib.sha256((frame + _joined((path.name, digest) for path, digest in entries.items())).encode()).hexdigest()


def _digest(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except (IsADirectoryError, FileNotFoundError, PermissionError):  # told as a problem when it is read
        return ""


def _joined(digests: Iterable[tuple[str, str]]) -> str:
    total = hashlib.sha256()
    for name, digest in digests:
        total.update(f"{name}\n{digest}\n".encode("utf-8", "surrogateescape"))
    return total.hexdigest()


def _write(registry: Registry, memory: _Memory, made: Generation, progress: Progress) -> int:
    if memory.previous:
        generations.copy_generation(memory.previous, made)
    changed = list(registry.programs.values())
    everyone = registry.outlines()
    gone = [slug for slug in memory.digests if slug not in everyone]
    preparing = Preparing(registry)
    engine = create_engine(URL.create("sqlite", database=str(made.database)))
    with engine.begin() as connection:
        connection.exec_driver_sql("PRAGMA secure_delete = ON")  # the file is given away: what an editor took out must not stay in free pages
        SQLModel.metadata.create_all(connection)
        if memory.previous:
            _forget(connection, [*gone, *(item.slug for item in changed)])
        else:
            _insert(connection, frame_rows(registry, preparing.prose, MarkdownRenderer(glossary_terms(registry.vocabulary), headings_below=2)))
        texts = _stored(connection, parallel_map(preparing, changed), len(changed), progress)
        write_index(made.index, texts, gone, collect_synonyms(registry.vocabulary), processors(len(changed)))
        connection.execute(delete(FormerSlugRow))
        _insert(connection, _former_slugs(registry, everyone))
        shown = read_shown_slugs(connection)
    engine.dispose()
    write_weights(made.index, {slug: number for number, slug in enumerate(shown)})
    return len(changed)


def _stored(connection: Connection, prepared: Iterable[PreparedProgram], total: int, progress: Progress) -> Iterator[dict[str, str]]:
    """Put the rows into the database, many at a time, and hand the texts on to the index."""
    waiting: list[Row] = []
    for number, one in enumerate(prepared):
        progress("Rating, rendering and indexing", number, total)
        waiting += one.rows
        if len(waiting) > ROWS_AT_ONCE:
            _insert(connection, waiting)
            waiting = []
        yield one.text
    _insert(connection, waiting)


def _forget(connection: Connection, slugs: list[str]) -> None:
    for start in range(0, len(slugs), SLUGS_AT_ONCE):
        some = slugs[start : start + SLUGS_AT_ONCE]
        connection.execute(delete(ProgramRow).where(col(ProgramRow.slug).in_(some)))
        for table in PROGRAM_TABLES:
            connection.execute(delete(table).where(table.__table__.c.program.in_(some)))  # type: ignore[attr-defined]


def _insert(connection: Connection, rows: Iterable[Row]) -> None:
    """In bulk, table by table: ten times faster than one object at a time."""
    by_table: dict[type[SQLModel], list[dict[str, Any]]] = defaultdict(list)
    for table, values in rows:
        by_table[table].append(values)
    for table, many in by_table.items():
        connection.execute(insert(table), many)


def _former_slugs(registry: Registry, programs: Mapping[str, Outline]) -> list[Row]:
    kinds = {
        "program": programs,
        "topic": {item.slug: outline(item.value) for item in registry.topics.values()},
        "guide": {item.slug: outline(item.value) for item in registry.guides.values()},
    }
    return [
        (FormerSlugRow, {"kind": kind, "former": former, "slug": slug})
        for kind, entries in kinds.items()
        for slug, entry in entries.items()
        for former in entry.former_slugs
    ]
