"""Putting a file in place: the whole of it or nothing, never through a symbolic link.

Readers see the old file or the new one. Until then the content waits in a hidden file beside it, which builds
pass over.
"""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO


class FileChanged(Exception):
    """The file is not the one that was expected; `found` are its bytes now, None when it is gone."""

    def __init__(self, found: bytes | None) -> None:
        super().__init__("the file changed on disk meanwhile")
        self.found = found


def read_file(path: Path) -> bytes | None:
    """The bytes of a file of its own; None when there is none (a link is not followed)."""
    return path.read_bytes() if path.is_file() and not path.is_symlink() else None


def write_file(path: Path, content: bytes, mode: int | None = None) -> None:
    """Put `content` in place of whatever stands there. Without `mode` the permissions stay as they are."""
    with _part(path, content, mode) as part:
        part.replace(path)


def replace_file(path: Path, content: bytes, before: bytes | None, mode: int | None = None) -> None:
    """Write unless the file holds something else than `before` (None: there is none): then `FileChanged`."""
    with _part(path, content, mode) as part:
        found = read_file(path)
        if found != before:
            raise FileChanged(found)
        part.replace(path)


def create_file(path: Path, content: bytes) -> None:
    """Write a new file. Raises `FileExistsError` when there is one already, even one made a moment ago."""
    with _part(path, content, None) as part:
        os.link(part, path)


def open_lock(path: Path) -> TextIO:
    """Open a file to be locked, made when absent; what it holds stays, and a link is refused."""
    return os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600), "r+")


@contextmanager
def _part(path: Path, content: bytes, mode: int | None) -> Iterator[Path]:
    """A hidden file beside `path` that holds `content`, on disk; it is deleted unless it was put in place."""
    if mode is None and path.is_file() and not path.is_symlink():
        mode = path.stat().st_mode & 0o7777
    part = path.with_name(f".{secrets.token_hex(8)}.part")
    try:
        with part.open("xb") as file:
            if mode is not None:
                os.fchmod(file.fileno(), mode)
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        yield part
    finally:
        part.unlink(missing_ok=True)
