"""How long builds take: of everything, of nothing changed, of one edited entry until it is served."""

import datetime
import sys
import time
from pathlib import Path
from statistics import median

from app.catalog.build.build import build
from app.catalog.search.search import SearchRequest, search
from benchmarks.corpus import Site
from benchmarks.processes import run_command
from benchmarks.report import Table

EDITS = 5
MEGA = 1024 * 1024
ENTRY = "keep.md"


def build_all(site: Site) -> tuple[float, float]:
    """Seconds, and the highest memory in MB."""
    return run_command([str(Path(sys.executable).with_name("homeward")), "build"], site.environment())


def builds_table(site: Site, full: tuple[float, float]) -> Table:
    """Edits the content."""
    seconds, peak = full
    files = map(Path.stat, site.catalog.rglob("*"))
    size = sum({(file.st_dev, file.st_ino): file.st_size for file in files}.values())
    unchanged = median(_rebuild(site) for _ in range(EDITS))
    edited = _edit(site)
    each, between = seconds / site.programs * 1000, f"{min(edited):.2f} to {max(edited):.2f} s"
    rows = [
        ("everything (`homeward build`)", f"{seconds:.1f} s", f"{each:.1f} ms an entry"),
        ("highest memory of it", f"{peak:.0f} MB", "all processes, shared pages counted once"),
        ("nothing changed", f"{unchanged:.2f} s", f"median of {EDITS}"),
        ("one entry edited, until served", f"{median(edited):.2f} s", f"median of {EDITS}; {between}"),
        ("catalog on disk", f"{size / MEGA:.0f} MB", f"{size / 1024 / site.programs:.0f} KB an entry"),
    ]
    return Table(f"Builds of {site.programs:,} programs", ("", "measured", ""), rows)


def _edit(site: Site) -> list[float]:
    """Seconds from a saved file until a search answers from the new generation."""
    catalog, taken, path = site.open(), [], site.content / "programs" / ENTRY
    for number in range(EDITS):
        before = catalog.snapshot().generation
        text = path.read_text("utf-8")
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
    built = build(site.content, site.catalog, datetime.date.today())
    if built.generation is None:
        raise RuntimeError(f"not built: {built.problems[:3]}")
    return time.perf_counter() - started
