"""Finds the guides, rating levels, glossary words and topics that a search asks about, two at most."""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.catalog.search.explained import Explained, Explanation, ExplanationKind, explained_in
from app.catalog.search.question_words import ASKING, FRAME
from app.catalog.search.recognised import get_recogniser
from app.catalog.snapshot.once import OnceForSnapshot
from app.catalog.snapshot.snapshot import Snapshot
from app.catalog.text.analysis import split_words, squeeze, stem, stem_words
from app.catalog.text.synonyms import Phrase

MOST_EXPLANATIONS, MOST_WORDS = 2, 24
RARE = math.log(1 + 1 / 0.8)
"""The weight of a word that four of five programs hold: a search for it alone is not about its meaning."""
ENOUGH_OF_QUESTION, ENOUGH_OF_WORDS, ENOUGH_OF_TITLE, ENOUGH_OF_REST = 0.5, 0.8, 0.5, 0.3
"""The share that is met: of a question, of other words, of a title, of what the first answer leaves open."""

BY_LABEL, BY_OTHER_NAME, BY_TITLE = range(3)
"""How an explanation was found, the surest first."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    """The place of an explanation in the index, and the places of the words of the search that it meets."""

    number: int
    words: frozenset[int]
    found_by: int


class ExplanationIndex:
    """The names and the words of titles by which explanations are found."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.explained: Sequence[Explained] = tuple(explained_in(snapshot))
        self.lexicon, self.size, self.programs = snapshot.lexicon, len(snapshot.cards), snapshot.squeezed
        self.ratings = get_recogniser(snapshot).ratings
        self.of_rating = {each.rating: number for number, each in enumerate(self.explained) if each.rating}
        self.named = _by_phrase(self.explained)
        self.longest = max(map(len, self.named), default=0)
        self.titles = {
            number: frozenset(_phrase(each.shown.label))
            for number, each in enumerate(self.explained)
            if each.shown.kind in ("guide", "topic")
        }
        self.titled: Mapping[str, list[int]] = _by_stem(self.titles)

    def find(self, q: str) -> tuple[Explanation, ...]:
        """The best first, at most MOST_EXPLANATIONS; mostly none.

        A question and the whole name of something to read find it, the name of a program never does.
        """
        words = split_words(q)[:MOST_WORDS]
        stems = [stem(word) for word in words]
        said = [at for at, word in enumerate(words) if stems[at] and word not in ASKING]
        said = [at for at in said if words[at] not in FRAME] or said
        weights = {at: self._weight(stems[at] or "") for at in said}
        total = sum(weights.values())
        asking = not ASKING.isdisjoint(words) or words[:1] == ["is"]
        common = len(weights) == 1 and total < RARE and not asking
        if not total or common or squeeze(q) in self.programs:
            return ()
        found = [*self._named(stems), *self._rated(words), *self._titled(stems, weights)]
        return self._choose(found, weights, ENOUGH_OF_QUESTION if asking else ENOUGH_OF_WORDS, asking)

    def _named(self, stems: Sequence[str | None]) -> Iterator[_Candidate]:
        """By a name that stands in the search; the words that fill it may be between its stems."""
        known = [(at, each) for at, each in enumerate(stems) if each]
        for start in range(len(known)):
            for end in range(start + 1, min(len(known), start + self.longest) + 1):
                named = self.named.get(tuple(each for _, each in known[start:end]), {})
                places = frozenset(at for at, _ in known[start:end]) if named else frozenset()
                yield from (_Candidate(number, places, found_by) for number, found_by in named.items())

    def _rated(self, words: Sequence[str]) -> Iterator[_Candidate]:
        """By words of a rating, with what a guide's title calls it."""
        if self.ratings.first_words.isdisjoint(words):
            return
        written = " ".join(words)
        for named in self.ratings.find(written):
            number = self.of_rating.get((named.parameter, named.value))
            first, last = (written[:at].count(" ") for at in (named.start, named.end))
            places = frozenset(range(first, last + 1))
            if number is None:
                continue
            yield _Candidate(number, places, BY_LABEL)
            for name in self.explained[number].names:
                sharing = self.named.get(_phrase(name), {})
                yield from (_Candidate(each, places, BY_TITLE) for each in sharing if each != number)

    def _titled(self, stems: Sequence[str | None], weights: Mapping[int, float]) -> Iterator[_Candidate]:
        """By enough of the words of a title."""
        places: dict[int, set[int]] = defaultdict(set)
        for at, each in enumerate(stems):
            for number in self.titled.get(each, ()) if each and at in weights else ():
                places[number].add(at)
        for number, own in places.items():
            met = sum(map(self._weight, {each for at in own if (each := stems[at])}))
            if met >= ENOUGH_OF_TITLE * sum(map(self._weight, self.titles[number])):
                yield _Candidate(number, frozenset(own), BY_TITLE)

    def _weight(self, stem: str) -> float:
        """Rare words tell more of what is asked."""
        return math.log(1 + self.size / (1 + self.lexicon.spread(stem)))

    def _choose(
        self, found: Iterable[_Candidate], weights: Mapping[int, float], enough: float, asking: bool
    ) -> tuple[Explanation, ...]:
        """What meets most of the search; then of a question what meets enough of the rest, else as much."""

        def met(words: Iterable[int]) -> float:
            return sum(weights.get(at, 0) for at in words)

        ranked = sorted(found, key=lambda each: (-met(each.words), each.found_by, each.number))
        if not ranked:
            return ()
        first = ranked[0]
        others = [each for each in ranked if not self._is_same(each, first)]
        rest = [each for each in others if asking and met(each.words - first.words)]
        second = max(rest, key=lambda each: met(each.words - first.words), default=None)
        if second is None or met(second.words - first.words) < ENOUGH_OF_REST * met(
            weights.keys() - first.words
        ):
            as_much = [each for each in others if met(each.words) >= met(first.words)]
            second = min(as_much, key=lambda each: self._kind(each) == self._kind(first), default=None)
        chosen = (first, second) if second else (first,)
        if met(frozenset().union(*(each.words for each in chosen))) < enough * met(weights):
            return ()
        return tuple(self.explained[each.number].shown for each in chosen)

    def _is_same(self, one: _Candidate, other: _Candidate) -> bool:
        """Whether both explain one thing in the same way: a level and the word of its name."""
        if one.number == other.number:
            return True
        names = [{_phrase(name) for name in self.explained[each.number].names} for each in (one, other)]
        return {self._kind(one), self._kind(other)} == {"rating", "word"} and not names[0].isdisjoint(
            names[1]
        )

    def _kind(self, found: _Candidate) -> ExplanationKind:
        return self.explained[found.number].shown.kind


