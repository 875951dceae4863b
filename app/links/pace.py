"""How fast sites are asked: one question a second to each, and not at all while a site asks for a pause."""

import threading
from collections import defaultdict
from collections.abc import Callable

SECONDS_BETWEEN = 1.0


class Pace:
    """Shared by all threads. `clock` gives seconds that only grow, `sleep` waits so many of them."""

    def __init__(self, clock: Callable[[], float], sleep: Callable[[float], object], between: float = SECONDS_BETWEEN) -> None:
        self._clock, self._sleep, self._between = clock, sleep, between
        self._free_at: dict[str, float] = defaultdict(float)
        self._lock = threading.Lock()

    def wait(self, host: str) -> None:
        """Return when it is this caller's turn to ask `host`."""
        with self._lock:
            now = self._clock()
            turn = max(now, self._free_at[host])
            self._free_at[host] = turn + self._between
        if turn > now:
            self._sleep(turn - now)

    def pause(self, host: str, seconds: float) -> None:
        """Nobody asks `host` for so long."""
        with self._lock:
            self._free_at[host] = max(self._free_at[host], self._clock() + seconds)
