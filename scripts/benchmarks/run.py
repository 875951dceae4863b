"""The parts of the benchmark in their order, over one temporary folder."""

import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import report
from benchmarks.answering import http_tables, revalidation_table
from benchmarks.building import Site, build_all, build_shipped, built_table, grown
from benchmarks.documents import documents
from benchmarks.drawing import queries
from benchmarks.edits import edits_table
from benchmarks.racing import engines, race, tables
from benchmarks.report import Table

SERVED = 5_000
"""The HTTP parts are measured at this size, or at the nearest that was asked for."""


def run(options: Namespace, command: str) -> None:
    shown: list[Table] = []
    machine = report.machine()
    print(f"{machine}\n", flush=True)
    with TemporaryDirectory(prefix="homeward-bench-") as folder:
        for table in _tables(options, Path(folder)):
            print(table.markdown(), flush=True)
            shown.append(table)
    if options.write:
        report.write(shown, command, machine)
        print(f"bench: written to {report.FILE.name}", file=sys.stderr)


def _tables(options: Namespace, folder: Path) -> Iterator[Table]:
    served = min(options.programs, key=lambda programs: abs(programs - SERVED))
    if "edits" in options.only:
        yield edits_table(build_shipped(folder))
    for programs in options.programs:
        if programs == served or {"build", "search", "edits"} & set(options.only):
            with TemporaryDirectory(dir=folder) as work:
                yield from _of_size(options, grown(Path(work) / "site", programs), Path(work), programs == served)


def _of_size(options: Namespace, site: Site, work: Path, is_served: bool) -> Iterator[Table]:
    full = build_all(site)
    if "search" in options.only:
        yield from _search(options, site, work)
    if "http" in options.only and is_served:
        yield from http_tables(site, queries(documents(site)), options.seconds)
    if "revalidate" in options.only and is_served:
        yield revalidation_table(site, options.seconds)
    if "edits" in options.only:
        yield edits_table(site)
    if "build" in options.only:
        yield built_table(site, full)


def _search(options: Namespace, site: Site, work: Path) -> Iterator[Table]:
    held = documents(site)
    asked = queries(held)
    with ExitStack() as closing:
        racing = engines(held, work)
        for engine in racing:
            closing.callback(engine.close)
        times = race(racing, asked, options.rounds)
    yield from tables(times, racing, site.programs)
