"""How cost grows with the number of programs: a row for each size."""

import time
from collections.abc import Sequence
from random import Random
from statistics import median, quantiles

from app import create_app
from app.settings import Settings
from benchmarks.builds import MEGA, measure_disk, time_edits
from benchmarks.corpus import SEED, Site
from benchmarks.documents import Documents
from benchmarks.engines.homeward import Homeward
from benchmarks.processes import measure_memory, serve
from benchmarks.queries import Queries
from benchmarks.race import run_race
from benchmarks.report import Table

PAGES, ROUNDS = 100, 2
HEADER = (
    "programs", "build", "an entry", "highest memory", "one edit until served", "catalog on disk",
    "search p50 / p95", "program page made", "a worker's memory",
)  # fmt: skip
NOTES = (
    "Build: seconds of `homeward build`, and the highest memory of all its processes. Search: queries of all",
    "kinds with marks, in one process. Program page: processor time in one process, nothing kept. A worker's",
    "memory: RSS after it has answered.",
)


def growth_row(
    site: Site, documents: Documents, queries: Queries, full: tuple[float, float]
) -> tuple[str, ...]:
    """`full` is what the build took. Edits the content."""
    seconds, peak = full
    disk = measure_disk(site)
    with serve("homeward serve", site.environment()) as server:
        memory = max(measure_memory(pid)["Rss"] for pid in server.workers)
    low, high = _time_searches(documents, queries)
    page = _time_pages(site)
    return (
        f"{site.programs:,}",
        f"{seconds:.1f} s",
        f"{seconds / site.programs * 1000:.1f} ms",
        f"{peak:,.0f} MB",
        f"{median(time_edits(site)):.2f} s",
        f"{disk / MEGA:,.0f} MB",
        f"{low:.2f} / {high:.2f} ms",
        f"{page:.1f} ms",
        f"{memory:,.0f} MB",
    )


def growth_table(rows: Sequence[Sequence[str]]) -> Table:
    return Table("Growth", HEADER, rows, NOTES)


def _time_searches(documents: Documents, queries: Queries) -> tuple[float, float]:
    results = run_race([Homeward(documents, marks=True)], queries, ROUNDS)
    taken = [each for of_kind in results.values() for query in of_kind.values() for each in query.taken]
    return median(taken), quantiles(taken, n=20, method="inclusive")[-1]


def _time_pages(site: Site) -> float:
    """Milliseconds of processor time a page, the second time that it is made."""
    app = create_app(Settings(content=site.content, catalog=site.catalog, page_cache_mb=0))
    client, slugs = app.test_client(), sorted(path.stem for path in (site.content / "programs").glob("*.md"))
    drawn = Random(SEED).sample(slugs, min(PAGES, len(slugs)))
    started = 0.0
    for _ in range(ROUNDS):
        started = time.process_time()
        for slug in drawn:
            client.get(f"/programs/{slug}")
    return (time.process_time() - started) / len(drawn) * 1000
