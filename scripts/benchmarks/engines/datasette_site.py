"""Datasette through its own client: a table page as JSON, with `_search` and a facet for each of ours."""

import asyncio
import json
import sqlite3
from collections import defaultdict
from pathlib import Path
from urllib.parse import urlencode

from datasette.app import Datasette

from app.catalog.snapshot.facets import FACETS
from app.catalog.text.fields import FIELDS
from benchmarks.documents import Document, Documents
from benchmarks.engines.engine import SHOWN, Answer, by_size
from benchmarks.engines.fts import match_expression
from benchmarks.queries import Query

LARGEST = 5_000
PATIENT = {"sql_time_limit_ms": 120_000, "facet_time_limit_ms": 120_000, "suggest_facets": False, "default_facet_size": 200}


class DatasetteSite:
    name = "Datasette"
    note = "Datasette neither ranks nor ignores a facet's own choice."

    def __init__(self, documents: Documents, folder: Path) -> None:
        self.documents = documents
        self.most, self.rounds = by_size(documents.site.programs, 4, 2, 0), 1
        path = folder / "homeward.db"
        _write(path, documents)
        self.site = Datasette(files=[str(path)], settings=PATIENT)
        self.loop = asyncio.new_event_loop()
        self.loop.run_until_complete(self.site.invoke_startup())

    def answers(self, query: Query) -> bool:
        return all(alternative.how != "near" for group in query.groups for alternative in group)

    def search(self, query: Query) -> Answer:
        wanted = [("_size", SHOWN), ("_shape", "objects"), ("_col", "slug"), ("_col", "name"), ("_col", "summary"), ("_searchmode", "raw")]
        wanted += [("_search", match_expression(query))] if query.groups else []
        wanted += [(f"{facet}__arraycontains", value) for facet, chosen in query.chosen.items() for value in chosen]
        wanted += [("_facet_array", facet.name) for facet in FACETS]
        answer = self.loop.run_until_complete(self.site.client.get("/homeward/program.json?" + urlencode(wanted)))
        answer.raise_for_status()
        found = answer.json()
        facets = found["facet_results"].items()
        counts = {self.documents.number_of[name, each["value"]]: each["count"] for name, facet in facets for each in facet["results"]}
        return Answer(found["filtered_table_rows_count"], tuple(row["number"] for row in found["rows"]), counts)

    def close(self) -> None:
        self.loop.close()


def _write(path: Path, documents: Documents) -> None:
    columns = ("number INTEGER PRIMARY KEY", "slug", "name", *FIELDS, *(facet.name for facet in FACETS))
    connection = sqlite3.connect(path)
    connection.execute(f"CREATE TABLE program ({', '.join(columns)})")
    connection.executemany(f"INSERT INTO program VALUES ({', '.join('?' * len(columns))})", (_row(each, documents) for each in documents.all))
    tokens = "tokenize='porter unicode61 remove_diacritics 2'"
    connection.execute(f"""CREATE VIRTUAL TABLE program_fts USING fts5({", ".join(FIELDS)}, content="program", content_rowid='number', {tokens})""")
    connection.execute("INSERT INTO program_fts (program_fts) VALUES ('rebuild')")
    connection.commit()
    connection.close()


def _row(document: Document, documents: Documents) -> tuple[object, ...]:
    held: dict[str, list[str]] = defaultdict(list)
    for number in document.values:
        facet, value = documents.values[number]
        held[facet].append(value)
    texts = (document.text[name] for name in FIELDS)
    return (document.number, document.slug, document.name, *texts, *(json.dumps(held[facet.name]) for facet in FACETS))
