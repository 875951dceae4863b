"""Turns a question into concepts: each word with its synonyms, corrected spelling or possible endings."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import log

from app.catalog.text.analysis import stem
from app.catalog.text.fields import FIELDS
from app.catalog.text.lexicon import Lexicon, LexiconQuery
from app.catalog.text.question import LEAST_BEGINNING, OWNERS, Clause, Question, QuestionWord, Span
from app.catalog.text.synonyms import Phrase, Synonyms, stem_markers

SAME, SYNONYM, SCATTERED, BEGINNING = 1.0, 1.5, 0.3, 0.5
"""The share of its score that a match brings: as typed, by a synonym, by scattered words, by a prefix.

A synonym is scored by its best field alone, a word as typed by all fields: the word still counts for more.
"""
MOST_BEGINNINGS = 4
"""Prefixes that one question may ask for; further ones are left out."""
MOST_PHRASES = 3
"""Phrases that one question may ask for side by side; the words of further ones may stand apart."""
LEAST_PART = 3
NO_TERM = 0.5
"""The weight of a word that is in no vocabulary, beside words that are."""
RECORDED = 16.0
"""Added, times its rarity, when a program is recorded with the vocabulary word of one of several concepts."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """Stems that a program holds: side by side (`exact`), or anywhere in it."""

    stems: Phrase
    weight: float = SAME
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing asked for.

    A program has it when it has any alternative, any phrase of one of `meanings`, or any word that begins
    with `beginning`. `written` is what the searcher typed, `spans` where; `mended` are the words that were
    corrected. `required`: without it a program is not found. `within`: bits of the fields asked in, 0 for
    all. `filler`: asked for only when nothing else is. `weight`: how much it counts beside the others.
    `marks`: stems of the markers of the programs that are recorded with one of `meanings`.
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

    @property
    def can_match(self) -> bool:
        return bool(self.alternatives or self.meanings or self.beginning)

    @property
    def plain_stem(self) -> str | None:
        """The stem, when one word anywhere is all that is asked for."""
        if self.required or self.beginning or self.meanings or self.within or len(self.alternatives) != 1:
            return None
        stems = self.alternatives[0].stems
        return stems[0] if len(stems) == 1 else None

    @property
    def key(self) -> tuple[object, ...]:
        """What is asked for, wherever in the question it stands."""
        return self.alternatives, self.meanings, self.beginning, self.within, self.required


@dataclass(frozen=True, slots=True)
class QuestionConcepts:
    """`unknown`: words that no program holds and that resemble none which one does. `cut`: too many words."""

    concepts: tuple[Concept, ...] = ()
    excluded: tuple[Concept, ...] = ()
    unknown: tuple[str, ...] = ()
    cut: bool = False


def understand(question: Question, lookup: LexiconQuery, synonyms: Synonyms) -> QuestionConcepts:
    """What a question asks for. Filler words count only when there is nothing else."""
    read = list(_read_clauses(question.asked, lookup, synonyms))
    telling = [concept for concept in read if not concept.filler] or read
    known = [each for each in telling if each.can_match] or [each for each in read if each.can_match]
    beginnings = [concept for concept in known if concept.beginning]
    known = [each for each in known if not each.beginning or each in beginnings[:MOST_BEGINNINGS]]
    times = Counter(concept.key for concept in known)
    concepts = list({concept.key: concept for concept in reversed(known)}.values())[::-1]
    if len(concepts) > 1:
        concepts = [_weighed(concept, times[concept.key], lookup.lexicon) for concept in concepts]
    excluded = (_read_literally(each, at < MOST_PHRASES) for at, each in enumerate(question.excluded))
    unknown = tuple(concept.written for concept in telling if not concept.can_match)
    return QuestionConcepts(tuple(concepts), tuple(excluded), unknown, question.cut)


def mask_fields(fields: Iterable[str]) -> int:
    """A number with the bit of each field set."""
    return sum(1 << FIELDS.index(name) for name in fields)


def _weighed(concept: Concept, times: int, lexicon: Lexicon) -> Concept:
    """One of several concepts: it weighs less when it is common or in no vocabulary, more when said again."""
    marks = stem_markers(concept.meanings)
    own = [each.stems[0] for each in concept.alternatives if len(each.stems) == 1]
    having = max(map(lexicon.spread, marks), default=0) or max(
        *map(lexicon.spread_of_meaning, concept.meanings), *map(lexicon.spread, own), 1, 1
    )
    rarity = log(1 + lexicon.nobody / having) / log(1 + max(1, lexicon.nobody))
    is_term = concept.meanings or concept.required
    return replace(concept, marks=marks, weight=times * rarity * (1 if is_term else NO_TERM))


def _read_clauses(clauses: Iterable[Clause], lookup: LexiconQuery, synonyms: Synonyms) -> Iterator[Concept]:
    """Phrases in quotes and named fields as written, the words between them together."""
    loose: list[QuestionWord] = []
    phrases = 0
    for clause in clauses:
        if clause.exact or clause.fields:
            phrases += len(clause.words) > 1
            yield from _read_words(loose, lookup, synonyms)
            yield _read_literally(clause, phrases <= MOST_PHRASES)
            loose = []
        else:
            loose += clause.words
    yield from _read_words(loose, lookup, synonyms)


def _read_literally(clause: Clause, side_by_side: bool) -> Concept:
    """Taken as written: a phrase, words in a named field, or something to leave out."""
    concept = Concept(clause.written, (clause.span,), required=True, within=mask_fields(clause.fields))
    if clause.words[-1].prefix and len(clause.words) == 1:
        return replace(concept, beginning=clause.words[0].typed)
    stems = tuple(word.stem for word in clause.words)
    return replace(concept, alternatives=(Alternative(stems, exact=side_by_side),))


def _read_words(words: Sequence[QuestionWord], lookup: LexiconQuery, synonyms: Synonyms) -> Iterator[Concept]:
    """Longest synonym phrases first, the rest word by word. What cannot match is an unknown word."""
    read = [_read_word(word, word is words[-1], lookup, synonyms) for word in words]
    stems = [concept.plain_stem or "" for concept in read]
    at = 0
    while at < len(words):
        places = _find_phrase(words, stems, at, synonyms)
        whole = _join_phrase([read[place] for place in places], lookup.lexicon, synonyms) if places else None
        if whole and whole.can_match:
            yield whole
            at = places[-1] + 1
        else:
            yield _without_unknown(read[at], lookup.lexicon)
            at += 1


def _find_phrase(words: Sequence[QuestionWord], stems: list[str], at: int, synonyms: Synonyms) -> list[int]:
    """Where the words of the longest known phrase stand that begins there, with or without OWNERS in it."""
    if stems[at] not in synonyms.longest:
        return []
    rest = list(range(at, len(words)))
    kept = [place for place in rest if place == at or words[place].typed not in OWNERS]
    phrases = [synonyms.at([stems[place] for place in places]) or () for places in (rest, kept)]
    return max(rest[: len(phrases[0])], kept[: len(phrases[1])], key=len)


def _without_unknown(concept: Concept, lexicon: Lexicon) -> Concept:
    """The concept of a word; without alternatives when no program holds it."""
    is_held = any(all(map(lexicon.holds, alternative.stems)) for alternative in concept.alternatives)
    return concept if concept.beginning or is_held else replace(concept, alternatives=())


def _join_phrase(read: Sequence[Concept], lexicon: Lexicon, synonyms: Synonyms) -> Concept:
    """The words of a known phrase as one concept."""
    phrase = tuple(concept.plain_stem or "" for concept in read)
    alternatives = [Alternative(phrase, exact=True), Alternative(phrase, SCATTERED)]
    if len(phrase) == 1:
        alternatives = [Alternative(phrase)]
    return Concept(
        " ".join(each.written for each in read),
        tuple(span for each in read for span in each.spans),
        tuple(alternatives) if all(map(lexicon.holds, phrase)) else (),
        meanings=tuple(name for name in synonyms.of[phrase] if lexicon.holds_meaning(name)),
        mended=tuple(mended for each in read for mended in each.mended),
    )


def _read_word(word: QuestionWord, is_last: bool, lookup: LexiconQuery, synonyms: Synonyms) -> Concept:
    """One word on its own: as typed, else as a prefix, else as two words written together, else corrected."""
    spans = (word.span,)
    if word.prefix:
        return Concept(f"{word.typed}*", spans, beginning=word.typed)
    if word.filler or word.stem in synonyms.words or lookup.lexicon.holds(word.stem):
        return Concept(word.typed, spans, (Alternative((word.stem,)),), filler=word.filler)
    if is_last and len(word.typed) >= LEAST_BEGINNING and lookup.continues(word.typed):
        return Concept(word.typed, spans, beginning=word.typed)
    if parts := lookup.two_words(word.typed, LEAST_PART):
        return Concept(word.typed, spans, (Alternative(parts, exact=True),))
    for better in lookup.corrections(word.typed):
        corrected = Alternative((stem(better) or better,))
        return Concept(word.typed, spans, (corrected,), mended=((word.span, better),))
    return Concept(word.typed, spans, (Alternative((word.stem,)),))
