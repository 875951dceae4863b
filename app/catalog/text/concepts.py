"""From a question to concepts: what each word stands for, with its synonyms, its mended spelling, or its possible endings."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from math import log

from app.catalog.text.analysis import stem
from app.catalog.text.fields import FIELDS
from app.catalog.text.lexicon import Lexicon
from app.catalog.text.question import LEAST_BEGINNING, OWNERS, Clause, Question, QuestionWord, Span
from app.catalog.text.synonyms import Phrase, Synonyms, stem_markers

SAME, SYNONYM, SCATTERED, BEGINNING = 1.0, 1.5, 0.3, 0.5
"""How much of its score a match brings: as typed, by a synonym, by the words of a phrase that stand apart, by the beginning of a word.

A synonym is scored by the best field alone, a word as typed by all of them: it still counts for more.
"""
MOST_BEGINNINGS = 4
"""Beginnings of words that one question may ask for; further ones are left out."""
MOST_PHRASES = 3
"""Phrases that one question may ask for side by side; of further ones, the words may stand apart."""
LEAST_PART = 3
NO_TERM = 0.5
"""How much a word that is in no vocabulary counts beside those that are."""
RECORDED = 16.0
"""What it adds that a program is recorded with a word of one of several things asked for, times how rare that is."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """Stems that a program holds: side by side (`exact`), or anywhere in it."""

    stems: Phrase
    weight: float = SAME
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing asked for. A program has it when any alternative matches, any phrase of one of `meanings`, or any word beginning with `beginning`.

    `written` is what the searcher typed and `spans` where; `mended` are words that were taken for others. `required`: without it a program
    is not found. `within`: bits of the fields asked in, 0 for all. `filler`: asked for only when nothing else is. `weight`: how much it
    counts beside the others. `marks`: stems that the programs hold with which one of `meanings` is recorded.
    """

    written: str
    spans: tuple[Span, ...]
    alternatives: tuple[Alternative, ...] = ()
    meanings: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    beginning: str | None = None
    mended: tuple[tuple[Span, str], ...] = ()
    required: bool = False
    within: int = 0
    filler: bool = False
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class QuestionConcepts:
    """`unknown`: words that no program holds and that are like no word which one does."""

    concepts: tuple[Concept, ...] = ()
    excluded: tuple[Concept, ...] = ()
    unknown: tuple[str, ...] = ()
    cut: bool = False


def understand(question: Question, lexicon: Lexicon, synonyms: Synonyms) -> QuestionConcepts:
    """What a question asks for. Filler words count only when there is nothing else."""
    groups: list[list[Concept]] = []
    loose: list[QuestionWord] = []
    phrases = 0
    for clause in question.asked:
        if clause.exact or clause.fields:
            phrases += len(clause.words) > 1
            groups += [list(_of_words(loose, lexicon, synonyms)), _named(clause, phrases <= MOST_PHRASES)]
            loose = []
        else:
            loose += clause.words
    read = [concept for group in (*groups, list(_of_words(loose, lexicon, synonyms))) for concept in group]
    telling = [concept for concept in read if not concept.filler] or read
    known = [concept for concept in telling if _can_match(concept)] or [concept for concept in read if _can_match(concept)]
    beginnings = [concept for concept in known if concept.beginning]
    known = [concept for concept in known if not concept.beginning or concept in beginnings[:MOST_BEGINNINGS]]
    times = Counter(map(_what, known))
    asked = {_what(concept): concept for concept in reversed(known)}
    concepts = tuple(_weighed(concept, times[what], lexicon) if len(asked) > 1 else concept for what, concept in asked.items())
    return QuestionConcepts(
        concepts=concepts[::-1],
        excluded=tuple(concept for number, clause in enumerate(question.excluded) for concept in _named(clause, number < MOST_PHRASES)),
        unknown=tuple(concept.written for concept in telling if not _can_match(concept)),
        cut=question.cut,
    )


def _what(concept: Concept) -> tuple[object, ...]:
    """What is asked for, wherever in the question it stands."""
    return concept.alternatives, concept.meanings, concept.beginning, concept.within, concept.required


def _weighed(concept: Concept, times: int, lexicon: Lexicon) -> Concept:
    """One of several things asked for: it counts less where most programs have it or it is in no vocabulary, more when it is said again."""
    marks = stem_markers(concept.meanings)
    having = max(map(lexicon.spread, marks), default=0) or max(
        *map(lexicon.spread_of_meaning, concept.meanings), *map(lexicon.spread, _own_words(concept)), 1, 1
    )
    rarity = log(1 + lexicon.nobody / having) / log(1 + max(1, lexicon.nobody))
    return replace(concept, marks=marks, weight=times * rarity * (1 if concept.meanings or concept.required else NO_TERM))


