"""Saves an entry: in one step, never over a version that the form was not made from, with one undo."""

import fcntl
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.files import FileChanged, open_lock, read_file, replace_file, write_file

UNDO = "undo"
NO_FILE = ""
"""The digest of an entry that is not on disk."""


def digest(raw: bytes | None) -> str:
    """What identifies a version of a file: the SHA-256 of its bytes, NO_FILE without one."""
    return NO_FILE if raw is None else hashlib.sha256(raw).hexdigest()


def save(path: Path, new: bytes, expected: str, catalog: Path) -> str:
    """Write `new` over the version `expected`, kept for `undo`; return its digest. Raises FileChanged."""
    with _alone(catalog):
        before = read_file(path)
        if digest(before) != expected:
            raise FileChanged(before)
        written = digest(new)
        write_file(_kept(catalog, path, written), before or b"", 0o600)
        replace_file(path, new, before, None if before is not None else 0o644)
        return written


def before_save(path: Path, written: str, catalog: Path) -> bytes | None:
    """The file before the save that wrote the version `written`: b"" for no file, None when not kept."""
    return read_file(_kept(catalog, path, written)) if len(written) == 64 and written.isalnum() else None


def undo(path: Path, written: str, catalog: Path) -> None:
    """Put back the file of before the save that wrote `written`. Raises FileChanged if it changed since."""
    with _alone(catalog):
        now, before = read_file(path), before_save(path, written, catalog)
        if before is None or digest(now) != written:
            raise FileChanged(now)
        if before:
            replace_file(path, before, now)
        else:
            path.unlink()
        _kept(catalog, path, written).unlink()


def _kept(catalog: Path, path: Path, written: str) -> Path:
    return catalog / UNDO / f"{path.stem}.{written[:32]}"


@contextmanager
def _alone(catalog: Path) -> Iterator[None]:
    """One save at a time, in all workers."""
    folder = catalog / UNDO
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with open_lock(folder / ".lock") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
