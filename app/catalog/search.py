"""What a search finds: programs, how many each facet value would bring, and what to drop when nothing is left. Pure over a snapshot."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from unicodedata import normalize

import numpy as np

from app.catalog.counting import bitmap_of, members
from app.catalog.facets import FACET, FACETS, NOT_RECORDED, union
from app.catalog.hits import Hit, hits
from app.catalog.snapshot import Snapshot
from app.catalog.text.analysis import stems
from app.catalog.text.concepts import Understood, understand
from app.catalog.text.matching import Matched, match
from app.catalog.text.question import read_question
from app.catalog.text.segment import Array
from app.evidence.registry import LEVEL_IDS

LONGEST_QUERY = 200
SORTS = ("relevance", "rating", "name", "reviewed")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A search. `chosen` is facet name -> values, OR inside a facet and AND across; `sort` None is the default; pages count from 1."""

    q: str = ""
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: str | None = None
    page: int = 1
    per_page: int = 20

    @property
    def order(self) -> str:
        if self.sort == "relevance" and not self.q:
            return "rating"
        return self.sort or ("relevance" if self.q else "rating")


@dataclass(frozen=True, slots=True)
class Dropped:
    """What would be found without one filter (`facet`; "" is all filters), or with the words `q` instead (`facet` "q"; `word` is what was left out, None for all)."""

    facet: str
    total: int
    word: str | None = None
    q: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """How the words were taken. `shown` is the search as mended, `verbatim` one that takes it as typed; None when nothing was mended, or it would be too long.

    `unknown` words are in no program and were left out; `complete` programs have all of the `of` things asked for; `cut`: too many words.
    """

    shown: str | None = None
    verbatim: str | None = None
    mended: tuple[tuple[str, str], ...] = ()
    unknown: tuple[str, ...] = ()
    complete: int = 0
    of: int = 0
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to a search. `counts` is facet -> value -> programs, ignoring that facet's own choice.

    `ageless` counts programs left out only because no ages are recorded; `dropped` says, when nothing was found, what to leave out.
    """

    total: int
    hits: tuple[Hit, ...]
    counts: Mapping[str, Mapping[str, int]]
    reading: Reading
    ageless: int = 0
    dropped: tuple[Dropped, ...] = ()


def search(snapshot: Snapshot, wanted: Wanted, passages: bool = True) -> Found:
    """The answer to a search; without `passages` a little sooner."""
    asked = _Asked(snapshot, normalize("NFC", wanted.q))
    matching = _Matching(snapshot, wanted, asked.bitmap)
    found = matching.programs()
    start = (wanted.page - 1) * wanted.per_page
    chosen = _ordered(snapshot, wanted, found, asked, matching, start)
    return Found(
        total=found.bit_count(),
        hits=hits(snapshot, chosen, asked.understood.concepts, passages),
        counts=matching.all_counts(),
        reading=asked.reading(),
        ageless=matching.ageless(),
        dropped=() if found else _dropped(snapshot, wanted, asked, matching),
    )


class _Asked:
    """The words of a search: how they were understood and which programs they match."""

    def __init__(self, snapshot: Snapshot, q: str) -> None:
        self.snapshot, self.q = snapshot, q
        self.understood = understand(read_question(q), snapshot.lexicon, snapshot.synonyms) if q else Understood()
        self.matched: Matched | None = self._matched(self.understood) if q else None

    def _matched(self, understood: Understood) -> Matched | None:
        """None where no word says anything about what is wanted: then every program is."""
        if understood.concepts or understood.excluded or understood.unknown:
            return match(understood, self.snapshot.lexicon)
        return None

    @cached_property
    def bitmap(self) -> int:
        return self.snapshot.everything if self.matched is None else bitmap_of(self.matched.programs)

    def without(self) -> list[tuple[str, str, int]]:
        """(what is left out, the search without it, the programs that it matches) for each thing asked for or excluded."""
        concepts = (*self.understood.concepts, *self.understood.excluded)
        left = [(self.q[concept.spans[0][0] : concept.spans[-1][1]].strip(), _without(self.q, concept.spans)) for concept in concepts]
        return [(word, q, _Asked(self.snapshot, q).bitmap) for word, q in left if q]

    def reading(self) -> Reading:
        mended = {self.q[start:end]: word for concept in self.understood.concepts for (start, end), word in concept.mended}
        complete, of = (self.matched.complete, self.matched.of) if self.matched else (0, 0)
        verbatim = _reworded(self.q, {typed: f'"{typed}"' for typed in mended})
        return Reading(
            shown=_reworded(self.q, mended) if mended else None,
            verbatim=verbatim if mended and len(verbatim) <= LONGEST_QUERY else None,
            mended=tuple(mended.items()),
            unknown=self.understood.unknown,
            complete=complete,
            of=of,
            cut=self.understood.cut,
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


class _Matching:
    """The programs that match, with or without one of the filters."""

    def __init__(self, snapshot: Snapshot, wanted: Wanted, by_text: int) -> None:
        self.snapshot, self.wanted, self.by_text = snapshot, wanted, by_text
        self.programs_of = {name: self._chosen(snapshot.by_program, name) for name in wanted.chosen if not FACET[name].of_membership}
        self.pairs_of = {name: self._chosen(snapshot.by_membership, name) for name in wanted.chosen if FACET[name].of_membership}

    def _chosen(self, bitmaps: Mapping[str, Mapping[str, int]], name: str) -> int:
        return union(bitmaps.get(name, {}).get(value, 0) for value in self.wanted.chosen[name])

    def pairs(self, without: str | None = None) -> int:
        joined = (1 << (len(self.snapshot.cards) * self.snapshot.layers)) - 1
        for name, bitmap in self.pairs_of.items():
            joined &= joined if name == without else bitmap
        return joined

    def others(self, without: str | None = None, by_text: int | None = None) -> int:
        """Text and the filters that are not about a topic membership."""
        joined = self.by_text if by_text is None else by_text
        for name, bitmap in self.programs_of.items():
            joined &= joined if name == without else bitmap
        return joined

    def programs(self, without: str | None = None, by_text: int | None = None) -> int:
        if not self.pairs_of:
            return self.others(without, by_text)
        return self.snapshot.fold(self.pairs(without)) & self.others(without, by_text)

    def all_counts(self) -> dict[str, dict[str, int]]:
        counts = self.snapshot.counting.all(self.programs())
        for name in self.programs_of:
            counts[name] = self.snapshot.counting.of(name, self.programs(name))
        if self.pairs_of:
            for facet in FACETS:
                if facet.of_membership:
                    counts[facet.name] = self._of_memberships(facet.name)
        return counts

    def _of_memberships(self, name: str) -> dict[str, int]:
        size, everything, pairs = len(self.snapshot.cards), self.snapshot.everything, self.pairs(name)
        layers = [pairs >> layer * size & everything for layer in range(self.snapshot.layers)]
        return self.snapshot.counting.of_memberships(name, layers, self.others())

    def ageless(self) -> int:
        chosen = self.wanted.chosen.get("age")
        if not chosen or NOT_RECORDED in chosen:
            return 0
        return (self.programs("age") & self.snapshot.by_program.get("age", {}).get(NOT_RECORDED, 0)).bit_count()


def _dropped(snapshot: Snapshot, wanted: Wanted, asked: _Asked, matching: _Matching) -> tuple[Dropped, ...]:
    found = [Dropped(name, matching.programs(name).bit_count()) for name in wanted.chosen]
    if wanted.q:
        found.append(Dropped("q", matching.programs(by_text=snapshot.everything).bit_count()))
        found += [Dropped("q", matching.programs(by_text=bitmap).bit_count(), word, q) for word, q, bitmap in asked.without()]
    found = [each for each in found if each.total] or [Dropped("", matching.by_text.bit_count())]
    return tuple(sorted((each for each in found if each.total), key=lambda each: (each.facet == "q" and each.word is None, -each.total)))


def _ordered(snapshot: Snapshot, wanted: Wanted, found: int, asked: _Asked, matching: _Matching, start: int) -> list[int]:
    """The numbers of the programs on the page that begins at `start`."""
    end, size = start + wanted.per_page, len(snapshot.cards)
    if wanted.order == "relevance" and asked.matched:
        return _best(snapshot, members(found, size), asked.matched, tuple(stems(wanted.q)), end)[start:]
    if wanted.order == "name":
        return _listed(members(found, size)[start:end])
    if wanted.order == "reviewed":
        chosen = np.zeros(size, bool)
        chosen[members(found, size)] = True
        return _listed(snapshot.newest_first[chosen[snapshot.newest_first]][start:end])
    return _strongest_first(snapshot, found, matching.pairs(), start, end)


def _best(snapshot: Snapshot, found: Array, matched: Matched, phrase: tuple[str, ...], most: int) -> list[int]:
    """The best matches, ties in order of name. A program of which this is the whole name comes before whatever else mentions it."""
    scores = matched.scores[found]
    called = snapshot.called.get(phrase, ())
    if called:
        scores[np.isin(found, called)] += scores.max(initial=0) + 1
    if len(found) > most:
        least = scores[np.argpartition(-scores, most - 1)[most - 1]]
        found, scores = found[scores >= least], scores[scores >= least]
    return _listed(found[np.lexsort((found, -scores))][:most])


def _listed(numbers: Array) -> list[int]:
    listed: list[int] = numbers.tolist()
    return listed


def _strongest_first(snapshot: Snapshot, found: int, pairs: int, start: int, end: int) -> list[int]:
    ordered: list[int] = []
    for level in (*LEVEL_IDS, NOT_RECORDED):
        at_level = snapshot.fold(pairs & snapshot.by_membership["rating"].get(level, 0)) & found
        found &= ~at_level
        count = at_level.bit_count()
        if start < count and end > 0:
            ordered += members(at_level, len(snapshot.cards))[max(start, 0) : end].tolist()
        start, end = start - count, end - count
    return ordered
