"""Finds and scores the programs that have what was asked for: one pass over the entries of each concept."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

import numpy as np

from app.catalog.text.arrays import Array
from app.catalog.text.lexicon import Lexicon, LexiconQuery
from app.catalog.text.segment_view import Entries
from app.catalog.text.words.concept import (
    BEGINNING,
    RECORDED,
    SAME,
    SYNONYM,
    Alternative,
    Concept,
    QuestionConcepts,
)

WeightedPrograms = tuple[Array, np.float32]
"""Programs that have something asked for, by number or as one truth each, and its weight."""
ALL_ASKED = 2
"""Of up to this many concepts, a program must have them all (if any program does)."""
ENOUGH = 1 / 3
"""Of more, it must have this share of what the program with most of them has."""


@dataclass(frozen=True, slots=True)
class MatchedPrograms:
    """What a question finds, by number of program."""

    programs: Array  # bool
    scores: Array  # float32
    complete: int  # how many programs have every one of the concepts asked for
    of: int  # how many concepts that are


def match(understood: QuestionConcepts, lookup: LexiconQuery) -> MatchedPrograms:
    """Programs that have what was asked for, or of a long question most of it.

    Required and excluded concepts are never given up.
    """
    if len(understood.concepts) == 1 and not understood.excluded:
        return _match_one(understood.concepts[0], lookup)
    size = lookup.lexicon.nobody + 1
    scores, held, allowed = np.zeros(size, np.float32), np.zeros(size, np.uint8), np.ones(size, bool)
    having: list[WeightedPrograms] = []
    allowed[-1] = False
    for concept in understood.excluded:
        allowed &= _score(concept, lookup) == 0
    for concept in understood.concepts:
        weight = np.float32(concept.weight)
        if stem := concept.plain_stem:
            for programs, worth in lookup.lexicon.word(stem):
                scores[programs] += worth * weight
                held[programs] += 1
                having.append((programs, weight))
        else:
            added = _score(concept, lookup)
            has = added > 0
            scores += added * weight
            held += has
            having.append((has, weight))
            if concept.required:
                allowed &= has
    return _select(understood, scores[:-1], (held * allowed)[:-1], having, allowed[:-1])


def _match_one(concept: Concept, lookup: LexiconQuery) -> MatchedPrograms:
    """The most common question asks for one thing, and nothing has to be added up."""
    if stem := concept.plain_stem:
        scores = np.zeros(lookup.lexicon.nobody + 1, np.float32)
        for programs, worth in lookup.lexicon.word(stem):
            scores[programs] = worth
    else:
        scores = _score(concept, lookup)
    found = scores[:-1] > 0
    return MatchedPrograms(found, scores[:-1], int(np.count_nonzero(found)), 1)


def _select(
    understood: QuestionConcepts, scores: Array, held: Array, having: list[WeightedPrograms], allowed: Array
) -> MatchedPrograms:
    """`held`: how many of the concepts a program has. It scores less for those it lacks, by their weights."""
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
        scores = scores * share * np.sqrt(share)  # much faster than the power 1.5
    return MatchedPrograms(held >= least, scores, complete, asked)


def _score(concept: Concept, lookup: LexiconQuery) -> Array:
    """What a concept adds to each program: its best alternative and its best meaning; 0 where it has none."""
    if concept.either:
        scores = [_score(part, lookup) for part in concept.either]
        return np.asarray(np.maximum.reduce(scores))
    size = lookup.lexicon.nobody + 1
    best, meant = np.zeros(size, np.float32), np.zeros(size, np.float32)
    for name in concept.meanings:
        for programs, worth in lookup.lexicon.meaning(name):
            meant[programs] = np.maximum(meant[programs], worth * np.float32(SYNONYM))
    for marker in concept.marks:
        found = lookup.lexicon.word(marker)
        recorded = np.float32(RECORDED * lookup.lexicon.rarity(found))
        for programs, _ in found:
            meant[programs] = np.maximum(meant[programs], recorded)
    if concept.beginning:
        programs, worth = lookup.prefix(concept.beginning, concept.within)
        best[programs] = worth * np.float32(BEGINNING)
    for alternative in concept.alternatives:
        for programs, worth in _entries(alternative, lookup, concept.within):
            if alternative.weight != SAME:
                worth = worth * np.float32(alternative.weight)
            best[programs] = np.maximum(best[programs], worth)
    best += meant
    best[-1] = 0
    return best


def _entries(alternative: Alternative, lookup: LexiconQuery, within: int) -> Sequence[Entries]:
    if len(alternative.stems) == 1:
        return lookup.lexicon.word(alternative.stems[0], within)
    if alternative.exact:
        return lookup.phrase(alternative.stems, within)
    return [_having_all(alternative.stems, lookup.lexicon, within)]


def _having_all(stems: Sequence[str], lexicon: Lexicon, within: int) -> Entries:
    """Programs that hold every stem, wherever."""
    held, scores = np.zeros(lexicon.nobody + 1, np.uint8), np.zeros(lexicon.nobody + 1, np.float32)
    for stem in dict.fromkeys(stems):
        for programs, worth in lexicon.word(stem, within):
            held[programs] += 1
            scores[programs] += worth
    programs = np.flatnonzero(held[:-1] == len(set(stems)))
    return programs, scores[programs]
