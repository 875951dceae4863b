"""Reads a question: words, "phrases", -left out, prefix*, fields, AND, OR, NOT; never raises."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from app.catalog.text.analysis import WORDS, fold_word, stem

MOST_WORDS = 24
LEAST_BEGINNING = 2
"""Letters before a star. After a single letter it is only a sign: it would find nearly everything."""
SHOUTED = 3
"""Questions of more words in capitals alone are sentences, not names or operators."""
LONGEST_ACRONYM = 5
NOT = "NOT"
OPERATORS = ("AND", "OR", NOT)
NAMED_FIELDS = {
    "name": ("names", "acronyms"), "summary": ("summary",),
    "components": ("components",), "study": ("studies",),
}  # fmt: skip
"""The fields that a searcher may name, as in `study:walton`."""
PIECE = re.compile(
    r"""(?P<minus>(?<!\S)-)? (?:(?P<field>\w+):)? (?:"(?P<phrase>[^"]*)"? | (?P<bare>[^\s"]+))""", re.VERBOSE
)
FILLERS = frozenset(
    """about after again all also always am another any anybody anymore anyone are around became because
    become becomes been before being but called came come comes could day days did do does done each else
    ever every everybody everyone everything find from get gets getting give given gives go goes good got
    had happened happens has he headed her hers him himself his how i instead into just keep
    keeps knew know knows last leave leaves left like likely long looking lot made make makes many me
    might month months more most much my need needs never next night nights no nobody nothing now off
    often old one other others our out over own perhaps please program programs put really right said says
    see seen she should since so some somebody someone something soon still such take taken takes than
    that their them then there these they thing things those time times today told tomorrow tonight too
    took try trying two unless up us very want wanted wants was way ways we week weeks well were what where
    which while who whom whose why without works would year years yesterday yet""".split()  # noqa: SIM905
)
"""Words that say nothing about the family: asked for only within a known phrase or when nothing else is."""
OWNERS = frozenset("all any both her him his me my our own some their them three two".split())  # noqa: SIM905
"""Words that may stand within a known phrase: get their children back."""
Span = tuple[int, int]
"""From and to, in letters of what was typed."""


@dataclass(frozen=True, slots=True)
class QuestionWord:
    """`typed` is folded; `prefix`: it may go on; `filler`: it says nothing by itself; `stopped`: a stop word.

    `name`: it is written in capitals; `tied`: no space stands before it. `parts`: stems of the neighbours
    that were put together as this word.
    """

    typed: str
    stem: str
    span: Span
    prefix: bool = False
    filler: bool = False
    stopped: bool = False
    name: bool = False
    tied: bool = False
    parts: tuple[str, ...] = ()

    @property
    def is_weak(self) -> bool:
        return self.filler or self.stopped


@dataclass(frozen=True, slots=True)
class Clause:
    """One word, a phrase in quotes (`exact`), or words between two spaces (tf-cbt). No `fields`: anywhere.

    `words` are without stop words, `every` with them. `operator`: the AND or OR that stands before it.
    """

    every: tuple[QuestionWord, ...]
    written: str
    span: Span
    exact: bool = False
    fields: tuple[str, ...] = ()
    operator: str = ""
    operator_span: Span = (0, 0)

    @property
    def words(self) -> tuple[QuestionWord, ...]:
        return tuple([word for word in self.every if not word.stopped])


@dataclass(frozen=True, slots=True)
class Question:
    """`asked` in the order typed, each once; `excluded` programs must not have; `cut`: too many words.

    `clauses` are those asked and, between them, those of stop words alone, which may be a name.
    """

    asked: tuple[Clause, ...] = ()
    excluded: tuple[Clause, ...] = ()
    cut: bool = False
    clauses: tuple[Clause, ...] = field(default=(), compare=False)


def read_question(text: str) -> Question:
    """The question that a text asks, of at most MOST_WORDS words beside stop words."""
    clauses: dict[tuple[object, ...], Clause] = {}
    excluded: list[Clause] = []
    left, cut = MOST_WORDS, False
    for is_excluded, clause in _clauses(text):
        words = clause.words
        if len(words) > left:
            cut, clause = True, replace(clause, every=clause.every[: clause.every.index(words[left])])
            words = clause.words
            if not words:
                continue
        key = (tuple([word.stem for word in clause.every]), clause.exact, clause.fields, clause.operator)
        if key in clauses and not is_excluded:
            continue
        left -= len(words)
        if not is_excluded:
            clauses[key] = clause
        elif words:
            excluded.append(clause)
    asked = tuple(clause for clause in clauses.values() if clause.words)
    return Question(asked, tuple(excluded), cut, tuple(clauses.values()))


def _clauses(text: str) -> Iterator[tuple[bool, Clause]]:
    """Each clause, and whether it is to be left out: a minus or NOT stands before it."""
    shouted = text.isupper() and len(text.split()) > SHOUTED
    operator: re.Match[str] | None = None
    for piece in PIECE.finditer(text):
        if not shouted and piece.group().strip() in OPERATORS:
            # “AND NOT” is NOT; an operator that nothing follows is a word.
            operator = piece
            continue
        for clause in _read_piece(piece, shouted):
            if clause.every:
                is_not = operator is not None and operator.group().strip() == NOT
                yield bool(piece["minus"]) or is_not, _operated(clause, operator) if operator else clause
                operator = None
    if operator is not None:
        yield from ((False, clause) for clause in _read_piece(operator, shouted))


def _operated(clause: Clause, operator: re.Match[str]) -> Clause:
    """The clause with the operator that stands before it."""
    start, written = operator.start(), operator.group().strip()
    if written == NOT:
        return replace(clause, span=(start, clause.span[1]), written=f"{NOT} {clause.written}")
    return replace(clause, operator=written, operator_span=(start, start + len(written)))


def _read_piece(piece: re.Match[str], shouted: bool) -> Iterator[Clause]:
    named, exact = piece["field"], piece["phrase"] is not None
    group = "phrase" if exact else "bare"
    words = _words(piece[group], piece.start(group), shouted)
    if named in NAMED_FIELDS:
        yield Clause(words, piece.group().strip(), piece.span(), exact, NAMED_FIELDS[named])
        return
    if named:
        yield Clause(_words(named, piece.start("field"), shouted), named, piece.span("field"))
    yield Clause(words, piece[group].strip(), piece.span(group) if named else piece.span(), exact)


def _words(text: str, offset: int, shouted: bool) -> tuple[QuestionWord, ...]:
    found: list[QuestionWord] = []
    end = 0
    for match in WORDS.finditer(text):
        typed = fold_word(match.group())
        if not typed:
            continue
        prefix = text[match.end() : match.end() + 1] == "*" and len(typed) >= LEAST_BEGINNING
        stemmed = stem(typed) or (typed if prefix else None)
        # KEEP is a program, keep is a word.
        is_name = len(typed) > 1 and match.group().isupper() and not shouted
        word = QuestionWord(
            typed,
            stemmed or typed,
            (offset + match.start(), offset + match.end() + prefix),
            prefix,
            filler=typed in FILLERS and not is_name,
            stopped=stemmed is None,
            name=is_name,
            tied=bool(found) and not any(map(str.isspace, text[end : match.start()])),
        )
        found.append(word)
        end = match.end()
    return tuple(found)
