"""Stores named arrays in one file. A large one is mapped into memory: read page by page, shared by processes.

The first line is JSON: name -> type, shape, and the byte after that line at which the array begins.
One file and not thirty, because opening those would take as long as a search of all of them.
"""

import json
import os
from collections.abc import Mapping
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np

LARGEST_HELD = 16 << 20
"""Bytes up to which a file is read whole: what happens to it later is not seen by who serves it."""
Array = np.ndarray[Any, np.dtype[Any]]
ALIGNMENT = 64
"""Every array begins at a multiple of this many bytes; numpy is slow on others."""
KINDS = frozenset("biuf")
"""Truth values and numbers. An array of Python objects would be read as addresses in memory."""


def write_arrays(path: Path, arrays: Mapping[str, Array]) -> None:
    header, at = {}, 0
    for name, array in arrays.items():
        header[name] = array.dtype.str, array.shape, at
        at += _padded(array.nbytes)
    line = json.dumps(header).encode()
    with path.open("wb") as file:
        file.write(line.ljust(_padded(len(line) + 1) - 1) + b"\n")
        for array in arrays.values():
            file.write(array.tobytes().ljust(_padded(array.nbytes), b"\0"))


def map_arrays(path: Path) -> dict[str, Array]:
    """The arrays of a file, read-only. Raises FileNotFoundError, or ValueError for what holds no numbers."""
    with path.open("rb") as file:
        whole = _hold(file)
    start = whole.find(b"\n") + 1
    header, held = json.loads(whole[:start]), memoryview(whole).toreadonly()
    if any(np.dtype(type_).kind not in KINDS for type_, _, _ in header.values()):
        raise ValueError(f"{path.name} holds other things than numbers")
    return {name: np.ndarray(shape, type_, held, start + at) for name, (type_, shape, at) in header.items()}


def _hold(file: BinaryIO) -> mmap:
    """The whole file: mapped when it is large, else copied to pages of memory, which are aligned too."""
    size = os.fstat(file.fileno()).st_size
    if size > LARGEST_HELD:
        return mmap(file.fileno(), 0, access=ACCESS_READ)
    copy = mmap(-1, max(size, 1))
    file.readinto(copy)  # type: ignore[attr-defined]
    return copy


def _padded(length: int) -> int:
    return -(-length // ALIGNMENT) * ALIGNMENT