def _by_phrase(explained: Sequence[Explained]) -> Mapping[Phrase, dict[int, int]]:
    """Every name in stems, with the places of what has it and by what it is found then.

    A guide has the names of all words and ratings that its title names.
    """
    named: dict[Phrase, dict[int, int]] = defaultdict(dict)
    guides = [
        (at, _phrase(each.shown.label)) for at, each in enumerate(explained) if each.shown.kind == "guide"
    ]
    for number, each in enumerate(explained):
        phrases = list(dict.fromkeys(filter(None, map(_phrase, each.names))))
        holding = [at for at, title in guides if any(_holds(title, phrase) for phrase in phrases)]
        for at, phrase in enumerate(phrases):
            named[phrase].setdefault(number, BY_OTHER_NAME if at else BY_LABEL)
            for guide in holding:
                named[phrase].setdefault(guide, BY_TITLE)
    return named


def _by_stem(titles: Mapping[int, frozenset[str]]) -> Mapping[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for number, stems in titles.items():
        for each in stems:
            found[each].append(number)
    return found


def _phrase(text: str) -> Phrase:
    return tuple(stem_words(text))


def _holds(title: Phrase, phrase: Phrase) -> bool:
    return any(title[at : at + len(phrase)] == phrase for at in range(len(title)))


_get_index = OnceForSnapshot(ExplanationIndex)


def find_explanations(snapshot: Snapshot, q: str) -> tuple[Explanation, ...]:
    """What explains the words of a search."""
    return _get_index(snapshot).find(q)
