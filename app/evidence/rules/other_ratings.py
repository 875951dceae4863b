"""Rules over ratings by other registries: each is a step of a scale or only listed, and one is in force."""

from collections.abc import Iterator, Mapping

from app.evidence.check.problem import RuleFinding
from app.evidence.entry.nearest_words import collect_names, find_named
from app.evidence.entry.program import OtherRating, Program
from app.evidence.entry.registry import Item, Registry
from app.evidence.entry.registry_ratings import Scale, find_doubts, find_step

AS_PRINTED = "where it is none of them, leave `rating` out and write the words of the page as `as_printed`"


def check_other_ratings(
    item: Item[Program], registry: Registry, scales: Mapping[str, Scale]
) -> Iterator[RuleFinding]:
    if "vocabulary/registries" in registry.unread or registry.unread_in("ratings"):
        return
    for number, other in enumerate(item.value.other_ratings):
        yield from _off_scale(number, other, scales)
    yield from _doubtful(item.value.other_ratings)


def _off_scale(number: int, other: OtherRating, scales: Mapping[str, Scale]) -> Iterator[RuleFinding]:
    at, scale = ("other_ratings", number), scales.get(other.registry, {})
    if other.rating is None:
        if other.as_printed is None:
            hint = "Write the id of its rating as `rating`, or the words of the page as `as_printed`."
            yield RuleFinding("rating-empty", at, "it is not said what the registry rates it", hint)
    elif not find_step(other.rating, scale):
        meant = find_named(other.rating, collect_names((step.id, step.names) for step in scale.values()))
        steps = f"The ids are {', '.join(scale)}" if scale else "The registry has no scale in the vocabulary"
        near = f"Did you mean {meant}? " if meant else ""
        message = f"“{other.rating}” is not a rating that {other.registry} gives"
        yield RuleFinding("rating-off-scale", (*at, "rating"), message, f"{near}{steps}; {AS_PRINTED}.")


def _doubtful(ratings: tuple[OtherRating, ...]) -> Iterator[RuleFinding]:
    for one, other in find_doubts(ratings):
        first, second = ratings[one], ratings[other]
        both = f"“{first.rating}” and “{second.rating}”"
        message = f"{second.registry} gives {both}; no date tells which is newer"
        hint = "Write `as_of`, or `in_force: false` at the one that was replaced."
        yield RuleFinding("rating-in-doubt", ("other_ratings", other), message, hint)
