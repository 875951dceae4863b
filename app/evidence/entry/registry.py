"""The content as values: one item per file, everything by slug."""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic, TypeVar, get_args

from app.evidence.entry.pages import Guide, RatingLevel, Site, Topic, VocabularyWord
from app.evidence.entry.program import Level, Program
from app.evidence.entry.value_checks import Context
from app.evidence.entry.value_types import Entry

Model = TypeVar("Model", bound=Entry)
Vocabulary = dict[str, dict[str, VocabularyWord]]
"""File name of a vocabulary -> id -> word, in the order of the file."""

VOCABULARIES = (
    "populations", "ages", "permanency", "serves", "formats", "settings", "languages", "domains", "outcomes",
    "designs", "comparisons", "directions", "effects", "relevance", "registries", "glossary",
)  # fmt: skip
LEVEL_IDS: tuple[str, ...] = get_args(Level)


@dataclass(slots=True)
class Item(Generic[Model]):
    """One file as read. `digest` identifies its bytes; of a program, `written` is the whole file as text."""

    slug: str
    value: Model
    body: str
    digest: str
    written: str = ""


@dataclass(frozen=True, slots=True)
class Outline:
    """What other entries must know of a program: its names and addresses."""

    name: str
    aliases: tuple[str, ...]
    former_slugs: tuple[str, ...]
    successor: str | None


def outline(entry: Program | Topic | Guide | VocabularyWord) -> Outline:
    if isinstance(entry, VocabularyWord):
        name = entry.label
    else:
        name = entry.title if isinstance(entry, Guide) else entry.name
    aliases = entry.aliases if isinstance(entry, Program) else ()
    return Outline(name, aliases, entry.former_slugs, entry.retired.successor if entry.retired else None)


@dataclass(slots=True)
class Registry:
    """Everything under the content folder, by slug. Programs in `unchanged` were known and not read again."""

    site: Site | None = None
    vocabulary: Vocabulary = field(default_factory=dict)
    levels: dict[str, Item[RatingLevel]] = field(default_factory=dict)
    topics: dict[str, Item[Topic]] = field(default_factory=dict)
    guides: dict[str, Item[Guide]] = field(default_factory=dict)
    programs: dict[str, Item[Program]] = field(default_factory=dict)
    unchanged: dict[str, Outline] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """How many programs there are."""
        return len(self.unchanged.keys() | self.programs.keys())

    def outlines(self) -> dict[str, Outline]:
        """Every program, in order of slug."""
        known = {**self.unchanged, **{slug: outline(item.value) for slug, item in self.programs.items()}}
        return dict(sorted(known.items()))


OutlineLookup = Callable[[Path], Outline | None]
"""What is known of an entry since an earlier read of the same bytes and vocabulary; None: it must be read."""


def build_context(registry: Registry, today: datetime.date) -> Context:
    """What the values of an entry are checked against."""
    words: dict[str, dict[str, str | None]] = {"topics": dict.fromkeys(registry.topics)}
    for name, vocabulary in registry.vocabulary.items():
        words[name] = {id: word.replacement for id, word in vocabulary.items()}
    return Context(today, words)


def glossary_terms(vocabulary: Mapping[str, Mapping[str, VocabularyWord]]) -> dict[str, tuple[str, str]]:
    """Each label and synonym of the glossary -> (id, definition): what `MarkdownRenderer` marks in a text."""
    return {
        written: (id, word.definition)
        for id, word in vocabulary.get("glossary", {}).items()
        if word.status == "active" and word.definition
        for written in (word.label, *filter(_is_a_term, word.synonyms))
    }


def _is_a_term(synonym: str) -> bool:
    """Two words or an acronym: common words such as “result” or “controls” have too many meanings."""
    return " " in synonym or "-" in synonym or synonym != synonym.lower()
