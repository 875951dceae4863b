"""What a search finds: programs, how many each facet value would bring, and what to drop when nothing is left. Pure over a snapshot."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from rapidfuzz import process

from app.catalog.facets import FACET, FACETS, NOT_RECORDED, members, union
from app.catalog.highlight import Marked, marked
from app.catalog.snapshot import Card, Snapshot
from app.catalog.text_index import stems
from app.evidence.registry import LEVEL_IDS

SORTS = ("relevance", "rating", "name", "reviewed")
CLOSE_ENOUGH = 70
MOST_CORRECTED = 6


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
class Hit:
    """A program found. `summary` is in pieces, the matched ones flagged; `alias` is the other name that matched, if one did."""

    card: Card
    summary: Marked
    alias: str | None


@dataclass(frozen=True, slots=True)
class Dropped:
    """What would be found without one filter (`facet`, or "q")."""

    facet: str
    total: int


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to a search. `counts` is facet -> value -> programs, ignoring that facet's own choice.

    `every_word` is False when no program had all words and those with any are shown; `ageless` counts programs left out only
    because no ages are recorded.
    """

    total: int
    hits: tuple[Hit, ...]
    counts: Mapping[str, Mapping[str, int]]
    every_word: bool = True
    ageless: int = 0
    dropped: tuple[Dropped, ...] = ()
    did_you_mean: str | None = None


def search(snapshot: Snapshot, wanted: Wanted) -> Found:
    scores, every_word = _scores(snapshot, wanted.q)
    matching = _Matching(snapshot, wanted, snapshot.everything if scores is None else union(1 << number for number in scores))
    found = matching.programs()
    start = (wanted.page - 1) * wanted.per_page
    ordered = _ordered(snapshot, wanted, found, scores or {}, matching)[start : start + wanted.per_page]
    sought = frozenset(stems(wanted.q))
    return Found(
        total=found.bit_count(),
        hits=tuple(_hit(snapshot.cards[number], sought) for number in ordered),
        counts={facet.name: matching.counts(facet.name) for facet in FACETS},
        every_word=every_word,
        ageless=matching.ageless(),
        dropped=() if found else matching.dropped(),
        did_you_mean=_did_you_mean(snapshot, wanted.q) if scores == {} else None,
    )


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

    def others(self, without: str | None = None) -> int:
        """Text and the filters that are not about a topic membership."""
        joined = self.snapshot.everything if without == "q" else self.by_text
        for name, bitmap in self.programs_of.items():
            joined &= joined if name == without else bitmap
        return joined

    def programs(self, without: str | None = None) -> int:
        if not self.pairs_of:
            return self.others(without)
        return self.snapshot.fold(self.pairs(without)) & self.others(without)

    def counts(self, name: str) -> dict[str, int]:
        values = self.snapshot.values[name]
        if FACET[name].of_membership:
            pairs, others, bitmaps = self.pairs(name), self.others(), self.snapshot.by_membership[name]
            return {value: (self.snapshot.fold(pairs & bitmaps.get(value, 0)) & others).bit_count() for value in values}
        base, bitmaps = self.programs(name), self.snapshot.by_program.get(name, {})
        return {value: (base & bitmaps.get(value, 0)).bit_count() for value in values}

    def ageless(self) -> int:
        chosen = self.wanted.chosen.get("age")
        if not chosen or NOT_RECORDED in chosen:
            return 0
        return (self.programs("age") & self.snapshot.by_program.get("age", {}).get(NOT_RECORDED, 0)).bit_count()

    def dropped(self) -> tuple[Dropped, ...]:
        names = [*(["q"] if self.wanted.q else []), *self.wanted.chosen]
        totals = [Dropped(name, self.programs(name).bit_count()) for name in names]
        return tuple(sorted((each for each in totals if each.total), key=lambda each: -each.total))


def _scores(snapshot: Snapshot, q: str) -> tuple[dict[int, float] | None, bool]:
    if not q:
        return None, True
    by_slug, every_word = snapshot.text.scores(q)
    return {snapshot.position[slug]: score for slug, score in by_slug.items() if slug in snapshot.position}, every_word


def _ordered(snapshot: Snapshot, wanted: Wanted, found: int, scores: Mapping[int, float], matching: _Matching) -> list[int]:
    orders: dict[str, Callable[[], list[int]]] = {
        "name": lambda: list(members(found)),
        "reviewed": lambda: [number for number in snapshot.newest_first if found >> number & 1],
        "relevance": lambda: sorted(members(found), key=lambda number: (not _is_called(snapshot.cards[number], wanted.q), -scores[number], number)),
        "rating": lambda: _strongest_first(snapshot, found, matching.pairs()),
    }
    return orders[wanted.order]()


def _is_called(card: Card, q: str) -> bool:
    """Whether the search is a program's whole name or one of its other names: then it comes first, whatever else mentions it."""
    return stems(q) in [stems(name) for name in (card.name, *card.aliases)]


def _strongest_first(snapshot: Snapshot, found: int, pairs: int) -> list[int]:
    ordered: list[int] = []
    for level in (*LEVEL_IDS, NOT_RECORDED):
        at_level = snapshot.fold(pairs & snapshot.by_membership["rating"].get(level, 0)) & found
        ordered += members(at_level)
        found &= ~at_level
    return ordered


def _hit(card: Card, sought: frozenset[str]) -> Hit:
    alias = next((alias for alias in card.aliases if sought & set(stems(alias))), None) if sought - set(stems(card.name)) else None
    return Hit(card, marked(card.summary, sought), alias)


def _did_you_mean(snapshot: Snapshot, q: str) -> str | None:
    if len(q.split()) > MOST_CORRECTED:
        return None
    known = sorted({word for card in snapshot.cards for text in (card.name, *card.aliases, card.summary) for word in text.casefold().split()})
    corrected = [(process.extractOne(word, known, score_cutoff=CLOSE_ENOUGH) or (word,))[0] for word in q.casefold().split()]
    suggestion = " ".join(word.strip(".,;:()®™") for word in corrected)
    return suggestion if suggestion != q.casefold() and snapshot.text.scores(suggestion)[0] else None
