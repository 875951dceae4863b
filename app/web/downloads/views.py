"""The registry as files: programs of a search as CSV and JSON, an entry as it was written, the database."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import orjson
from flask import Blueprint, Response, send_file

from app.catalog.search.search import SearchResult
from app.catalog.snapshot.records import StoredProgram, read_database, read_entry_text, read_records
from app.catalog.snapshot.snapshot import Snapshot
from app.catalog.store.generation import find_generation
from app.web.downloads.program_table import HEAD, TableRow, make_cells
from app.web.openapi.answers import ProgramKeys
from app.web.request.context import base_url, site_context, snapshot, today
from app.web.request.search import run_whole_search
from app.web.response.csv import answer_csv
from app.web.response.requested_entry import requested_program

downloads = Blueprint("downloads", __name__)

SQLITE = "application/vnd.sqlite3"


@downloads.get("/programs.csv")
def program_table() -> Response:
    """The search page's parameters choose the programs and their order; all of them are in the file."""
    shown, base, (_, found) = snapshot(), base_url(), run_whole_search()
    rows = (
        make_cells(TableRow(hit.card, orjson.loads(program.document), shown, base))
        for hit, program in zip(found.hits, _stored_programs(shown, found), strict=True)
    )
    return answer_csv(HEAD, rows, f"programs-{today()}.csv")


@downloads.get("/programs.json")
def program_documents() -> Response:
    """The same programs, each as `/api/v1/programs/<slug>` has it."""
    shown, base, (_, found) = snapshot(), base_url(), run_whole_search()
    return Response(_stream_documents(shown, base, found), mimetype="application/json")


@downloads.get("/programs/<slug>.md")
def entry_file(slug: str) -> Response:
    """The bytes that this generation was built from."""
    requested_program(slug)
    answer = Response((read_entry_text(snapshot(), slug) or "").encode(), mimetype="text/markdown")
    answer.headers["Content-Disposition"] = f"inline; filename={slug}.md"
    return answer


@downloads.get("/registry.sqlite")
def database() -> Response:
    """The file that this generation is served from, which nothing changes; `Range` asks for a part of it."""
    shown = snapshot()
    file = find_generation(site_context().settings.catalog, shown.generation).database
    name, tag = f"registry-{shown.generation}.sqlite", f"{shown.generation}-{shown.database_sum}"
    about: dict[str, Any] = {"mimetype": SQLITE, "as_attachment": True, "download_name": name, "etag": tag}
    if shown.database is not None:
        return send_file(BytesIO(shown.database), **about)
    try:
        return send_file(file.absolute(), **about)
    except FileNotFoundError:  # replaced since this request began: the open connection still has the file
        return send_file(BytesIO(read_database(shown)), **about)


def _stored_programs(shown: Snapshot, found: SearchResult) -> Iterator[StoredProgram]:
    return read_records(shown, [hit.card.slug for hit in found.hits])


def _stream_documents(shown: Snapshot, base: str, found: SearchResult) -> Iterator[bytes]:
    """A ProgramsAnswer, written while it is sent."""
    yield b'{"total":%d,"generation":%b,"results":[' % (found.total, orjson.dumps(shown.generation))
    for number, program in enumerate(_stored_programs(shown, found)):
        yield (b"," if number else b"") + _document(program, shown.generation, base)
    yield b"]}"


def _document(program: StoredProgram, generation: str, base: str) -> bytes:
    """The stored front matter, continued with the other keys of a program's document without being parsed."""
    html = orjson.loads(program.html).items()
    verdicts: Any = [orjson.Fragment(verdict) for verdict in program.verdicts]
    keys: ProgramKeys = {
        "slug": program.slug,
        "url": f"{base}/programs/{program.slug}",
        "html": {section: text.replace('href="/', f'href="{base}/') for section, text in html},
        "derived": verdicts,
        "generation": generation,
    }
    return program.document.removesuffix("}").encode() + b"," + orjson.dumps(keys)[1:]
