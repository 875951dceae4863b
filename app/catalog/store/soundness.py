"""Whether a generation is as its build wrote it: every file is there, with its size and its checksum."""

import json
import os
import stat
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

from app.catalog.store.generation import (
    DamagedCatalog,
    FileMark,
    Generation,
    current_name,
    find_generation,
    other_generations,
)
from app.files import read_file

RECORD = "build.json"
SERVED = ("registry.sqlite", "index/scores/", "index/arrays/", "index/english")
"""What the server reads; the rest is for builds alone."""
AT_ONCE = 1 << 20


def mark_files(generation: Generation) -> dict[str, FileMark]:
    """Name -> size and checksum of every file of a finished generation."""
    paths = sorted(path for path in generation.folder.rglob("*") if path.is_file() and path.name != RECORD)
    return {path.relative_to(generation.folder).as_posix(): _mark(path) for path in paths}


def find_damage(generation: Generation, served: bool = False) -> str | None:
    """The first file that is not as it was written, in words; `served`: look at what is served alone."""
    record = generation.read_record()
    if record is None and not generation.folder.is_dir():
        return f"the generation {generation.name} is missing"
    if record is None:
        return None if _is_of_another_version(generation) else f"{generation.name}: {RECORD} cannot be read"
    for name, mark in record.files.items():
        if (not served or name.startswith(SERVED)) and (wrong := _compare(generation.folder / name, mark)):
            return f"{generation.name}: {name} {wrong}"
    return None


def find_sound_generation(catalog: Path, damaged: Callable[[str], None]) -> Generation | None:
    """The serving generation, or the latest other one when it is damaged; `damaged` is told of each."""
    for generation in _candidates(catalog, damaged):
        damage = find_damage(generation)
        if damage is None:
            return generation
        damaged(damage)
    return None


def _candidates(catalog: Path, damaged: Callable[[str], None]) -> Iterator[Generation]:
    name = None
    try:
        name = current_name(catalog)
    except DamagedCatalog as error:
        damaged(str(error))
    if name:
        yield find_generation(catalog, name)
    yield from other_generations(catalog, name)


def _compare(path: Path, mark: FileMark) -> str | None:
    try:
        found = os.lstat(path)
        if not stat.S_ISREG(found.st_mode):
            return "is not a file"
        return None if found.st_size == mark[0] and _mark(path) == mark else "is not as it was written"
    except FileNotFoundError:
        return "is missing"
    except OSError as error:
        return f"cannot be read ({error.strerror})"


def _mark(path: Path) -> FileMark:
    size = checksum = 0
    with path.open("rb") as file:
        while part := file.read(AT_ONCE):
            size, checksum = size + len(part), zlib.crc32(part, checksum)
    return size, checksum


def _is_of_another_version(generation: Generation) -> bool:
    """Whether the record is whole but has other keys than this version writes: then all is built anew."""
    try:
        return isinstance(json.loads(read_file(generation.folder / RECORD) or b""), dict)
    except (OSError, ValueError):
        return False
