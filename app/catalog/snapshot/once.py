"""What is made from a snapshot on the first call, and goes with it."""

import weakref
from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

from app.catalog.snapshot.snapshot import Snapshot

Made = TypeVar("Made")


class OnceForSnapshot(Generic[Made]):
    """Calls `make` once for the latest snapshot, which is not kept alive for it. Any thread may call."""

    def __init__(self, make: Callable[[Snapshot], Made]) -> None:
        self._make, self._making = make, Lock()
        self._latest: tuple[weakref.ref[Snapshot], Made] | None = None

    def __call__(self, snapshot: Snapshot) -> Made:
        latest = self._latest
        if latest is None or latest[0]() is not snapshot:
            with self._making:
                latest = self._latest
                if latest is None or latest[0]() is not snapshot:
                    latest = self._latest = weakref.ref(snapshot), self._make(snapshot)
        return latest[1]
