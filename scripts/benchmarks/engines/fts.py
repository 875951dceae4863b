"""SQLite FTS5: one table of the same fields with bm25 weights, and a table (program, value) joined for the counts."""

import sqlite3
from pathlib import Path

from app.catalog.text.analysis import split_words
from app.catalog.text.fields import FIELDS, WEIGHTS
from benchmarks.documents import Documents
from benchmarks.engines.engine import SHOWN, Answer, by_size
from benchmarks.queries import Alternative, Query

MADE = f"""
CREATE VIRTUAL TABLE words USING fts5({", ".join(FIELDS)}, content='', tokenize='porter unicode61 remove_diacritics 2');
CREATE TABLE program (number INTEGER PRIMARY KEY, place INTEGER, slug TEXT, name TEXT, summary TEXT);
CREATE TABLE held (program INTEGER, facet TEXT, value INTEGER, PRIMARY KEY (program, value)) WITHOUT ROWID;
CREATE UNIQUE INDEX held_by_value ON held (value, program, facet);
CREATE TEMP TABLE matched (number INTEGER PRIMARY KEY, score REAL, missing INTEGER);
"""
FAST = "PRAGMA cache_size = -400000; PRAGMA mmap_size = 4000000000; PRAGMA temp_store = MEMORY; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
BY_WORDS = f"INSERT INTO matched SELECT rowid, bm25(words, {', '.join(map(str, WEIGHTS.values()))}), %s FROM words WHERE words MATCH ? %s"
BY_FILTERS = "INSERT INTO matched SELECT number, place, %s FROM program WHERE TRUE %s"
HOLDING = "AND {number} IN (SELECT program FROM held WHERE value IN ({values}))"
SHOW = f"SELECT number, slug, name, summary FROM matched CROSS JOIN program USING (number) WHERE missing = 0 ORDER BY score, number LIMIT {SHOWN}"
COUNT = "SELECT held.value, count(*) FROM {joined} WHERE missing = 0 {own} GROUP BY held.value"
FEW, MANY = "matched CROSS JOIN held ON held.program = number", "held INDEXED BY held_by_value CROSS JOIN matched ON number = held.program"
MANY_OF = 0.4
"""From this share of all programs on, the counts are quicker along the values than along the programs."""


class Fts:
    """The programs that match the words stand in `matched`; `missing` has a bit for each chosen facet of which they lack the value."""

    name = "SQLite FTS5"
    note = "Nor can FTS5, which mends no typing errors either."

    def __init__(self, documents: Documents, folder: Path) -> None:
        self.documents = documents
        self.most, self.rounds = by_size(documents.site.programs, 40, 20, 6), by_size(documents.site.programs, 5, 3, 1)
        self.connection = sqlite3.connect(folder / "fts.sqlite", isolation_level=None)
        self.connection.executescript(FAST + MADE)
        self.connection.execute("BEGIN")
        marks = ", ".join("?" * (len(FIELDS) + 1))
        self.connection.executemany(
            f"INSERT INTO words (rowid, {', '.join(FIELDS)}) VALUES ({marks})",
            ((each.number, *(each.text[name] for name in FIELDS)) for each in documents.all),
        )
        self.connection.executemany(
            "INSERT INTO program VALUES (?, ?, ?, ?, ?)", ((each.number, each.place, each.slug, each.name, each.summary) for each in documents.all)
        )
        self.connection.executemany(
            "INSERT INTO held VALUES (?, ?, ?)", ((each.number, documents.values[value][0], value) for each in documents.all for value in each.values)
        )
        self.connection.execute("INSERT INTO words (words) VALUES ('optimize')")
        self.connection.execute("COMMIT")
        self.connection.execute("ANALYZE")

    def answers(self, query: Query) -> bool:
        """It knows no typing errors."""
        return all(alternative.how != "near" for group in query.groups for alternative in group)

    def search(self, query: Query) -> Answer:
        execute = self.connection.execute
        execute("DELETE FROM matched")
        number = "+words.rowid" if query.groups else "program.number"
        missing = " + ".join(self._missing(place, query, number) for place in range(len(query.chosen))) or "0"
        execute(
            (BY_WORDS if query.groups else BY_FILTERS) % (missing, self._holding(query, number)), (match_expression(query),) if query.groups else ()
        )
        own = "".join(f" OR missing = {1 << place} AND facet = '{facet}'" for place, facet in enumerate(query.chosen))
        matched, total = execute("SELECT count(*), count(*) FILTER (WHERE missing = 0) FROM matched").fetchone()
        joined = MANY if matched > MANY_OF * len(self.documents.all) else FEW
        counts = dict(execute(COUNT.format(joined=joined, own=own)).fetchall())
        return Answer(total, tuple(row[0] for row in execute(SHOW)), counts)

    def _missing(self, place: int, query: Query, number: str) -> str:
        facet, chosen = list(query.chosen.items())[place]
        values = ", ".join(map(str, self.documents.numbers(facet, chosen)))
        return f"{1 << place} * (NOT EXISTS (SELECT 1 FROM held WHERE held.program = {number} AND held.value IN ({values})))"

    def _holding(self, query: Query, number: str) -> str:
        """Of two facets, a program that is counted has a chosen value of one at least."""
        values = ", ".join(str(value) for facet, chosen in query.chosen.items() for value in self.documents.numbers(facet, chosen))
        return HOLDING.format(number=number, values=values) if len(query.chosen) > 1 else ""

    def close(self) -> None:
        self.connection.close()


def match_expression(query: Query) -> str:
    """It cannot ask for a part of the words: all of them, or for a sentence any."""
    joined = " OR " if query.kind == "sentence" else " AND "
    return joined.join(f"({' OR '.join(map(_alternative, group))})" for group in query.groups)


def _alternative(alternative: Alternative) -> str:
    asked = split_words(alternative.text)
    if alternative.how == "prefix":
        return f'"{asked[0]}"*'
    if alternative.how == "all":
        return "(" + " AND ".join(f'"{word}"' for word in asked) + ")"
    return f'"{" ".join(asked)}"'
