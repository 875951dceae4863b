"""The registry to take away: the programs of a search as CSV and JSON, an entry as its editor wrote it, the whole database."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import orjson
from flask import Blueprint, Response, current_app, send_file

from app.catalog.search.search import SearchResult
from app.catalog.snapshot.records import StoredProgram, read_database, read_entry_text, read_records
from app.catalog.snapshot.snapshot import Snapshot
from app.catalog.store.generation import Generation
from app.settings import Settings
from app.web.downloads.program_table import HEAD, TableRow, cells
from app.web.request.context import base_url, snapshot
from app.web.request.search import whole_selection
from app.web.response.csv import csv_pieces
from app.web.response.requested_entry import requested_program

downloads = Blueprint("downloads", __name__)

SQLITE = "application/vnd.sqlite3"


@downloads.get("/programs.csv")
def program_table() -> Response:
    """The search page's parameters choose the programs and their order; all of them are in the file."""
    shown, base, (_, found) = snapshot(), base_url(), whole_selection()
    rows = (cells(TableRow(hit.card, document, shown, base)) for hit, document in zip(found.hits, _front_matters(shown, found), strict=True))
    answer = Response(csv_pieces(HEAD, rows), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f"attachment; filename=programs-{day_of(shown.generation)}.csv"
    return answer


@downloads.get("/programs.json")
def program_documents() -> Response:
    """The same programs, each as `/api/v1/programs/<slug>` has it."""
    shown, base, (_, found) = snapshot(), base_url(), whole_selection()
    return Response(_documents(shown, base, found), mimetype="application/json")


@downloads.get("/programs/<slug>.md")
def entry_file(slug: str) -> Response:
    """The bytes that this generation was built from."""
    requested_program(slug)
    answer = Response((read_entry_text(snapshot(), slug) or "").encode(), mimetype="text/markdown")
    answer.headers["Content-Disposition"] = f"inline; filename={slug}.md"
    return answer


@downloads.get("/registry.sqlite")
def database() -> Response:
    """The file that this generation is served from, which nothing changes. A part of it can be asked for (`Range`)."""
    settings: Settings = current_app.extensions["homeward-settings"]
    shown = snapshot()
    file = Generation(settings.catalog / "generations" / shown.generation).database
    about: dict[str, Any] = {
        "mimetype": SQLITE,
        "as_attachment": True,
        "download_name": f"registry-{shown.generation}.sqlite",
        "etag": shown.generation,
    }
    try:
        return send_file(file.absolute(), **about)
    except FileNotFoundError:  # a newer generation took its place since this request began: the open connection still has it
        return send_file(BytesIO(read_database(shown)), **about)


def day_of(generation: str) -> str:
    """The day on which a generation was built, in UTC: “2026-11-22”."""
    return f"{generation[:4]}-{generation[4:6]}-{generation[6:8]}"


def _front_matters(shown: Snapshot, found: SearchResult) -> Iterator[dict[str, object]]:
    return (orjson.loads(record.document) for record in read_records(shown, _slugs(found)))


def _slugs(found: SearchResult) -> list[str]:
    return [hit.card.slug for hit in found.hits]


def _documents(shown: Snapshot, base: str, found: SearchResult) -> Iterator[bytes]:
    yield b'{"total":%d,"generation":%b,"results":[' % (found.total, orjson.dumps(shown.generation))
    for number, record in enumerate(read_records(shown, _slugs(found))):
        yield (b"," if number else b"") + _document(record, shown.generation, base)
    yield b"]}"


def _document(record: StoredProgram, generation: str, base: str) -> bytes:
    """The stored front matter with what a program's document has beside it; its JSON is not read, only continued."""
    html = {section: text.replace('href="/', f'href="{base}/') for section, text in orjson.loads(record.html).items()}
    added = {
        "slug": record.slug,
        "url": f"{base}/programs/{record.slug}",
        "html": html,
        "derived": [orjson.Fragment(verdict) for verdict in record.verdicts],
        "generation": generation,
    }
    return record.document.removesuffix("}").encode() + b"," + orjson.dumps(added)[1:]
