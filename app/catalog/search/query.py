"""The words of a search: how they were read, and which programs match them or match without some of them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from unicodedata import normalize

from app.catalog.search.recognised import (
    RecognisedFilter,
    get_recogniser,
    leave_out_asking,
    leave_out_recognised,
)
from app.catalog.snapshot.facet_counts import bitmap_from_flags
from app.catalog.snapshot.snapshot import Snapshot
from app.catalog.text.concepts import understand
from app.catalog.text.lexicon import LexiconQuery
from app.catalog.text.matching import MatchedPrograms, match
from app.catalog.text.question import read_question
from app.catalog.text.words.concept import Concept, QuestionConcepts
from app.catalog.text.words.normal_form import drop_invisible, normalize_text

LONGEST_QUERY = 200
MOST_LEFT_OUT = 4
"""How many things are left out in turn of a search that finds nothing."""


@dataclass(frozen=True, slots=True)
class NearWords:
    """A word that no program holds, and (word, search with it) of the words near to it."""

    typed: str
    choices: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class QueryReport:
    """How the words were read.

    `shown` is the search as mended, `verbatim` a search for it as typed; None if nothing was mended, or if it
    would be too long. `unknown` words are in no program and were left out; `near` offers others for them.
    `complete` programs have all of the `of` things asked for. `cut`: there were too many words; `excluded`:
    some words must not be there. `recognised`: filters that words of the search may mean.
    """

    shown: str | None = None
    verbatim: str | None = None
    mended: tuple[tuple[str, str], ...] = ()
    unknown: tuple[str, ...] = ()
    complete: int = 0
    of: int = 0
    cut: bool = False
    excluded: bool = False
    near: tuple[NearWords, ...] = ()
    recognised: tuple[RecognisedFilter, ...] = ()

    @property
    def repeated(self) -> str | None:
        """`shown` where it is short enough to be asked in turn."""
        return self.shown if self.shown and len(self.shown) <= LONGEST_QUERY else None


class ParsedQuery:
    """The words of a search: how they were understood and which programs they match."""

    def __init__(self, snapshot: Snapshot, q: str, lookup: LexiconQuery | None = None) -> None:
        self.snapshot, self.lookup = snapshot, lookup or LexiconQuery(snapshot.lexicon)
        self.q = normalize_text(q)[:LONGEST_QUERY]
        self.understood = QuestionConcepts()
        self.recognised: tuple[RecognisedFilter, ...] = ()
        if self.q:
            self.understood = understand(read_question(self.q), self.lookup, snapshot.synonyms)
            concepts, recogniser = self.understood.concepts, get_recogniser(snapshot)
            self.recognised = recogniser.find(self.q, self.used, concepts, self.lookup)
            self.understood = leave_out_asking(self.understood, self.recognised)
            rest = leave_out_recognised(self.understood, self.recognised)
            if rest is not self.understood:  # they are left out already, whether a filter is on or not
                self.understood = rest
                self.recognised = tuple(replace(each, q=self.q) for each in self.recognised)

    @cached_property
    def matched(self) -> MatchedPrograms | None:
        """None where no word says what is wanted; then every program matches."""
        said = self.understood.concepts or self.understood.excluded or self.understood.unknown
        return match(self.understood, self.lookup) if said else None

    @cached_property
    def bitmap(self) -> int:
        return self.snapshot.everything if self.matched is None else bitmap_from_flags(self.matched.programs)

    def without(self) -> list[tuple[str, str, int]]:
        """(words left out, search without them, its programs) for things required or excluded, or all."""
        concepts = (*self.understood.concepts, *self.understood.excluded)
        strict = [concept for concept in concepts if concept.required] or concepts
        left = [(_typed(self.q, concept), _without(self.q, concept)) for concept in strict[:MOST_LEFT_OUT]]
        return [(word, q, ParsedQuery(self.snapshot, q, self.lookup).bitmap) for word, q in left if q]

    @property
    def used(self) -> str:
        """The search with mended words in the place of those typed."""
        return _replace_words(self.q, self._mended)

    @property
    def _mended(self) -> dict[str, str]:
        mended = (each for concept in self.understood.concepts for each in concept.mended)
        return {self.q[start:end]: word for (start, end), word in mended}

    def reading(self, offered: Iterable[RecognisedFilter] = ()) -> QueryReport:
        mended = self._mended
        complete, of = (self.matched.complete, self.matched.of) if self.matched else (0, 0)
        verbatim = _replace_words(self.q, {typed: f'"{typed}"' for typed in mended})
        return QueryReport(
            shown=self.used if mended else None,
            verbatim=verbatim if mended and len(verbatim) <= LONGEST_QUERY else None,
            mended=tuple(mended.items()),
            unknown=self.understood.unknown,
            complete=complete,
            of=of,
            cut=self.understood.cut,
            excluded=bool(self.understood.excluded),
            near=tuple(map(self._near, self.understood.near)),
            recognised=tuple(offered),
        )

    def _near(self, concept: Concept) -> NearWords:
        (start, end), *_ = concept.spans
        choices = ((word, f"{self.q[:start]}{word}{self.q[end:]}") for word in concept.near)
        return NearWords(self.q[start:end], tuple(each for each in choices if len(each[1]) <= LONGEST_QUERY))


def tidy_query(written: str) -> str:
    """The words of a search on one line, without control characters and what nobody sees."""
    visible = normalize("NFC", drop_invisible(written))
    return " ".join("".join(letter if letter.isprintable() else " " for letter in visible).split())


def _replace_words(q: str, changes: Mapping[str, str]) -> str:
    for typed, word in changes.items():
        q = re.sub(rf"(?<!\w){re.escape(typed)}(?!\w)", lambda _, word=word: word, q)  # type: ignore[misc]
    return q


def _typed(q: str, concept: Concept) -> str:
    return q[concept.spans[0][0] : concept.spans[-1][1]].strip()


def _without(q: str, concept: Concept) -> str:
    for start, end in sorted(concept.spans, reverse=True):
        q = f"{q[:start]} {q[end:]}"
    return " ".join(q.split())
