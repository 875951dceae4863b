"""The parts of the benchmark in their order, each size in a temporary folder; prints the tables."""

from argparse import Namespace
from collections.abc import Collection, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.builds import build_all, builds_table
from benchmarks.corpus import Site, make_site
from benchmarks.documents import Documents
from benchmarks.fitting import fit_table
from benchmarks.growth import growth_row, growth_table
from benchmarks.nodes import nodes_table
from benchmarks.pages import pages_tables
from benchmarks.queries import draw_queries
from benchmarks.race import open_engines, run_race, search_tables
from benchmarks.report import Table, introduce
from benchmarks.responses import http_tables

SERVED_PARTS = ("http", "pages", "nodes")
SERVED = 5_000
"""The site is served at this size, or at the nearest that is asked for."""


def run(options: Namespace, command: str) -> None:
    print(introduce(command), flush=True)
    served = min(options.programs, key=lambda programs: abs(programs - SERVED))
    grown: list[tuple[str, ...]] = []
    for programs in options.programs:
        parts = [part for part in options.only if part not in SERVED_PARTS or programs == served]
        with TemporaryDirectory(prefix="homeward-bench-") as folder:
            site = make_site(Path(folder), programs) if parts else None
            for table in _measure(options, parts, site, grown) if site else ():
                print(table.markdown(), flush=True)
    if grown:
        print(growth_table(grown).markdown(), flush=True)


def _measure(
    options: Namespace, parts: Collection[str], site: Site, grown: list[tuple[str, ...]]
) -> Iterator[Table]:
    build = build_all(site)
    documents = Documents(site)
    queries = draw_queries(documents)
    if "search" in parts:
        engines = open_engines(documents)
        yield from search_tables(run_race(engines, queries, options.rounds), engines, site.programs)
    if "fit" in parts:
        yield fit_table(documents.snapshot)
    if "http" in parts:
        yield from http_tables(documents, queries, options.seconds)
    if "pages" in parts:  # edits the content
        yield from pages_tables(documents, queries, options.seconds)
    if "nodes" in parts:
        yield nodes_table(site)
    if "build" in parts:  # last, because these edit the content
        yield builds_table(site, build)
    if "growth" in parts:
        grown.append(growth_row(site, documents, queries, build))
