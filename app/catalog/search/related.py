"""Programs related to a program, and why."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, combinations, product
from math import log

import numpy as np

from app.catalog.snapshot.facet_counts import to_words
from app.catalog.snapshot.facets import FACET
from app.catalog.snapshot.snapshot import Card, Snapshot
from app.catalog.text.analysis import stem_words
from app.catalog.text.arrays import Array

MOST = 5
SHARED = {"topic": 3.0, "population": 2.0, "outcome": 1.0, "permanency": 1.0}
"""Weights of the facets: a shared value adds its facet's weight, times more the rarer the value is."""
TEXT = 6.0
"""The most that similar words can add."""
LEAST = 2.0
TOLD = ("topic", "population", "outcome")
"""The facets that a reason names."""
BEYOND = ("population", "topic", "outcome")
Pairs = tuple[tuple[str, str], ...]
"""(facet, value), one for each facet that is told."""
WorthOfValue = tuple[str, str, float]
"""Facet, value, and the score for sharing it."""
MOST_VALUES = 6
MOST_STEMS = 16
MOST_HOLDERS = 0.5
"""A word that a greater part of the programs has does not tell one from another."""


@dataclass(frozen=True, slots=True)
class Related:
    """`shared` is facet -> values that both have, the rarest first; empty when only words are similar.

    `reason` is facet -> the one of them to name: no two programs of a list have the same. Where all that they
    share is told already, `besides` is (facet, value) that this program alone has.
    """

    card: Card
    shared: dict[str, tuple[str, ...]]
    reason: dict[str, str]
    besides: tuple[str, str] | None = None


def find_related(snapshot: Snapshot, slug: str) -> tuple[Related, ...]:
    """At most MOST programs, the most similar first; none for a program that is not shown."""
    number = snapshot.position.get(slug)
    if number is None:
        return ()
    card = snapshot.cards[number]
    values = list(_values(snapshot, card))
    scores = _similar_words(snapshot, card) + _shared_values(snapshot, values)
    scores[number] = 0
    alike = np.flatnonzero(scores >= LEAST)
    if len(alike) > MOST:
        alike = alike[scores[alike] >= np.partition(scores[alike], -MOST)[-MOST]]
    best = alike[np.argsort(-scores[alike], kind="stable")[:MOST]]
    return tuple(_with_reasons(card, values, [snapshot.cards[other] for other in best.tolist()]))


def _with_reasons(one: Card, values: list[WorthOfValue], others: list[Card]) -> Iterator[Related]:
    """Each with a reason that was not given yet, of values that were named least."""
    given: list[tuple[Pairs, tuple[str, str] | None]] = []
    named: Counter[str] = Counter()
    for other in others:
        shared = _shared(values, other)
        combined = _combinations(shared, named)  # sorted by what was named so far, size after size
        full = next(combined)
        beyond = ((pairs, more) for more in _beyond(one, other, named) for pairs in full)
        plain = ((pairs, None) for pairs in chain.from_iterable(combined))
        every = chain(((pairs, None) for pairs in full), beyond, plain)
        reason = next((each for each in every if each not in given), (full[0], None))
        given.append(reason)
        named.update(value for _, value in (*reason[0], *filter(None, reason[1:])))
        yield Related(other, shared, dict(reason[0]), reason[1])


def _combinations(shared: dict[str, tuple[str, ...]], named: Counter[str]) -> Iterator[list[Pairs]]:
    """One value of every facet, then of all but one, and so on; in each list the values named least first."""
    told = [[(facet, value) for value in shared[facet][:MOST_VALUES]] for facet in TOLD if facet in shared]
    for size in range(len(told), -1, -1):
        found: list[Pairs] = [pairs for facets in combinations(told, size) for pairs in product(*facets)]
        if named:
            found.sort(key=lambda pairs: sum([named[value] for _, value in pairs]))
        yield found


def _beyond(one: Card, other: Card, named: Counter[str]) -> Iterator[tuple[str, str]]:
    """(facet, value) that the other has and this one has not, those not named yet first."""
    for facet in BEYOND:
        values = [value for value in _of(other, facet) if value not in _of(one, facet)]
        yield from ((facet, value) for value in sorted(values, key=lambda value: named[value]))


def _values(snapshot: Snapshot, card: Card) -> Iterator[WorthOfValue]:
    """(facet, value, score for sharing it) of what describes a program, the rarest first within a facet."""
    for facet, weight in SHARED.items():
        having = {value: _having(snapshot, facet, value).bit_count() for value in _of(card, facet)}
        worths = {value: weight * log(len(snapshot.cards) / count) for value, count in having.items()}
        ordered = sorted(worths.items(), key=lambda each: -each[1])
        yield from ((facet, value, worth) for value, worth in ordered)


def _of(card: Card, facet: str) -> tuple[str, ...]:
    if facet == "topic":
        return tuple(rating.topic for rating in card.ratings)
    return card.words.get(FACET[facet].vocabulary, ())


def _having(snapshot: Snapshot, facet: str, value: str) -> int:
    if facet == "topic":
        return snapshot.fold(snapshot.by_membership[facet][value])
    return snapshot.by_program[facet][value]


def _shared(values: list[WorthOfValue], other: Card) -> dict[str, tuple[str, ...]]:
    having = {facet: _of(other, facet) for facet in SHARED}
    shared: dict[str, list[str]] = {}
    for facet, value, _ in values:
        if value in having[facet]:
            shared.setdefault(facet, []).append(value)
    return {facet: tuple(values) for facet, values in shared.items()}


def _shared_values(snapshot: Snapshot, values: list[WorthOfValue]) -> Array:
    """What each program has in common with this one, by the worth of each value."""
    size = len(snapshot.cards)
    rows = [to_words(_having(snapshot, facet, value), size) for facet, value, _ in values]
    if not rows:
        return np.zeros(size)
    bits = np.unpackbits(np.stack(rows).view(np.uint8), axis=1, count=size, bitorder="little")
    return np.array([worth for *_, worth in values]) @ bits


def _similar_words(snapshot: Snapshot, card: Card) -> Array:
    """How well each program matches the words of this one's name and summary, 0 to TEXT."""
    stems = list(dict.fromkeys(stem_words(f"{card.name} {card.summary}")))[:MOST_STEMS]
    lexicon, most = snapshot.lexicon, MOST_HOLDERS * len(snapshot.cards)
    entries = [each for stem in stems if lexicon.spread(stem) <= most for each in lexicon.word(stem)]
    if not entries:
        return np.zeros(len(snapshot.cards))
    programs, worths = map(np.concatenate, zip(*entries, strict=True))
    scores = np.bincount(programs, worths, minlength=len(snapshot.cards) + 1)
    own = scores[snapshot.position[card.slug]]
    return TEXT * np.minimum(scores[:-1] / own, 1) if own else scores[:-1]
