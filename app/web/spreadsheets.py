"""Tables as CSV: UTF-8 with a header row, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def as_csv(head: Sequence[str], rows: Iterable[Sequence[str | None]]) -> str:
    """A missing value is an empty cell."""
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(head)
    writer.writerows([as_text(cell or "") for cell in row] for row in rows)
    return written.getvalue()


def as_text(cell: str) -> str:
    """The cell with an apostrophe before whatever a spreadsheet would run as a formula."""
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell
