"""How long builds take: of everything, of nothing changed, of one edited entry until it is served."""

import datetime
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from statistics import median

from app.catalog.build.build import build
from app.catalog.search.search import SearchRequest, search
from app.catalog.snapshot.catalog import Catalog
from benchmarks.corpus import Site
from benchmarks.processes import PROGRAMS, list_descendants, measure_memory
from benchmarks.report import Table

EDITS = 5
SAMPLED_EVERY = 0.2
MEGA = 1024 * 1024


def build_all(site: Site) -> tuple[float, float]:
    """Seconds of `homeward build`, and the highest memory of all its processes in MB."""
    started, peak = time.perf_counter(), 0.0
    process = subprocess.Popen([PROGRAMS / "homeward", "build"], env=site.environment())
    while process.poll() is None:
        memory = (measure_memory(pid).get("Pss", 0) for pid in list_descendants(process.pid))
        peak = max(peak, sum(memory))
        with suppress(subprocess.TimeoutExpired):
            process.wait(SAMPLED_EVERY)
    if process.returncode:
        raise RuntimeError("the reader does not accept the synthetic entries")
    return time.perf_counter() - started, peak


def builds_table(site: Site, full: tuple[float, float]) -> Table:
    """Edits the content."""
    seconds, peak = full
    size = measure_disk(site)
    unchanged = median(_rebuild(site) for _ in range(EDITS))
    edited = time_edits(site)
    each, between = seconds / site.programs * 1000, f"{min(edited):.2f} to {max(edited):.2f} s"
    rows = [
        ("everything (`homeward build`)", f"{seconds:.1f} s", f"{each:.1f} ms an entry"),
        ("highest memory of it", f"{peak:.0f} MB", "all processes, shared pages counted once"),
        ("nothing changed", f"{unchanged:.2f} s", f"median of {EDITS}"),
        ("one entry edited, until served", f"{median(edited):.2f} s", f"median of {EDITS}; {between}"),
        ("catalog on disk", f"{size / MEGA:.0f} MB", f"{size / 1024 / site.programs:.0f} KB an entry"),
    ]
    return Table(f"Builds of {site.programs:,} programs", ("", "measured", ""), rows)


def measure_disk(site: Site) -> int:
    """Bytes of the catalog, what several generations share once."""
    files = map(Path.stat, site.catalog.rglob("*"))
    return sum({(file.st_dev, file.st_ino): file.st_size for file in files}.values())


def time_edits(site: Site) -> list[float]:
    """Seconds from a saved file until a search answers from the new generation."""
    catalog, path, taken = Catalog(site.catalog), site.content / "programs" / "keep.md", []
    for number in range(EDITS):
        before, text = catalog.snapshot().generation, path.read_text("utf-8")
        path.write_text(text.replace("## About\n", f"## About\n\nRound {number} of the edits.\n", 1), "utf-8")
        started = time.perf_counter()
        _rebuild(site)
        search(catalog.snapshot(), SearchRequest(q="round edits"))
        taken.append(time.perf_counter() - started)
        if catalog.snapshot().generation == before:
            raise RuntimeError("the edit did not lead to a new generation")
    return taken


def _rebuild(site: Site) -> float:
    started = time.perf_counter()
    build(site.content, site.catalog, datetime.date.today())
    return time.perf_counter() - started
