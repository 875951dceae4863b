"""Search: the programs found, the counts of facet values, and what to leave out when nothing is found."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from rapidfuzz.distance import OSA

from app.catalog.search.hits import Hit, make_hits
from app.catalog.search.query import ParsedQuery, QueryReport
from app.catalog.search.recognised import RecognisedFilter
from app.catalog.snapshot.facet_counts import members
from app.catalog.snapshot.facets import FACET, FACETS, NOT_RECORDED, union
from app.catalog.snapshot.snapshot import Snapshot
from app.catalog.text.analysis import squeeze, stem_words
from app.catalog.text.arrays import Array
from app.catalog.text.matching import MatchedPrograms
from app.evidence.entry.registry import LEVEL_IDS

OF_MEMBERSHIP = tuple(facet.name for facet in FACETS if facet.of_membership)
HOLDING = {"population": 0.75, "permanency": 0.75, "language": 3.0, "better": 0.0}
"""The share that is added to the score of a program whose record holds what was recognised of a facet.

Of a facet that is not here, like ratings, which texts do not tell, those that hold it come first.
"""
SORTS = ("relevance", "rating", "tier", "name", "reviewed")


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """A search. `chosen` is facet name -> values, OR inside a facet and AND across; pages count from 1.

    `usual` is the order where neither words nor `sort` give one.
    """

    q: str = ""
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: str | None = None
    page: int = 1
    per_page: int = 20
    usual: str = "rating"

    @property
    def order(self) -> str:
        if self.sort == "relevance" and not self.q:
            return self.usual
        return self.sort or ("relevance" if self.q else self.usual)


@dataclass(frozen=True, slots=True)
class Relaxation:
    """What would be found without the filter `facet` ("" for all filters), or with the words `q` instead.

    With other words, `facet` is "q" and `word` is what they leave out, None for all words.
    """

    facet: str
    total: int
    word: str | None = None
    q: str = ""


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The answer to a search. `counts` is facet -> value -> programs, ignoring that facet's own choice.

    `ageless` counts programs left out only because no ages are recorded; `dropped` is only for no results.
    """

    total: int
    hits: tuple[Hit, ...]
    counts: Mapping[str, Mapping[str, int]]
    reading: QueryReport
    ageless: int = 0
    dropped: tuple[Relaxation, ...] = ()


def search(snapshot: Snapshot, wanted: SearchRequest, passages: bool = True) -> SearchResult:
    """The answer to a search, a little faster without `passages`. It reads nothing but the snapshot."""
    matching = _Matching(snapshot, wanted)
    asked, found = matching.asked, matching.programs()
    numbers = _page_numbers(matching, found)
    return SearchResult(
        total=found.bit_count(),
        hits=make_hits(snapshot, numbers, asked.understood.concepts, passages),
        counts=matching.all_counts(),
        reading=asked.reading(_offered(matching)),
        ageless=matching.ageless(),
        dropped=() if found else _relaxations(matching),
    )


class _Matching:
    """The programs that match, with or without one of the filters."""

    def __init__(self, snapshot: Snapshot, wanted: SearchRequest, asked: ParsedQuery | None = None) -> None:
        self.snapshot, self.wanted = snapshot, wanted
        self.asked = asked or ParsedQuery(snapshot, wanted.q)
        self.programs_of: dict[str, int] = {}
        self.pairs_of: dict[str, int] = {}
        for name, values in wanted.chosen.items():
            of_membership = FACET[name].of_membership
            bitmaps = (snapshot.by_membership if of_membership else snapshot.by_program).get(name, {})
            bitmap = union(bitmaps.get(value, 0) for value in values)
            (self.pairs_of if of_membership else self.programs_of)[name] = bitmap

    def with_filter(self, found: RecognisedFilter) -> int:
        """The programs that are found once a recognised filter is on."""
        same = self.asked if found.q == self.asked.q else None
        if same and not FACET[found.parameter].of_membership:
            return self.programs(found.parameter) & holding(self.snapshot, found)
        chosen = {**self.wanted.chosen, found.parameter: found.values}
        return _Matching(self.snapshot, replace(self.wanted, q=found.q, chosen=chosen), same).programs()

    def pairs(self, without: str | None = None) -> int:
        joined = (1 << (len(self.snapshot.cards) * self.snapshot.layers)) - 1
        for name, bitmap in self.pairs_of.items():
            joined &= joined if name == without else bitmap
        return joined

    def others(self, without: str | None = None, by_text: int | None = None) -> int:
        """Text and the filters that are not about a topic membership."""
        joined = self.asked.bitmap if by_text is None else by_text
        for name, bitmap in self.programs_of.items():
            joined &= joined if name == without else bitmap
        return joined

    def programs(self, without: str | None = None, by_text: int | None = None) -> int:
        if not self.pairs_of:
            return self.others(without, by_text)
        return self.snapshot.fold(self.pairs(without)) & self.others(without, by_text)

    def all_counts(self) -> dict[str, dict[str, int]]:
        counter = self.snapshot.facet_counter
        counts = counter.count_all(self.programs())
        for name in self.programs_of:
            counts[name] = counter.count_facet(name, self.programs(name))
        for name in OF_MEMBERSHIP if self.pairs_of else ():
            layers = self.snapshot.split_layers(self.pairs(name))
            counts[name] = counter.count_memberships(name, layers, self.others())
        return counts

    def ageless(self) -> int:
        chosen = self.wanted.chosen.get("age")
        if not chosen or NOT_RECORDED in chosen:
            return 0
        without_ages = self.snapshot.by_program.get("age", {}).get(NOT_RECORDED, 0)
        return (self.programs("age") & without_ages).bit_count()


