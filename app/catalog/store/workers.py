"""Parallel work of a full build: one function over many entries, in order, on several processors."""

import gc
import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from typing import Any, TypeVar

Input = TypeVar("Input")
Output = TypeVar("Output")
MIN_ENTRIES = 200
"""With fewer entries, starting processes costs more than it saves."""
MAX_PROCESSES = 4
CHUNK = 25


def count_processes(entries: int) -> int:
    """How many processes are worth starting for this number of entries."""
    return min(os.cpu_count() or 1, MAX_PROCESSES) if entries >= MIN_ENTRIES else 1


def parallel_map(
    function: Callable[[Input], Output], entries: Sequence[Input], processes: int | None = None
) -> Iterator[Output]:
    """`map` over several processes if there are many entries; only results are copied between processes."""
    count = min(processes or count_processes(len(entries)), len(entries))
    if count <= 1:
        yield from map(function, entries)
        return
    with ProcessPoolExecutor(count, multiprocessing.get_context("fork"), _start, (function, entries)) as pool:
        yield from pool.map(_do, range(len(entries)), chunksize=min(CHUNK, -(-len(entries) // count)))


@contextmanager
def gc_paused() -> Iterator[None]:
    """Switch the cycle collector off: entries have no cycles, and looking for them costs a fifth."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def end_with_parent() -> None:
    """End this process as soon as the one that started it is gone, even killed without a word."""
    if parent := multiprocessing.parent_process():
        threading.Thread(target=_wait_for_end, args=(parent.join,), daemon=True).start()


def _wait_for_end(join: Callable[[], None]) -> None:
    join()
    os._exit(1)


_inherited: tuple[Callable[[Any], Any], Sequence[Any]]


def _start(function: Callable[[Any], Any], entries: Sequence[Any]) -> None:
    # A forked process inherits this variable, so that the entries are not copied.
    global _inherited
    _inherited = function, entries
    end_with_parent()


def _do(number: int) -> Any:
    function, entries = _inherited
    return function(entries[number])
