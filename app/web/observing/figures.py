"""Counters that the workers of a server keep in shared memory, each in its own slot, so that sums are exact.

A slot is a file, written whole before the first request, so that a full disk can stop nothing later. A worker
locks its slot; one that starts again goes on counting where a dead one left off.
"""

import bisect
import fcntl
import mmap
import os
import struct
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

Label = tuple[str, str]
Sample = tuple[str, tuple[Label, ...], float]
"""Name, labels and value, as a line of the answer to Prometheus."""

VALUES = 8_192
"""Numbers in a slot; what a site counts must fit."""
SIZE = VALUES * struct.calcsize("d")
OTHER = "other"
STATUSES = (
    "200", "206", "301", "302", "304", "308", "400", "403", "404", "405", "410", "413", "416", "500", "501",
    "503", OTHER,
)  # fmt: skip
LIMITS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)
"""Upper ends in seconds of the steps in which times are counted; one step more has no end."""
HIT, MISS = "hit", "miss"


def write_empty(folder: Path, slots: int) -> None:
    """Make the files of so many workers. Raises OSError where the disk refuses."""
    for number in range(slots):
        (folder / f"{number}.slot").write_bytes(bytes(SIZE))


class Slots:
    """The numbers of all workers; `own` are those that this process adds to."""

    def __init__(self, folder: Path | None = None) -> None:
        """Without a folder one process counts alone. Raises OSError when no slot in it is free."""
        if folder is None:
            self.own = memoryview(bytearray(SIZE)).cast("d")
            self._all = [self.own]
            return
        files = [(folder / name).open("r+b") for name in sorted(os.listdir(folder))]
        self._all = [memoryview(mmap.mmap(file.fileno(), SIZE)).cast("d") for file in files]
        own = next((number for number, file in enumerate(files) if _is_free(file)), None)
        if own is None:
            raise OSError(f"all {len(files)} slots in {folder} are taken")
        self.own, self._locked = self._all[own], files[own]

    def total(self, place: int) -> float:
        return sum(slot[place] for slot in self._all)


def _is_free(file: BinaryIO) -> bool:
    """Whether the slot is this process's own from now on, for as long as the process lives."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


class Figures:
    """What is counted, by route of the site."""

    def __init__(self, routes: Iterable[str], slots: Slots) -> None:
        self._slots = slots
        self._routes = {route: number for number, route in enumerate([*dict.fromkeys(routes), OTHER])}
        self._statuses = {status: number for number, status in enumerate(STATUSES)}
        count, self._timed = len(self._routes), len(LIMITS) + 2  # one step without an end, and the sum
        self._times = count * len(STATUSES)
        self._searches = self._times + count * self._timed
        self._store = self._searches + self._timed
        if self._store + 2 > VALUES:
            raise ValueError(f"{count} routes do not fit into a slot: raise VALUES")

    def count_request(self, route: str, status: str, seconds: float) -> None:
        own, number = self._slots.own, self._routes.get(route, len(self._routes) - 1)
        own[number * len(STATUSES) + self._statuses.get(status, len(STATUSES) - 1)] += 1
        self._add_time(self._times + number * self._timed, seconds)

    def count_search(self, seconds: float) -> None:
        self._add_time(self._searches, seconds)

    def count_store(self, is_hit: bool) -> None:
        """Whether a page that may be kept was answered from the store of made pages."""
        self._slots.own[self._store + (not is_hit)] += 1

    def _add_time(self, place: int, seconds: float) -> None:
        own = self._slots.own
        own[place + bisect.bisect_left(LIMITS, seconds)] += 1
        own[place + self._timed - 1] += seconds

    def samples(self) -> Iterator[tuple[str, str, str, Iterator[Sample]]]:
        """(name, type, meaning, samples) of each figure, summed over the workers."""
        yield "homeward_requests_total", "counter", "Requests answered.", self._requests()
        yield (
            "homeward_request_seconds", "histogram", "Time to make an answer, waiting for its turn included.",
            (
                sample
                for route, number in self._routes.items()
                for sample in self._histogram(
                    "homeward_request_seconds", self._times + number * self._timed, (("route", route),)
                )
            ),
        )  # fmt: skip
        yield (
            "homeward_search_seconds", "histogram", "Time of a search alone.",
            self._histogram("homeward_search_seconds", self._searches, ()),
        )  # fmt: skip
        yield (
            "homeward_store_requests_total", "counter", "Pages that may be kept, by whether they were.",
            (
                ("homeward_store_requests_total", (("result", said),), self._slots.total(self._store + at))
                for at, said in enumerate((HIT, MISS))
            ),
        )  # fmt: skip

    def _requests(self) -> Iterator[Sample]:
        for route, row in self._routes.items():
            for status, column in self._statuses.items():
                if number := self._slots.total(row * len(STATUSES) + column):
                    yield "homeward_requests_total", (("route", route), ("status", status)), number

    def _histogram(self, name: str, place: int, labels: tuple[Label, ...]) -> Iterator[Sample]:
        counts = [self._slots.total(place + step) for step in range(len(LIMITS) + 1)]
        if labels and not sum(counts):
            return
        reached = 0.0
        for limit, count in zip((*map(str, LIMITS), "+Inf"), counts, strict=True):
            reached += count
            yield f"{name}_bucket", (*labels, ("le", limit)), reached
        yield f"{name}_sum", labels, self._slots.total(place + self._timed - 1)
        yield f"{name}_count", labels, reached


def write_exposition(figures: Figures, gauges: Mapping[str, tuple[str, Mapping[str, str], float]]) -> str:
    """Everything in the text format that Prometheus reads; a gauge is its meaning, labels and value."""
    lines: list[str] = []
    for name, kind, meaning, samples in figures.samples():
        lines += [f"# HELP {name} {meaning}", f"# TYPE {name} {kind}"]
        lines += (_line(*sample) for sample in samples)
    for name, (meaning, labels, value) in gauges.items():
        lines += [
            f"# HELP {name} {meaning}",
            f"# TYPE {name} gauge",
            _line(name, tuple(labels.items()), value),
        ]
    return "\n".join(lines) + "\n"


def _line(name: str, labels: tuple[Label, ...], value: float) -> str:
    said = ",".join(f'{key}="{_escape(text)}"' for key, text in labels)
    return f"{name}{{{said}}} {value:.17g}" if said else f"{name} {value:.17g}"


def _escape(text: str) -> str:
    return text.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")
