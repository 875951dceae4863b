"""Plan table, memo and Hexagon sheet as pages, files and JSON."""

from flask import Blueprint, Response, jsonify, render_template, request

from app.web.deciding import adding
from app.web.deciding.chosen_programs import program_answers
from app.web.deciding.cited_facts import FactCell
from app.web.deciding.shortlist.document_text import fill_in, table_head, table_rows, write_markdown
from app.web.deciding.shortlist.plan_document import DocumentKind, DocumentPart, PlanDocument
from app.web.deciding.shortlist.plan_table import known_columns, name_column
from app.web.deciding.shortlist.recorded_since import SinceReport
from app.web.deciding.shortlist.requested_document import (
    KNOWN,
    RequestedDocument,
    offered_documents,
    read_document,
)
from app.web.openapi.answers import (
    DocumentAnswer,
    DocumentCellAnswer,
    DocumentPartAnswer,
    SinceAnswer,
)
from app.web.request.context import snapshot
from app.web.request.parameters import names_beside
from app.web.response.csv import answer_csv

documents = Blueprint("documents", __name__)


@documents.get("/shortlist/table")
def plan_table_page() -> str:
    return _page("table")


@documents.get("/shortlist/memo")
def memo_page() -> str:
    return _page("memo")


@documents.get("/shortlist/hexagon")
def hexagon_page() -> str:
    return _page("hexagon")


@documents.get("/shortlist/table.csv")
def plan_table_file() -> Response:
    (part,) = read_document("table").document.parts
    return answer_csv(table_head(part), list(table_rows(part)), "plan-table.csv")


@documents.get("/shortlist/table.md")
def plan_table_text() -> Response:
    return _text("table")


@documents.get("/shortlist/memo.md")
def memo_text() -> Response:
    return _text("memo")


@documents.get("/shortlist/hexagon.md")
def hexagon_text() -> Response:
    return _text("hexagon")


@documents.get("/api/v1/shortlist/table")
def plan_table_document() -> Response:
    return _json("table")


@documents.get("/api/v1/shortlist/memo")
def memo_document() -> Response:
    return _json("memo")


@documents.get("/api/v1/shortlist/hexagon")
def hexagon_document() -> Response:
    return _json("hexagon")


def _page(kind: DocumentKind) -> str:
    asked, shown = read_document(kind), snapshot()
    table = shown.documents.plan_table if shown.documents and kind == "table" else None
    choices = {each: name_column(table, each, shown) for each in known_columns(table, shown)} if table else {}
    return render_template(
        "deciding/document.html",
        asked=asked,
        document=asked.document,
        choices=choices,
        paste=_paste(asked),
        offered=offered_documents(),
        fill_in=fill_in,
        words=adding,
    )


def _paste(asked: RequestedDocument) -> str:
    """The document as HTML without any style, for a word processor or another page."""
    text = render_template("deciding/paste.html", asked=asked, document=asked.document, fill_in=fill_in)
    return "\n".join(line for line in text.splitlines() if line.strip())


def _text(kind: DocumentKind) -> Response:
    asked = read_document(kind)
    text = write_markdown(asked.document, asked.note, asked.permanent)
    answer = Response(text, mimetype="text/markdown")
    answer.headers["Content-Disposition"] = f"attachment; filename={FILE_NAMES[kind]}.md"
    return answer


FILE_NAMES: dict[DocumentKind, str] = {"table": "plan-table", "memo": "memo", "hexagon": "hexagon-sheet"}


def _json(kind: DocumentKind) -> Response:
    asked = read_document(kind)
    document = asked.document
    answer: DocumentAnswer = {
        "document": kind,
        "title": document.title,
        "programs": program_answers(asked.chosen),
        "as_of": str(asked.chosen.day) if asked.chosen.day else None,
        "permanent": asked.permanent,
        "parts": [_part_answer(document, each) for each in document.parts],
        "footnotes": [
            {"number": number, "url": each.url, "text": each.text}
            for number, each in enumerate(document.sources, 1)
        ],
        "since": since_answer(asked.since),
        "ignored": names_beside(KNOWN[kind], request.args),
        "generation": snapshot().generation,
    }
    return jsonify(answer)


def since_answer(report: SinceReport | None) -> SinceAnswer | None:
    if report is None:
        return None
    return {
        "since": str(report.since),
        "until": str(report.until),
        "told": [{"program": each.slug, "text": each.text} for each in report.told],
        "untold": list(report.untold),
    }


def _part_answer(document: PlanDocument, part: DocumentPart) -> DocumentPartAnswer:
    return {
        "heading": part.heading or None,
        "url": part.url,
        "columns": [{"id": id, "label": label} for id, label in part.columns],
        "rows": [
            {
                "id": row.id,
                "label": row.label,
                "asks": row.asks or None,
                "cells": [_cell_answer(document, each) for each in row.cells],
            }
            for row in part.rows
        ],
    }


def _cell_answer(document: PlanDocument, cell: FactCell) -> DocumentCellAnswer:
    return {
        "text": "" if cell.is_blank else cell.text,
        "recorded": cell.is_recorded,
        "blank": cell.is_blank,
        "facts": [{"text": each.text, "footnotes": document.numbers(each)} for each in cell.facts],
    }
