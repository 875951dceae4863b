"""A content folder of any size, from a seed: the shipped entries and synthetic ones that the site's own reader accepts."""

import datetime
import random
import shutil
from pathlib import Path

from app.evidence.content import read_content
from app.evidence.entry.registry import Registry
from benchmarks.entries import Maker
from benchmarks.environment import ROOT
from benchmarks.words import language

SHIPPED = ROOT / "content"
SEED = 20261121
RULED_OUT = 5


def grow(content: Path, programs: int) -> None:
    """Make `content` with so many programs, or with the shipped ones alone when there are more of those. Raises ValueError when the reader objects."""
    shutil.copytree(SHIPPED, content)
    registry, _ = read_content(SHIPPED, datetime.date.today())
    maker = _maker(registry, random.Random(SEED))
    written = [_write(content, maker) for _ in range(programs - len(registry.programs))]
    _check(content, written[:200])


def _maker(registry: Registry, chance: random.Random) -> Maker:
    texts = [text for item in registry.programs.values() for text in (item.value.summary, *item.value.goals, *item.value.components, item.body)]
    studies = [
        study.model_dump(mode="json", by_alias=True, exclude_unset=True) for item in registry.programs.values() for study in item.value.studies
    ]
    words = {name: [id for id, word in known.items() if word.status == "active"] for name, known in registry.vocabulary.items()}
    topics = [slug for slug, item in registry.topics.items() if item.value.status == "active"]
    maker = Maker(language(texts, chance), words, topics, studies, chance)
    maker.names.update(name.casefold() for item in registry.programs.values() for name in (item.value.name, *item.value.aliases))
    return maker


def _write(content: Path, maker: Maker) -> Path:
    slug, text = maker.entry()
    path = content / "programs" / f"{slug}.md"
    path.write_text(text, "utf-8")
    return path


def _check(content: Path, sample: list[Path]) -> None:
    """The rest is made in the same way, and the build reads it all."""
    _, problems = read_content(SHIPPED, datetime.date.today(), more=tuple(sample))
    objections = [f"{problem.path.name}:{problem.line}: {problem.rule} {problem.message}" for problem in problems if problem.path in sample]
    if objections:
        raise ValueError("\n".join(objections[:RULED_OUT]))
