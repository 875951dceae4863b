"""SQLite FTS5: one table of the same fields with bm25 weights, and a table (value, program) to count with."""

import sqlite3

from app.catalog.text.analysis import split_words
from app.catalog.text.fields import FIELDS, WEIGHTS
from benchmarks.documents import Documents
from benchmarks.queries import SHOWN, Answer, Query

SCHEMA = f"""
PRAGMA cache_size = -400000; PRAGMA mmap_size = 4000000000; PRAGMA temp_store = MEMORY;
PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
CREATE VIRTUAL TABLE words USING fts5({", ".join(FIELDS)}, content='',
  tokenize='porter unicode61 remove_diacritics 2');
CREATE TABLE program (number INTEGER PRIMARY KEY, slug TEXT, name TEXT, summary TEXT);
CREATE TABLE held (program INTEGER, value INTEGER, PRIMARY KEY (program, value)) WITHOUT ROWID;
CREATE UNIQUE INDEX held_by_value ON held (value, program);
CREATE TEMP TABLE matched (number INTEGER PRIMARY KEY, score REAL);
BEGIN;
"""
RANK = f"bm25(words, {', '.join(map(str, WEIGHTS.values()))})"
BY_WORDS = f"INSERT INTO matched SELECT rowid, {RANK} FROM words WHERE words MATCH ?"
BY_FILTERS = "INSERT INTO matched SELECT number, number FROM program WHERE TRUE"
HOLDING = " AND {number} IN (SELECT program FROM held WHERE value IN ({values}))"
SHOW = f"""SELECT number, slug, name, summary FROM matched CROSS JOIN program USING (number)
ORDER BY score, number LIMIT {SHOWN}"""
COUNT = "SELECT held.value, count(*) FROM {joined} GROUP BY held.value"
FEW = "matched CROSS JOIN held ON held.program = number"
MANY = "held INDEXED BY held_by_value CROSS JOIN matched ON number = held.program"
MANY_OF = 0.4
"""From this share of all programs on, the counts are quicker along the values than along the programs."""


class Fts5:
    name = "SQLite FTS5"

    def __init__(self, documents: Documents) -> None:
        self.documents, programs = documents, documents.all
        path = documents.site.catalog.with_name("fts5.sqlite")
        self.connection = sqlite3.connect(path, isolation_level=None)
        self.connection.executescript(SCHEMA)
        texts = ((each.number, *(each.text[name] for name in FIELDS)) for each in programs)
        cards = ((each.number, each.card.slug, each.card.name, each.card.summary) for each in programs)
        held = ((each.number, value) for each in programs for value in each.values)
        insert = self.connection.executemany
        insert(f"INSERT INTO words (rowid, {', '.join(FIELDS)}) VALUES (?{', ?' * len(FIELDS)})", texts)
        insert("INSERT INTO program VALUES (?, ?, ?, ?)", cards)
        insert("INSERT INTO held VALUES (?, ?)", held)
        optimize = "INSERT INTO words (words) VALUES ('optimize'); ANALYZE"
        self.connection.executescript(optimize)  # commits first

    def search(self, query: Query) -> Answer | None:
        if query.kind == "typo":
            return None
        execute = self.connection.execute
        execute("DELETE FROM matched")
        number = "+words.rowid" if query.terms else "program.number"
        values = (", ".join(map(str, self.documents.numbers(*choice))) for choice in query.chosen.items())
        holding = "".join(HOLDING.format(number=number, values=some) for some in values)
        start = (BY_WORDS + holding, (_translate(query),)) if query.terms else (BY_FILTERS + holding,)
        total = execute(*start).rowcount
        joined = MANY if total > MANY_OF * len(self.documents.all) else FEW
        counts = dict(execute(COUNT.format(joined=joined)).fetchall())
        return total, [row[0] for row in execute(SHOW)], counts


def _translate(query: Query) -> str:
    phrases = [f'"{" ".join(split_words(term))}"' for term in query.terms]
    joined = (" OR " if query.wants_any else " AND ").join(phrases)
    return f"{joined}*" if query.kind == "prefix" else joined
