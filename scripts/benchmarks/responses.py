"""The site over HTTP: searches beside an empty view, suggestions, memory, and what a 304 costs."""

import os
import time
from collections.abc import Iterator, Mapping
from itertools import cycle, takewhile
from statistics import mean, median, quantiles
from urllib.parse import quote, urlencode

from benchmarks.corpus import ROOT
from benchmarks.documents import Documents
from benchmarks.load import CLIENT, Server, Target, ask_for_seconds, ask_once, get
from benchmarks.processes import measure_memory, serve, sum_processor_seconds
from benchmarks.queries import Queries, Query
from benchmarks.report import Table

EMPTY = "granian --interface wsgi --workers 2 --blocking-threads 1 benchmarks.empty_site:app"
ROUNDS, WARM = 3, 2
ASKED_FOR_LENGTH = 100
SUGGESTED = 400
PAGES = {"search page": "/programs?q=foster+families", "program page": "/programs/keep"}


def http_tables(documents: Documents, queries: Queries, seconds: int) -> Iterator[Table]:
    paths = list(dict.fromkeys(_path(query) for some in queries.values() for query in some))
    method = f"{CLIENT} for {seconds} s each in turn, medians of {ROUNDS} rounds."
    with serve("homeward serve", documents.site.environment()) as ours:
        length = round(mean(len(get(ours.port, path)[1]) for path in paths[:ASKED_FOR_LENGTH]))
        more = {"PYTHONPATH": str(ROOT / "scripts"), "HOMEWARD_BENCH_BYTES": str(length)}
        with serve(EMPTY, os.environ | more) as empty:
            rows = compare({"empty view": Target(empty, paths), "search API": Target(ours, paths)}, seconds)
            notes = (
                f"{len(documents.all):,} programs, {len(paths)} addresses, answers of {length:,} bytes on",
                f"average, two granian workers. {method} Client and server share the cores.",
            )
            yield Table("Search over HTTP", header("empty view"), rows, notes)
            yield _memory_table({"empty view": empty, "Homeward": ours})
        yield _suggestions_table(documents, ours)
        rows = [row for name, path in PAGES.items() for row in _conditional_rows(name, path, ours, seconds)]
        yield Table("Conditional requests", header("full page"), rows, (method,))


def header(beside: str) -> tuple[str, ...]:
    return "", "requests/s", f"of the {beside}", "p50 ms", "p99 ms", "processor ms a request"


def search_parameters(query: Query) -> list[tuple[str, str]]:
    chosen = [(facet, value) for facet, values in query.chosen.items() for value in values]
    return [("q", query.text)] * bool(query.text) + chosen


def _path(query: Query) -> str:
    return "/api/v1/programs?" + urlencode(search_parameters(query))


def _conditional_rows(name: str, path: str, ours: Server, seconds: int) -> list[tuple[str, ...]]:
    etag = get(ours.port, path)[2]
    if get(ours.port, path, etag)[0] != 304:
        raise RuntimeError(f"{path} is not answered 304")
    return compare({name: Target(ours, [path]), f"{name}, 304": Target(ours, [path], etag)}, seconds)


def compare(targets: Mapping[str, Target], seconds: int) -> list[tuple[str, ...]]:
    """Medians of ROUNDS rounds in turn; the first target is what the rates are compared with."""
    for target in targets.values():
        _measure(target, WARM)
    rounds = [[_measure(target, seconds) for target in targets.values()] for _ in range(ROUNDS)]
    medians = [tuple(map(median, zip(*taken, strict=True))) for taken in zip(*rounds, strict=True)]
    return [
        (name, f"{rate:,.0f}", f"{rate / medians[0][0]:.0%}", f"{p50:.1f}", f"{p99:.1f}", f"{processor:.2f}")
        for name, (rate, p50, p99, processor) in zip(targets, medians, strict=True)
    ]


def _measure(target: Target, seconds: int) -> tuple[float, float, float, float]:
    """Requests a second, p50 and p99 of the latency, and the workers' processor time for one, all in ms."""
    before = sum_processor_seconds(target.server.workers)
    taken = ask_for_seconds(target, seconds)
    processor = (sum_processor_seconds(target.server.workers) - before) * 1000 / len(taken)
    return len(taken) / seconds, median(taken), quantiles(taken, n=100)[-1], processor


def measure_alone(targets: Mapping[str, Target], seconds: int) -> list[tuple[str, str]]:
    """The workers' processor time in ms for one request after the other, medians of rounds in turn; and times
    the first target.
    """
    rounds = [[_ask_alone(target, seconds) for target in targets.values()] for _ in range(ROUNDS + 1)][1:]
    medians = [median(taken) for taken in zip(*rounds, strict=True)]
    return [(f"{taken:.2f}", f"{taken / medians[0]:.0f}") for taken in medians]


def _ask_alone(target: Target, seconds: int) -> float:
    before, end = sum_processor_seconds(target.server.workers), time.monotonic() + seconds
    asked = sum(1 for _ in takewhile(lambda _: time.monotonic() < end, ask_once(target, cycle(target.paths))))
    return (sum_processor_seconds(target.server.workers) - before) * 1000 / (asked + 1)


def _memory_table(servers: Mapping[str, Server]) -> Table:
    rows = []
    for name, server in servers.items():
        for number, held in enumerate(map(measure_memory, server.workers), 1):
            sizes = (held["Rss"], held["Pss"], held["Shared_Clean"] + held["Shared_Dirty"])
            rows.append((f"{name}, worker {number}", *(f"{size:.0f}" for size in sizes)))
    header, notes = ("", "RSS MB", "PSS MB", "shared MB"), ("PSS counts a shared page by halves.",)
    return Table("Memory of the workers after that", header, rows, notes)


def _suggestions_table(documents: Documents, ours: Server) -> Table:
    """The first two to ten letters of names; the first round is not counted."""
    some = documents.snapshot.cards[:: max(1, len(documents.all) // SUGGESTED)]
    paths = [f"/api/v1/suggest?q={quote(card.name[: 2 + at % 9])}" for at, card in enumerate(some)]
    taken = list(ask_once(Target(ours, paths), paths * 2))[len(paths) :]
    row = ("`GET /api/v1/suggest`", f"{median(taken):.2f}", f"{quantiles(taken, n=20)[-1]:.2f}")
    notes = (f"{len(paths)} beginnings of names, one after the other on one connection.",)
    return Table("Suggestions", ("", "p50 ms", "p95 ms"), [row], notes)
