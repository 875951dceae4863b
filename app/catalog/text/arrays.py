"""Named arrays in one file, mapped into memory: pages are read when they are needed, and shared between processes.

One line of JSON says where each stands (type, shape, bytes after that line); opening thirty files would take as long as a search of all of them.
"""

import json
from collections.abc import Mapping
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[Any]]
ALIGNED = 64
"""Every array starts at a multiple of so many bytes: numpy is slow on others."""


def write_arrays(path: Path, arrays: Mapping[str, Array]) -> None:
    places, at = {}, 0
    for name, array in arrays.items():
        places[name] = array.dtype.str, array.shape, at
        at += _padded(array.nbytes)
    head = json.dumps(places).encode()
    with path.open("wb") as file:
        file.write(head.ljust(_padded(len(head) + 1) - 1) + b"\n")
        for array in arrays.values():
            file.write(array.tobytes().ljust(_padded(array.nbytes), b"\0"))


def map_arrays(path: Path) -> dict[str, Array]:
    """They cannot be written to. Raises FileNotFoundError."""
    with path.open("rb") as file:
        whole = mmap(file.fileno(), 0, access=ACCESS_READ)
    start = whole.find(b"\n") + 1
    return {name: np.ndarray(shape, type_, whole, start + at) for name, (type_, shape, at) in json.loads(whole[:start]).items()}


def _padded(length: int) -> int:
    return -(-length // ALIGNED) * ALIGNED
