"""The words of the form, read from `words.toml`: for fields, fixed choices, sections and parts."""

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from app.evidence.entry.registry import Registry

TEXTS = tomllib.loads(Path(__file__).with_name("words.toml").read_text("utf-8"))


class FieldWords(NamedTuple):
    """`example` is shown as the form's own words “for example …”, never as a value."""

    label: str
    help: str = ""
    example: str = ""


class Choice(NamedTuple):
    """A word that a field may take as its value."""

    id: str
    label: str
    definition: str


Choices = Mapping[str, Sequence[Choice]]
"""Name of a vocabulary -> its choices."""
WORDS = {
    model: {key: FieldWords(*words) for key, words in keys.items()} for model, keys in TEXTS["fields"].items()
}
"""Name of a model -> key -> words."""
CHOICES: dict[str, dict[str, list[str]]] = TEXTS["choices"]
"""Fixed choices without a vocabulary: id -> (label, definition)."""
SECTION_HELP: dict[str, str] = TEXTS["sections"]
YES_OR_NO = (Choice("true", "Yes", ""), Choice("false", "No", ""))
# fmt: off
PARTS = (
    ("name", "Name and summary",
     ("name", "summary", "aliases", "developer", "website", "contact", "status", "retired", "former_slugs")),
    ("for", "Who it is for",
     ("target_population", "presenting_problems", "exclusions", "permanency", "families")),
    ("delivery", "Delivery", ("delivery",)),
    ("aims", "Goals and components", ("goals", "components")),
    ("materials", "What it takes to run it",
     ("manual", "training", "fidelity", "support", "purveyor", "staff", "trauma_informed", "adaptations")),
    ("cost", "Costs", ("costs", "benefit_cost")),
    ("harm", "Risk of harm", ("harm",)),
    ("topics", "Topics and ratings", ("topics",)),
    ("registries", "Other registries", ("other_ratings",)),
    ("studies", "Studies", ("found", "studies", "searched")),
    ("text", "Text of the page", ()),
    ("sources", "Sources and dates", ("sources", "dates")),
)
"""The parts of the form in their order: id, heading, keys of the entry. The Markdown is in "text"."""
# fmt: on


def choices_of(registry: Registry) -> Choices:
    """The choices of every vocabulary; retired words and topics are not offered."""
    vocabularies = {
        name: [
            Choice(id, word.label, word.definition or "")
            for id, word in words.items()
            if word.status == "active"
        ]
        for name, words in registry.vocabulary.items()
    }
    topics = ((slug, item.value) for slug, item in registry.topics.items() if item.value.status == "active")
    levels = ((id, item.value) for id, item in registry.levels.items())
    return {
        **vocabularies,
        **{name: [Choice(id, *said) for id, said in choices.items()] for name, choices in CHOICES.items()},
        "topics": [Choice(slug, topic.name, topic.definition) for slug, topic in topics],
        "levels": [Choice(id, f"{id.upper()} – {level.label}", level.short) for id, level in levels],
    }
