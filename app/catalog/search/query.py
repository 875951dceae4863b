"""The words of a search: how they were read, and which programs match them or match without some of them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from app.catalog.snapshot.facet_counts import bitmap_from_flags
from app.catalog.snapshot.snapshot import Snapshot
from app.catalog.text.concepts import Concept, QuestionConcepts, understand
from app.catalog.text.lexicon import LexiconQuery
from app.catalog.text.matching import MatchedPrograms, match
from app.catalog.text.question import read_question

LONGEST_QUERY = 200
MOST_LEFT_OUT = 4
"""How many things are left out in turn of a search that finds nothing."""


@dataclass(frozen=True, slots=True)
class QueryReport:
    """How the words were read.

    `shown` is the search as mended, `verbatim` a search for it as typed; None if nothing was mended, or if it
    would be too long. `unknown` words are in no program and were left out. `complete` programs have all of
    the `of` things asked for. `cut`: there were too many words; `excluded`: some words must not be there.
    """

    shown: str | None = None
    verbatim: str | None = None
    mended: tuple[tuple[str, str], ...] = ()
    unknown: tuple[str, ...] = ()
    complete: int = 0
    of: int = 0
    cut: bool = False
    excluded: bool = False

    @property
    def repeated(self) -> str | None:
        """`shown` where it is short enough to be asked in turn."""
        return self.shown if self.shown and len(self.shown) <= LONGEST_QUERY else None


class ParsedQuery:
    """The words of a search: how they were understood and which programs they match."""

    def __init__(self, snapshot: Snapshot, q: str, lookup: LexiconQuery | None = None) -> None:
        self.snapshot, self.q, self.lookup = snapshot, q, lookup or LexiconQuery(snapshot.lexicon)
        self.understood = QuestionConcepts()
        if q:
            self.understood = understand(read_question(q), self.lookup, snapshot.synonyms)

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

    @cached_property
    def used(self) -> str:
        """The search with mended words in the place of those typed."""
        return _replace_words(self.q, self._mended)

    @property
    def _mended(self) -> dict[str, str]:
        mended = (each for concept in self.understood.concepts for each in concept.mended)
        return {self.q[start:end]: word for (start, end), word in mended}

    def reading(self) -> QueryReport:
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
        )


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
