"""The files of a generation as pieces named by their content, and what a node accepts as such a file."""

import hashlib
import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from app.catalog.store.generation import Generation

Item = TypeVar("Item")
PIECE = 64 << 10
"""Bytes of a piece, the last of a file may have fewer: whole pages of SQLite, so that an edit changes few."""
MOST_FILES, MOST_BYTES = 64, 16 << 30
"""Of one generation: whoever writes into the database cannot fill a node's disk without end."""
SENT = re.compile(
    r"registry\.sqlite|index/english|index/scores/files\.txt|index/numbers/\d{1,2}"
    r"|index/arrays/\w{1,240}(\+\w{1,240})*",
    re.ASCII,
)
COMPUTED = re.compile(r"index/scores/\d{1,2}", re.ASCII)
"""A node computes them from what is sent: every edit changes all scores a little."""
LONGEST_NAME = 255
GENERATION_NAME = re.compile(r"[0-9a-f]{20}")
DIGEST_BYTES = 32


class Refused(Exception):
    """What the database holds is not what a publisher writes; the text says what."""


@dataclass(frozen=True, slots=True)
class ListedFile:
    """A file as the database lists it; `checksum` is its CRC-32, `pieces` their digests in order.

    One that nodes compute has no pieces.
    """

    name: str
    size: int
    checksum: int
    pieces: tuple[bytes, ...] = ()


def list_files(generation: Generation) -> list[ListedFile]:
    """What the server reads of a generation. Whoosh's own files are pickles and stay where they are."""
    record = generation.read_record()
    marks = record.files if record else {}
    sent = [
        ListedFile(name, *mark, tuple(digest for digest, _ in read_pieces(generation.folder / name)))
        for name, mark in marks.items()
        if SENT.fullmatch(name)
    ]
    return sent + [ListedFile(name, *mark) for name, mark in marks.items() if COMPUTED.fullmatch(name)]


def read_pieces(path: Path) -> Iterator[tuple[bytes, bytes]]:
    """Each piece of a file, after its digest."""
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            yield digest_piece(piece), piece


def digest_piece(piece: bytes) -> bytes:
    return hashlib.sha256(piece).digest()


def pack(piece: bytes) -> bytes:
    return zlib.compress(piece, 6)


def unpack(digest: bytes, packed: bytes) -> bytes:
    """The piece of this digest, read no further than a piece may be long. Raises Refused."""
    try:
        piece = zlib.decompressobj().decompress(packed, PIECE + 1)
    except zlib.error:
        piece = b""
    if len(piece) > PIECE or digest_piece(piece) != digest:
        raise Refused(f"the piece {digest.hex()[:16]} is not what its digest says")
    return piece


def digest_listing(name: str, format: str, programs: int, files: Iterable[ListedFile]) -> bytes:
    """The digest of all that the database says of a generation."""
    total = hashlib.sha256(f"{name}\n{format}\n{programs}\n".encode())
    for each in sorted(files, key=lambda file: file.name):
        total.update(f"{each.name}\n{each.size}\n{each.checksum}\n{len(each.pieces)}\n".encode())
        total.update(b"".join(each.pieces))
    return total.digest()


def require_plain_files(files: Iterable[ListedFile]) -> None:
    """Refuse any name, number and size that no publisher writes, before a byte of it is fetched."""
    files = list(files)
    if len(files) > MOST_FILES or sum(each.size for each in files) > MOST_BYTES:
        raise Refused(f"a generation has at most {MOST_FILES} files and {MOST_BYTES >> 30} GB")
    for each in files:
        is_sent = SENT.fullmatch(each.name)
        if len(each.name) > LONGEST_NAME or not (is_sent or COMPUTED.fullmatch(each.name)):
            raise Refused(f"“{each.name[:80]}” is no name of a file of a generation")
        wanted = -(-each.size // PIECE) if is_sent else 0
        if each.size < 0 or len(each.pieces) != wanted:
            raise Refused(f"{each.name} has another size than its pieces")
        if any(len(digest) != DIGEST_BYTES for digest in each.pieces):
            raise Refused(f"{each.name} has a piece without a digest")


def portions(items: Sequence[Item], most: int) -> Iterator[Sequence[Item]]:
    """The items in their order, at most so many at once."""
    return (items[start : start + most] for start in range(0, len(items), most))
