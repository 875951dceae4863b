"""Tables as CSV: UTF-8 with a header row, safe to open in a spreadsheet."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice

from flask import Response, request

from app.web.request.parameters import BOM_CHOICES, read_choice

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
ROWS_AT_ONCE = 100
BYTE_ORDER_MARK = "\ufeff"
"""Excel reads a CSV as UTF-8 only where the file begins with it."""


@dataclass(frozen=True, slots=True)
class CsvColumn:
    """A column and what it holds; `type` and `format` are those of Frictionless Table Schema.

    `values` are all that may stand in it, where they are few.
    """

    name: str
    meaning: str
    type: str = field(default="string", kw_only=True)
    format: str | None = field(default=None, kw_only=True)
    values: tuple[str, ...] = field(default=(), kw_only=True)


def answer_csv(head: Sequence[str], rows: Iterable[Iterable[str | None]], file_name: str) -> Response:
    """The table as a file to save; with `bom=yes` in the request, for spreadsheets. Raises BadParameter."""
    mark = [BYTE_ORDER_MARK] if read_choice(request.args, "bom", BOM_CHOICES) == "yes" else []
    answer = Response(chain(mark, stream_csv(head, rows)), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f"attachment; filename={file_name}"
    return answer


def write_csv(head: Sequence[str], rows: Iterable[Iterable[str | None]]) -> str:
    """The whole table as text. A missing value is an empty cell."""
    return "".join(stream_csv(head, rows))


def stream_csv(head: Sequence[str], rows: Iterable[Iterable[str | None]]) -> Iterator[str]:
    """The same, piece by piece, so that a long table need not be held; the head alone comes first."""
    yield _written([head])
    waiting = iter(rows)
    while some := list(islice(waiting, ROWS_AT_ONCE)):
        yield _written([escape_formula(cell or "") for cell in row] for row in some)


def escape_formula(cell: str) -> str:
    """The cell with an apostrophe before whatever a spreadsheet would run as a formula."""
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell


def _written(rows: Iterable[Sequence[str]]) -> str:
    written = io.StringIO()
    csv.writer(written).writerows(rows)
    return written.getvalue()
