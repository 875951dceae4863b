"""Tables, on the terminal and in docs/benchmarks.md, and what they were measured on."""

import datetime
import os
import platform
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from benchmarks.environment import ROOT

FILE = ROOT / "docs" / "benchmarks.md"
PACKAGES = ("flask", "granian", "numpy", "rapidfuzz", "Whoosh", "tantivy", "datasette")


@dataclass(frozen=True, slots=True)
class Table:
    """`notes` are sentences that stand above the table."""

    title: str
    header: Sequence[str]
    rows: Sequence[Sequence[str]]
    notes: Sequence[str] = ()

    def markdown(self) -> str:
        cells = [[str(cell) for cell in row] for row in (self.header, *self.rows)]
        widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
        lines = ["| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |" for row in cells]
        lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
        notes = [" ".join(self.notes), ""] if self.notes else []
        return "\n".join((f"## {self.title}", "", *notes, *lines, ""))


def machine() -> str:
    cores = len(os.sched_getaffinity(0))
    versions = ", ".join(f"{name} {found}" for name in PACKAGES if (found := _version(name)))
    busy = os.getloadavg()[1]
    return f"{cores} cores of {_processor()}, {_memory()} GB, {platform.system()}, load average {busy:.1f} before it began; Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {versions}"


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())


def _memory() -> int:
    return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9)


def write(tables: Sequence[Table], command: str, machine: str) -> None:
    head = (
        "# Benchmarks",
        "",
        f"Written by `{command}` on {datetime.date.today()}. The machine decides the figures: compare the columns of one table, not two files.",
        "How each is measured stands in `scripts/bench --help`.",
        "",
        f"Machine: {machine}.",
        "",
    )
    FILE.write_text("\n".join((*head, *(table.markdown() for table in tables))), "utf-8")
