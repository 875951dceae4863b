"""The catalog as a server reads it: always the newest generation, one whole snapshot at a time."""

import sqlite3
import threading
from pathlib import Path

from whoosh.index import EmptyIndexError

from app.catalog.snapshot.loading import load_snapshot
from app.catalog.snapshot.snapshot import Snapshot
from app.catalog.store.generation import Generation, NoCatalog, current_name, pointer_mark
from app.catalog.store.workers import gc_paused

TRIES = 5


class Catalog:
    """Follows `current` in a catalog folder. A request asks once and keeps its snapshot."""

    def __init__(self, folder: Path) -> None:
        self.folder, self._path = folder, str(folder)
        self._held: tuple[tuple[int, int] | None, Snapshot] | None = None
        self._loading = threading.Lock()

    def snapshot(self) -> Snapshot:
        """The serving generation. Raises NoCatalog when nothing was ever built."""
        held = self._held
        if held is not None and held[0] is not None and pointer_mark(self._path) == held[0]:
            return held[1]
        with self._loading:
            for _ in range(TRIES):
                if found := self._newest():
                    return found
        advice = "delete the folder and run `homeward build`"
        raise NoCatalog(f"the catalog in {self.folder} cannot be opened: {advice}")

    def _newest(self) -> Snapshot | None:
        """None when a switch removed the files between reading `current` and opening them."""
        mark = pointer_mark(self._path)  # before the name, so that a switch in between is seen later
        name = current_name(self.folder)
        if name is None:
            raise NoCatalog(f"no catalog in {self.folder}: run `homeward build`")
        snapshot = self._held[1] if self._held else None
        if snapshot is None or snapshot.generation != name:
            try:
                with gc_paused():
                    snapshot = load_snapshot(Generation(self.folder / "generations" / name))
                    snapshot.warm()
            except (FileNotFoundError, sqlite3.OperationalError, EmptyIndexError):
                return None
        self._held = mark, snapshot
        return snapshot
