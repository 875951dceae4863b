"""The words of a search: how they were read, which programs they match, and what is left without one of them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from app.catalog.snapshot.facet_counts import bitmap_from_flags
from app.catalog.snapshot.snapshot import Snapshot
from app.catalog.text.concepts import QuestionConcepts, understand
from app.catalog.text.lexicon import LexiconQuery
from app.catalog.text.matching import MatchedPrograms, match
from app.catalog.text.question import read_question

LONGEST_QUERY = 200
MOST_LEFT_OUT = 4
"""Of a search that finds nothing, so many things are tried without."""


@dataclass(frozen=True, slots=True)
class QueryReport:
    """How the words were taken. `shown` is the search as mended, `verbatim` one that takes it as typed; None when nothing was mended, or it would be too long.

    `unknown` words are in no program and were left out; `complete` programs have all of the `of` things asked for; `cut`: too many words; `excluded`: some must not be there.
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
        self.understood = understand(read_question(q), self.lookup, snapshot.synonyms) if q else QuestionConcepts()
        self.matched: MatchedPrograms | None = self._matched(self.understood) if q else None

    def _matched(self, understood: QuestionConcepts) -> MatchedPrograms | None:
        """None where no word says anything about what is wanted: then every program is."""
        if understood.concepts or understood.excluded or understood.unknown:
            return match(understood, self.lookup)
        return None

    @cached_property
    def bitmap(self) -> int:
        return self.snapshot.everything if self.matched is None else bitmap_from_flags(self.matched.programs)

    def without(self) -> list[tuple[str, str, int]]:
        """(what is left out, the search without it, the programs that it matches) for the first things that a program must or must not have.

        Without any of these, for the first things asked for: other words never keep a program out that has enough of the rest.
        """
        concepts = (*self.understood.concepts, *self.understood.excluded)
        strict = [concept for concept in concepts if concept.required] or concepts
        left = [(self.q[concept.spans[0][0] : concept.spans[-1][1]].strip(), _without(self.q, concept.spans)) for concept in strict[:MOST_LEFT_OUT]]
        return [(word, q, ParsedQuery(self.snapshot, q, self.lookup).bitmap) for word, q in left if q]

    @cached_property
    def used(self) -> str:
        """The search as it was taken: with the words that were mended in the place of those typed."""
        return _reworded(self.q, self._mended) if self._mended else self.q

    @property
    def _mended(self) -> dict[str, str]:
        return {self.q[start:end]: word for concept in self.understood.concepts for (start, end), word in concept.mended}

    def reading(self) -> QueryReport:
        mended = self._mended
        complete, of = (self.matched.complete, self.matched.of) if self.matched else (0, 0)
        verbatim = _reworded(self.q, {typed: f'"{typed}"' for typed in mended})
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


def _reworded(q: str, changes: Mapping[str, str]) -> str:
    """The search with words put in the place of others, wherever they stand."""
    for typed, word in changes.items():
        q = re.sub(rf"(?<!\w){re.escape(typed)}(?!\w)", lambda _, word=word: word, q)  # type: ignore[misc]
    return q


def _without(q: str, spans: tuple[tuple[int, int], ...]) -> str:
    for start, end in sorted(spans, reverse=True):
        q = f"{q[:start]} {q[end:]}"
    return " ".join(q.split())
