"""The site over HTTP: searches beside an empty view, suggestions, memory, and what a 304 costs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import mean, median, quantiles
from urllib.parse import quote, urlencode

from benchmarks.corpus import Site
from benchmarks.load import CLIENT, NO_HEADERS, Load, get, latencies, measure_load
from benchmarks.processes import measure_memory, sum_processor_seconds
from benchmarks.queries import Query
from benchmarks.report import Table
from benchmarks.servers import Server, serve_empty, serve_homeward

ROUNDS, WARM = 3, 2
ASKED_FOR_LENGTH = 100
SUGGESTED = 400
COLUMNS = ("", "requests/s", "p50 ms", "p99 ms", "of the empty view", "processor ms a request")
PAGES = {"search page": "/programs?q=foster+families", "program page": "/programs/keep"}
Target = tuple[Server, Sequence[str], Mapping[str, str]]
"""A server, the paths to ask for, and the headers of each request."""


@dataclass(frozen=True, slots=True)
class MeasuredLoad:
    """A load, and the processor time of all workers for one request in ms."""

    load: Load
    processor: float


def http_tables(site: Site, queries: Sequence[Query], seconds: int) -> list[Table]:
    paths = list(dict.fromkeys("/api/v1/programs?" + _parameters(query) for query in queries))
    with serve_homeward(site) as ours:
        length = round(mean(len(get(ours.port, path)[1]) for path in paths[:ASKED_FOR_LENGTH]))
        with serve_empty(length) as empty:
            targets = {"search API": (ours, paths, NO_HEADERS), "empty view": (empty, paths, NO_HEADERS)}
            found = _measure_in_turn(targets, seconds)
            memory = _memory_table({"Homeward": ours, "empty view": empty})
        rows = [(name, *_cells(measured, found["empty view"])) for name, measured in found.items()]
        notes = (
            f"{site.programs:,} programs, {len(paths)} addresses, answers of {length:,} bytes on average,",
            f"{CLIENT} for {seconds} s; two granian workers; medians of {ROUNDS} rounds in turn.",
            "Client and server share the cores.",
        )
        return [Table("Search over HTTP", COLUMNS, rows, notes), memory, _suggestions_table(ours, site)]


def revalidation_table(site: Site, seconds: int) -> Table:
    with serve_homeward(site) as ours:
        targets: dict[str, Target] = {}
        for name, path in PAGES.items():
            unchanged = {"If-None-Match": get(ours.port, path)[2]}
            if get(ours.port, path, unchanged)[0] != 304:
                raise RuntimeError(f"{path} is not answered 304")
            targets |= {name: (ours, [path], NO_HEADERS), f"{name}, 304": (ours, [path], unchanged)}
        found = _measure_in_turn(targets, seconds)
    rows = [(name, *_cells(each, found[name.removesuffix(", 304")])) for name, each in found.items()]
    notes = (f"{CLIENT} for {seconds} s each in turn, medians of {ROUNDS} rounds.",)
    return Table("Conditional requests", [*COLUMNS[:4], "of the full page", COLUMNS[5]], rows, notes)


def _parameters(query: Query) -> str:
    chosen = [(facet, value) for facet, values in query.chosen.items() for value in values]
    return urlencode([("q", query.text)] * bool(query.text) + chosen)


def _measure_in_turn(targets: Mapping[str, Target], seconds: int) -> dict[str, list[MeasuredLoad]]:
    found: dict[str, list[MeasuredLoad]] = {name: [] for name in targets}
    for target in targets.values():
        _measure(target, WARM)
    for _ in range(ROUNDS):
        for name, target in targets.items():
            found[name].append(_measure(target, seconds))
    return found


def _measure(target: Target, seconds: int) -> MeasuredLoad:
    server, paths, headers = target
    workers = server.workers()
    before = sum_processor_seconds(workers)
    load = measure_load(server.port, paths, seconds, headers)
    return MeasuredLoad(load, (sum_processor_seconds(workers) - before) * 1000 / load.requests)


def _cells(measured: Sequence[MeasuredLoad], against: Sequence[MeasuredLoad]) -> tuple[str, ...]:
    rate, best = (median(each.load.rate for each in some) for some in (measured, against))
    p50, p99 = median(each.load.p50 for each in measured), median(each.load.p99 for each in measured)
    processor = median(each.processor for each in measured)
    return f"{rate:,.0f}", f"{p50:.1f}", f"{p99:.1f}", f"{rate / best:.0%}", f"{processor:.2f}"


def _memory_table(servers: Mapping[str, Server]) -> Table:
    rows = []
    for name, server in servers.items():
        for number, held in enumerate(map(measure_memory, server.workers()), 1):
            sizes = (held["Rss"], held["Pss"], held["Shared_Clean"] + held["Shared_Dirty"])
            rows.append((f"{name}, worker {number}", *(f"{size:.0f}" for size in sizes)))
    header, notes = ("", "RSS MB", "PSS MB", "shared MB"), ("PSS counts a shared page by halves.",)
    return Table("Memory of the workers after that", header, rows, notes)


def _suggestions_table(ours: Server, site: Site) -> Table:
    """The first two to ten letters of names."""
    names = [card.name for card in site.open().snapshot().cards]
    some = names[:: max(1, len(names) // SUGGESTED)]
    paths = [f"/api/v1/suggest?q={quote(name[: 2 + number % 9])}" for number, name in enumerate(some)]
    _, taken = list(latencies(ours.port, paths)), list(latencies(ours.port, paths))
    row = ("`GET /api/v1/suggest`", f"{median(taken):.2f}", f"{quantiles(taken, n=20)[-1]:.2f}")
    notes = (f"{len(paths)} beginnings of names, one after the other on one connection.",)
    return Table("Suggestions", ("", "p50 ms", "p95 ms"), [row], notes)
