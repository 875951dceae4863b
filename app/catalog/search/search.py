"""What a search finds: programs, how many each facet value would bring, and what to drop when nothing is left. Pure over a snapshot."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from unicodedata import normalize

import numpy as np
from rapidfuzz.distance import OSA

from app.catalog.search.hits import Hit, make_hits
from app.catalog.search.query import ParsedQuery, QueryReport
from app.catalog.snapshot.facet_counts import members
from app.catalog.snapshot.facets import FACET, FACETS, NOT_RECORDED, union
from app.catalog.snapshot.snapshot import Snapshot
from app.catalog.text.analysis import stem_words
from app.catalog.text.arrays import Array
from app.catalog.text.matching import MatchedPrograms
from app.evidence.entry.registry import LEVEL_IDS

SORTS = ("relevance", "rating", "name", "reviewed")


@dataclass(frozen=True, slots=True)
class SearchRequest:
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
class Relaxation:
    """What would be found without one filter (`facet`; "" is all filters), or with the words `q` instead (`facet` "q"; `word` is what was left out, None for all)."""

    facet: str
    total: int
    word: str | None = None
    q: str = ""


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The answer to a search. `counts` is facet -> value -> programs, ignoring that facet's own choice.

    `ageless` counts programs left out only because no ages are recorded; `dropped` says, when nothing was found, what to leave out.
    """

    total: int
    hits: tuple[Hit, ...]
    counts: Mapping[str, Mapping[str, int]]
    reading: QueryReport
    ageless: int = 0
    dropped: tuple[Relaxation, ...] = ()


def search(snapshot: Snapshot, wanted: SearchRequest, passages: bool = True) -> SearchResult:
    """The answer to a search; without `passages` a little sooner."""
    asked = ParsedQuery(snapshot, normalize("NFC", wanted.q))
    matching = _Matching(snapshot, wanted, asked.bitmap)
    found = matching.programs()
    start = (wanted.page - 1) * wanted.per_page
    chosen = _ordered(snapshot, wanted, found, asked, matching, start)
    return SearchResult(
        total=found.bit_count(),
        hits=make_hits(snapshot, chosen, asked.understood.concepts, passages),
        counts=matching.all_counts(),
        reading=asked.reading(),
        ageless=matching.ageless(),
        dropped=() if found else _dropped(snapshot, wanted, asked, matching),
    )


class _Matching:
    """The programs that match, with or without one of the filters."""

    def __init__(self, snapshot: Snapshot, wanted: SearchRequest, by_text: int) -> None:
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
        counts = self.snapshot.facet_counter.count_all(self.programs())
        for name in self.programs_of:
            counts[name] = self.snapshot.facet_counter.count_facet(name, self.programs(name))
        if self.pairs_of:
            for facet in FACETS:
                if facet.of_membership:
                    counts[facet.name] = self._of_memberships(facet.name)
        return counts

    def _of_memberships(self, name: str) -> dict[str, int]:
        size, everything, pairs = len(self.snapshot.cards), self.snapshot.everything, self.pairs(name)
        layers = [pairs >> layer * size & everything for layer in range(self.snapshot.layers)]
        return self.snapshot.facet_counter.count_memberships(name, layers, self.others())

    def ageless(self) -> int:
        chosen = self.wanted.chosen.get("age")
        if not chosen or NOT_RECORDED in chosen:
            return 0
        return (self.programs("age") & self.snapshot.by_program.get("age", {}).get(NOT_RECORDED, 0)).bit_count()


def _dropped(snapshot: Snapshot, wanted: SearchRequest, asked: ParsedQuery, matching: _Matching) -> tuple[Relaxation, ...]:
    found = [Relaxation(name, matching.programs(name).bit_count()) for name in wanted.chosen]
    if wanted.q:
        found.append(Relaxation("q", matching.programs(by_text=snapshot.everything).bit_count()))
        found += [Relaxation("q", matching.programs(by_text=bitmap).bit_count(), word, q) for word, q, bitmap in asked.without()]
    found = [each for each in found if each.total] or [Relaxation("", matching.by_text.bit_count())]
    return tuple(sorted((each for each in found if each.total), key=lambda each: (each.facet == "q" and each.word is None, -each.total)))


def _ordered(snapshot: Snapshot, wanted: SearchRequest, found: int, asked: ParsedQuery, matching: _Matching, start: int) -> list[int]:
    """The numbers of the programs on the page that begins at `start`."""
    end, size = start + wanted.per_page, len(snapshot.cards)
    if wanted.order == "relevance" and asked.matched:
        numbers = members(found, size) if wanted.chosen else np.flatnonzero(asked.matched.programs)
        return _best(snapshot, numbers, asked.matched, tuple(stem_words(asked.used)), end)[start:]
    if wanted.order == "name":
        return _listed(members(found, size)[start:end])
    if wanted.order == "reviewed":
        chosen = np.zeros(size, bool)
        chosen[members(found, size)] = True
        return _listed(snapshot.newest_first[chosen[snapshot.newest_first]][start:end])
    return _strongest_first(snapshot, found, matching.pairs(), start, end)


def _best(snapshot: Snapshot, found: Array, matched: MatchedPrograms, phrase: tuple[str, ...], most: int) -> list[int]:
    """The best matches, ties in order of name. A program of which this is the whole name comes before whatever else mentions it.

    One with a recorded risk of harm comes after all others unless it is asked for by words of its name.
    """
    scores = matched.scores[found]
    called = [number for number in snapshot.called.get(" ".join(phrase), ()) if matched.programs[number]]
    last = [number for number, named in snapshot.harmful.items() if matched.programs[number] and not _is_named(phrase, named)]
    if last or called:
        beyond = scores.max(initial=0) + 1
        scores[_places(found, last)] -= beyond
        scores[_places(found, called)] += beyond
    if len(found) > most:
        enough = scores >= np.partition(scores, len(found) - most)[len(found) - most]
        found, scores = found[enough], scores[enough]
    return _listed(found[np.lexsort((found, -scores))][:most])


def _is_named(phrase: tuple[str, ...], named: frozenset[str]) -> bool:
    """Whether every word asked for is a word of the names, give or take a letter."""
    return all(stem in named or any(OSA.distance(stem, other, score_cutoff=1) <= 1 for other in named) for stem in phrase)


def _places(found: Array, wanted: Sequence[int]) -> Array:
    """Where those of `wanted` stand that were found; both in order."""
    places = np.searchsorted(found, wanted)
    return places[[place < len(found) and found[place] == number for place, number in zip(places, wanted, strict=True)]]


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
