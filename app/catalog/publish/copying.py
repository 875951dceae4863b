"""Copies the files of a published generation: pieces that are here are not fetched, all are verified."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import psycopg

from app.catalog.publish.pieces import (
    GENERATION_NAME,
    PIECE,
    SENT,
    ListedFile,
    Refused,
    digest_listing,
    digest_piece,
    portions,
    read_pieces,
    require_plain_files,
    unpack,
)
from app.catalog.store.generation import Generation
from app.catalog.text.index import read_order

AT_ONCE = 64
"""Pieces that are asked for and held at a time."""
LONGEST_PACKED = PIECE + 1_024
Place = tuple[Path, int]
"""A file and the number of a piece in it."""


@dataclass(frozen=True, slots=True)
class Listing:
    """What the database says of a generation."""

    programs: int
    files: tuple[ListedFile, ...]

    @property
    def marks(self) -> dict[str, tuple[int, int]]:
        return {file.name: (file.size, file.checksum) for file in self.files}


def read_listing(connection: psycopg.Connection, name: str, format: str) -> Listing:
    """Raises Refused for what no publisher lists."""
    if not GENERATION_NAME.fullmatch(name):
        raise Refused(f"“{name[:80]}” is no name of a generation")
    found = connection.execute(
        "SELECT format, programs, listing FROM homeward.generation WHERE name = %s", [name]
    ).fetchone()
    rows = connection.execute(
        "SELECT name, size, checksum, pieces FROM homeward.generation_file WHERE generation = %s", [name]
    )
    files = tuple(ListedFile(file, size, sum, tuple(pieces)) for file, size, sum, pieces in rows)
    require_plain_files(files)
    if found is None or found[0] != format or found[2] != digest_listing(name, format, found[1], files):
        raise Refused(f"the list of files of {name} is not what its digest says")
    return Listing(found[1], files)


def copy_files(
    connection: psycopg.Connection, files: Iterable[ListedFile], made: Generation, before: Generation | None
) -> None:
    """Write the files into the folder of `made`; `before` is a generation of which pieces may be taken.

    Raises Refused when a piece is missing or not what its digest says.
    """
    held = _find_held(before) if before else {}
    files = [file for file in files if SENT.fullmatch(file.name)]
    for listed in files:
        path = made.folder / listed.name
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with path.open("xb") as file:
            for some in portions(listed.pieces, AT_ONCE):
                pieces = _take(connection, set(some), held)
                for digest in some:
                    file.write(pieces[digest])
            if file.tell() != listed.size:
                raise Refused(f"{listed.name} has another size than its pieces")
    _require_one_order(made, [file.name for file in files])


def _require_one_order(made: Generation, names: list[str]) -> None:
    """The order of the arrays names the files that are there, and no path elsewhere."""
    arrays = {name.rpartition("/")[2] for name in names if name.startswith("index/arrays/")}
    if "index/scores/files.txt" not in names or sorted(read_order(made.index)) != sorted(arrays):
        raise Refused("the order of its arrays is not that of its files")


def _take(connection: psycopg.Connection, wanted: set[bytes], held: dict[bytes, Place]) -> dict[bytes, bytes]:
    pieces = {digest: _read_held(*held[digest]) for digest in wanted & held.keys()}
    pieces = {digest: piece for digest, piece in pieces.items() if digest_piece(piece) == digest}
    if lacking := list(wanted - pieces.keys()):
        rows = connection.execute(
            "SELECT digest, packed FROM homeward.piece WHERE digest = ANY(%s) AND length(packed) <= %s",
            [lacking, LONGEST_PACKED],
            binary=True,
        )
        pieces |= {digest: unpack(digest, packed) for digest, packed in rows}
    if missing := wanted - pieces.keys():
        raise Refused(f"the piece {min(missing).hex()[:16]} is missing")
    return pieces


def _find_held(generation: Generation) -> dict[bytes, Place]:
    """Where each piece of the files that were sent stands; read from the disk: damage is no match."""
    record = generation.read_record()
    names = [name for name in (record.files if record else {}) if SENT.fullmatch(name)]
    return {
        digest: (generation.folder / name, number)
        for name in names
        for number, (digest, _) in enumerate(read_pieces(generation.folder / name))
    }


def _read_held(path: Path, number: int) -> bytes:
    with path.open("rb") as file:
        file.seek(number * PIECE)
        return file.read(PIECE)
