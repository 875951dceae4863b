"""Stores named arrays in one file that is mapped into memory: read page by page, shared between processes.

The first line is JSON: name -> type, shape, and the byte after that line at which the array begins.
One file and not thirty, because opening those would take as long as a search of all of them.
"""

import json
from collections.abc import Mapping
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[Any]]
ALIGNMENT = 64
"""Every array begins at a multiple of this many bytes; numpy is slow on others."""


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
    """The arrays of a file, read-only. Raises FileNotFoundError."""
    with path.open("rb") as file:
        whole = mmap(file.fileno(), 0, access=ACCESS_READ)
    start = whole.find(b"\n") + 1
    header = json.loads(whole[:start])
    return {name: np.ndarray(shape, type_, whole, start + at) for name, (type_, shape, at) in header.items()}


def _padded(length: int) -> int:
    return -(-length // ALIGNMENT) * ALIGNMENT
