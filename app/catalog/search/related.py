"""Programs that somebody who reads about one may also want to know, and why."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import log

import numpy as np

from app.catalog.snapshot.facet_counts import members
from app.catalog.snapshot.snapshot import Card, Snapshot
from app.catalog.text.analysis import stem_words
from app.catalog.text.arrays import Array

MOST = 5
SHARED = {"topic": 3.0, "population": 2.0, "outcome": 1.0, "permanency": 1.0}
"""How much it counts that two programs share a value of a facet; rare values count more than common ones."""
TEXT = 6.0
"""The most that likeness of words can add."""
LEAST = 2.0
MOST_STEMS = 16


@dataclass(frozen=True, slots=True)
class Related:
    """`shared` is facet -> values that both have, the rarest first; empty when only their words are alike."""

    card: Card
    shared: dict[str, tuple[str, ...]]


def find_related(snapshot: Snapshot, slug: str) -> tuple[Related, ...]:
    """At most MOST programs, the most alike first; none for a program that is not shown."""
    number = snapshot.position.get(slug)
    if number is None:
        return ()
    card = snapshot.cards[number]
    scores = _alike_in_words(snapshot, card)
    for facet, value, worth in _values(snapshot, card):
        scores[members(_having(snapshot, facet, value), len(snapshot.cards))] += worth
    scores[number] = 0
    best = np.lexsort((np.arange(len(scores)), -scores))[:MOST]
    return tuple(Related(snapshot.cards[other], _shared(snapshot, card, snapshot.cards[other])) for other in best.tolist() if scores[other] >= LEAST)


def _values(snapshot: Snapshot, card: Card) -> Iterator[tuple[str, str, float]]:
    """(facet, value, what sharing it is worth) of everything that describes a program, the most telling first within a facet."""
    for facet, weight in SHARED.items():
        worths = {value: weight * log(len(snapshot.cards) / _having(snapshot, facet, value).bit_count()) for value in _of(card, facet)}
        yield from ((facet, value, worth) for value, worth in sorted(worths.items(), key=lambda each: -each[1]))


def _of(card: Card, facet: str) -> tuple[str, ...]:
    if facet == "topic":
        return tuple(rating.topic for rating in card.ratings)
    return card.words.get({"population": "populations", "outcome": "outcomes", "permanency": "permanency"}[facet], ())


def _having(snapshot: Snapshot, facet: str, value: str) -> int:
    if facet == "topic":
        return snapshot.fold(snapshot.by_membership[facet][value])
    return snapshot.by_program[facet][value]


def _shared(snapshot: Snapshot, one: Card, other: Card) -> dict[str, tuple[str, ...]]:
    having = {facet: frozenset(_of(other, facet)) for facet in SHARED}
    shared: dict[str, list[str]] = {}
    for facet, value, _ in _values(snapshot, one):
        if value in having[facet]:
            shared.setdefault(facet, []).append(value)
    return {facet: tuple(values) for facet, values in shared.items()}


def _alike_in_words(snapshot: Snapshot, card: Card) -> Array:
    """How well each program answers to the words of this one's name and summary, 0 to TEXT."""
    scores = np.zeros(len(snapshot.cards) + 1)
    for stem in list(dict.fromkeys(stem_words(f"{card.name} {card.summary}")))[:MOST_STEMS]:
        for programs, worth in snapshot.lexicon.word(stem):
            scores[programs] += worth
    own = scores[snapshot.position[card.slug]]
    return TEXT * np.minimum(scores[:-1] / own, 1) if own else scores[:-1]
