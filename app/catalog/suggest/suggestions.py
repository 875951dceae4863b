"""What somebody may mean who has begun to type: programs, topics and populations by their names."""

import weakref
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Literal

from app.catalog.snapshot.snapshot import Snapshot
from app.catalog.suggest.name_index import NameIndex, Spelling, continues_name, fold_words

Kind = Literal["program", "topic", "population"]
MOST: dict[Kind, int] = {"program": 5, "topic": 3, "population": 3}
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
    """What can be suggested: the name it is listed under and the others that people use."""

    address: str
    name: str
    others: tuple[str, ...] = ()


class _NamesOfKind:
    """The things of one kind."""

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

    def for_text(self, text: str, most: int = MOST_IN_ALL) -> tuple[Suggestion, ...]:
        """What matches the text typed so far, best first; a typing error is forgiven only where nothing matches."""
        typed = fold_words(text)
        if not typed:
            return ()
        found = [each for shelf in self.shelves for each in shelf.find(typed)]
        if not found and sum(map(len, typed)) >= SHORTEST_MISTYPED:
            found = [each for shelf in self.shelves for each in shelf.find_mistyped(typed)]
        return tuple(found[:most])


def make_suggestions(things: Mapping[Kind, Iterable[NamedThing]]) -> SuggestionIndex:
    return SuggestionIndex(tuple(_NamesOfKind(kind, things.get(kind, ())) for kind in MOST))


def get_suggestions(snapshot: Snapshot) -> SuggestionIndex:
    """Made when a snapshot is asked for its suggestions for the first time."""
    return _latest.of(snapshot)


class _Latest:
    """The suggestions of the snapshot asked about last, which is not kept alive for them."""

    def __init__(self) -> None:
        self._held: tuple[weakref.ref[Snapshot], SuggestionIndex] | None = None
        self._making = Lock()

    def of(self, snapshot: Snapshot) -> SuggestionIndex:
        found = self._remembered(snapshot)
        if found is None:
            with self._making:
                found = self._remembered(snapshot) or _made(snapshot)
                self._held = weakref.ref(snapshot), found
        return found

    def _remembered(self, snapshot: Snapshot) -> SuggestionIndex | None:
        held = self._held
        return held[1] if held and held[0]() is snapshot else None


_latest = _Latest()


def _made(snapshot: Snapshot) -> SuggestionIndex:
    topics = [(slug, topic) for slug, (topic, _) in snapshot.topics.items() if topic.status == "active"]
    populations = [(id, word) for id, word in snapshot.words.get("populations", {}).items() if word.status == "active"]
    return make_suggestions(
        {
            "program": (NamedThing(f"/programs/{card.slug}", card.name, card.aliases) for card in snapshot.cards),
            "topic": (NamedThing(f"/topics/{slug}", topic.name) for slug, topic in topics),
            "population": (NamedThing(f"/populations/{id}", word.label, word.synonyms) for id, word in populations),
        }
    )
