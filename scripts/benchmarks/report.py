"""Tables, on the terminal and in docs/benchmarks.md, and what they were measured on."""

import datetime
import os
import platform
import sqlite3
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from benchmarks.environment import ROOT

FILE = ROOT / "docs" / "benchmarks.md"
PACKAGES = ("flask", "granian", "numpy", "rapidfuzz", "Whoosh", "tantivy")
HEAD = """# Benchmarks

Written by `{command}` on {day}.
The machine decides the figures: compare the columns of one table, not two files.
How each is measured stands in `scripts/bench --help`.

Machine: {machine}.
"""


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
        lines = [" | ".join(map(str.ljust, row, widths)).join(("| ", " |")) for row in cells]
        lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
        notes = [" ".join(self.notes), ""] if self.notes else []
        return "\n".join((f"## {self.title}", "", *notes, *lines, ""))


def describe_machine() -> str:
    found = {"Python": platform.python_version(), "SQLite": sqlite3.sqlite_version}
    for package in PACKAGES:
        with suppress(PackageNotFoundError):
            found[package] = version(package)
    lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    where = f"{len(os.sched_getaffinity(0))} cores of {(models or [platform.machine()])[0]}, {memory:.0f} GB"
    busy = f"load average {os.getloadavg()[1]:.1f} before it began"
    return f"{where}, {platform.system()}, {busy}; {', '.join(map(' '.join, found.items()))}"


def write(tables: Sequence[Table], command: str, machine: str) -> None:
    head = HEAD.format(command=command, day=datetime.date.today(), machine=machine)
    FILE.write_text("\n".join((head, *(table.markdown() for table in tables))), "utf-8")
