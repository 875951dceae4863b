"""Turns a question into concepts: each word with its synonyms, corrected spelling or possible endings."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from math import log

from app.catalog.text.lexicon import Lexicon, LexiconQuery
from app.catalog.text.question import Question
from app.catalog.text.synonyms import Synonyms, stem_markers
from app.catalog.text.words.clauses import MOST_PHRASES, find_names, read_clauses, read_literally
from app.catalog.text.words.concept import Concept, QuestionConcepts

MOST_BEGINNINGS = 4
"""Prefixes that one question may ask for; further ones are left out."""
NO_TERM = 0.7
"""The weight of a word that is in no vocabulary, beside words that are."""


def understand(question: Question, lookup: LexiconQuery, synonyms: Synonyms) -> QuestionConcepts:
    """What a question asks for. Filler words count only when there is nothing else."""
    read = list(read_clauses(question.clauses, lookup, synonyms))
    if all(concept.filler for concept in read):
        read = [*find_names(question, lookup), *read]
    telling = [concept for concept in read if not concept.filler] or read
    known = [each for each in telling if each.can_match] or [each for each in read if each.can_match]
    if joined := {
        stem for concept in known if len(concept.alternatives) > 2 for stem in concept.joined_stems
    }:
        known = [each for each in known if each.plain_stem not in joined]
    known = list(_limit_beginnings(known))
    times = Counter(concept.key for concept in known)
    concepts = list({concept.key: concept for concept in reversed(known)}.values())[::-1]
    if len(concepts) > 1:
        concepts = [_weighed(concept, times[concept.key], lookup.lexicon) for concept in concepts]
    excluded = (read_literally(each, at < MOST_PHRASES, lookup) for at, each in enumerate(question.excluded))
    unknown = [part for concept in telling for part in concept.parts if not part.can_match]
    return QuestionConcepts(
        tuple(concepts),
        tuple(excluded),
        tuple(part.written for part in unknown),
        question.cut,
        tuple(part for part in unknown if part.near),
    )


def _limit_beginnings(concepts: Iterable[Concept]) -> Iterator[Concept]:
    """The concepts without those that ask for more beginnings than MOST_BEGINNINGS in all."""
    left = MOST_BEGINNINGS
    for concept in concepts:
        count = sum(part.beginning is not None for part in concept.either) or concept.beginning is not None
        if count <= left:
            left -= count
            yield concept


def _weighed(concept: Concept, times: int, lexicon: Lexicon) -> Concept:
    """One of several concepts: it weighs less when it is common or in no vocabulary, more when said again."""
    if concept.either:
        either = tuple(_weighed(part, times, lexicon) for part in concept.either)
        return replace(concept, either=either, weight=max(part.weight for part in either))
    marks = stem_markers(concept.meanings)
    own = [each.stems[0] for each in concept.alternatives if len(each.stems) == 1]
    having = max(map(lexicon.spread, marks), default=0) or max(
        *map(lexicon.spread_of_meaning, concept.meanings), *map(lexicon.spread, own), 1, 1
    )
    rarity = log(1 + lexicon.nobody / having) / log(1 + max(1, lexicon.nobody))
    is_term = concept.meanings or concept.required
    return replace(concept, marks=marks, weight=times * rarity * (1 if is_term else NO_TERM))
