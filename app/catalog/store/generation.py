"""Generations: folders that each hold one consistent copy of the registry, and the switch between them.

catalog/
  current                 name of the serving generation, replaced in one step
  lock                    held by a running build
  generations/<name>/     registry.sqlite, index/, build.json: the serving one, and the one before it
  links.json              when each link last worked (`homeward check --links`); builds do not touch it
  searches.json           words that found nothing (`homeward report --searches`); nor this
"""

import fcntl
import json
import os
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from app.files import open_lock, read_file, write_file

CURRENT = "current"
UNFINISHED = ".unfinished"
NAME = re.compile(r"[0-9A-Za-z][0-9A-Za-z-]{0,99}")
FileMark = tuple[int, int]
"""Size and checksum (CRC-32) of a file: enough to notice damage, not to prove who wrote it."""


class NoCatalog(LookupError):
    """There is no generation yet: run `homeward build`."""


class DamagedCatalog(Exception):
    """Something in the catalog is not as a build left it; the text names it, without the folder's place."""


@dataclass(frozen=True, slots=True)
class BuildRecord:
    """What a generation was built from: digests of all its content, and of all but the programs (`frame`).

    `files` are the others of its folder as they were written.
    """

    name: str
    content: str
    frame: str
    programs: int
    files: Mapping[str, FileMark] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Generation:
    """The files of one generation."""

    folder: Path

    @property
    def name(self) -> str:
        return self.folder.name

    @property
    def database(self) -> Path:
        return self.folder / "registry.sqlite"

    @property
    def index(self) -> Path:
        return self.folder / "index"

    @property
    def built(self) -> int:
        """When its record was written, which is done last; 0 where there is none. Names tell no time."""
        try:
            return os.stat(self.folder / "build.json", follow_symlinks=False).st_mtime_ns
        except OSError:
            return 0

    def read_record(self) -> BuildRecord | None:
        """None when this version did not write the folder; then everything is built anew."""
        try:
            record = BuildRecord(**json.loads(read_file(self.folder / "build.json") or b""))
            return replace(record, files={name: (size, sum) for name, (size, sum) in record.files.items()})
        except (OSError, ValueError, TypeError, AttributeError):
            return None

    def write_record(self, record: BuildRecord) -> None:
        (self.folder / "build.json").write_text(json.dumps(asdict(record)), "utf-8")


def pointer_mark(catalog: str) -> tuple[int, int] | None:
    """Inode and mtime of `current`, which change with every switch; None without a generation. One `stat`."""
    try:
        pointer = os.stat(f"{catalog}/{CURRENT}")
    except OSError:
        return None
    return pointer.st_ino, pointer.st_mtime_ns


def current_name(catalog: Path) -> str | None:
    """The name of the serving generation; None before the first. Raises DamagedCatalog."""
    pointer = catalog / CURRENT
    try:
        raw = read_file(pointer)
    except OSError as error:
        raise DamagedCatalog(f"the file `{CURRENT}` cannot be read ({error.strerror})") from error
    if raw is None and not os.path.lexists(pointer):
        return None
    name = (raw or b"").decode("ascii", "replace").strip()
    if not NAME.fullmatch(name):
        raise DamagedCatalog(f"the file `{CURRENT}` names no generation")
    return name


def find_generation(catalog: Path, name: str) -> Generation:
    return Generation(catalog / "generations" / name)


def other_generations(catalog: Path, name: str | None) -> list[Generation]:
    """The finished generations but the one of this name, the last built first."""
    try:
        names = os.listdir(catalog / "generations")
    except OSError:
        return []
    others = [find_generation(catalog, each) for each in names if NAME.fullmatch(each) and each != name]
    return sorted(others, key=lambda each: (each.built, each.name), reverse=True)


@contextmanager
def build_lock(catalog: Path, waiting: Callable[[], None]) -> Iterator[None]:
    """Hold the build lock, which the system releases when the process dies. `waiting` is called if taken."""
    (catalog / "generations").mkdir(parents=True, exist_ok=True, mode=0o700)
    catalog.chmod(0o700)  # index files are pickles: whoever can write here can run code
    with open_lock(catalog / "lock") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            waiting()
            fcntl.flock(lock, fcntl.LOCK_EX)
        for folder in (catalog / "generations").glob(f"*{UNFINISHED}"):
            shutil.rmtree(folder, ignore_errors=True)
        yield


@contextmanager
def start_generation(catalog: Path, name: str) -> Iterator[Generation]:
    """An empty folder that readers do not see until `switch_to`; removed when something fails.

    Call it only under the build lock.
    """
    folder = catalog / "generations" / (name + UNFINISHED)
    folder.mkdir(mode=0o700)
    try:
        yield Generation(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)  # after a switch it has another name


def switch_to(catalog: Path, built: Generation, keep: Generation | None) -> Generation:
    """Make a finished generation the serving one in a single step, then remove all others but `keep`.

    One of the same name that is there, damaged or an edit ago, makes room.
    """
    final = built.folder.with_name(built.name.removesuffix(UNFINISHED))
    if os.path.lexists(final):
        final.rename(final.with_name(f"{final.name}.before{UNFINISHED}"))
    built.folder.rename(final)
    point_to(catalog, Generation(final))
    for other in (catalog / "generations").iterdir():
        if other != final and not (keep and other == keep.folder):
            # A reader that still uses it has its files open.
            shutil.rmtree(other, ignore_errors=True) if other.is_dir() else other.unlink(missing_ok=True)
    return Generation(final)


def point_to(catalog: Path, generation: Generation) -> None:
    """Make a generation that is in place the serving one."""
    pointer = catalog / CURRENT
    if pointer.is_dir() and not pointer.is_symlink():
        shutil.rmtree(pointer)
    write_file(pointer, generation.name.encode("ascii"))


def copy_generation(previous: Generation, into: Generation) -> None:
    """Copy the database and the index; files of Whoosh that are never changed in place are linked.

    What is served is copied, so that damage to one generation leaves the other whole.
    """
    shutil.copyfile(previous.database, into.database)
    without_scores = shutil.ignore_patterns("scores", "numbers")
    shutil.copytree(previous.index, into.index, copy_function=_link_or_copy, ignore=without_scores)


def _link_or_copy(file: str, copy: str) -> None:
    if file.endswith(".toc") or "LOCK" in file or Path(file).parent.name == "arrays":
        shutil.copyfile(file, copy)
    else:
        os.link(file, copy)
