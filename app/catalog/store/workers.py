"""A full build on several processors: one function over many entries, in order."""

import gc
import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from typing import Any, TypeVar

One = TypeVar("One")
Other = TypeVar("Other")
WORTH_IT = 200
"""With fewer entries, starting processes costs more than it brings."""
MOST = 4
AT_ONCE = 25


def processors(entries: int) -> int:
    """How many processes a piece of work over so many entries is worth."""
    return min(os.cpu_count() or 1, MOST) if entries >= WORTH_IT else 1


def parallel_map(function: Callable[[One], Other], entries: Sequence[One], processes: int | None = None) -> Iterator[Other]:
    """`map`, over several processes when there is much to do. Only what `function` returns is copied from process to process."""
    count = min(processes or processors(len(entries)), len(entries))
    if count <= 1:
        yield from map(function, entries)
        return
    with ProcessPoolExecutor(count, multiprocessing.get_context("fork"), _start, (function, entries)) as pool:
        yield from pool.map(_do, range(len(entries)), chunksize=min(AT_ONCE, -(-len(entries) // count)))


@contextmanager
def gc_paused() -> Iterator[None]:
    """Without looking for reference cycles meanwhile: thousands of entries in memory make that a fifth of the work, and they have none."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


_inherited: tuple[Callable[[Any], Any], Sequence[Any]]


def _start(function: Callable[[Any], Any], entries: Sequence[Any]) -> None:
    # Through fork, the work reaches a process without being copied.
    global _inherited
    _inherited = function, entries


def _do(number: int) -> Any:
    function, entries = _inherited
    return function(entries[number])
