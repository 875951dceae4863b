"""The evidence map as a page, a table for spreadsheets, a picture and JSON."""

from collections.abc import Iterator
from typing import TypeVar

from flask import Blueprint, Response, jsonify, render_template, request

from app.catalog.deciding.evidence_map import (
    CELLS,
    COLUMN_FACETS,
    ROW_FACETS,
    EvidenceMap,
    MapCell,
    MapRequest,
    make_map,
)
from app.web.deciding import map_wording
from app.web.deciding.map_drawing import draw_map
from app.web.deciding.map_sections import empty_rows, open_rows, split_sections
from app.web.openapi.answers import MapAnswer, MapCellAnswer, MapRowAnswer
from app.web.request.context import absolute_url, snapshot
from app.web.request.parameters import names_beside, read_choice
from app.web.request.search_urls import filter_url, search_url
from app.web.response.csv import answer_csv

evidence_map = Blueprint("evidence_map", __name__)

Choice = TypeVar("Choice", bound=str)
NAMES = ("rows", "columns", "cells")


@evidence_map.get("/map")
def map_page() -> str:
    shown, found = snapshot(), _requested_map()
    return render_template(
        "deciding/map.html",
        found=found,
        asked=found.asked,
        sections=split_sections(shown, found),
        opened=open_rows(found),
        empty=empty_rows(found, found.columns),
        labels=map_wording.labels_of_counts(shown, found.asked),
        words=map_wording,
        choices={"rows": ROW_FACETS, "columns": COLUMN_FACETS, "cells": CELLS},
        is_usual=not any(name in request.args for name in NAMES),
    )


@evidence_map.get("/map.csv")
def map_file() -> Response:
    found = _requested_map()
    head = ("row", "row_name", "column", "column_name", "programs", *_counted(found.asked))
    rows = [_csv_row(cell) for cell in _cells(found)]
    return answer_csv((*head, "studied_not_on_it", "no_study", "url"), rows, "map.csv")


@evidence_map.get("/map.svg")
def map_picture() -> Response:
    shown, found = snapshot(), _requested_map()
    labels = map_wording.labels_of_counts(shown, found.asked)
    drawing = draw_map(found, labels)
    text = render_template("deciding/map.svg", drawing=drawing, site=shown.site.title)
    return Response(text, mimetype="image/svg+xml")


@evidence_map.get("/api/v1/map")
def map_document() -> Response:
    shown, found = snapshot(), _requested_map()
    asked = found.asked
    answer: MapAnswer = {
        "rows": asked.rows, "columns": asked.columns, "cells": asked.cells,
        "heading": map_wording.heading_of(asked), "programs": len(shown.cards), "in_no_row": found.rowless,
        "groups": [_row_answer(found, number) for number in range(len(found.rows))],
        "results": [_cell_answer(cell, asked) for cell in _cells(found)],
        "ignored": names_beside(NAMES, request.args),
        "generation": shown.generation,
    }  # fmt: skip
    return jsonify(answer)


def _requested_map() -> EvidenceMap:
    """The map that the request asks for. Raises BadParameter."""
    usual = MapRequest()
    asked = MapRequest(
        rows=_read("rows", ROW_FACETS, usual.rows),
        columns=_read("columns", COLUMN_FACETS, usual.columns),
        cells=_read("cells", CELLS, usual.cells),
    )
    return make_map(snapshot(), asked)


def _read(name: str, known: tuple[Choice, ...], usual: Choice) -> Choice:
    """The choice of a parameter. Raises BadParameter."""
    written = read_choice(request.args, name, known)
    return next((each for each in known if each == written), usual)


def _cells(found: EvidenceMap) -> Iterator[MapCell]:
    """Every cell, empty ones included: row by row."""
    for row in found.rows:
        yield from (found.cells[row.id][column.id] for column in found.columns)


def _counted(asked: MapRequest) -> tuple[str, ...]:
    """The columns of the CSV that count, by the keys of the API."""
    levels = tuple(f"level_{id}" for id in asked.levels)
    return (*(id.replace("-", "_") for id in asked.counted), *levels)


def _csv_row(cell: MapCell) -> list[str | None]:
    counts = [cell.programs, *cell.counts.values(), *cell.levels.values(), cell.elsewhere, cell.unstudied]
    first, *others = map(str, counts)
    named = [cell.row.id, cell.row.label, cell.column.id, cell.column.label]
    return [*named, first, *others, absolute_url(search_url(cell.wanted))]


def _row_answer(found: EvidenceMap, number: int) -> MapRowAnswer:
    row = found.rows[number]
    return {
        "id": row.id, "name": row.label, "programs": row.programs, "no_study": row.unstudied,
        "url": absolute_url(filter_url(found.asked.rows, row.id)),
    }  # fmt: skip


def _cell_answer(cell: MapCell, asked: MapRequest) -> MapCellAnswer:
    is_published = asked.cells == "published"
    return {
        "row": cell.row.id, "row_name": cell.row.label,
        "column": cell.column.id, "column_name": cell.column.label, "programs": cell.programs,
        "found": None if is_published else cell.counts, "tiers": cell.counts if is_published else None,
        "levels": cell.levels or None, "studied_not_on_it": cell.elsewhere, "no_study": cell.unstudied,
        "url": absolute_url(search_url(cell.wanted)),
    }  # fmt: skip
