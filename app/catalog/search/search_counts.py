"""How often words found nothing: in memory up to four times a day, on disk in steps of five, for 90 days.

catalog/
  searches.json           day -> word -> how often, as a multiple of five
  searches.lock           held by whoever counts
"""

import datetime
import fcntl
import json
import mmap
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from app.files import open_lock, read_file, write_file

NAME, LOCK = "searches.json", "searches.lock"
STEP = 5
"""A word is written down once it was searched so often on one day; what is left over is forgotten."""
DAYS_KEPT = 90
MOST_WORDS, MOST_TIMES = 1_000, 1_000
"""Of one day; what comes after is not counted."""
MEMORY = 65_536
"""Bytes: room for so many words of 30 letters."""

Counts = dict[str, dict[str, int]]
"""Day (YYYY-MM-DD) -> word -> how often it found nothing."""


@dataclass(frozen=True, slots=True)
class SearchedWord:
    """A word that found nothing: how often at least, on how many days, and the last of them (YYYY-MM-DD)."""

    word: str
    times: int
    days: int
    last: str


@lru_cache(maxsize=1)
def shared_memory() -> mmap.mmap:
    """Memory of this process and of all that are forked from it, so that a server's workers count together.

    What is never forked counts alone, and then writes less.
    """
    return mmap.mmap(-1, MEMORY)


class SearchCounts:
    """Counts words in the catalog folder; it never raises, because a search is answered whatever happens."""

    def __init__(self, catalog: Path, memory: mmap.mmap) -> None:
        self._catalog, self._memory = catalog, memory

    def count(self, words: Iterable[str], day: datetime.date) -> None:
        """Each of the words found nothing once more."""
        given = sorted(words)
        if not given:
            return
        try:
            with _locked(self._catalog):
                self._count(given, day)
        except OSError:
            return  # a full or read-only disk

    def _count(self, words: Iterable[str], day: datetime.date) -> None:
        pending, reached = self._read_pending(day), []
        if not pending:
            _forget_old(self._catalog, day)
        for word in words:
            if word in pending or len(pending) < MOST_WORDS:
                pending[word] = pending.get(word, 0) + 1
                if pending[word] == STEP:
                    reached.append(word)
                    pending[word] = 0
        self._write_pending(day, pending)
        if reached:
            _write_down(self._catalog, reached, day)

    def _read_pending(self, day: datetime.date) -> dict[str, int]:
        """How often each word was searched since it was last written down; on a new day, nothing."""
        self._memory.seek(0)
        held, _, _ = self._memory.read().partition(b"\0")
        try:
            kept = json.loads(held)
        except ValueError:  # nothing yet, or a worker was killed while it wrote
            return {}
        return dict(kept["words"]) if kept["day"] == str(day) else {}

    def _write_pending(self, day: datetime.date, pending: Mapping[str, int]) -> None:
        written = json.dumps({"day": str(day), "words": pending}, separators=(",", ":")).encode()
        self._memory.seek(0)
        self._memory.write(written.ljust(MEMORY, b"\0"))


def read_counts(catalog: Path, day: datetime.date) -> Counts:
    """What was written down in the last 90 days; older days are deleted from the disk."""
    if not (catalog / NAME).exists():
        return {}
    with _locked(catalog):
        return _forget_old(catalog, day)


def sum_up(counts: Counts) -> list[SearchedWord]:
    """The words of all days, the most searched first."""
    times: dict[str, dict[str, int]] = defaultdict(dict)
    for day, of_day in counts.items():
        for word, often in of_day.items():
            times[word][day] = often
    searched = (
        SearchedWord(word, sum(by_day.values()), len(by_day), max(by_day)) for word, by_day in times.items()
    )
    return sorted(searched, key=lambda each: (-each.times, each.word))


def _forget_old(catalog: Path, day: datetime.date) -> Counts:
    """The counts of the last days; what is older is deleted."""
    found = _read(catalog)
    kept = _last_days(found, day)
    if kept != found:
        _write(catalog, kept)
    return kept


def _write_down(catalog: Path, words: Iterable[str], day: datetime.date) -> None:
    counts = _read(catalog)
    of_day = counts.setdefault(str(day), {})
    more = {word: of_day.get(word, 0) + STEP for word in words if of_day.get(word, 0) < MOST_TIMES}
    if more:
        of_day.update(more)
        _write(catalog, counts)


def _last_days(counts: Counts, day: datetime.date) -> Counts:
    oldest = str(day - datetime.timedelta(days=DAYS_KEPT - 1))
    return {each: words for each, words in sorted(counts.items()) if each >= oldest}


def _read(catalog: Path) -> Counts:
    """What the file holds; nothing where there is none, or where it is damaged."""
    try:
        held = json.loads(read_file(catalog / NAME) or b"{}")
        return {str(day): {str(word): int(times) for word, times in held[day].items()} for day in held}
    except (ValueError, TypeError, AttributeError):
        return {}


def _write(catalog: Path, counts: Counts) -> None:
    write_file(catalog / NAME, json.dumps(counts, indent=1).encode(), 0o600)


@contextmanager
def _locked(catalog: Path) -> Iterator[None]:
    """Alone among the threads and processes of this machine."""
    with open_lock(catalog / LOCK) as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
