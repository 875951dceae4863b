"""The content folder as it is on disk now, and one entry checked as if it were saved."""

import datetime
import hashlib
import tempfile
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from app.evidence.check.problem import Problem, sort_problems
from app.evidence.content import read_content
from app.evidence.entry.program import Program
from app.evidence.entry.registry import Item, Outline, Registry, outline
from app.evidence.entry.value_checks import latest_day
from app.evidence.rating.profiles import CEBC
from app.evidence.rating.values import Verdict
from app.evidence.rating.verdict import rate_programs
from app.evidence.reading.document import Document, read_markdown_document
from app.evidence.reading.source import read_source

ACROSS = {"former-slug-claimed", "successor-unknown", "alias-shared"}
"""Rules over several entries at once: their problems change with entries that did not."""
Stat = tuple[int, int]
"""Size and time of a file."""


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """Changes with every save. `frame` is everything but the programs, and the day."""

    frame: frozenset[tuple[Path | datetime.date, Stat]]
    programs: Mapping[Path, Stat]


@dataclass(frozen=True, slots=True)
class LoadedContent:
    """The content folder as it was when it had this fingerprint."""

    fingerprint: Fingerprint
    registry: Registry
    problems: list[Problem]
    outlines: Mapping[Path, Outline]

    def outline_at(self, path: Path, stat: Stat) -> Outline | None:
        """The outline of an entry whose file did not change since."""
        return self.outlines.get(path) if self.fingerprint.programs.get(path) == stat else None


@dataclass(frozen=True, slots=True)
class CheckedEntry:
    """One entry as it would be. `elsewhere` are the problems that it would bring into other entries."""

    item: Item[Program] | None
    document: Document
    problems: tuple[Problem, ...]
    elsewhere: tuple[Problem, ...]
    verdicts: tuple[Verdict, ...]
    registry: Registry


class Workspace:
    """Reads the content folder again only after a change, and of the programs only what changed."""

    def __init__(self, content: Path, today: Callable[[], datetime.date]) -> None:
        self.content, self.today = content.absolute(), today
        self.latest = latest_day if today == datetime.date.today else today
        self._loaded: LoadedContent | None = None
        self._lock = threading.Lock()

    def path(self, slug: str) -> Path:
        return self.content / "programs" / f"{slug}.md"

    def read(self) -> tuple[Registry, list[Problem]]:
        """Everything, with every problem."""
        with self._lock:
            now = _fingerprint(self.content, self.latest())
            if self._loaded is None or self._loaded.fingerprint != now:
                self._loaded = self._load(now)
            return self._loaded.registry, self._loaded.problems

    def _load(self, now: Fingerprint) -> LoadedContent:
        """Entries that did not change keep their problems, as long as words, topics and day are the same."""
        before = self._loaded if self._loaded and self._loaded.fingerprint.frame == now.frame else None
        known = {path: before.outline_at(path, stat) for path, stat in now.programs.items()} if before else {}
        registry, problems = read_content(self.content, self.latest(), remembered=known.get)
        if before:
            same = {
                path for path, stat in now.programs.items() if before.fingerprint.programs.get(path) == stat
            }
            unchanged = {path.stem for path in same}
            old = before.registry.programs.items()
            registry.programs |= {slug: item for slug, item in old if slug in unchanged}
            kept = [each for each in before.problems if each.path in same and each.rule not in ACROSS]
            problems = sort_problems([*problems, *kept])
        outlines = {self.path(slug): outline(item.value) for slug, item in registry.programs.items()}
        return LoadedContent(now, registry, problems, outlines)

    def check(self, slug: str, text: str) -> CheckedEntry:
        """The entry `slug` as if `text` were saved: checked alone and against everything else, and rated."""
        path = self.path(slug)
        registry, problems = self.read()
        item = registry.programs.get(slug)
        if item is None or item.digest != hashlib.sha256(text.encode()).hexdigest():
            return self._check_draft(slug, text, {_key(problem) for problem in problems})
        document = read_markdown_document(read_source(path, self.content))
        own = tuple(problem for problem in problems if problem.path == path)
        return CheckedEntry(item, document, own, (), _rate(registry, item), registry)

    def _check_draft(self, slug: str, text: str, before: set[tuple[Path, str, str]]) -> CheckedEntry:
        with tempfile.TemporaryDirectory() as folder:
            draft = Path(folder) / f"{slug}.md"
            draft.write_bytes(text.encode())
            known = partial(self._known, slug, draft)
            registry, problems = read_content(self.content, self.latest(), more=(draft,), remembered=known)
            document = read_markdown_document(read_source(draft, draft.parent))
        own = tuple(problem for problem in problems if problem.path == draft)
        errors = (problem for problem in problems if problem.path != draft and problem.is_error)
        others = tuple(problem for problem in errors if _key(problem) not in before)
        item = registry.programs.get(slug)
        return CheckedEntry(item, document, own, others, _rate(registry, item), registry)

    def _known(self, slug: str, draft: Path, path: Path) -> Outline | None:
        """The outline of an entry that did not change; an empty one for the file that the draft replaces."""
        if path == draft:
            return None
        if path.stem == slug:
            return Outline("", (), (), None)
        return self._loaded.outline_at(path, _stat(path)) if self._loaded else None


def _rate(registry: Registry, item: Item[Program] | None) -> tuple[Verdict, ...]:
    if item is None or not all(membership.topic in registry.topics for membership in item.value.topics):
        return ()
    return tuple(rate_programs(registry, [item.slug], None, CEBC))


def _key(problem: Problem) -> tuple[Path, str, str]:
    return problem.path, problem.rule, problem.message


def _stat(path: Path) -> Stat:
    try:
        found = path.stat()
    except FileNotFoundError:
        return 0, 0
    return found.st_size, found.st_mtime_ns


def _fingerprint(folder: Path, today: datetime.date) -> Fingerprint:
    paths = (path for path in folder.rglob("[!.]*") if path.suffix in (".md", ".yaml"))
    files = {path: _stat(path) for path in paths}
    programs = {path: stat for path, stat in files.items() if path.parent == folder / "programs"}
    others = {(path, stat) for path, stat in files.items() if path not in programs}
    return Fingerprint(frozenset({(today, (0, 0)), *others}), programs)
