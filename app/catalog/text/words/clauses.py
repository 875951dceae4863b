"""Reads the clauses of a question: phrases and named fields as written, words together, AND and OR."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from app.catalog.text.lexicon import NAMES, LexiconQuery
from app.catalog.text.question import Clause, Question, QuestionWord, Span
from app.catalog.text.synonyms import Synonyms
from app.catalog.text.words.concept import Alternative, Concept, mask_fields
from app.catalog.text.words.joining import join_phrase, split_phrase
from app.catalog.text.words.reading import read_words

MOST_PHRASES = 3
"""Phrases that one question may ask for side by side; the words of further ones may stand apart."""


def read_clauses(clauses: Sequence[Clause], lookup: LexiconQuery, synonyms: Synonyms) -> Iterator[Concept]:
    """Phrases in quotes and named fields as written, the words between them together; then AND and OR."""
    if not any(clause.operator for clause in clauses):
        yield from _read_side(clauses, lookup, synonyms)
        return
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
    is_one = len(list(read_words(clause.every, lookup, synonyms))) == 1
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
            yield from read_words(loose, lookup, synonyms)
            literal = read_literally(clause, phrases <= MOST_PHRASES, lookup)
            yield from (literal,) if literal.can_match else ()
            loose = []
        else:
            loose += clause.every
    yield from read_words(loose, lookup, synonyms)


def read_literally(clause: Clause, side_by_side: bool, lookup: LexiconQuery) -> Concept:
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


def find_names(question: Question, lookup: LexiconQuery) -> list[Concept]:
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
