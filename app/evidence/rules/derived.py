"""Rules that compare published ratings with the known registries and with the recorded studies."""

from collections.abc import Iterator

from app.evidence.check.problem import RuleFinding
from app.evidence.entry.nearest_words import collect_names, find_closest, find_named
from app.evidence.entry.program import Program
from app.evidence.entry.registry import Item, Registry
from app.evidence.rating.contributions import Scope
from app.evidence.rating.levels import cases, level_set
from app.evidence.rating.profiles import CEBC


def check_publishers(item: Item[Program], registry: Registry) -> Iterator[RuleFinding]:
    """A warning where the publisher looks like a misspelling of a registry that is known."""
    said = {
        id: (word.label, *word.synonyms) for id, word in registry.vocabulary.get("registries", {}).items()
    }
    known, names = {name.casefold() for held in said.values() for name in held}, collect_names(said.items())
    for place, membership in enumerate(item.value.topics):
        for number, rating in enumerate(membership.ratings):
            meant = None if rating.by.casefold() in known else find_named(rating.by, names)
            if meant:
                at = ("topics", place, "ratings", number, "by")
                message = f"“{rating.by}” is not a registry that is known"
                near = find_closest(rating.by, said[meant])
                yield RuleFinding("publisher-misspelt", at, message, f"Did you mean {near}?")


def check_derived(item: Item[Program], registry: Registry) -> Iterator[RuleFinding]:
    """A warning where the current published level is not one that the records allow, without a note why."""
    for place, membership in enumerate(item.value.topics):
        topic = registry.topics.get(membership.topic)
        current = membership.ratings[0] if membership.ratings else None
        if topic is None or topic.value.rated_outcomes is None:
            continue
        if current is None or current.note or membership.note:
            continue
        allowed = level_set(cases(item.value, Scope(frozenset(topic.value.rated_outcomes))), CEBC)
        if current.level.upper() not in allowed:
            supported = [level for level in CEBC.levels if level in allowed]
            several = f"the recorded studies allow any of {', '.join(supported)}"
            said = several if len(supported) > 1 else f"the recorded studies support {supported[0]}"
            level, command = current.level.upper(), f"homeward rate {item.slug} --topic {membership.topic}"
            message = f"{current.by} published {level}, {said}"
            hint = (
                f"Compare the studies with their sources (`{command}` shows the clause), "
                "or say in the rating's `note` why they differ."
            )
            yield RuleFinding("rating-differs", ("topics", place, "ratings", 0, "level"), message, hint)
