"""Putting a new text in the place of a file: all of it or nothing, and never over somebody else's change."""

import os
import tempfile
from pathlib import Path

from app.evidence.editing.parts import CannotEdit


def replace_file(path: Path, before: bytes, after: bytes) -> None:
    """Write `after` to `path` in one step, keeping the file's permissions. Raises `CannotEdit` unless the file still holds `before`.

    A symbolic link stays one: the file that it leads to is replaced. Readers see the old or the new file, never a part.
    """
    target = path.resolve()
    beside, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(beside, "wb") as file:
            file.write(after)
            os.fchmod(file.fileno(), target.stat().st_mode & 0o7777 if target.exists() else 0o644)
            file.flush()
            os.fsync(file.fileno())
        if not target.exists() or target.read_bytes() != before:
            raise CannotEdit(1, "The file was changed by somebody else in the meantime, so nothing was written. Try again.")
        os.replace(name, target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
