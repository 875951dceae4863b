"""The evidence map as a picture: a bar in each cell, its parts told apart without colour."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.catalog.deciding.evidence_map import EvidenceMap, MapCell, MapColumn, MapRow
from app.web.deciding.map_sections import empty_rows
from app.web.deciding.map_wording import heading_of, rowless_note, say_cell
from app.web.request.context import absolute_url
from app.web.request.search_urls import search_url
from app.web.sharing.text_width import measure_width

LABEL_SIZE, SIDE, CELL_WIDTH, CELL_HEIGHT, BAR = 13.0, 16, 46, 40, 36
HEADING_SIZE = 17.0
TITLE_HEIGHT, LINE, LEGEND_STEP, SWATCH = 44, 20, 22, 14
LONGEST_LINE = 110
"""Characters of a note."""
FILLS: Mapping[str, str] = {
    "better": "#1a1d21", "partly": "#70757b", "same": "#fff", "both": "url(#cross)", "worse": "url(#hatch)",
    "uncompared": "url(#dots)", "strong": "#1a1d21", "moderate": "#575d65", "promising": "#a5a9ae",
    "mixed": "url(#cross)", "no-effect": "#fff", "negative": "url(#hatch)", "not-shown": "url(#dots)",
    "no-tier": "url(#bars)", "none": "url(#lines)",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class DrawnText:
    """A label at its place; `width` keeps it there in any font."""

    text: str
    x: float
    y: float
    width: int


@dataclass(frozen=True, slots=True)
class DrawnPart:
    """A piece of a bar, or a swatch of the legend."""

    x: float
    width: float
    fill: str


@dataclass(frozen=True, slots=True)
class DrawnCell:
    """A cell with programs at its left upper corner; `said` is all of it in words."""

    x: float
    y: float
    programs: int
    parts: tuple[DrawnPart, ...]
    said: str
    url: str


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """A shade of the legend and its words."""

    fill: str
    text: DrawnText


@dataclass(frozen=True, slots=True)
class MapDrawing:
    """A map laid out, in pixels."""

    heading: DrawnText
    width: int
    height: int
    left: int
    top: int
    columns: tuple[DrawnText, ...]
    rows: tuple[DrawnText, ...]
    cells: tuple[DrawnCell, ...]
    legend: tuple[LegendEntry, ...]
    notes: tuple[DrawnText, ...]


def draw_map(found: EvidenceMap, labels: Mapping[str, str]) -> MapDrawing:
    """The picture of a map; rows and columns without a program are named below it."""
    empty = empty_rows(found, found.columns)
    rows = [row for row in found.rows if row not in empty]
    columns = [
        column for column in found.columns if any(found.cells[row.id][column.id].programs for row in rows)
    ]
    left = SIDE + _widest([row.label for row in rows]) + 12
    top = TITLE_HEIGHT + _widest([column.label for column in columns]) + 12
    bottom = top + len(rows) * CELL_HEIGHT
    legend = tuple(_legend(found.asked.counted, labels, bottom + 24))
    notes = tuple(_notes(found, rows, columns, bottom + 24 + len(legend) * LEGEND_STEP + LINE))
    words = heading_of(found.asked)
    heading = DrawnText(words, SIDE, 28, round(measure_width(words, HEADING_SIZE, bold=True)))
    below = max([left + len(columns) * CELL_WIDTH, *(SIDE + each.width for each in (heading, *notes))])
    return MapDrawing(
        heading=heading,
        width=below + SIDE,
        height=round(notes[-1].y if notes else bottom + 24 + len(legend) * LEGEND_STEP) + SIDE,
        left=left,
        top=top,
        columns=tuple(
            _text(column.label, left + number * CELL_WIDTH + CELL_WIDTH / 2 + 4, top - 8)
            for number, column in enumerate(columns)
        ),
        rows=tuple(
            _text(row.label, SIDE, top + number * CELL_HEIGHT + 24) for number, row in enumerate(rows)
        ),
        cells=tuple(
            _cell(
                found.cells[row.id][column.id], labels, left + across * CELL_WIDTH, top + down * CELL_HEIGHT
            )
            for down, row in enumerate(rows)
            for across, column in enumerate(columns)
        ),
        legend=legend,
        notes=notes,
    )


def _cell(cell: MapCell, labels: Mapping[str, str], x: float, y: float) -> DrawnCell:
    url = absolute_url(search_url(cell.wanted))
    return DrawnCell(x, y, cell.programs, tuple(_parts(cell, x + 5)), say_cell(cell, labels), url)


def _parts(cell: MapCell, x: float) -> Iterator[DrawnPart]:
    every = sum(cell.counts.values())
    for id, count in cell.counts.items():
        if count:
            width = BAR * count / every
            yield DrawnPart(round(x, 2), round(width, 2), FILLS[id])
            x += width


def _legend(counted: Sequence[str], labels: Mapping[str, str], y: float) -> Iterator[LegendEntry]:
    for number, id in enumerate(counted):
        yield LegendEntry(FILLS[id], _text(labels[id], SIDE + SWATCH + 8, y + number * LEGEND_STEP))


def _notes(
    found: EvidenceMap, rows: Sequence[MapRow], columns: Sequence[MapColumn], y: float
) -> Iterator[DrawnText]:
    left_out = [each.label for each in found.rows if each not in rows]
    left_out += [each.label for each in found.columns if each not in columns]
    said = ["The number of a cell counts programs that were studied on it; 0 says that none of the row was."]
    said += [f"Left out, because no program was studied: {'; '.join(left_out)}."] if left_out else []
    said += [rowless_note(found)] if found.rowless else []
    lines = (line for sentence in said for line in _wrapped(sentence))
    for number, line in enumerate(lines):
        yield _text(line, SIDE, y + number * LINE)


def _wrapped(sentence: str) -> Iterator[str]:
    line = ""
    for word in sentence.split():
        if line and len(line) + len(word) >= LONGEST_LINE:
            yield line
            line = ""
        line = f"{line} {word}".strip()
    yield line


def _text(text: str, x: float, y: float) -> DrawnText:
    return DrawnText(text, x, y, round(measure_width(text, LABEL_SIZE)))


def _widest(labels: Sequence[str]) -> int:
    return max((round(measure_width(label, LABEL_SIZE)) for label in labels), default=0)
