"""The parts of the benchmark in their order, in one temporary folder."""

import sys
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import report
from benchmarks.builds import build_all, builds_table
from benchmarks.corpus import Site, make_site
from benchmarks.documents import read_documents
from benchmarks.queries import draw_queries
from benchmarks.race import open_engines, run_race, search_tables
from benchmarks.report import Table
from benchmarks.responses import http_tables, revalidation_table

SERVED = 5_000
"""The HTTP parts run at this size, or at the nearest that is asked for."""


def run(options: Namespace, command: str) -> None:
    machine = report.describe_machine()
    print(f"{machine}\n", flush=True)
    served = min(options.programs, key=lambda programs: abs(programs - SERVED))
    shown: list[Table] = []
    for programs in options.programs:
        parts = set(options.only) - (set() if programs == served else {"http", "revalidate"})
        with TemporaryDirectory(prefix="homeward-bench-") as folder:
            for table in _measure(options, parts, make_site(Path(folder), programs)) if parts else ():
                print(table.markdown(), flush=True)
                shown.append(table)
    if options.write:
        report.write(shown, command, machine)
        print(f"bench: written to {report.FILE.name}", file=sys.stderr)


def _measure(options: Namespace, parts: set[str], site: Site) -> Iterator[Table]:
    build = build_all(site)
    documents = read_documents(site)
    queries = draw_queries(documents)
    if "search" in parts:
        engines = open_engines(documents)
        yield from search_tables(run_race(engines, queries, options.rounds), engines, site.programs)
    if "http" in parts:
        yield from http_tables(site, queries, options.seconds)
    if "revalidate" in parts:
        yield revalidation_table(site, options.seconds)
    if "build" in parts:  # last, because it edits the content
        yield builds_table(site, build)
