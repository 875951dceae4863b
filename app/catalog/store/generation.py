"""Generations: folders that each hold one consistent copy of the registry, and the switch between them.

catalog/
  current                 name of the serving generation, replaced in one step
  lock                    held by a running build
  generations/<name>/     registry.sqlite, index/, build.json
  links.json              when each link last worked (`homeward check --links`); builds do not touch it
"""

import fcntl
import json
import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from app.files import write_file

CURRENT = "current"
UNFINISHED = ".unfinished"


class NoCatalog(LookupError):
    """There is no generation yet: run `homeward build`."""


@dataclass(frozen=True, slots=True)
class BuildRecord:
    """What a generation was built from: digests of all its content, and of all but the programs (`frame`)."""

    name: str
    content: str
    frame: str
    programs: int


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

    def read_record(self) -> BuildRecord | None:
        """None when this version did not write the folder; then everything is built anew."""
        try:
            return BuildRecord(**json.loads((self.folder / "build.json").read_text("utf-8")))
        except (FileNotFoundError, ValueError, TypeError):
            return None

    def write_record(self, record: BuildRecord) -> None:
        (self.folder / "build.json").write_text(json.dumps(asdict(record)), "utf-8")


def pointer_mark(catalog: str) -> tuple[int, int] | None:
    """Inode and mtime of `current`, which change with every switch; None without a generation. One `stat`."""
    try:
        pointer = os.stat(f"{catalog}/{CURRENT}")
    except FileNotFoundError:
        return None
    return pointer.st_ino, pointer.st_mtime_ns


def current_name(catalog: Path) -> str | None:
    """The name of the serving generation."""
    try:
        return (catalog / CURRENT).read_text("ascii").strip()
    except FileNotFoundError:
        return None


def current_generation(catalog: Path) -> Generation | None:
    name = current_name(catalog)
    return Generation(catalog / "generations" / name) if name else None


@contextmanager
def build_lock(catalog: Path, waiting: Callable[[], None]) -> Iterator[None]:
    """Hold the build lock, which the system releases when the process dies. `waiting` is called if taken."""
    (catalog / "generations").mkdir(parents=True, exist_ok=True, mode=0o700)
    catalog.chmod(0o700)  # index files are pickles: whoever can write here can run code
    with (catalog / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            waiting()
            fcntl.flock(lock, fcntl.LOCK_EX)
        for folder in (catalog / "generations").glob(f"*{UNFINISHED}"):
            shutil.rmtree(folder, ignore_errors=True)
        yield


def start_generation(catalog: Path) -> Generation:
    """Make an empty folder that readers do not see until `switch_to`. Call it only under the build lock."""
    name = f"{time.strftime('%Y%m%dT%H%M%S', time.gmtime())}-{os.urandom(4).hex()}"
    folder = catalog / "generations" / (name + UNFINISHED)
    folder.mkdir(mode=0o700)
    return Generation(folder)


def switch_to(catalog: Path, built: Generation) -> Generation:
    """Make a finished generation the serving one in a single step, then remove the others."""
    final = built.folder.with_name(built.name.removesuffix(UNFINISHED))
    built.folder.rename(final)
    write_file(catalog / CURRENT, final.name.encode("ascii"))
    for other in (catalog / "generations").iterdir():
        if other != final:
            shutil.rmtree(other, ignore_errors=True)  # a reader that still uses it has its files open
    return Generation(final)


def copy_generation(previous: Generation, into: Generation) -> None:
    """Copy the database and the index; index files that are never changed in place are linked."""
    shutil.copyfile(previous.database, into.database)
    without_scores = shutil.ignore_patterns("scores")
    shutil.copytree(previous.index, into.index, copy_function=_link_or_copy, ignore=without_scores)


def _link_or_copy(file: str, copy: str) -> None:
    if file.endswith(".toc") or "LOCK" in file:
        shutil.copyfile(file, copy)
    else:
        os.link(file, copy)
