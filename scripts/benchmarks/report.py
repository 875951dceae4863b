"""Tables in Markdown, and what they were measured on."""

import datetime
import os
import platform
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

PACKAGES = ("flask", "granian", "numpy", "rapidfuzz", "Whoosh", "tantivy")


@dataclass(frozen=True, slots=True)
class Table:
    """`notes` are sentences that stand above the table."""

    title: str
    header: Sequence[str]
    rows: Sequence[Sequence[str]]
    notes: Sequence[str] = ()

    def markdown(self) -> str:
        cells = [self.header, *self.rows]
        widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
        lines = [" | ".join(map(str.ljust, row, widths)).join(("| ", " |")) for row in cells]
        lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
        notes = [" ".join(self.notes), ""] if self.notes else []
        return "\n".join(("", f"## {self.title}", "", *notes, *lines))


def introduce(command: str) -> str:
    """What stands above the tables: how and on which machine they were measured."""
    return f"""# Benchmarks

Written by `{command}` on {datetime.date.today()}.
The machine decides the figures: compare the columns of one table, not two files.
How each is measured stands in `scripts/bench --help`.

Machine: {_describe_machine()}."""


def _describe_machine() -> str:
    lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    where = f"{len(os.sched_getaffinity(0))} cores of {(models or [platform.machine()])[0]}, {memory:.0f} GB"
    busy = f"load average {os.getloadavg()[1]:.1f} before it began"
    software = [f"Python {platform.python_version()}", f"SQLite {sqlite3.sqlite_version}"]
    software += [f"{package} {version(package)}" for package in PACKAGES]
    return f"{where}, {platform.system()}, {busy}; {', '.join(software)}"
