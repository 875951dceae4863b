"""Names the format of what is published: a node reads its own and leaves others alone."""

import hashlib
from dataclasses import fields
from functools import lru_cache

from sqlmodel import SQLModel

from app.catalog.store.tables import PROGRAM_TABLES  # noqa: F401  # so that SQLModel knows every table
from app.catalog.text.segment import Segment

EDITION = 1
"""Raise it when the same tables and arrays come to mean something else."""
LETTERS = 12


@lru_cache(maxsize=1)
def name_format() -> str:
    """The edition, and a digest of the shape of tables and arrays, which nobody can forget to raise."""
    tables = [
        f"{table.name}: " + ", ".join(f"{column.name} {column.type}" for column in table.columns)
        for table in SQLModel.metadata.sorted_tables
    ]
    arrays = [f"{each.name} {each.type}" for each in fields(Segment)]
    shape = hashlib.sha256("\n".join([*sorted(tables), *arrays]).encode()).hexdigest()
    return f"{EDITION}-{shape[:LETTERS]}"
