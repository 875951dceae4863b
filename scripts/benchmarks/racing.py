"""The race: the same queries for every engine, engines in turn within a round, the garbage collector off while the clock runs."""

import gc
import sys
from collections import defaultdict
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from math import exp, log
from pathlib import Path
from statistics import mean, median, quantiles
from time import perf_counter_ns

from benchmarks.documents import Documents
from benchmarks.engines.engine import Engine
from benchmarks.engines.fts import Fts
from benchmarks.engines.homeward import Homeward
from benchmarks.engines.whoosh_searcher import WhooshSearcher
from benchmarks.queries import Query, by_kind
from benchmarks.report import Table

NANO_TO_MILLI = 1e-6
NOTES = (
    "p50 / p95 in ms of a search with 20 programs, the total and the counts of all facets, inside one process.",
    "Slow engines are asked fewer of the same queries; the last lines compare medians over those alone (geometric mean over the kinds).",
    "From three words on, Homeward and Tantivy find programs with a third of the words.",
    "Counts of a facet about topics are of memberships at Homeward and of programs elsewhere.",
)


@dataclass(slots=True)
class Times:
    """Engine and kind -> number of the query -> how long each round took, in ms; and how many programs were found."""

    taken: dict[tuple[str, str], dict[int, list[float]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(list)))
    totals: dict[tuple[str, str], dict[int, int]] = field(default_factory=lambda: defaultdict(dict))

    def all(self, engine: str, kind: str) -> list[float]:
        return [each for rounds in self.taken[engine, kind].values() for each in rounds]

    def compared(self, engine: str, with_engine: str, kind: str) -> float:
        """How many times as long as the other it took for the queries that it was asked."""
        own, other = self.taken[engine, kind], self.taken[with_engine, kind]
        return median(median(own[number]) for number in own) / median(median(other[number]) for number in own)


def engines(documents: Documents, folder: Path) -> list[Engine]:
    """Those that can be had here, each with the documents indexed."""
    made: list[Engine] = [Homeward(documents, marks=False), Homeward(documents, marks=True), WhooshSearcher(documents), Fts(documents, folder)]
    with suppress(ImportError):
        from benchmarks.engines.tantivy_index import Tantivy, TantivyOurCounts, written

        index = written(documents, folder / "tantivy")
        made += [Tantivy(documents, index), TantivyOurCounts(documents, index)]
    with suppress(ImportError):
        from benchmarks.engines.datasette_site import LARGEST, DatasetteSite

        if documents.site.programs <= LARGEST:
            made.append(DatasetteSite(documents, folder))
    return made


def race(racing: Sequence[Engine], asked: Sequence[Query], rounds: int) -> Times:
    """The first round, which warms everything up, is not kept."""
    times = Times()
    for number in range(rounds + 1):
        kept = times if number else Times()
        for place, (kind, some) in enumerate(by_kind(list(asked))):
            turn = (number + place) % len(racing)
            for engine in (*racing[turn:], *racing[:turn]):
                if number <= engine.rounds:
                    _time(engine, kind, some[: engine.most], kept)
        print(f"bench: {f'round {number} of {rounds}' if number else 'warm'}", file=sys.stderr)
    return times


def _time(engine: Engine, kind: str, some: Sequence[Query], times: Times) -> None:
    gc.collect()
    gc.disable()
    for number, query in enumerate(some):
        if engine.answers(query):
            started = perf_counter_ns()
            answer = engine.search(query)
            times.taken[engine.name, kind][number].append((perf_counter_ns() - started) * NANO_TO_MILLI)
            times.totals[engine.name, kind][number] = answer.total
    gc.enable()


def tables(times: Times, racing: Sequence[Engine], programs: int) -> list[Table]:
    names = [engine.name for engine in racing]
    kinds = list(dict.fromkeys(kind for _, kind in times.taken))
    rows = [(kind, *(_cell(times.all(name, kind)) for name in names)) for kind in kinds]
    rows += [(f"times {name}", *(_ratio(times, other, name, kinds) for other in names)) for name in names[:2]]
    found = [(kind, *(_found(times, name, names[0], kind) for name in names)) for kind in kinds]
    return [
        Table(f"Search in {programs:,} programs", ("kind of query", *names), rows, [*NOTES, *(engine.note for engine in racing if engine.note)]),
        Table(
            f"Programs found in {programs:,}",
            ("kind of query", *names),
            found,
            ("Median over the queries asked; in brackets: those with another total than Homeward's.",),
        ),
    ]


def _cell(taken: list[float]) -> str:
    if len(taken) < 2:
        return "–"
    return f"{_short(median(taken))} / {_short(quantiles(taken, n=20, method='inclusive')[-1])}"


def _short(milliseconds: float) -> str:
    return f"{milliseconds:.2f}" if milliseconds < 10 else f"{milliseconds:.0f}"


def _ratio(times: Times, name: str, ours: str, kinds: Sequence[str]) -> str:
    ratios = [times.compared(name, ours, kind) for kind in kinds if times.taken[name, kind]]
    return f"{exp(mean(map(log, ratios))):.2f}"


def _found(times: Times, name: str, ours: str, kind: str) -> str:
    totals = times.totals[name, kind]
    if not totals:
        return "–"
    others = sum(total != times.totals[ours, kind][number] for number, total in totals.items())
    return f"{median(totals.values()):.0f} ({others} of {len(totals)})" if others else f"{median(totals.values()):.0f}"
