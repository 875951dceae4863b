"""Programs related to a program, and why."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import log

import numpy as np

from app.catalog.snapshot.facet_counts import members
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
MOST_STEMS = 16


@dataclass(frozen=True, slots=True)
class Related:
    """`shared` is facet -> values that both have, the rarest first; empty when only words are similar."""

    card: Card
    shared: dict[str, tuple[str, ...]]


def find_related(snapshot: Snapshot, slug: str) -> tuple[Related, ...]:
    """At most MOST programs, the most similar first; none for a program that is not shown."""
    number = snapshot.position.get(slug)
    if number is None:
        return ()
    card = snapshot.cards[number]
    scores = _similar_words(snapshot, card)
    for facet, value, worth in _values(snapshot, card):
        scores[members(_having(snapshot, facet, value), len(snapshot.cards))] += worth
    scores[number] = 0
    best = np.lexsort((np.arange(len(scores)), -scores))[:MOST]
    cards = [snapshot.cards[other] for other in best.tolist() if scores[other] >= LEAST]
    return tuple(Related(other, _shared(snapshot, card, other)) for other in cards)


def _values(snapshot: Snapshot, card: Card) -> Iterator[tuple[str, str, float]]:
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


def _shared(snapshot: Snapshot, one: Card, other: Card) -> dict[str, tuple[str, ...]]:
    having = {facet: frozenset(_of(other, facet)) for facet in SHARED}
    shared: dict[str, list[str]] = {}
    for facet, value, _ in _values(snapshot, one):
        if value in having[facet]:
            shared.setdefault(facet, []).append(value)
    return {facet: tuple(values) for facet, values in shared.items()}


def _similar_words(snapshot: Snapshot, card: Card) -> Array:
    """How well each program matches the words of this one's name and summary, 0 to TEXT."""
    scores = np.zeros(len(snapshot.cards) + 1)
    for stem in list(dict.fromkeys(stem_words(f"{card.name} {card.summary}")))[:MOST_STEMS]:
        for programs, worth in snapshot.lexicon.word(stem):
            scores[programs] += worth
    own = scores[snapshot.position[card.slug]]
    return TEXT * np.minimum(scores[:-1] / own, 1) if own else scores[:-1]
