"""The choices of a field: the words of its vocabulary, each with what it means."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from markupsafe import Markup, escape

from app.editor.words import CHOICES
from app.evidence.entry.registry import Registry


class Choice(NamedTuple):
    id: str
    label: str
    definition: str


Choices = Mapping[str, Sequence[Choice]]
"""Name of a vocabulary -> its choices."""
YES_OR_NO = (Choice("true", "Yes", ""), Choice("false", "No", ""))


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


def render_options(choices: Sequence[Choice], chosen: str) -> Markup:
    """The options of a select, with the chosen one marked. Hundreds of selects share a vocabulary."""
    value = f'value="{escape(chosen)}"'
    return Markup(_options(tuple(choices)).replace(value, f"{value} selected", 1))


@lru_cache(maxsize=100)
def _options(choices: tuple[Choice, ...]) -> str:
    return "".join(
        f'<option value="{escape(choice.id)}">{escape(choice.label)}</option>' for choice in choices
    )