def _offered(matching: _Matching) -> Iterator[RecognisedFilter]:
    """Filters that the words mean and that are not on, with what each finds."""
    for found in matching.asked.recognised:
        if not set(found.values) <= set(matching.wanted.chosen.get(found.parameter, ())):
            yield replace(found, total=matching.with_filter(found).bit_count())


def holding(snapshot: Snapshot, found: RecognisedFilter) -> int:
    """The programs whose record holds what was recognised, in whatever topic."""
    of_membership = FACET[found.parameter].of_membership
    bitmaps = (snapshot.by_membership if of_membership else snapshot.by_program).get(found.parameter, {})
    joined = union(bitmaps.get(value, 0) for value in found.values)
    return snapshot.fold(joined) if of_membership else joined


def _relaxations(matching: _Matching) -> tuple[Relaxation, ...]:
    """Searches that find something, the most programs first and that without any words last."""
    found = [Relaxation(name, matching.programs(name).bit_count()) for name in matching.wanted.chosen]
    if matching.wanted.q:
        everything = matching.programs(by_text=matching.snapshot.everything)
        found.append(Relaxation("q", everything.bit_count()))
        for word, q, bitmap in matching.asked.without():
            found.append(Relaxation("q", matching.programs(by_text=bitmap).bit_count(), word, q))
    found = [each for each in found if each.total] or [Relaxation("", matching.asked.bitmap.bit_count())]
    useful = [each for each in found if each.total]
    return tuple(sorted(useful, key=lambda each: (each.facet == "q" and each.word is None, -each.total)))


def _page_numbers(matching: _Matching, found: int) -> list[int]:
    """The numbers of the programs on the page that is asked for, in order."""
    snapshot, wanted, asked = matching.snapshot, matching.wanted, matching.asked
    start, size = (wanted.page - 1) * wanted.per_page, len(snapshot.cards)
    end = start + wanted.per_page
    order = wanted.order
    if order == "relevance" and asked.matched:
        numbers = members(found, size) if wanted.chosen else np.flatnonzero(asked.matched.programs)
        return _best(matching, asked.matched, numbers, end)[start:]
    order = wanted.usual if order == "relevance" else order
    if order == "rating":
        return _strongest_first(snapshot, found, matching.pairs(), start, end)
    numbers = members(found, size)
    if order in ("reviewed", "tier"):
        chosen = np.zeros(size, bool)
        chosen[numbers] = True
        in_order = snapshot.newest_first if order == "reviewed" else snapshot.strongest_tier_first
        numbers = in_order[chosen[in_order]]
    listed: list[int] = numbers[start:end].tolist()
    return listed


def _best(matching: _Matching, matched: MatchedPrograms, found: Array, most: int) -> list[int]:
    """The best matches, ties in order of name. Programs with exactly this name come first.

    Programs whose record holds what was recognised score more. Those for other ages than the search names
    come after all others, and those with a recorded risk of harm last, unless asked for by their name.
    """
    asked, snapshot = matching.asked, matching.snapshot
    scores, phrase, harmful = matched.scores[found], stem_words(asked.used), snapshot.harmful
    called = snapshot.called.get(" ".join(phrase), []) or snapshot.squeezed.get(squeeze(asked.used), [])
    first, last = ([each for each in some if matched.programs[each]] for some in (called, [*harmful]))
    last = [number for number in last if not _is_named(phrase, harmful[number])]
    if asked.recognised:
        scores = _rank_recognised(matching, scores, found)
    if first or last:
        beyond = np.ptp(scores) + 1 if len(scores) else 0
        scores[_places(found, last)] -= beyond
        scores[_places(found, first)] += 2 * beyond
    if len(found) > most:
        enough = scores >= np.partition(scores, len(found) - most)[len(found) - most]
        found, scores = found[enough], scores[enough]
    best: list[int] = found[np.lexsort((found, -scores))][:most].tolist()
    return best


def _rank_recognised(matching: _Matching, scores: Array, found: Array) -> Array:
    """The scores, higher for programs that hold what was recognised; other ages than were named below all."""
    snapshot, size = matching.snapshot, len(matching.snapshot.cards)
    more, firsts, others = np.ones(size, np.float32), np.zeros(size, np.float32), 0
    for each in matching.asked.recognised:
        programs = holding(snapshot, each)
        if each.parameter == "age":
            fits = programs | snapshot.by_program["age"].get(NOT_RECORDED, 0)
            others |= snapshot.everything & ~fits
        elif each.parameter in HOLDING:
            more[members(programs, size)] += HOLDING[each.parameter]
        else:
            firsts[members(programs, size)] += 1
    ranked = scores * more[found]
    ranked += firsts[found] * (ranked.max(initial=0) + 1)
    ranked[_flags(others, size)[found]] -= ranked.max(initial=0) + 1
    return ranked


def _flags(bitmap: int, size: int) -> Array:
    chosen = np.zeros(size, bool)
    chosen[members(bitmap, size)] = True
    return chosen


def _is_named(phrase: Sequence[str], names: frozenset[str]) -> bool:
    """Whether every word asked for is a word of the names, give or take a letter."""
    return len(set(phrase)) <= len(names) and all(
        stem in names or any(OSA.distance(stem, other, score_cutoff=1) <= 1 for other in names)
        for stem in phrase
    )


def _places(found: Array, wanted: Sequence[int]) -> Array:
    """The places in `found` of those of `wanted` that are there; both are ascending."""
    places = np.searchsorted(found, wanted)
    pairs = zip(places, wanted, strict=True)
    return places[[place < len(found) and found[place] == number for place, number in pairs]]


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
