"""A file is put in place whole or not at all, and nobody's change is lost."""

import os
import stat
from pathlib import Path

import pytest

from app.files import FileChanged, create_file, read_file, replace_file, write_file


def test_a_file_is_replaced_as_a_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "entry.md"
    path.write_bytes(b"one")
    replace_file(path, b"two", before=b"one")
    assert path.read_bytes() == b"two"
    with pytest.raises(FileChanged) as changed:
        replace_file(path, b"three", before=b"one")
    assert (changed.value.found, path.read_bytes()) == (b"two", b"two")
    path.unlink()
    with pytest.raises(FileChanged):
        replace_file(path, b"three", before=b"two")
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_not_there_is_replaced_only_while_it_is_not(tmp_path: Path) -> None:
    path = tmp_path / "entry.md"
    replace_file(path, b"one", before=None)
    with pytest.raises(FileChanged):
        replace_file(path, b"two", before=None)
    assert read_file(path) == b"one"


def test_nothing_is_written_through_a_link(tmp_path: Path) -> None:
    path, link = tmp_path / "entry.md", tmp_path / "link.md"
    path.write_bytes(b"one")
    link.symlink_to(path)
    assert read_file(link) is None
    with pytest.raises(FileChanged):
        replace_file(link, b"two", before=b"one")
    with pytest.raises(FileExistsError):
        create_file(link, b"two")
    assert link.is_symlink()
    write_file(link, b"two")
    assert (link.is_symlink(), link.read_bytes(), path.read_bytes()) == (False, b"two", b"one")


def test_a_new_file_is_never_put_over_another(tmp_path: Path) -> None:
    path = tmp_path / "entry.md"
    create_file(path, b"one")
    with pytest.raises(FileExistsError):
        create_file(path, b"two")
    assert path.read_bytes() == b"one"
    assert list(tmp_path.iterdir()) == [path]


def test_permissions_stay_unless_others_are_asked_for(tmp_path: Path) -> None:
    path, umask = tmp_path / "entry.md", os.umask(0o027)
    try:
        write_file(path, b"one")
    finally:
        os.umask(umask)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    path.chmod(0o604)
    write_file(path, b"two")
    assert stat.S_IMODE(path.stat().st_mode) == 0o604
    write_file(path, b"three", mode=0o600)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_disk_that_refuses_leaves_the_old_file_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "entry.md"
    path.write_bytes(b"one")

    def refuse(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(OSError, match="No space"):
        write_file(path, b"two")
    assert path.read_bytes() == b"one"
    assert list(tmp_path.iterdir()) == [path]