def _own_words(concept: Concept) -> list[str]:
    return [alternative.stems[0] for alternative in concept.alternatives if len(alternative.stems) == 1]


def _can_match(concept: Concept) -> bool:
    return bool(concept.alternatives or concept.meanings or concept.beginning)


def mask_fields(fields: Iterable[str]) -> int:
    return sum(1 << FIELDS.index(name) for name in fields)


def _named(clause: Clause, side_by_side: bool) -> list[Concept]:
    """Taken as written: a phrase, words in a named field, or something to leave out."""
    within = mask_fields(clause.fields)
    if clause.words[-1].prefix and len(clause.words) == 1:
        return [Concept(clause.written, (clause.span,), beginning=clause.words[0].typed, required=True, within=within)]
    stems = tuple(word.stem for word in clause.words)
    return [Concept(clause.written, (clause.span,), (Alternative(stems, exact=side_by_side),), required=True, within=within)]


def _of_words(words: list[QuestionWord], lexicon: Lexicon, synonyms: Synonyms) -> Iterator[Concept]:
    """Longest synonym phrases first; what is left, word by word. A concept with nothing to match is an unknown word."""
    read = [_read(word, word is words[-1], lexicon, synonyms) for word in words]
    stems = [concept.alternatives[0].stems[0] if _is_one_word(concept) else "" for concept in read]
    at = 0
    while at < len(words):
        places = _longest(words, stems, at, synonyms)
        whole = _with_synonyms([read[place] for place in places], tuple(stems[place] for place in places), lexicon, synonyms) if places else None
        if whole is not None and _can_match(whole):
            yield whole
            at = places[-1] + 1
        else:
            yield read[at] if read[at].beginning or _is_held(read[at], lexicon) else replace(read[at], alternatives=())
            at += 1


def _longest(words: list[QuestionWord], stems: list[str], at: int, synonyms: Synonyms) -> list[int]:
    """Where the words of the longest known phrase stand that begins there: side by side, or but for words like “their”."""
    if stems[at] not in synonyms.longest:
        return []
    told = [place for place in range(at, len(words)) if place == at or words[place].typed not in OWNERS]
    found = [places[: len(phrase)] for places in (list(range(at, len(words))), told) if (phrase := synonyms.at([stems[place] for place in places]))]
    return max(found, key=len, default=[])


def _is_one_word(concept: Concept) -> bool:
    return len(concept.alternatives) == 1 and len(concept.alternatives[0].stems) == 1


def _is_held(concept: Concept, lexicon: Lexicon) -> bool:
    return any(all(lexicon.holds(each) for each in alternative.stems) for alternative in concept.alternatives)


def _with_synonyms(read: list[Concept], phrase: Phrase, lexicon: Lexicon, synonyms: Synonyms) -> Concept:
    same = [Alternative(phrase, exact=len(phrase) > 1)] if all(lexicon.holds(each) for each in phrase) else []
    scattered = [Alternative(phrase, SCATTERED)] if same and len(phrase) > 1 else []
    return Concept(
        " ".join(each.written for each in read),
        tuple(span for each in read for span in each.spans),
        (*same, *scattered),
        meanings=tuple(name for name in synonyms.of[phrase] if lexicon.means(name)),
        mended=tuple(mended for each in read for mended in each.mended),
    )


def _read(word: QuestionWord, is_last: bool, lexicon: Lexicon, synonyms: Synonyms) -> Concept:
    """One word on its own: as typed, else as the beginning of one, else as two written together, else as one with its spelling mended."""
    span = (word.span,)
    if word.prefix:
        return Concept(f"{word.typed}*", span, beginning=word.typed)
    if word.filler or word.stem in synonyms.words or lexicon.holds(word.stem):
        return Concept(word.typed, span, (Alternative((word.stem,)),), filler=word.filler)
    if is_last and len(word.typed) >= LEAST_BEGINNING and lexicon.continues(word.typed):
        return Concept(word.typed, span, beginning=word.typed)
    if parts := lexicon.two_words(word.typed, LEAST_PART):
        return Concept(word.typed, span, (Alternative(parts, exact=True),))
    for better in lexicon.corrections(word.typed):
        return Concept(word.typed, span, (Alternative((stem(better) or better,)),), mended=((word.span, better),))
    return Concept(word.typed, span, (Alternative((word.stem,)),))
