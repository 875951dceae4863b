"""The race: the same queries for every engine, in turn within a round, garbage collection off meanwhile."""

import gc
import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import exp, log
from statistics import mean, median, quantiles
from time import perf_counter

from benchmarks.documents import Documents
from benchmarks.engines.engine import Engine
from benchmarks.engines.fts5 import Fts5
from benchmarks.engines.homeward import Homeward
from benchmarks.engines.tantivy_index import Tantivy
from benchmarks.engines.whoosh_searcher import WhooshSearcher
from benchmarks.queries import Query, group_by_kind
from benchmarks.report import Table

BUDGET = 1.0
"""Seconds after which an engine is asked no more queries of a kind in a round."""
NOTES = (
    "p50 / p95 in ms of a search with 20 programs, the total and the counts of all facets, in one process.",
    "Slow engines are asked fewer of the same queries; the last lines compare medians over those alone",
    "(geometric mean over the kinds).",
    "Of synonyms, the others look for the phrases alone. From three words on, Homeward and Tantivy",
    "find programs with a third of the words.",
    "Homeward alone counts memberships for a facet about topics, and ignores a facet's own choice.",
)
FOUND_NOTE = "Median over the queries asked; in brackets: those with another total than Homeward's."
Key = tuple[str, str]
"""Engine and kind of query."""


@dataclass(slots=True)
class Times:
    """By key and number of the query: how long each round took, in ms; and how many programs were found."""

    taken: defaultdict[Key, dict[int, list[float]]] = field(default_factory=lambda: defaultdict(dict))
    totals: defaultdict[Key, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))

    def compare(self, key: Key, other: Key) -> float:
        """How many times as long as the other it took for the queries that both were asked."""
        own, others = self.taken[key], self.taken[other]
        both = own.keys() & others.keys()
        medians = [median(median(taken[number]) for number in both) for taken in (own, others)]
        return medians[0] / medians[1]


def open_engines(documents: Documents) -> list[Engine]:
    ours = Homeward(documents, marks=False), Homeward(documents, marks=True)
    return [*ours, WhooshSearcher(documents), Fts5(documents), Tantivy(documents)]


def run_race(engines: Sequence[Engine], queries: Sequence[Query], rounds: int) -> Times:
    """The first round, which warms everything up, is not kept."""
    times = Times()
    for number in range(rounds + 1):
        kept = times if number else Times()
        for place, (kind, some) in enumerate(group_by_kind(queries)):
            turn = (number + place) % len(engines)
            for engine in (*engines[turn:], *engines[:turn]):
                _time(engine, (engine.name, kind), some, kept)
        print(f"bench: {f'round {number} of {rounds}' if number else 'warm'}", file=sys.stderr)
    return times


def _time(engine: Engine, key: Key, some: Sequence[Query], times: Times) -> None:
    gc.collect()
    gc.disable()
    end = perf_counter() + BUDGET
    for number, query in enumerate(some):
        started = perf_counter()
        answer = engine.search(query) if started < end else None
        if answer:
            times.taken[key].setdefault(number, []).append((perf_counter() - started) * 1000)
            times.totals[key][number] = answer.total
    gc.enable()


def search_tables(times: Times, engines: Sequence[Engine], programs: int) -> list[Table]:
    names = [engine.name for engine in engines]
    kinds = list(dict.fromkeys(kind for _, kind in times.taken))
    rows = [(kind, *(_duration(times, (name, kind)) for name in names)) for kind in kinds]
    rows += [(f"times {name}", *(_ratio(times, each, name, kinds) for each in names)) for name in names[:2]]
    found = [(kind, *(_total(times, (name, kind), (names[0], kind)) for name in names)) for kind in kinds]
    notes, header = [*NOTES, *(engine.note for engine in engines if engine.note)], ("kind of query", *names)
    searches = Table(f"Search in {programs:,} programs", header, rows, notes)
    return [searches, Table(f"Programs found in {programs:,}", header, found, (FOUND_NOTE,))]


def _duration(times: Times, key: Key) -> str:
    taken = [each for rounds in times.taken[key].values() for each in rounds]
    if len(taken) < 2:
        return "–"
    both = median(taken), quantiles(taken, n=20, method="inclusive")[-1]
    return " / ".join(f"{each:.2f}" if each < 10 else f"{each:.0f}" for each in both)


def _ratio(times: Times, name: str, other: str, kinds: Sequence[str]) -> str:
    ratios = [times.compare((name, kind), (other, kind)) for kind in kinds if times.taken[name, kind]]
    return f"{exp(mean(map(log, ratios))):.2f}"


def _total(times: Times, key: Key, homeward: Key) -> str:
    totals = times.totals[key]
    if not totals:
        return "–"
    others = sum(total != times.totals[homeward].get(number) for number, total in totals.items())
    return f"{median(totals.values()):.0f}" + (f" ({others} of {len(totals)})" if others else "")
