"""The catalog as a server reads it: the newest sound generation, one whole snapshot at a time."""

import logging
import threading
import time
from pathlib import Path
from typing import NoReturn

from app.catalog.snapshot.loading import load_snapshot
from app.catalog.snapshot.snapshot import Snapshot
from app.catalog.store.generation import (
    DamagedCatalog,
    Generation,
    NoCatalog,
    current_name,
    find_generation,
    other_generations,
    pointer_mark,
)
from app.catalog.store.soundness import find_damage
from app.catalog.store.workers import gc_paused

log = logging.getLogger("homeward")
TRIES = 5
SECONDS_BETWEEN_LOOKS = 10
SECONDS_TO_NOTICE = 0.1
REMEDY = "`homeward build` makes it anew"


class Catalog:
    """Follows `current` in a catalog folder. A request asks once and keeps its snapshot.

    When the catalog is gone or damaged, what is in memory goes on serving, or else the last good generation.
    """

    def __init__(self, folder: Path) -> None:
        self.folder, self._path = folder, str(folder)
        self._held: tuple[tuple[int, int] | None, Snapshot] | None = None
        self._loading = threading.Lock()
        self._next_look, self._told, self._is_followed = 0.0, "", False

    def snapshot(self) -> Snapshot:
        """The serving generation. Raises NoCatalog when there is none that can be opened.

        A new one is opened by the first request after a switch, unless `follow` opens it meanwhile.
        """
        held = self._held
        if held is not None and (self._is_followed or held[0] == pointer_mark(self._path)):
            return held[1]
        with self._loading:
            return self._newest()

    def follow(self) -> NoReturn:
        """Open each new generation as soon as there is one, in a thread of its own: no request waits then."""
        self._is_followed = True
        try:
            while True:
                time.sleep(SECONDS_TO_NOTICE)
                self._open_newer()
        finally:
            self._is_followed = False

    def _open_newer(self) -> None:
        held = self._held
        if held is not None and held[0] != pointer_mark(self._path):
            with self._loading:
                self._newest()

    def replace_damaged(self, snapshot: Snapshot) -> bool:
        """Called when an answer from `snapshot` failed: whether another generation serves instead now."""
        with self._loading:
            if self._held is None or self._held[1] is not snapshot:
                return self._held is not None
            now = time.monotonic()
            if now < self._next_look:
                return False
            self._next_look = now + SECONDS_BETWEEN_LOOKS
            damage = find_damage(find_generation(self.folder, snapshot.generation), served=True)
            found = self._last_good(snapshot.generation) if damage else None
            if found is None:
                return False
            self._tell(f"{damage}. Serving the last good generation, {found.generation}")
            self._held = self._held[0], found
            return True

    def _newest(self) -> Snapshot:
        held = self._held[1] if self._held else None
        mark, found, why = self._follow()
        if found is None and held is not None:
            self._tell(f"{why}. Serving what is in memory, {held.generation}")
            found = held
        if found is None and (found := self._last_good(None)):
            self._tell(f"{why}. Serving the last good generation, {found.generation}")
        if found is None:
            self._tell(f"{why}. There is nothing to serve")
            raise NoCatalog(f"The catalog cannot be opened: {REMEDY}.")
        self._held = mark, found
        return found

    def _follow(self) -> tuple[tuple[int, int] | None, Snapshot | None, str]:
        """The mark of `current`, and the generation that it names or why that cannot be served."""
        why = ""
        for _ in range(TRIES):
            mark = pointer_mark(self._path)  # before the name, so that a switch in between is seen later
            try:
                name = current_name(self.folder)
                if name is None:
                    return mark, None, "there is no generation"
                # Also when it is the one that is held: a build that heals a damaged one keeps its name.
                return mark, open_sound(find_generation(self.folder, name)), ""
            except DamagedCatalog as error:
                why = str(error)
            if mark == pointer_mark(self._path):
                break  # else a switch removed the files between reading `current` and opening them
        return mark, None, why

    def _last_good(self, name: str | None) -> Snapshot | None:
        for generation in other_generations(self.folder, name):
            try:
                return open_sound(generation)
            except DamagedCatalog:
                continue
        return None

    def _tell(self, what: str) -> None:
        """Say it once for the operator, with the folder, which no answer names."""
        if what != self._told:
            self._told = what
            log.error("The catalog in %s: %s. %s.", self.folder, what, REMEDY)


def open_sound(generation: Generation) -> Snapshot:
    """The snapshot of a generation whose files are as they were written. Raises DamagedCatalog."""
    if damage := find_damage(generation, served=True):
        raise DamagedCatalog(damage)
    try:
        with gc_paused():
            snapshot = load_snapshot(generation)
            snapshot.warm()
    except Exception as error:  # whatever files of another version or without a record bring
        raise DamagedCatalog(f"{generation.name} cannot be opened ({error!r})") from error
    return snapshot
