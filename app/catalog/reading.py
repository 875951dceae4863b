"""The serving side of the switch: always the newest generation, one whole snapshot at a time."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

from whoosh.index import EmptyIndexError

from app.catalog.generation import Generation, NoCatalog, current_name
from app.catalog.loading import load
from app.catalog.snapshot import Snapshot

TRIES = 5


class Catalog:
    """Follows the pointer of a catalog folder. A request asks once and keeps what it got."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._snapshot: Snapshot | None = None
        self._loading = threading.Lock()

    def snapshot(self) -> Snapshot:
        """The serving generation. Raises NoCatalog when nothing was ever built."""
        held = self._snapshot
        if held is not None and held.generation == current_name(self.folder):
            return held
        with self._loading:
            for _ in range(TRIES):
                if found := self._newest():
                    return found
        raise NoCatalog(f"the catalog in {self.folder} cannot be opened: delete the folder and run `homeward build`")

    def _newest(self) -> Snapshot | None:
        """None when, between reading the pointer and opening the files, a newer generation took their place."""
        name = current_name(self.folder)
        if name is None:
            raise NoCatalog(f"no catalog in {self.folder}: run `homeward build`")
        if self._snapshot is not None and self._snapshot.generation == name:
            return self._snapshot
        try:
            self._snapshot = load(Generation(self.folder / "generations" / name))
        except (FileNotFoundError, sqlite3.OperationalError, EmptyIndexError):
            return None
        return self._snapshot
