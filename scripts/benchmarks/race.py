"""The race: the same queries for every engine, in turn within a round, garbage collection off meanwhile."""

import gc
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import geometric_mean, median, quantiles
from time import perf_counter

from benchmarks.documents import Documents
from benchmarks.engines.fts5 import Fts5
from benchmarks.engines.homeward import Homeward
from benchmarks.engines.tantivy_index import Tantivy
from benchmarks.engines.whoosh_searcher import WhooshSearcher
from benchmarks.queries import Queries, Query
from benchmarks.report import Table

BUDGET = 1.0
"""Seconds after which an engine is asked no more queries of a kind in a round."""
NOTES = (
    "p50 / p95 in ms of a search with 20 programs, the total and the counts of all facets, in one process.",
    "Slow engines are asked fewer of the same queries; the last lines compare medians over those alone",
    "(geometric mean over the kinds).",
    "“No marks” is Homeward without the marked names and passages of a result page.",
    "With filters only, Homeward orders by rating and the others by name.",
    "Of synonyms, the others look for the phrases alone. From three words on, Homeward and Tantivy",
    "find programs with a third of the words; Whoosh and FTS5 cannot ask for a part of the words:",
    "each is asked for all, in a sentence for any. FTS5 mends no typing errors.",
    "Homeward alone counts memberships for a facet about topics, and ignores a facet's own choice.",
)
FOUND_NOTE = "Median over the queries asked; in brackets: those with another total than Homeward's."
Engine = Homeward | WhooshSearcher | Fts5 | Tantivy
"""Gives no answer to a query that it cannot be asked."""


@dataclass(slots=True)
class Measured:
    """What an engine made of a query: how many programs it found, and how long each round took, in ms."""

    total: int
    taken: list[float] = field(default_factory=list)


Results = defaultdict[tuple[str, str], dict[int, Measured]]
"""Engine and kind of query -> number of the query -> what was measured."""


def open_engines(documents: Documents) -> list[Engine]:
    ours = Homeward(documents, marks=False), Homeward(documents, marks=True)
    return [*ours, WhooshSearcher(documents), Fts5(documents), Tantivy(documents)]


def run_race(engines: Sequence[Engine], queries: Queries, rounds: int) -> Results:
    """The first round, which warms everything up, is not kept."""
    results: Results = defaultdict(dict)
    for number in range(rounds + 1):
        if number == 1:
            results.clear()
        for place, (kind, some) in enumerate(queries.items()):
            turn = (number + place) % len(engines)
            for engine in (*engines[turn:], *engines[:turn]):
                _time(engine, some, results[engine.name, kind])
        print(f"bench: {f'round {number} of {rounds}' if number else 'warm'}", file=sys.stderr)
    return results


def _time(engine: Engine, some: Sequence[Query], measured: dict[int, Measured]) -> None:
    gc.collect()
    gc.disable()
    end = perf_counter() + BUDGET
    for number, query in enumerate(some):
        started = perf_counter()
        answer = engine.search(query) if started < end else None
        if answer:
            taken = (perf_counter() - started) * 1000
            measured.setdefault(number, Measured(answer[0])).taken.append(taken)
    gc.enable()


def search_tables(results: Results, engines: Sequence[Engine], programs: int) -> list[Table]:
    names = [engine.name for engine in engines]
    kinds = list(dict.fromkeys(kind for _, kind in results))
    rows = [(kind, *(_duration(results[name, kind]) for name in names)) for kind in kinds]
    rows += [(f"times {name}", *(_ratio(results, each, name, kinds) for each in names)) for name in names[:2]]
    found = [
        (kind, *(_total(results[name, kind], results[names[0], kind]) for name in names)) for kind in kinds
    ]
    searches = Table(f"Search in {programs:,} programs", ("kind of query", *names), rows, NOTES)
    return [searches, Table(f"Programs found in {programs:,}", searches.header, found, (FOUND_NOTE,))]


def _duration(measured: Mapping[int, Measured]) -> str:
    taken = [each for query in measured.values() for each in query.taken]
    if len(taken) < 2:
        return "–"
    both = median(taken), quantiles(taken, n=20, method="inclusive")[-1]
    return " / ".join(f"{each:.2f}" if each < 10 else f"{each:.0f}" for each in both)


def _ratio(results: Results, name: str, other: str, kinds: Sequence[str]) -> str:
    """How many times as long as the other it took for the queries that both were asked."""
    ratios = []
    for own, others in ((results[name, kind], results[other, kind]) for kind in kinds):
        both = own.keys() & others.keys()
        if both:
            ours, theirs = (median(median(each[number].taken) for number in both) for each in (own, others))
            ratios.append(ours / theirs)
    return f"{geometric_mean(ratios):.2f}"


def _total(measured: Mapping[int, Measured], homeward: Mapping[int, Measured]) -> str:
    if not measured:
        return "–"
    other = sum(
        number in homeward and each.total != homeward[number].total for number, each in measured.items()
    )
    found = f"{median(each.total for each in measured.values()):.0f}"
    return f"{found} ({other} of {len(measured)})" if other else found
