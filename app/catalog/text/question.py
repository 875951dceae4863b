"""Reads what was typed as a question of words, "phrases", -left out, prefix* and fields; never raises."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from app.catalog.text.analysis import WORDS, fold_word, stem

MOST_WORDS = 24
LEAST_BEGINNING = 2
"""Letters before a star. After a single letter it is only a sign: it would find nearly everything."""
SHOUTED = 3
"""Questions of more words in capitals alone are sentences, not names."""
NAMED_FIELDS = {
    "name": ("names", "acronyms"), "summary": ("summary",),
    "components": ("components",), "study": ("studies",),
}  # fmt: skip
"""The fields that a searcher may name, as in `study:walton`."""
PIECE = re.compile(
    r"""(?P<minus>(?<!\S)-)? (?:(?P<field>\w+):)? (?:"(?P<phrase>[^"]*)"? | (?P<bare>[^\s"]+))""", re.VERBOSE
)
FILLERS = frozenset(
    """about after again all also always am any anymore anyone are around became because become becomes been
    before being but called could day days did do does done every find from get gets getting give given
    gives go goes good got had has he headed her hers him himself his how i instead into just keep keeps
    know knows leave leaves left like likely long looking lot made make makes many me might month months
    more most much my need needs never next no now off often old one our out over own please program
    programs put really right says see seen she should since so some someone something soon still such
    take taken takes than that their them then there these they thing things those time times today told
    too took try trying two unless up us very want wanted wants was way ways we week weeks well were what
    where which while who whom whose why without works would year years yet""".split()  # noqa: SIM905
)
"""Words that say nothing about the family: asked for only within a known phrase or when nothing else is."""
OWNERS = frozenset("all any both her him his me my our own some their them three two".split())  # noqa: SIM905
"""Words that may stand within a known phrase: get their children back."""
Span = tuple[int, int]
"""From and to, in letters of what was typed."""


@dataclass(frozen=True, slots=True)
class QuestionWord:
    """`typed` is folded; `prefix`: it may go on; `filler`: it says nothing by itself."""

    typed: str
    stem: str
    span: Span
    prefix: bool = False
    filler: bool = False


@dataclass(frozen=True, slots=True)
class Clause:
    """One word, a phrase in quotes (`exact`), or words between two spaces (tf-cbt). No `fields`: anywhere."""

    words: tuple[QuestionWord, ...]
    written: str
    span: Span
    exact: bool = False
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """`asked` in the order typed, each once; `excluded` programs must not have; `cut`: too many words."""

    asked: tuple[Clause, ...] = ()
    excluded: tuple[Clause, ...] = ()
    cut: bool = False


def read_question(text: str) -> Question:
    """The question that a text asks, of at most MOST_WORDS words."""
    asked: dict[tuple[object, ...], Clause] = {}
    excluded: list[Clause] = []
    left, cut = MOST_WORDS, False
    for is_excluded, clause in _clauses(text):
        cut = cut or len(clause.words) > left
        kept = clause if len(clause.words) <= left else replace(clause, words=clause.words[:left])
        key = (tuple(word.stem for word in kept.words), kept.exact, kept.fields)
        if not kept.words or (key in asked and not is_excluded):
            continue
        left -= len(kept.words)
        if is_excluded:
            excluded.append(kept)
        else:
            asked[key] = kept
    return Question(tuple(asked.values()), tuple(excluded), cut)


def _clauses(text: str) -> Iterator[tuple[bool, Clause]]:
    """Each clause that has words, and whether a minus stands before it."""
    shouted = text.isupper() and len(text.split()) > SHOUTED
    for piece in PIECE.finditer(text):
        yield from ((bool(piece["minus"]), clause) for clause in _read_piece(piece, shouted) if clause.words)


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
    found = []
    for match in WORDS.finditer(text):
        typed = fold_word(match.group())
        prefix = text[match.end() : match.end() + 1] == "*" and len(typed) >= LEAST_BEGINNING
        # KEEP is a program, keep is a word.
        is_name = len(typed) > 1 and match.group().isupper() and not shouted
        stemmed = stem(typed) or (typed if prefix else None)
        if typed and stemmed:
            span = offset + match.start(), offset + match.end() + prefix
            found.append(QuestionWord(typed, stemmed, span, prefix, typed in FILLERS and not is_name))
    return tuple(found)
