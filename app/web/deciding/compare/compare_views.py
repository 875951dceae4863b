"""Compare as a page, a table for spreadsheets and JSON: the same rows and words in each."""

from collections.abc import Iterator

from flask import Blueprint, Response, jsonify, render_template, request

from app.web.deciding import adding
from app.web.deciding.chosen_programs import (
    AS_OF,
    PROGRAM,
    ChosenPrograms,
    program_answers,
    read_chosen_programs,
    say_retired,
)
from app.web.deciding.cited_facts import FactCell
from app.web.deciding.compare.compare_table import (
    FEWEST,
    MOST,
    CompareGroup,
    CompareTable,
    make_table,
)
from app.web.openapi.answers import CompareAnswer, CompareCellAnswer, CompareGroupAnswer
from app.web.request.context import snapshot
from app.web.request.parameters import names_beside, read_choice
from app.web.response.csv import answer_csv

compare = Blueprint("compare", __name__)

ONLY = "only"
DIFFERENCES = "differences"
KNOWN = (PROGRAM, AS_OF, ONLY)


@compare.get("/compare")
def compare_page() -> str:
    chosen = read_chosen_programs(MOST)
    only = _only()
    table = _table(chosen) if len(chosen.programs) >= FEWEST else None
    return render_template(
        "deciding/compare.html",
        chosen=chosen,
        table=table,
        only=only,
        most=MOST,
        found=adding.search_to_add(chosen),
        words=adding,
        say_retired=say_retired,
    )


@compare.get("/compare.csv")
def compare_file() -> Response:
    chosen = read_chosen_programs(MOST)
    head = [
        "group_id",
        "group",
        "row_id",
        "row",
        *(name for slug in chosen.slugs for name in (slug, f"{slug}_sources")),
    ]
    return answer_csv(head, _csv_rows(_table(chosen)), "compare.csv")


@compare.get("/api/v1/compare")
def compare_document() -> Response:
    chosen = read_chosen_programs(MOST)
    table = _table(chosen)
    answer: CompareAnswer = {
        "programs": program_answers(chosen),
        "as_of": str(chosen.day) if chosen.day else None,
        "only": _only(),
        "hidden": table.hidden,
        "groups": [_group_answer(each) for each in table.groups],
        "ignored": names_beside(KNOWN, request.args),
        "generation": snapshot().generation,
    }
    return jsonify(answer)


def _only() -> str | None:
    return read_choice(request.args, ONLY, (DIFFERENCES,))


def _table(chosen: ChosenPrograms) -> CompareTable:
    return make_table(chosen.programs, snapshot(), differences=_only() == DIFFERENCES)


def _csv_rows(table: CompareTable) -> Iterator[list[str]]:
    """First the names, then the rows of the page."""
    yield [
        "program",
        "Program",
        "name",
        "Name",
        *(cell for each in table.programs for cell in (each.name, each.url)),
    ]
    for group in table.groups:
        for row in group.rows:
            cells = [text for cell in row.cells for text in (cell.text, _say_sources(cell))]
            yield [group.id, group.heading, row.id, row.label, *cells]


def _say_sources(cell: FactCell) -> str:
    return "\n".join(f"{each.text}: {each.url}" if each.url else each.text for each in cell.sources)


def _group_answer(group: CompareGroup) -> CompareGroupAnswer:
    return {
        "id": group.id,
        "heading": group.heading,
        "rows": [
            {
                "id": row.id,
                "label": row.label,
                "same": row.is_same,
                "cells": [_cell_answer(each) for each in row.cells],
            }
            for row in group.rows
        ],
    }


def _cell_answer(cell: FactCell) -> CompareCellAnswer:
    return {
        "text": cell.text,
        "recorded": cell.is_recorded,
        "sources": [{"url": each.url, "text": each.text} for each in cell.sources],
    }
