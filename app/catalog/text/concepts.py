"""Turns a question into concepts: each word with its synonyms, corrected spelling or possible endings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import log

from app.catalog.text.analysis import stem
from app.catalog.text.fields import FIELDS
from app.catalog.text.lexicon import NAMES, Lexicon, LexiconQuery
from app.catalog.text.question import (
    LEAST_BEGINNING,
    LONGEST_ACRONYM,
    OWNERS,
    Clause,
    Question,
    QuestionWord,
    Span,
)
from app.catalog.text.synonyms import Phrase, Synonyms, stem_markers
from app.catalog.text.words.joining import join_neighbours, join_phrase, split_phrase

SAME, SYNONYM, SCATTERED, BEGINNING = 1.0, 1.5, 0.3, 0.5
"""The share of its score that a match brings: as typed, by a synonym, by scattered words, by a prefix.

A synonym is scored by its best field alone, a word as typed by all fields: the word still counts for more.
"""
MOST_BEGINNINGS = 4
"""Prefixes that one question may ask for; further ones are left out."""
MOST_PHRASES = 3
"""Phrases that one question may ask for side by side; the words of further ones may stand apart."""
MOST_NEAR = 3
"""Words offered in the place of one that no program holds."""
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
    `marks`: stems of the markers of the programs that are recorded with one of `meanings`. `near`: words that
    may be offered in the place of one that no program holds. `either`: any of these is enough.
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
    near: tuple[str, ...] = ()
    either: tuple[Concept, ...] = ()

    @property
    def parts(self) -> tuple[Concept, ...]:
        return self.either or (self,)

    @property
    def can_match(self) -> bool:
        return bool(self.alternatives or self.meanings or self.beginning) or any(
            part.can_match for part in self.either
        )

    @property
    def plain_stem(self) -> str | None:
        """The stem, when one word anywhere is all that is asked for."""
        if self.required or self.beginning or self.meanings or self.within or len(self.alternatives) != 1:
            return None
        return self.head_stem

    @property
    def head_stem(self) -> str | None:
        """The stem by which a word is known in phrases, however else it may be written."""
        stems = self.alternatives[0].stems if self.alternatives and not self.required else ()
        return stems[0] if len(stems) == 1 else None

    @property
    def joined_stems(self) -> Phrase:
        """The stems of neighbours that were read as one word."""
        others = self.alternatives[1:] if self.head_stem else ()
        return tuple(stem for each in others if not each.exact and len(each.stems) > 1 for stem in each.stems)

    @property
    def key(self) -> tuple[object, ...]:
        """What is asked for, wherever in the question it stands."""
        either = tuple(part.key for part in self.either)
        return self.alternatives, self.meanings, self.beginning, self.within, self.required, either


@dataclass(frozen=True, slots=True)
class QuestionConcepts:
    """`unknown`: words that no program holds, `near` those that others are near to. `cut`: too many words."""

    concepts: tuple[Concept, ...] = ()
    excluded: tuple[Concept, ...] = ()
    unknown: tuple[str, ...] = ()
    cut: bool = False
    near: tuple[Concept, ...] = ()


def understand(question: Question, lookup: LexiconQuery, synonyms: Synonyms) -> QuestionConcepts:
    """What a question asks for. Filler words count only when there is nothing else."""
    read = list(_read_clauses(question.clauses, lookup, synonyms))
    if all(concept.filler for concept in read):
        read = [*_find_names(question, lookup), *read]
    telling = [concept for concept in read if not concept.filler] or read
    known = [each for each in telling if each.can_match] or [each for each in read if each.can_match]
    joined = {stem for concept in known for stem in concept.joined_stems}
    known = [each for each in _limit_beginnings(known) if each.plain_stem not in joined]
    times = Counter(concept.key for concept in known)
    concepts = list({concept.key: concept for concept in reversed(known)}.values())[::-1]
    if len(concepts) > 1:
        concepts = [_weighed(concept, times[concept.key], lookup.lexicon) for concept in concepts]
    excluded = (_read_literally(each, at < MOST_PHRASES, lookup) for at, each in enumerate(question.excluded))
    unknown = [part for concept in telling for part in concept.parts if not part.can_match]
    return QuestionConcepts(
        tuple(concepts),
        tuple(excluded),
        tuple(part.written for part in unknown),
        question.cut,
        tuple(part for part in unknown if part.near),
    )


def mask_fields(fields: Iterable[str]) -> int:
    """A number with the bit of each field set."""
    return sum(1 << FIELDS.index(name) for name in fields)


def _limit_beginnings(concepts: Iterable[Concept]) -> Iterator[Concept]:
    """The concepts without those that ask for more beginnings than MOST_BEGINNINGS in all."""
    left = MOST_BEGINNINGS
    for concept in concepts:
        count = sum(part.beginning is not None for part in concept.parts)
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


def _read_clauses(clauses: Iterable[Clause], lookup: LexiconQuery, synonyms: Synonyms) -> Iterator[Concept]:
    """Phrases in quotes and named fields as written, the words between them together; then AND and OR."""
    read: list[Concept] = []
    sides = list(_part_at_operators(clauses))
    for at, (operator, span, some) in enumerate(sides):
        # What stands beside an operator is one thing: co-parenting OR coaching.
        for place in ([0] if operator else []) + ([-1] if at < len(sides) - 1 and some else []):
            some[place] = _as_one(some[place], lookup, synonyms)
        concepts = list(_read_side(some, lookup, synonyms))
        if operator and read and concepts:
            concepts[:1] = _operate(operator, span, read.pop(), concepts[0])
        read += concepts
    yield from read


def _part_at_operators(clauses: Iterable[Clause]) -> Iterator[tuple[str, Span, list[Clause]]]:
    """The clauses between operators, with the operator before them."""
    side: tuple[str, Span, list[Clause]] = ("", (0, 0), [])
    for clause in clauses:
        if clause.operator:
            yield side
            side = (clause.operator, clause.operator_span, [])
        side[2].append(clause)
    yield side


def _as_one(clause: Clause, lookup: LexiconQuery, synonyms: Synonyms) -> Clause:
    """Words that hyphens join as a phrase, where they are not one thing already."""
    if clause.exact or clause.fields or len(clause.words) < 2:
        return clause
    is_one = len(list(_read_words(clause.every, lookup, synonyms))) == 1
    return clause if is_one else replace(clause, exact=True)


def _operate(operator: str, span: Span, one: Concept, other: Concept) -> tuple[Concept, ...]:
    """Two neighbours as one of which either is enough, or (AND) as two that are both required."""
    if operator == "AND":
        return replace(one, required=True), replace(other, required=True)
    either = (*one.parts, *other.parts)
    return (
        Concept(
            f"{one.written} {operator} {other.written}",
            (*one.spans, span, *other.spans),
            mended=(*one.mended, *other.mended),
            required=True,
            either=tuple(replace(part, required=False) for part in either),
        ),
    )


def _read_side(clauses: Iterable[Clause], lookup: LexiconQuery, synonyms: Synonyms) -> Iterator[Concept]:
    loose: list[QuestionWord] = []
    phrases = 0
    for clause in clauses:
        if clause.exact or clause.fields:
            phrases += len(clause.words) > 1
            yield from _read_words(loose, lookup, synonyms)
            literal = _read_literally(clause, phrases <= MOST_PHRASES, lookup)
            yield from (literal,) if literal.can_match else ()
            loose = []
        else:
            loose += clause.every
    yield from _read_words(loose, lookup, synonyms)


def _read_literally(clause: Clause, side_by_side: bool, lookup: LexiconQuery) -> Concept:
    """Taken as written, joined or apart: a phrase, words in a named field, or something to leave out.

    Stop words alone ask for a name that is made of them; where there is none, for nothing.
    """
    concept = Concept(clause.written, (clause.span,), required=True, within=mask_fields(clause.fields))
    words = clause.words or clause.every
    if words[-1].prefix and len(words) == 1:
        return replace(concept, beginning=words[0].typed)
    stems = tuple(word.stem for word in words)
    if len(clause.every) > len(clause.words) and all(word.is_weak for word in clause.every):
        is_name = bool(lookup.named(stems))
        if not clause.words and not is_name:
            return concept
        concept = replace(concept, within=NAMES if is_name else concept.within)
    forms = dict.fromkeys((stems, join_phrase(clause.every, lookup), split_phrase(words, lookup)))
    alternatives = (Alternative(form, exact=side_by_side) for form in forms if form)
    return replace(concept, alternatives=tuple(alternatives))


def _find_names(question: Question, lookup: LexiconQuery) -> list[Concept]:
    """The longest name that is made of the stop words of a question."""
    words = [
        word for clause in question.clauses if not clause.fields for word in clause.every if word.stopped
    ]
    for count in range(len(words), 0, -1):
        for at in range(len(words) - count + 1):
            run = words[at : at + count]
            stems = tuple(word.typed for word in run)
            if lookup.named(stems):
                spans, named = tuple(word.span for word in run), Alternative(stems, exact=True)
                return [Concept(" ".join(stems), spans, (named,), required=True, within=NAMES)]
    return []


def _read_words(words: Sequence[QuestionWord], lookup: LexiconQuery, synonyms: Synonyms) -> Iterator[Concept]:
    """Longest synonym phrases first, the rest word by word. What cannot match is an unknown word."""
    joined = join_neighbours(words, lookup)
    words = [word for word in joined if not word.stopped or (word.name and lookup.named((word.typed,)))]
    read = [_read_word(words, at, lookup, synonyms) for at in range(len(words))]
    stems = [concept.head_stem or "" for concept in read]
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
    phrase = tuple(concept.head_stem or "" for concept in read)
    apart = (Alternative(phrase, exact=True), Alternative(phrase, SCATTERED))
    alternatives = apart if len(phrase) > 1 else read[0].alternatives
    return Concept(
        " ".join(each.written for each in read),
        tuple(span for each in read for span in each.spans),
        alternatives if any(all(map(lexicon.holds, each.stems)) for each in alternatives) else (),
        meanings=tuple(name for name in synonyms.of[phrase] if lexicon.holds_meaning(name)),
        mended=tuple(mended for each in read for mended in each.mended),
    )


def _read_word(words: Sequence[QuestionWord], at: int, lookup: LexiconQuery, synonyms: Synonyms) -> Concept:
    """One word on its own: as typed, else as a prefix, else as two written together, else corrected."""
    word = words[at]
    if word.prefix:
        return Concept(f"{word.typed}*", (word.span,), beginning=word.typed)
    if word.stopped:
        return Concept(word.typed, (word.span,), (Alternative((word.stem,)),), within=NAMES)
    split = word.parts or lookup.split(word.typed)
    apart = _apart(split, bool(word.parts)) if split else ()
    if word.filler or word.stem in synonyms.words or lookup.lexicon.holds(word.stem):
        alternatives = (Alternative((word.stem,)), *apart)
        return Concept(word.typed, (word.span,), alternatives, filler=word.filler)
    concept = Concept(word.typed, (word.span,))
    is_last = at == len(words) - 1
    may_continue = is_last and len(word.typed) >= LEAST_BEGINNING and lookup.continues(word.typed)
    if not may_continue and apart:
        return replace(concept, alternatives=apart)
    # A word of English or an acronym that no program holds is no misspelling of another.
    is_right = word.typed in lookup.lexicon.english or (word.name and len(word.typed) <= LONGEST_ACRONYM)
    if may_continue and not is_right:
        return replace(concept, beginning=word.typed)
    if apart:
        return replace(concept, alternatives=apart)
    near = lookup.corrections(word.typed)
    if is_right:
        named = [better for better in near if _fits_name(words, at, better, lookup)]
        if not named:
            return replace(concept, near=(*near[:MOST_NEAR], *([f"{word.typed}*"] if may_continue else ())))
        near = named
    for better in near:
        corrected = Alternative((stem(better) or better,))
        return replace(concept, alternatives=(corrected,), mended=((word.span, better),))
    return replace(concept, alternatives=(Alternative((word.stem,)),))


def _fits_name(words: Sequence[QuestionWord], at: int, better: str, lookup: LexiconQuery) -> bool:
    """Whether a word that hardly anybody writes would, mended, make a name with the word beside it."""
    if words[at].name or not lookup.lexicon.english.is_rare(words[at].typed):
        return False
    mended = stem(better) or better
    before = at > 0 and lookup.named((words[at - 1].stem, mended))
    return before or (at + 1 < len(words) and lookup.named((mended, words[at + 1].stem)))


def _apart(stems: Phrase, scattered: bool) -> tuple[Alternative, ...]:
    """The words that a word was joined of: side by side, and where they were typed apart also anywhere."""
    if len(stems) == 1:
        return (Alternative(stems),)
    return (Alternative(stems, exact=True), *([Alternative(stems, SCATTERED)] if scattered else []))
