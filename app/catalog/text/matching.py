"""Which programs have what was asked for, and how well: one pass over the entries of every concept."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil, log

import numpy as np

from app.catalog.text.arrays import Array
from app.catalog.text.concepts import (
    BEGINNING,
    RECORDED,
    SAME,
    SYNONYM,
    Alternative,
    Concept,
    QuestionConcepts,
)
from app.catalog.text.lexicon import Lexicon
from app.catalog.text.segment_view import Entries

Having = tuple[Array, np.float32]
"""Programs that have something asked for, by number or as one truth each, and its weight."""
ALL_ASKED = 2
"""Up to so many things asked for, a program must have them all (if any program does)."""
ENOUGH = 1 / 3
"""Of more, this share of what the program with most of them has."""


@dataclass(frozen=True, slots=True)
class MatchedPrograms:
    """`programs` (bool) and `scores` (float32) are by number of program. `complete`: how many have every one of the things asked for (`of`)."""

    programs: Array
    scores: Array
    complete: int
    of: int


def match(understood: QuestionConcepts, lexicon: Lexicon) -> MatchedPrograms:
    """Programs that have what was asked for, or of a long question most of it.

    Required and excluded things are never given up.
    """
    if len(understood.concepts) == 1 and not understood.excluded:
        return _only(understood.concepts[0], lexicon)
    size = lexicon.nobody + 1
    scores, held, allowed = np.zeros(size, np.float32), np.zeros(size, np.uint8), np.ones(size, bool)
    having: list[Having] = []
    allowed[-1] = False
    for concept in understood.excluded:
        allowed &= _added(concept, lexicon) == 0
    for concept in understood.concepts:
        if _is_plain(concept):
            for programs, worth in lexicon.word(concept.alternatives[0].stems[0]):
                scores[programs] += worth * np.float32(concept.weight)
                held[programs] += 1
                having.append((programs, np.float32(concept.weight)))
        else:
            added = _added(concept, lexicon)
            has = added > 0
            scores += added * np.float32(concept.weight)
            held += has
            having.append((has, np.float32(concept.weight)))
            if concept.required:
                allowed &= has
    return _found(understood, scores[:-1], (held * allowed)[:-1], having, allowed[:-1])


def _only(concept: Concept, lexicon: Lexicon) -> MatchedPrograms:
    """What a question finds that asks for one thing: the most common kind, and nothing has to be added up."""
    if _is_plain(concept):
        added = np.zeros(lexicon.nobody + 1, np.float32)
        for programs, worth in lexicon.word(concept.alternatives[0].stems[0]):
            added[programs] = worth
    else:
        added = _added(concept, lexicon)
    found = added[:-1] > 0
    return MatchedPrograms(found, added[:-1], int(np.count_nonzero(found)), 1)


def _found(understood: QuestionConcepts, scores: Array, held: Array, having: Sequence[Having], allowed: Array) -> MatchedPrograms:
    """`held`: how many of the things asked for a program has. It counts less for what it lacks, by the weights of these things."""
    asked = len(understood.concepts)
    if not asked:
        return MatchedPrograms(allowed & (not understood.unknown), scores, 0, 0)
    most = int(held.max(initial=0))
    complete = int(np.count_nonzero(held == asked)) if most == asked else 0
    least = asked if complete and asked <= ALL_ASKED else max(1, ceil(most * ENOUGH))
    if least < asked:
        share = np.zeros(len(scores) + 1, np.float32)
        for programs, weight in having:
            share[programs] += weight
        share = share[:-1] / np.float32(sum(concept.weight for concept in understood.concepts) or 1)
        scores = scores * share * np.sqrt(share)  # as quick as a power is slow
    return MatchedPrograms(held >= least, scores, complete, asked)


def _is_plain(concept: Concept) -> bool:
    only_words = not (concept.required or concept.beginning or concept.meanings or concept.within)
    return only_words and len(concept.alternatives) == 1 and len(concept.alternatives[0].stems) == 1


def _added(concept: Concept, lexicon: Lexicon) -> Array:
    """What a concept adds to the score of each program: its best alternative and its best meaning; 0 where it has none."""
    best, meant = np.zeros(lexicon.nobody + 1, np.float32), np.zeros(lexicon.nobody + 1, np.float32)
    for name in concept.meanings:
        for programs, worth in lexicon.meaning(name):
            meant[programs] = np.maximum(meant[programs], worth * np.float32(SYNONYM))
    for stem in concept.marks:
        for programs, least in _recorded(stem, lexicon):
            meant[programs] = np.maximum(meant[programs], least)
    if concept.beginning:
        programs, worth = lexicon.prefix(concept.beginning, concept.within)
        best[programs] = worth * np.float32(BEGINNING)
    for alternative in concept.alternatives:
        for programs, worth in _entries(alternative, lexicon, concept.within):
            added = worth if alternative.weight == SAME else worth * np.float32(alternative.weight)
            best[programs] = np.maximum(best[programs], added)
    best += meant
    best[-1] = 0
    return best


def _recorded(stem: str, lexicon: Lexicon) -> Iterator[tuple[Array, np.float32]]:
    """Programs that hold a mark, and what that adds to the score of each."""
    found = lexicon.word(stem)
    rarity = 1 + log(1 + lexicon.nobody / (1 + sum(len(programs) for programs, _ in found)))
    return ((programs, np.float32(RECORDED * rarity)) for programs, _ in found)


def _entries(alternative: Alternative, lexicon: Lexicon, within: int) -> Sequence[Entries]:
    if len(alternative.stems) == 1:
        return lexicon.word(alternative.stems[0], within)
    if alternative.exact:
        return lexicon.phrase(alternative.stems, within)
    return [_together(alternative.stems, lexicon, within)]


def _together(stems: Sequence[str], lexicon: Lexicon, within: int) -> Entries:
    """Programs that hold every stem, wherever."""
    held, scores = np.zeros(lexicon.nobody + 1, np.uint8), np.zeros(lexicon.nobody + 1, np.float32)
    for stem in dict.fromkeys(stems):
        for programs, worth in lexicon.word(stem, within):
            held[programs] += 1
            scores[programs] += worth
    programs = np.flatnonzero(held[:-1] == len(set(stems)))
    return programs, scores[programs]
