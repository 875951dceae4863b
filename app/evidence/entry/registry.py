"""The content as values: one item per file, everything by slug."""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic, TypeVar, get_args

from app.evidence.entry.documents import Documents
from app.evidence.entry.nearest_words import NamedIds
from app.evidence.entry.pages import Guide, RatingLevel, Site, Tier, Topic, VocabularyWord
from app.evidence.entry.program import Level, Program, Relevance
from app.evidence.entry.registry_ratings import Scale, read_scales
from app.evidence.entry.study import ComparisonType, Design, Direction, EffectKind
from app.evidence.entry.value_checks import Context
from app.evidence.entry.value_types import Entry

Model = TypeVar("Model", bound=Entry)
Vocabulary = dict[str, dict[str, VocabularyWord]]
"""File name of a vocabulary -> id -> word, in the order of the file."""

VOCABULARIES = (
    "populations", "problems", "credentials", "ages", "permanency", "serves", "formats", "settings",
    "languages", "domains", "outcomes", "designs", "comparisons", "directions", "effects", "relevance",
    "tiers", "registries", "glossary",
)  # fmt: skip
CHOICES = {
    "designs": Design, "comparisons": ComparisonType, "directions": Direction,
    "effects": EffectKind, "relevance": Relevance, "tiers": Tier,
}  # fmt: skip
"""Vocabularies of which the entry format itself knows the ids."""
LEVEL_IDS: tuple[str, ...] = get_args(Level)
SCALES = "scales"
"""The names of a registry's ratings stand under “scales/<registry>” beside those of the vocabularies."""


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
    """What other entries must know of a program: its names and addresses, and the programs it links to."""

    name: str
    aliases: tuple[str, ...]
    former_slugs: tuple[str, ...]
    successor: str | None
    links: tuple[str, ...] = ()


def outline(entry: Program | Topic | Guide | VocabularyWord) -> Outline:
    if isinstance(entry, VocabularyWord):
        name = entry.label
    else:
        name = entry.title if isinstance(entry, Guide) else entry.name
    aliases = entry.aliases if isinstance(entry, Program) else ()
    if isinstance(entry, VocabularyWord):
        aliases = entry.synonyms
    return Outline(name, aliases, entry.former_slugs, entry.retired.successor if entry.retired else None)


@dataclass(slots=True)
class Registry:
    """Everything under the content folder, by slug. Programs in `unchanged` were known and not read again.

    `unread` names what is there and cannot be read ("topics/keep", "vocabulary/outcomes"): nothing that
    depends on it is judged.
    """

    site: Site | None = None
    documents: Documents | None = None
    vocabulary: Vocabulary = field(default_factory=dict)
    levels: dict[str, Item[RatingLevel]] = field(default_factory=dict)
    topics: dict[str, Item[Topic]] = field(default_factory=dict)
    guides: dict[str, Item[Guide]] = field(default_factory=dict)
    programs: dict[str, Item[Program]] = field(default_factory=dict)
    unchanged: dict[str, Outline] = field(default_factory=dict)
    unread: set[str] = field(default_factory=set)

    @property
    def size(self) -> int:
        """How many programs there are."""
        return len(self.unchanged.keys() | self.programs.keys())

    def unread_in(self, folder: str) -> set[str]:
        """The slugs of a folder whose files cannot be read."""
        return {each.removeprefix(f"{folder}/") for each in self.unread if each.startswith(f"{folder}/")}

    def outlines(self) -> dict[str, Outline]:
        """Every program, in order of slug."""
        known = {**self.unchanged, **{slug: outline(item.value) for slug, item in self.programs.items()}}
        return dict(sorted(known.items()))


OutlineLookup = Callable[[Path], Outline | None]
"""What is known of an entry since an earlier read of the same bytes and vocabulary; None: it must be read."""


def build_context(registry: Registry, today: datetime.date) -> Context:
    """What the values of an entry are checked against."""
    words: dict[str, dict[str, str | None]] = {
        "topics": dict.fromkeys([*registry.topics, *sorted(registry.unread_in("topics"))])
    }
    for name, vocabulary in registry.vocabulary.items():
        if f"vocabulary/{name}" not in registry.unread:
            words[name] = {id: word.replacement for id, word in vocabulary.items()}
    return Context(today, words, list_names(registry))


def list_names(registry: Registry) -> dict[str, NamedIds]:
    """What people may write for an id, by vocabulary; for topics and rating levels too."""
    named: dict[str, NamedIds] = {
        name: [(id, _names_of(word)) for id, word in words.items() if word.status == "active"]
        for name, words in registry.vocabulary.items()
    }
    topics = ((slug, item.value) for slug, item in registry.topics.items() if item.value.status == "active")
    named["topics"] = [(slug, (topic.name, *topic.former_slugs)) for slug, topic in topics]
    named["levels"] = [(id, (item.value.label, item.value.short)) for id, item in registry.levels.items()]
    for id, scale in scales_of(registry).items():
        named[f"{SCALES}/{id}"] = [(step.id, step.names) for step in scale.values()]
    return named


def scales_of(registry: Registry) -> dict[str, Scale]:
    """The scale of each registry that has one."""
    levels = {id: item.value for id, item in registry.levels.items()}
    return read_scales(registry.vocabulary.get("registries", {}), levels)


def _names_of(word: VocabularyWord) -> tuple[str, ...]:
    return word.label, *word.synonyms, *word.said, *word.former_slugs


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
