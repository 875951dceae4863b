"""Keeps the catalog of a node the same as what PostgreSQL names as current; faults change nothing."""

import logging
import time
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import IsolationLevel

from app.catalog.publish.copying import copy_files, read_listing
from app.catalog.publish.database import CHANNEL, DatabaseProblem, connect, database_explained, name_host
from app.catalog.publish.format_name import name_format
from app.catalog.publish.pieces import Refused
from app.catalog.snapshot.catalog import open_sound
from app.catalog.store import generation as generations
from app.catalog.store.generation import BuildRecord, DamagedCatalog, Generation
from app.catalog.store.soundness import find_damage, find_sound_generation
from app.catalog.text.index import compute_scores

log = logging.getLogger("homeward")
SECONDS_BETWEEN_LOOKS = 10.0
"""A switch is told at once; looking beside it finds what was told while nobody listened."""
SECONDS_WITHOUT_LISTENING = 1.0
SECONDS_BETWEEN_TRIES = 2.0
SECONDS_AFTER_REFUSAL = 60.0
AWAY = "away"


@dataclass(frozen=True, slots=True)
class Published:
    """The current generation of a format, and the number of the switch that made it so."""

    name: str
    switch: int


class FollowingNode:
    """Copies what is published at `address` into the catalog folder; workers notice the switch themselves."""

    def __init__(self, address: str, catalog: Path) -> None:
        self.catalog, self._address = catalog, address
        self._told = ""
        self._is_checked = False
        self._foreign: set[str] = set()
        self._refused: tuple[Published, float] | None = None

    def follow(self) -> None:
        """Follow the database until the process ends, whatever happens to it."""
        while True:
            try:
                with database_explained(self._address), self._connect() as connection:
                    self._listen(connection)
            except Exception as error:  # noqa: BLE001  # whatever one publish brings, the next must be seen
                self._tell_problem(error)
            time.sleep(SECONDS_BETWEEN_TRIES)

    def update(self) -> bool:
        """Look once; whether the catalog now serves what is published. Problems are told, not raised."""
        try:
            with database_explained(self._address), self._connect() as connection:
                return self._update(connection)
        except (DatabaseProblem, OSError) as error:
            self._tell_problem(error)
            return False

    def _connect(self) -> psycopg.Connection:
        connection = connect(self._address, autocommit=True)
        # One transaction sees one state of the database: a clean-up takes nothing away while it is copied.
        connection.isolation_level, connection.read_only = IsolationLevel.REPEATABLE_READ, True
        return connection

    def _listen(self, connection: psycopg.Connection) -> None:
        seconds = SECONDS_BETWEEN_LOOKS
        try:
            connection.execute(f"LISTEN {CHANNEL}")
        except psycopg.Error:  # a replica tells nothing
            seconds = SECONDS_WITHOUT_LISTENING
        while True:
            self._update(connection)
            for _ in connection.notifies(timeout=seconds, stop_after=1):
                pass

    def _update(self, connection: psycopg.Connection) -> bool:
        with connection.transaction():
            published = self._read_current(connection)
            if published is None:
                return False
            if published.name == self._serving_name():
                self._tell("")
                return True
            if self._refused and self._refused[0] == published and time.monotonic() < self._refused[1]:
                return False
            try:
                self._copy(connection, published)
            except (Refused, DamagedCatalog, OSError) as error:
                self._refused = published, time.monotonic() + SECONDS_AFTER_REFUSAL
                self._tell_problem(error)
                return False
        self._is_checked = True
        self._tell("")
        return True

    def _read_current(self, connection: psycopg.Connection) -> Published | None:
        """What this version can read; said once when that is nothing, or when others have something newer."""
        if connection.execute("SELECT to_regclass('homeward.current')").fetchone() == (None,):
            self._tell("nothing is published there yet")
            return None
        rows = connection.execute("SELECT format, generation, switch FROM homeward.current ORDER BY switch")
        current = {format: Published(name, switch) for format, name, switch in rows}
        own = current.get(name_format())
        newest = list(current)[-1] if own else name_format()
        if newest != name_format() and newest not in self._foreign:
            self._foreign.add(newest)
            log.warning(
                "Node of %s: the newest there has the format %s, this version reads %s and follows that.",
                name_host(self._address), newest, name_format(),
            )  # fmt: skip
        if own is None:
            others = ", ".join(current) or "none"
            self._tell(
                f"this version reads the format {name_format()}, and what is published has others ({others})"
            )
        return own

    def _serving_name(self) -> str | None:
        """The generation that serves here; at the first look, only if its files are whole."""
        try:
            name = generations.current_name(self.catalog)
        except DamagedCatalog:
            return None
        held = generations.find_generation(self.catalog, name) if name else None
        if held is None or not held.folder.is_dir() or (not self._is_checked and find_damage(held)):
            return None
        self._is_checked = True
        return name

    def _copy(self, connection: psycopg.Connection, published: Published) -> None:
        listing = read_listing(connection, published.name, name_format())
        with generations.build_lock(self.catalog, lambda: None):
            before = find_sound_generation(self.catalog, lambda _: None)
            with generations.start_generation(self.catalog, published.name) as made:
                copy_files(connection, listing.files, made, before)
                _compute_scores(made)
                made.write_record(_record(published.name, listing.programs, listing.marks))
                open_sound(made)  # raises before the switch, so that the old one stays
                generations.switch_to(self.catalog, made, keep=_other(before, published.name))
        log.info("The generation %s serves", published.name)

    def _tell_problem(self, error: Exception) -> None:
        said = str(error) if isinstance(error, DatabaseProblem | Refused | DamagedCatalog) else repr(error)
        if isinstance(error, OSError):
            said = f"the disk refuses ({error.strerror or type(error).__name__})"
        # Away is away, in whatever words: a connection ends in one way, and the next try fails in another.
        self._tell(said, AWAY if isinstance(error, DatabaseProblem) else said)

    def _tell(self, problem: str, kind: str = "") -> None:
        """Say a problem once, and once that it is over; problems of one kind are one."""
        kind, before = kind or problem, self._told
        if kind == before:
            return
        self._told, host = kind, name_host(self._address)
        if problem:
            still = "What was serving still is; it is tried again."
            log.error("Node of %s: %s. %s", host, problem.rstrip("."), still)
        else:
            log.warning("Node of %s: it is well again, and what is published serves.", host)


def _compute_scores(made: Generation) -> None:
    try:
        compute_scores(made.index)
    except Exception as error:  # whatever arrays bring that no publisher wrote
        raise Refused(f"scores cannot be computed from its arrays ({error!r})") from error


def _record(name: str, programs: int, marks: dict[str, tuple[int, int]]) -> BuildRecord:
    """Without digests of content: a build in the same folder starts from nothing, as it lacks the index."""
    return BuildRecord(name, content="", frame="", programs=programs, files=marks)


def _other(generation: Generation | None, name: str) -> Generation | None:
    return generation if generation and generation.name != name else None
