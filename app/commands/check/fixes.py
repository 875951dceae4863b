"""`homeward check --fix`: corrects in the files what is safe to correct, and says each change."""

import datetime
from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel

from app.evidence.editing.fix import fix
from app.evidence.editing.parts import CannotEdit
from app.evidence.entry.pages import Guide, RatingLevel, Topic
from app.evidence.entry.program import Program
from app.evidence.entry.registry import Registry
from app.evidence.entry.value_checks import Context
from app.evidence.reading.source import read_source
from app.files import FileChanged, replace_file

CHANGED_MEANWHILE = (
    "The file was changed by somebody else in the meantime, so nothing was written. Try again."
)
NOTHING_TO_FIX = "Nothing to fix."
MODELS: dict[str, type[BaseModel]] = {
    "programs": Program,
    "topics": Topic,
    "guides": Guide,
    "ratings": RatingLevel,
}


def fix_files(
    content: Path,
    named: tuple[Path, ...],
    outside: tuple[Path, ...],
    registry: Registry,
    today: datetime.date,
) -> Iterator[str]:
    """Fix the files under `named` (by default all), and say each change as `path:line  sentence`."""
    known = _known(registry, today)
    files: list[tuple[Path, Path, type[BaseModel] | None]] = [
        *((path, content, model) for path, model in _files(content)),
        *((path, path.parent, Program) for path in outside),
    ]
    things = texts = 0
    for path, root, model in files:
        if named and not any(path.is_relative_to(each) for each in named):
            continue
        try:
            said = list(_fix(path, root, model, known))
        except (CannotEdit, OSError) as error:
            yield f"{path}:1  Not fixed: {error.reason if isinstance(error, CannotEdit) else error.strerror}"
            continue
        except FileChanged:
            yield f"{path}:1  Not fixed: {CHANGED_MEANWHILE}"
            continue
        yield from said
        things, texts = things + len(said), texts + bool(said)
    yield f"Fixed {_counted(things, 'thing')} in {_counted(texts, 'file')}." if things else NOTHING_TO_FIX


def _fix(path: Path, root: Path, model: type[BaseModel] | None, known: Context) -> Iterator[str]:
    if read_source(path, root).text is None:
        return
    before = path.read_bytes()
    result = fix(before.decode(), model, known)
    if result.changes:
        replace_file(path.resolve(), result.text.encode(), before)
    yield from (f"{path}:{change.line}  {change.said}" for change in result.changes)


def _files(content: Path) -> Iterator[tuple[Path, type[BaseModel] | None]]:
    for folder, model in MODELS.items():
        yield from ((path, model) for path in sorted((content / folder).glob("*.md")))
    others = [content / name for name in ("site.yaml", "documents.yaml")]
    yield from ((path, None) for path in (*sorted((content / "vocabulary").glob("*.yaml")), *others))


def _known(registry: Registry, today: datetime.date) -> Context:
    words = {
        name: dict.fromkeys(id for id, word in vocabulary.items() if word.status == "active")
        for name, vocabulary in registry.vocabulary.items()
    }
    return Context(today, {**words, "topics": dict.fromkeys(registry.topics)})


def _counted(number: int, of: str) -> str:
    return f"{number} {of}{'' if number == 1 else 's'}"
