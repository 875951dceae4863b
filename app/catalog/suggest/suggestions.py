"""Autocomplete over the names of programs, topics, populations, and of what explains words and ratings."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from app.catalog.search.explained import Explanation, explained_in
from app.catalog.search.explanations import MOST_EXPLANATIONS, find_explanations
from app.catalog.snapshot.once import OnceForSnapshot
from app.catalog.snapshot.snapshot import Snapshot
from app.catalog.suggest.name_index import NameIndex, Spelling, continues_name, fold_words

Kind = Literal["program", "topic", "population", "guide", "rating", "word"]
MOST: dict[Kind, int] = {"program": 5, "topic": 3, "population": 3, "guide": 2, "rating": 2, "word": 2}
EXPLAINING = ("guide", "rating", "word")
"""The kinds that are one group, of MOST_EXPLANATIONS in all."""
MOST_IN_ALL = 8
SHORTEST_MISTYPED = 5


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`detail` is the other name that matched, None when the label did. `address` is a path of the site."""

    kind: Kind
    label: str
    detail: str | None
    address: str


@dataclass(frozen=True, slots=True)
class NamedThing:
    """A thing that can be suggested, with the name it is listed under and its other names."""

    address: str
    name: str
    others: tuple[str, ...] = ()


class _NamesOfKind:
    """The things of one kind and the index of their names."""

    def __init__(self, kind: Kind, things: Iterable[NamedThing]) -> None:
        self.kind, self.things = kind, tuple(things)
        self.index = NameIndex([(each.name, *each.others) for each in self.things])

    def find(self, typed: Sequence[str]) -> list[Suggestion]:
        return [self._suggestion(each, typed) for each in self.index.find(typed, MOST[self.kind])]

    def find_mistyped(self, typed: Sequence[str]) -> list[Suggestion]:
        return [self._suggestion(each, typed) for each in self.index.find_mistyped(typed, MOST[self.kind])]

    def _suggestion(self, found: Spelling, typed: Sequence[str]) -> Suggestion:
        thing = self.things[found.owner]
        detail = found.text if found.other and not continues_name(thing.name, typed) else None
        return Suggestion(self.kind, thing.name, detail, thing.address)


@dataclass(frozen=True, slots=True)
class SuggestionIndex:
    """Everything that can be suggested, in the order of the kinds."""

    shelves: tuple[_NamesOfKind, ...]

    def for_text(
        self, text: str, most: int = MOST_IN_ALL, asked: Iterable[Explanation] = ()
    ) -> tuple[Suggestion, ...]:
        """What matches the text typed so far, best first; a typing error is allowed if nothing matches.

        What explains words comes last. Programs make room for those `asked` about by the whole text.
        """
        typed = fold_words(text)
        if not typed:
            return ()
        found = [each for shelf in self.shelves for each in shelf.find(typed)]
        if not found and sum(map(len, typed)) >= SHORTEST_MISTYPED:
            found = [each for shelf in self.shelves for each in shelf.find_mistyped(typed)]
        told = [
            Suggestion(each.kind, each.label, None, each.address) for each in asked if each.kind != "topic"
        ]
        names = [each for each in found if each.kind not in EXPLAINING][:most]
        programs = sum(each.kind == "program" for each in names)
        room = max(most - len(told) - (len(names) - programs), 0)
        names = names[: min(programs, room)] + names[programs:]
        explaining = {each.address: each for each in (*told, *found) if each.kind in EXPLAINING}
        return (*names, *list(explaining.values())[:MOST_EXPLANATIONS])[:most]


def make_suggestions(things: Mapping[Kind, Iterable[NamedThing]]) -> SuggestionIndex:
    return SuggestionIndex(tuple(_NamesOfKind(kind, things.get(kind, ())) for kind in MOST))


def find_suggestions(snapshot: Snapshot, text: str) -> tuple[Suggestion, ...]:
    """What somebody may mean who has typed this much: names that begin so, and what a question asks about."""
    return get_suggestions(snapshot).for_text(text, asked=find_explanations(snapshot, text))


def _index_snapshot(snapshot: Snapshot) -> SuggestionIndex:
    topics = {slug: topic for slug, (topic, _) in snapshot.topics.items() if topic.status == "active"}
    populations = snapshot.words.get("populations", {})
    active = {id: word for id, word in populations.items() if word.status == "active"}
    explaining: dict[str, list[NamedThing]] = {kind: [] for kind in EXPLAINING}
    for each in explained_in(snapshot):
        if each.names and each.shown.kind in EXPLAINING:
            name, others = each.shown.label, tuple(other for other in each.names if other != each.shown.label)
            explaining[each.shown.kind].append(NamedThing(each.shown.address, name, others))
    return make_suggestions({
        "program": [NamedThing(f"/programs/{card.slug}", card.name, card.aliases) for card in snapshot.cards],
        "topic": [NamedThing(f"/topics/{slug}", topic.name) for slug, topic in topics.items()],
        "population": [NamedThing(f"/populations/{id}", it.label, it.synonyms) for id, it in active.items()],
        "guide": explaining["guide"], "rating": explaining["rating"], "word": explaining["word"],
    })  # fmt: skip


get_suggestions = OnceForSnapshot(_index_snapshot)
