"""The way to PostgreSQL: an address that no error repeats, and the tables that hold what is published."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import unquote

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from sqlalchemy.exc import DBAPIError

SCHEMA = "homeward"
CHANNEL = "homeward"
"""On which a switch is told, with the name of the generation."""
WANTED: dict[str, Any] = {
    "application_name": "homeward",
    "connect_timeout": 5,
    "keepalives_idle": 15,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 20_000,
}
"""What the address may say otherwise: a database that is away without a word is noticed soon."""
HIDDEN = "***"
TABLES = """
CREATE TABLE IF NOT EXISTS homeward.piece (
    digest bytea PRIMARY KEY,  -- SHA-256 of the bytes
    packed bytea NOT NULL      -- the bytes, packed with zlib
);
ALTER TABLE homeward.piece ALTER COLUMN packed SET STORAGE EXTERNAL;
CREATE TABLE IF NOT EXISTS homeward.generation (
    name text PRIMARY KEY,
    format text NOT NULL,
    programs integer NOT NULL,
    listing bytea NOT NULL,    -- SHA-256 of all that is said of its files
    switch bigint NOT NULL     -- that of homeward.current when it last became the current one
);
CREATE TABLE IF NOT EXISTS homeward.generation_file (
    generation text REFERENCES homeward.generation ON DELETE CASCADE,
    name text,
    size bigint NOT NULL,
    checksum bigint NOT NULL,  -- CRC-32
    pieces bytea[] NOT NULL,   -- digests of its pieces in order
    PRIMARY KEY (generation, name)
);
CREATE TABLE IF NOT EXISTS homeward.current (
    format text PRIMARY KEY,   -- versions of the code that read the same format follow one row
    generation text NOT NULL REFERENCES homeward.generation,
    switch bigint NOT NULL,    -- grows with every publish; no clock decides which is newer
    switched timestamptz NOT NULL
);
CREATE TABLE IF NOT EXISTS homeward.sql_tables (
    format text NOT NULL,
    frame text NOT NULL        -- digest of everything but the programs in the schema registry
);
"""


class DatabaseProblem(Exception):
    """The database is away or refuses; the text says why, in one line and without the password."""


def connect(address: str, autocommit: bool = False) -> psycopg.Connection:
    """Raises DatabaseProblem for an address that cannot be read, psycopg.Error where nobody answers."""
    try:
        given = conninfo_to_dict(address)
    except psycopg.Error:
        why = "its address cannot be read: signs other than letters and digits in a password are written %XX"
        raise DatabaseProblem(why) from None
    return psycopg.connect(make_conninfo("", **(WANTED | given)), autocommit=autocommit)


@contextmanager
def database_explained(address: str) -> Iterator[None]:
    """Tell in one line what the database refuses, never with its password. Raises DatabaseProblem."""
    try:
        yield
    except (psycopg.Error, DBAPIError) as error:
        said = str(getattr(error, "orig", None) or error) or type(error).__name__
        # Without a cause: a traceback would quote the original.
        raise DatabaseProblem(hide_password(" ".join(said.split()), address)) from None


def hide_password(said: str, address: str) -> str:
    """The text with the password of the address, as written there or decoded, made unreadable."""
    user = address.partition("://")[2].rpartition("@")[0]
    for secret in {user.partition(":")[2], *_secret_options(address)} - {""}:
        said = said.replace(secret, HIDDEN).replace(unquote(secret), HIDDEN)
    return said


def _secret_options(address: str) -> Iterator[str]:
    """Passwords after the question mark, where libpq reads them too."""
    for part in address.partition("?")[2].split("&"):
        name, _, value = part.partition("=")
        if "password" in name:
            yield value


def name_host(address: str) -> str:
    """Where the database is, for a person to read: without user, password and options."""
    return address.partition("://")[2].rpartition("@")[2].partition("?")[0]
