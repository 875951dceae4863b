"""Makes a new generation from the content; unchanged programs are neither rendered nor indexed again."""

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, create_engine, delete, insert
from sqlalchemy.exc import OperationalError
from sqlmodel import SQLModel, col

from app.catalog.build.content_digest import digest_content, name_generation
from app.catalog.build.previous_generation import PreviousGeneration
from app.catalog.build.rows import PreparedProgram, ProgramPreparer, frame_rows
from app.catalog.snapshot.loading import check_generation, read_shown_slugs
from app.catalog.store import generation as generations
from app.catalog.store.generation import BuildRecord, Generation
from app.catalog.store.soundness import find_sound_generation, mark_files
from app.catalog.store.sql_views import create_views
from app.catalog.store.tables import PROGRAM_TABLES, FormerSlugRow, ProgramRow, Row, columns
from app.catalog.store.workers import count_processes, gc_paused, parallel_map
from app.catalog.text.index import write_index, write_weights
from app.catalog.text.synonyms import collect_synonyms
from app.evidence.check.problem import Problem
from app.evidence.content import read_content
from app.evidence.entry.registry import Outline, Registry

Progress = Callable[[str, int, int], None]
"""Called with (what is being done, how many are done, of how many)."""
ROWS_AT_ONCE, SLUGS_AT_ONCE = 5_000, 1_000


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What a build did. `generation` is None after errors; `kept` counts faulty programs left as before."""

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
    damaged: Callable[[str], None] = lambda _: None,
) -> BuildResult:
    """Make a new generation from `content` and switch to it. Errors of the disk are raised.

    With `keep_last_good`, a program whose entry has errors stays as it was, and the rest is built.
    `damaged` is told what was found damaged; what is built does not depend on it.
    """
    with generations.build_lock(catalog, waiting), gc_paused():
        serving = find_sound_generation(catalog, damaged)
        digest = digest_content(content)
        record = serving.read_record() if serving else None
        if serving and record and record.content == digest.whole:
            _serve_again(catalog, serving)
            return BuildResult(serving, programs=record.programs, up_to_date=True)
        is_same_frame = record is not None and record.frame == digest.frame
        previous = PreviousGeneration(serving if is_same_frame else None, digest.entries)
        registry, problems = read_content(content, today, remembered=previous.unchanged, spread=parallel_map)
        broken = {problem.path for problem in problems if problem.is_error}
        if broken and not (keep_last_good and _set_aside(registry, broken, content, previous)):
            return BuildResult(None, tuple(problems))
        name = name_generation(digest.frame, _programs_held(registry, previous))
        if serving and is_same_frame and serving.name == name:  # only errors or stray files are new
            _serve_again(catalog, serving)
            return BuildResult(serving, tuple(problems), registry.size, kept=len(broken))
        with generations.start_generation(catalog, name) as made:
            try:
                written = _write(registry, previous, made, progress)
            except OperationalError as error:
                raise OSError(f"{error.orig}") from error  # what SQLite says of a full disk and the like
            whole = "" if broken else digest.whole
            made.write_record(BuildRecord(name, whole, digest.frame, registry.size, mark_files(made)))
            check_generation(made)  # raises before the switch, so that the old one stays
            made = generations.switch_to(catalog, made, keep=serving)
        return BuildResult(made, tuple(problems), registry.size, written, kept=len(broken))


def _programs_held(registry: Registry, previous: PreviousGeneration) -> dict[str, str]:
    """Slug -> digest of the entry from which the generation has the program."""
    held = {slug: previous.digests[slug] for slug in registry.unchanged}
    return held | {slug: item.digest for slug, item in registry.programs.items()}


def _serve_again(catalog: Path, sound: Generation) -> None:
    """Point to a generation that is up to date, unless it is the serving one already."""
    try:
        if generations.current_name(catalog) == sound.name:
            return
    except generations.DamagedCatalog:
        pass
    generations.point_to(catalog, sound)


def _set_aside(registry: Registry, broken: Set[Path], content: Path, previous: PreviousGeneration) -> bool:
    """Keep the broken programs as they were and leave new ones out; False when that is not possible."""
    if previous.generation is None or any(path.parent != content / "programs" for path in broken):
        return False
    for slug in {path.stem for path in broken}:
        registry.programs.pop(slug, None)
        if slug in previous.outlines:
            registry.unchanged[slug] = previous.outlines[slug]
    return True


def _write(registry: Registry, previous: PreviousGeneration, made: Generation, progress: Progress) -> int:
    """Write database and index; returns how many programs were written."""
    if previous.generation:
        generations.copy_generation(previous.generation, made)
    changed = list(registry.programs.values())
    outlines = registry.outlines()
    gone = [slug for slug in previous.digests if slug not in outlines]
    engine = create_engine(URL.create("sqlite", database=str(made.database)))
    with engine.begin() as connection:
        # The file is given away: what an editor took out must not stay in its free pages.
        connection.exec_driver_sql("PRAGMA secure_delete = ON")
        SQLModel.metadata.create_all(connection)
        create_views(connection)
        if previous.generation:
            _delete_programs(connection, [*gone, *(item.slug for item in changed)])
        else:
            _insert(connection, frame_rows(registry))
        prepared = parallel_map(ProgramPreparer(registry), changed)
        texts = _insert_programs(connection, prepared, len(changed), progress)
        synonyms = collect_synonyms(registry.vocabulary)
        write_index(made.index, texts, gone, synonyms, count_processes(len(changed)))
        connection.execute(delete(FormerSlugRow))
        _insert(connection, _former_slugs(registry, outlines))
        shown = read_shown_slugs(connection)
    engine.dispose()
    write_weights(made.index, {slug: number for number, slug in enumerate(shown)})
    return len(changed)


def _insert_programs(
    connection: Connection, programs: Iterable[PreparedProgram], total: int, progress: Progress
) -> Iterator[dict[str, str]]:
    """Insert the rows, many at a time, and yield the texts for the index."""
    waiting: list[Row] = []
    for number, program in enumerate(programs):
        progress("Rating, rendering and indexing", number, total)
        waiting += program.rows
        if len(waiting) > ROWS_AT_ONCE:
            _insert(connection, waiting)
            waiting = []
        yield program.text
    _insert(connection, waiting)


def _delete_programs(connection: Connection, slugs: list[str]) -> None:
    for start in range(0, len(slugs), SLUGS_AT_ONCE):
        some = slugs[start : start + SLUGS_AT_ONCE]
        connection.execute(delete(ProgramRow).where(col(ProgramRow.slug).in_(some)))
        for table in PROGRAM_TABLES:
            connection.execute(delete(table).where(columns(table).program.in_(some)))


def _insert(connection: Connection, rows: Iterable[Row]) -> None:
    """Insert in bulk, table by table, which is ten times faster than one object at a time."""
    by_table: dict[type[SQLModel], list[dict[str, Any]]] = defaultdict(list)
    for table, values in rows:
        by_table[table].append(values)
    for table, many in by_table.items():
        connection.execute(insert(table), many)


def _former_slugs(registry: Registry, programs: Mapping[str, Outline]) -> list[Row]:
    entries = [("program", slug, outline.former_slugs) for slug, outline in programs.items()]
    entries += [("topic", item.slug, item.value.former_slugs) for item in registry.topics.values()]
    entries += [("guide", item.slug, item.value.former_slugs) for item in registry.guides.values()]
    formers = [(kind, slug, former) for kind, slug, formers in entries for former in formers]
    return [(FormerSlugRow, dict(kind=kind, former=former, slug=slug)) for kind, slug, former in formers]
