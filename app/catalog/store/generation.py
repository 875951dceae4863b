"""A generation: one folder that holds one consistent copy of the registry. `current` names the one that serves.

catalog/
  current                 the name of the serving generation, replaced in one step
  lock                    held by the build that is running
  generations/<name>/     registry.sqlite, index/, build.json
  links.json              when each link was last good (`homeward check --links`); builds leave it alone
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

CURRENT = "current"
UNFINISHED = ".unfinished"


class NoCatalog(LookupError):
    """There is no generation yet: run `homeward build`."""


@dataclass(frozen=True, slots=True)
class BuildRecord:
    """What a generation was built from: digests of all content, and of everything but the programs (words, topics, code)."""

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
        """None when the folder is not a generation that this version wrote; then everything is built anew."""
        try:
            return BuildRecord(**json.loads((self.folder / "build.json").read_text("utf-8")))
        except (FileNotFoundError, ValueError, TypeError):
            return None

    def write_record(self, record: BuildRecord) -> None:
        (self.folder / "build.json").write_text(json.dumps(asdict(record)), "utf-8")


def pointer_mark(catalog: str) -> tuple[int, int] | None:
    """Another one whenever another generation serves, None when none does: one question to the system, cheap enough for every request."""
    try:
        found = os.stat(f"{catalog}/{CURRENT}")
    except FileNotFoundError:
        return None
    return found.st_ino, found.st_mtime_ns


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
    """Hold the build lock. The system lets go of it when the process dies, however it dies. `waiting` is told once if another build runs."""
    (catalog / "generations").mkdir(parents=True, exist_ok=True, mode=0o700)
    catalog.chmod(0o700)  # index files are pickles: whoever can write here can run code
    with (catalog / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            waiting()
            fcntl.flock(lock, fcntl.LOCK_EX)
        _remove_unfinished(catalog)
        yield


def start_generation(catalog: Path) -> Generation:
    """An empty folder for the next generation, invisible to readers until `switch`. Only under the build lock."""
    name = f"{time.strftime('%Y%m%dT%H%M%S', time.gmtime())}-{os.urandom(4).hex()}"
    folder = catalog / "generations" / (name + UNFINISHED)
    folder.mkdir(mode=0o700)
    return Generation(folder)


def switch_to(catalog: Path, built: Generation) -> Generation:
    """Make a finished generation the serving one in a single step, then remove the others."""
    final = built.folder.with_name(built.name.removesuffix(UNFINISHED))
    built.folder.rename(final)
    pointer = catalog / (CURRENT + UNFINISHED)
    pointer.write_text(final.name, "ascii")
    pointer.replace(catalog / CURRENT)
    for other in (catalog / "generations").iterdir():
        if other != final:
            shutil.rmtree(other, ignore_errors=True)  # a reader that still holds it has its files open
    return Generation(final)


def copy_generation(previous: Generation, into: Generation) -> None:
    """Start from the previous generation: the database is copied, what Whoosh or the compiler never changes in place is linked."""
    shutil.copyfile(previous.database, into.database)
    shutil.copytree(previous.index, into.index, copy_function=_linked_or_copied, ignore=shutil.ignore_patterns("scores"))


def _linked_or_copied(file: str, copy: str) -> None:
    if file.endswith(".toc") or "LOCK" in file:
        shutil.copyfile(file, copy)
    else:
        os.link(file, copy)


def _remove_unfinished(catalog: Path) -> None:
    for folder in (catalog / "generations").glob(f"*{UNFINISHED}"):
        shutil.rmtree(folder, ignore_errors=True)
