"""What lies on the editor's desk: the content folder as it is on disk now, and one entry as it would be."""

import datetime
import hashlib
import tempfile
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from app.evidence.check.problem import Problem, sort_problems
from app.evidence.content import read_content
from app.evidence.entry.program import Program
from app.evidence.entry.registry import Item, Outline, Registry, outline
from app.evidence.rating.profiles import CEBC
from app.evidence.rating.verdict import rate_programs
from app.evidence.rating.values import Verdict
from app.evidence.reading.document import Document, read_markdown_document
from app.evidence.reading.source import read_source

ACROSS = {"former-slug-claimed", "successor-unknown", "alias-shared"}
"""Rules over several entries at once: what they find changes with entries that did not."""
Stat = tuple[int, int]
"""Size and time of a file."""


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """Another one whenever something was saved. `frame` is everything but the programs, and the day."""

    frame: frozenset[tuple[Path | datetime.date, Stat]]
    programs: Mapping[Path, Stat]


@dataclass(frozen=True, slots=True)
class LoadedContent:
    """The content folder as it was read at `mark`."""

    mark: Fingerprint
    registry: Registry
    problems: list[Problem]
    outlines: Mapping[Path, Outline]


@dataclass(frozen=True, slots=True)
class CheckedEntry:
    """One entry as it would be. `problems` are its own; `elsewhere` those that it would bring into other entries."""

    item: Item[Program] | None
    document: Document
    problems: tuple[Problem, ...]
    elsewhere: tuple[Problem, ...]
    verdicts: tuple[Verdict, ...]
    registry: Registry

    @property
    def errors(self) -> list[Problem]:
        return [problem for problem in (*self.problems, *self.elsewhere) if problem.is_error]


class Workspace:
    """Reads the content folder again only when something in it changed, and of the programs only what changed."""

    def __init__(self, content: Path, today: Callable[[], datetime.date]) -> None:
        self.content, self.today = content.absolute(), today
        self._held: LoadedContent | None = None
        self._lock = threading.Lock()

    def path(self, slug: str) -> Path:
        return self.content / "programs" / f"{slug}.md"

    def read(self) -> tuple[Registry, list[Problem]]:
        """Everything, with every problem."""
        with self._lock:
            now = _mark(self.content, self.today())
            if self._held is None or self._held.mark != now:
                self._held = self._again(now)
            return self._held.registry, self._held.problems

    def _again(self, now: Fingerprint) -> LoadedContent:
        """The folder as it is now. While words, topics and day stay the same, entries that did not change keep what was found in them."""
        before = self._held if self._held and self._held.mark.frame == now.frame else None
        same = {path for path, stat in now.programs.items() if before and before.mark.programs.get(path) == stat}
        known = before.outlines if before else {}
        registry, problems = read_content(self.content, self.today(), remembered=lambda path: known.get(path) if path in same else None)
        if before:
            kept = {path.stem for path in same}
            registry.programs |= {slug: item for slug, item in before.registry.programs.items() if slug in kept}
            problems = sort_problems([*problems, *(each for each in before.problems if each.path in same and each.rule not in ACROSS)])
        outlines = {self.path(slug): outline(item.value) for slug, item in registry.programs.items()}
        return LoadedContent(now, registry, problems, outlines)

    def checked(self, slug: str, text: str) -> CheckedEntry:
        """The entry `slug` as if `text` were saved: checked by itself and against everything else, and rated."""
        there = self.path(slug)
        registry, problems = self.read()
        item = registry.programs.get(slug)
        if item and item.digest == hashlib.sha256(text.encode()).hexdigest():
            own = tuple(problem for problem in problems if problem.path == there)
            return CheckedEntry(item, read_markdown_document(read_source(there, self.content)), own, (), _verdicts(registry, item), registry)
        return self._draft(slug, text, set(map(_told, problems)))

    def _draft(self, slug: str, text: str, before: set[tuple[Path, str, str]]) -> CheckedEntry:
        with tempfile.TemporaryDirectory() as folder:
            draft = Path(folder) / f"{slug}.md"
            draft.write_bytes(text.encode())
            registry, problems = read_content(self.content, self.today(), more=(draft,), remembered=lambda path: self._known(path, slug, draft))
            document = read_markdown_document(read_source(draft, draft.parent))
        own = tuple(problem for problem in problems if problem.path == draft)
        others = tuple(problem for problem in problems if problem.path != draft and problem.is_error and _told(problem) not in before)
        item = registry.programs.get(slug)
        return CheckedEntry(item, document, own, others, _verdicts(registry, item), registry)

    def _known(self, path: Path, slug: str, draft: Path) -> Outline | None:
        """The names of an entry that did not change; of the entry under work, whose place on disk the draft takes, whatever it was."""
        if path == draft:
            return None
        if path.stem == slug:
            return Outline("", (), (), None)
        held = self._held
        unchanged = held is not None and held.mark.programs.get(path) == _stat(path)
        return held.outlines.get(path) if held and unchanged else None


def _verdicts(registry: Registry, item: Item[Program] | None) -> tuple[Verdict, ...]:
    if item is None or not all(membership.topic in registry.topics for membership in item.value.topics):
        return ()
    return tuple(rate_programs(registry, [item.slug], None, CEBC))


def _told(problem: Problem) -> tuple[Path, str, str]:
    return problem.path, problem.rule, problem.message


def _stat(path: Path) -> Stat:
    try:
        found = path.stat()
    except FileNotFoundError:
        return 0, 0
    return found.st_size, found.st_mtime_ns


def _mark(folder: Path, today: datetime.date) -> Fingerprint:
    files = {path: _stat(path) for path in folder.rglob("*") if path.suffix in (".md", ".yaml") and not path.name.startswith(".")}
    programs = {path: stat for path, stat in files.items() if path.parent == folder / "programs"}
    return Fingerprint(frozenset((path, stat) for path, stat in files.items() if path not in programs) | {(today, (0, 0))}, programs)
