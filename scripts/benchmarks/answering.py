"""The site over HTTP: the search API against an empty view, suggestions, memory of the workers, and what a 304 costs."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median, quantiles
from urllib.parse import quote, urlencode

from benchmarks import servers
from benchmarks.building import Site
from benchmarks.load import CLIENT, NOTHING, Load, average_length, get, latencies, load
from benchmarks.processes import processor_seconds
from benchmarks.queries import Query
from benchmarks.report import Table
from benchmarks.servers import Server

ROUNDS = 3
WARM = 2
ASKED_FOR_LENGTH = 100
SUGGESTED = 400


@dataclass(frozen=True, slots=True)
class Measured:
    """A load, and the processor time of all workers for one request in ms."""

    load: Load
    processor: float


def http_tables(site: Site, asked: Sequence[Query], seconds: int) -> list[Table]:
    paths = list(dict.fromkeys("/api/v1/programs?" + urlencode(list(_parameters(query))) for query in asked))
    with servers.homeward(site) as ours, servers.empty(average_length(ours.port, paths[:ASKED_FOR_LENGTH])) as least:
        length = len(get(least.port, "/").body)
        found = _in_turn({"search API": (ours, paths, NOTHING), "empty view": (least, paths, NOTHING)}, seconds)
        rows = [(name, *_cells(measured, found["empty view"])) for name, measured in found.items()]
        notes = (
            f"{site.programs:,} programs, {len(paths)} addresses in turn, answers of {length:,} bytes on average, {CLIENT} for {seconds} s;",
            f"two granian workers; medians of {ROUNDS} rounds in turn. Client and server share the cores.",
        )
        shown = Table("Search over HTTP", ("", "requests/s", "p50 ms", "p99 ms", "of the empty view", "processor ms a request"), rows, notes)
        return [shown, _memory_table(ours, least), *_suggestions(ours, site)]


def revalidation_table(site: Site, seconds: int) -> Table:
    with servers.homeward(site) as ours:
        asked: dict[str, tuple[Server, list[str], Mapping[str, str]]] = {}
        for name, path in (("search page", "/programs?q=foster+families"), ("program page", "/programs/keep")):
            tag = get(ours.port, path).tag or ""
            if get(ours.port, path, {"If-None-Match": tag}).status != 304:
                raise RuntimeError(f"{path} is not answered 304")
            asked[name] = ours, [path], NOTHING
            asked[f"{name}, 304"] = ours, [path], {"If-None-Match": tag}
        found = _in_turn(asked, seconds)
    rows = [(name, *_cells(measured, found[name.removesuffix(", 304")])) for name, measured in found.items()]
    notes = (f"{CLIENT} for {seconds} s each in turn, medians of {ROUNDS} rounds.",)
    return Table("Conditional requests", ("", "requests/s", "p50 ms", "p99 ms", "of the full page", "processor ms a request"), rows, notes)


def _parameters(query: Query) -> Iterator[tuple[str, str]]:
    if query.text:
        yield "q", query.text
    for facet, values in query.chosen.items():
        for value in values:
            yield facet, value


def _in_turn(asked: Mapping[str, tuple[Server, Sequence[str], Mapping[str, str]]], seconds: int) -> dict[str, list[Measured]]:
    found: dict[str, list[Measured]] = {name: [] for name in asked}
    for server, paths, headers in asked.values():
        load(server.port, paths, WARM, headers)
    for _ in range(ROUNDS):
        for name, (server, paths, headers) in asked.items():
            found[name].append(_measured(server, paths, seconds, headers))
    return found


def _measured(server: Server, paths: Sequence[str], seconds: int, headers: Mapping[str, str]) -> Measured:
    workers = server.workers()
    before = processor_seconds(workers)
    answered = load(server.port, paths, seconds, headers)
    if answered.refused:
        raise RuntimeError(f"{answered.refused} of {answered.requests} requests were refused, for example of {paths[0]}")
    return Measured(answered, (processor_seconds(workers) - before) * 1000 / answered.requests)


def _cells(measured: Sequence[Measured], against: Sequence[Measured]) -> tuple[str, ...]:
    rate, best = (median(each.load.rate for each in some) for some in (measured, against))
    middle, slowest = median(each.load.middle for each in measured), median(each.load.slowest for each in measured)
    return f"{rate:,.0f}", f"{middle:.1f}", f"{slowest:.1f}", f"{rate / best:.0%}", f"{median(each.processor for each in measured):.2f}"


def _memory_table(ours: Server, least: Server) -> Table:
    rows = [
        (f"{name}, worker {number}", f"{held.resident:.0f}", f"{held.proportional:.0f}", f"{held.shared:.0f}")
        for name, server in (("Homeward", ours), ("empty view", least))
        for number, held in enumerate(server.memories(), 1)
    ]
    return Table("Memory of the workers after that", ("", "RSS MB", "PSS MB", "shared MB"), rows, ("PSS counts a shared page by halves.",))


def _suggestions(ours: Server, site: Site) -> Iterator[Table]:
    """What is typed of names, two to ten letters of them."""
    names = [card.name for card in site.served().snapshot().cards]
    paths = [f"/api/v1/suggest?q={quote(name[: 2 + number % 9])}" for number, name in enumerate(names[:: max(1, len(names) // SUGGESTED)])]
    if get(ours.port, paths[0]).status != 200:
        return
    latencies(ours.port, paths)
    taken = latencies(ours.port, paths)
    row = ("`GET /api/v1/suggest`", f"{median(taken):.2f}", f"{quantiles(taken, n=20)[-1]:.2f}")
    yield Table("Suggestions", ("", "p50 ms", "p95 ms"), [row], (f"{len(paths)} beginnings of names, one after the other on one connection.",))
