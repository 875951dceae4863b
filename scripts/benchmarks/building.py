"""How long builds take: of everything, of nothing changed, of one entry edited until this process serves it."""

import datetime
import os
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from app.catalog.build.build import build
from app.catalog.search.search import SearchRequest, search
from app.catalog.snapshot.catalog import Catalog
from benchmarks.corpus import SHIPPED, grow
from benchmarks.processes import Ran, run
from benchmarks.report import Table

EDITS = 5
MEGA = 1024 * 1024
ENTRY = "keep.md"


@dataclass(frozen=True, slots=True)
class Site:
    """A content folder of `programs` programs and the catalog made of it."""

    programs: int
    content: Path
    catalog: Path

    def environment(self) -> dict[str, str]:
        return os.environ | {"HOMEWARD_CONTENT": str(self.content), "HOMEWARD_CATALOG": str(self.catalog)}

    def served(self) -> Catalog:
        return Catalog(self.catalog)


def grown(folder: Path, programs: int) -> Site:
    """The content of a site; nothing is built yet."""
    site = Site(programs, folder / "content", folder / "catalog")
    folder.mkdir()
    started = time.perf_counter()
    grow(site.content, programs)
    print(f"bench: {programs} entries written in {time.perf_counter() - started:.1f} s", file=sys.stderr)
    return site


def build_all(site: Site) -> Ran:
    return run([str(Path(sys.executable).with_name("homeward")), "build"], site.environment())


def build_shipped(folder: Path) -> Site:
    """The shipped entries alone."""
    site = Site(len(list((SHIPPED / "programs").glob("*.md"))), SHIPPED, folder / "shipped")
    _rebuilt(site)
    return site


def built_table(site: Site, full: Ran) -> Table:
    """Edits the content: to be called last."""
    size = sum({(held.st_dev, held.st_ino): held.st_size for held in map(Path.stat, site.catalog.rglob("*"))}.values())
    unchanged = median(_rebuilt(site) for _ in range(EDITS))
    edited = _edits(site)
    rows = [
        ("everything (`homeward build`)", f"{full.seconds:.1f} s", f"{full.seconds / site.programs * 1000:.1f} ms an entry"),
        ("highest memory of it", f"{full.peak:.0f} MB", "all processes, shared pages counted once"),
        ("nothing changed", f"{unchanged:.2f} s", f"median of {EDITS}"),
        ("one entry edited, until served", f"{median(edited):.2f} s", f"median of {EDITS}; {min(edited):.2f} to {max(edited):.2f} s"),
        ("catalog on disk", f"{size / MEGA:.0f} MB", f"{size / 1024 / site.programs:.0f} KB an entry"),
    ]
    return Table(f"Builds of {site.programs:,} programs", ("", "measured", ""), rows)


def _edits(site: Site) -> list[float]:
    """Seconds from a saved file until a search in this process answers from the new generation; synthetic and shipped entries in turn."""
    programs = site.content / "programs"
    synthetic = next((path for path in sorted(programs.glob("*.md")) if not (SHIPPED / "programs" / path.name).exists()), programs / ENTRY)
    catalog, taken = site.served(), []
    for number in range(EDITS):
        before = catalog.snapshot().generation
        path = (synthetic, programs / ENTRY)[number % 2]
        path.write_text(path.read_text("utf-8").replace("## About\n", f"## About\n\nRound {number} of the edits.\n", 1), "utf-8")
        started = time.perf_counter()
        _rebuilt(site)
        search(catalog.snapshot(), SearchRequest(q="round edits"))
        taken.append(time.perf_counter() - started)
        if catalog.snapshot().generation == before:
            raise RuntimeError("the edit did not lead to a new generation")
    return taken


def _rebuilt(site: Site) -> float:
    started = time.perf_counter()
    built = build(site.content, site.catalog, datetime.date.today())
    if built.generation is None:
        raise RuntimeError(f"not built: {built.problems[:3]}")
    return time.perf_counter() - started
