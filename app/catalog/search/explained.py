"""What explains words of a search: guides, ratings, glossary words and topics, with their names."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from app.catalog.snapshot.snapshot import Snapshot

ExplanationKind = Literal["guide", "rating", "word", "topic"]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Something to read: `text` says shortly what it is about, `address` is a path of the site."""

    kind: ExplanationKind
    label: str
    text: str
    address: str


@dataclass(frozen=True, slots=True)
class Explained:
    """An explanation with the `names` that it is asked for by.

    `rating` is what words of a rating name: the parameter of its filter and the value.
    """

    shown: Explanation
    names: tuple[str, ...]
    rating: tuple[str, str] | None = None


def explained_in(snapshot: Snapshot) -> Iterator[Explained]:
    """Everything that explains, the most telling kind first; nothing retired."""
    for slug, (guide, _) in snapshot.guides.items():
        if guide.status == "active":
            yield Explained(
                Explanation("guide", guide.title, guide.summary, f"/guides/{slug}"), (guide.title,)
            )
    yield from _ratings(snapshot)
    for id, word in snapshot.words.get("glossary", {}).items():
        if word.status == "active":
            shown = Explanation("word", word.label, word.definition or "", f"/glossary#{id}")
            yield Explained(shown, (word.label, *word.synonyms))
    for slug, (topic, _) in snapshot.topics.items():
        if topic.status == "active":
            yield Explained(
                Explanation("topic", topic.name, topic.definition, f"/topics/{slug}"), (topic.name,)
            )


def _ratings(snapshot: Snapshot) -> Iterator[Explained]:
    """Levels of our scale, the scales of registries with each rating on them, and tiers."""
    for id, (level, _) in snapshot.levels.items():
        label = f"{id.upper()} – {level.label}"
        names = level.label, level.short, *(() if id.isdigit() else (id,))
        yield Explained(
            Explanation("rating", label, level.text, f"/ratings#level-{id}"), names, ("rating", id)
        )
    for registry, word in snapshot.words.get("registries", {}).items():
        if word.status != "active" or not word.scale:
            continue
        address = f"/ratings/registries#{registry}"
        of_all = Explanation("rating", word.known_as or word.label, word.definition or "", address)
        yield Explained(of_all, (word.label, *word.synonyms), ("rated", registry))
        for id, step in word.scale.items():
            value = f"{registry}.{id}"
            shown = Explanation("rating", snapshot.label("rated", value), step.definition, address)
            yield Explained(shown, (), ("rated", value))
    for id, word in snapshot.words.get("tiers", {}).items():
        shown = Explanation("rating", word.label, word.definition or "", f"/ratings/registries#tier-{id}")
        yield Explained(shown, (), ("tier", id))
