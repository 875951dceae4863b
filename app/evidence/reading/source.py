"""The bytes of a content file become text, or one clear problem. Nothing here knows what the text means."""

import hashlib
import os
import stat
from dataclasses import dataclass
from pathlib import Path

from app.evidence.check.problem import RuleFinding

MOST_BYTES = 1_000_000
BYTE_ORDER_MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class Source:
    """A file as text with `\\n` line ends and no byte order mark; `digest` is the SHA-256 of its bytes. `text` is None when unreadable.

    `written` is the text with nothing taken away: encoded as UTF-8 it is the bytes of the file.
    """

    path: Path
    text: str | None
    digest: str
    objections: tuple[RuleFinding, ...] = ()
    written: str = ""


def read_source(path: Path, root: Path) -> Source:
    """Read `path`, which must stay inside `root` when links are followed. Problems come back inside the value; nothing is raised."""
    refusal = None if _is_plain(path) else _refuse_unread(path, root)
    if refusal:
        return Source(path, None, "", (refusal,))
    raw = path.read_bytes()
    digest = hashlib.sha256(raw).hexdigest()
    if b"\0" in raw:
        return Source(
            path,
            None,
            digest,
            (
                _objection(
                    "binary-file", "this is a binary file, not text", "Save the entry as plain text (UTF-8)."
                ),
            ),
        )
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        return Source(path, None, digest, (_not_utf8(raw, error.start),))
    return Source(path, normalize_text(text), digest, tuple(_marks_of_other_systems(text)), text)


def _is_plain(path: Path) -> bool:
    """A file of its own that may be read: what nearly every one is, found out with two questions."""
    try:
        found = os.lstat(path)
    except OSError:
        return False
    return stat.S_ISREG(found.st_mode) and found.st_size <= MOST_BYTES and os.access(path, os.R_OK)


def _refuse_unread(path: Path, root: Path) -> RuleFinding | None:
    if not path.exists():
        return _objection(
            "missing-file",
            "there is no such file",
            "Check the spelling of the path, or that the link points to a file.",
        )
    if path.is_symlink() and not path.resolve().is_relative_to(root.resolve()):
        return _objection(
            "link-outside",
            f"this link leads out of the folder, to {path.resolve()}",
            "Put a copy of the file here instead of a link.",
        )
    if not path.is_file():
        return _objection("missing-file", "this is not a file", "An entry is one file that ends in .md.")
    if not os.access(path, os.R_OK):
        return _objection("missing-file", "this file may not be read", "Give yourself the right to read it.")
    size = path.stat().st_size
    if size > MOST_BYTES:
        return _objection(
            "file-too-large",
            f"the file has {size:,} bytes; at most {MOST_BYTES:,}",
            "Keep pictures and reports out of the entry: link to them.",
        )
    return None


def _not_utf8(raw: bytes, at: int) -> RuleFinding:
    before = raw[:at]
    line, column = before.count(b"\n") + 1, at - before.rfind(b"\n")
    return RuleFinding(
        "not-utf8",
        (),
        f"byte 0x{raw[at]:02x} is not UTF-8",
        "Save the file with the encoding UTF-8.",
        line,
        column,
    )


def _marks_of_other_systems(text: str) -> list[RuleFinding]:
    marks = []
    if text.startswith(BYTE_ORDER_MARK):
        marks.append(
            _objection(
                "byte-order-mark",
                "the file starts with an invisible byte order mark",
                "Save it as UTF-8 without BOM. It was ignored.",
            )
        )
    if "\r" in text:
        marks.append(
            _objection(
                "crlf",
                "the lines end in carriage returns (Windows or old Mac)",
                "Save it with LF line ends. They were ignored.",
            )
        )
    return marks


def normalize_text(text: str) -> str:
    """The same text without byte order mark, its lines ending in `\\n`."""
    return text.removeprefix(BYTE_ORDER_MARK).replace("\r\n", "\n").replace("\r", "\n")


def _objection(rule: str, message: str, hint: str) -> RuleFinding:
    return RuleFinding(rule, (), message, hint, line=1)
