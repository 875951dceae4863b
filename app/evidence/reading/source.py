"""The bytes of a content file as text, or one problem that says why they cannot be read."""

import hashlib
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from app.evidence.check.problem import RuleFinding

MOST_BYTES = 1_000_000
KINDS = {
    stat.S_IFDIR: "a folder", stat.S_IFIFO: "a pipe", stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device", stat.S_IFBLK: "a device",
}  # fmt: skip
BYTE_ORDER_MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class Source:
    """A file as text with `\\n` line ends and no byte order mark; None when unreadable.

    `digest` is the SHA-256 of its bytes; `written` is the text unchanged: encoded as UTF-8 it is those bytes.
    """

    path: Path
    text: str | None
    digest: str
    objections: tuple[RuleFinding, ...] = ()
    written: str = ""


def read_source(path: Path, root: Path) -> Source:
    """Read `path`; links may not lead out of `root`. Problems are in the value; nothing is raised."""
    refusal = None if _is_plain(path) else _refuse_unread(path, root)
    if refusal:
        return Source(path, None, "", (refusal,))
    raw = path.read_bytes()
    digest = hashlib.sha256(raw).hexdigest()
    if b"\0" in raw:
        message, hint = "this is a binary file, not text", "Save the entry as plain text (UTF-8)."
        return Source(path, None, digest, (_objection("binary-file", message, hint),))
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        return Source(path, None, digest, (_not_utf8(raw, error.start),))
    return Source(path, normalize_text(text), digest, tuple(_marks_of_other_systems(text)), text)


def _is_plain(path: Path) -> bool:
    """Whether this is a readable file and no link, as nearly all are: two system calls, not six."""
    try:
        found = os.lstat(path)
    except OSError:
        return False
    return stat.S_ISREG(found.st_mode) and found.st_size <= MOST_BYTES and os.access(path, os.R_OK)


def _refuse_unread(path: Path, root: Path) -> RuleFinding | None:
    if not path.exists():
        hint = "Check the spelling of the path, or that the link points to a file."
        return _objection("missing-file", "there is no such file", hint)
    if path.is_symlink() and not path.resolve().is_relative_to(root.resolve()):
        message = f"this link leads out of the folder, to {path.resolve()}"
        return _objection("link-outside", message, "Put a copy of the file here instead of a link.")
    if not path.is_file():
        kind = KINDS.get(stat.S_IFMT(path.stat().st_mode), "something else")
        message, hint = f"this is {kind}, not a file", "An entry is one file that ends in .md."
        return _objection("missing-file", message, hint)
    if not os.access(path, os.R_OK):
        return _objection("missing-file", "this file may not be read", "Give yourself the right to read it.")
    size = path.stat().st_size
    if size > MOST_BYTES:
        message = f"the file has {size:,} bytes; at most {MOST_BYTES:,}"
        hint = "Keep pictures and reports out of the entry: link to them."
        return _objection("file-too-large", message, hint)
    return None


def _not_utf8(raw: bytes, at: int) -> RuleFinding:
    before = raw[:at]
    line, column = before.count(b"\n") + 1, at - before.rfind(b"\n")
    message = f"byte 0x{raw[at]:02x} is not UTF-8"
    return RuleFinding("not-utf8", (), message, "Save the file with the encoding UTF-8.", line, column)


def _marks_of_other_systems(text: str) -> Iterator[RuleFinding]:
    if text.startswith(BYTE_ORDER_MARK):
        message = "the file starts with an invisible byte order mark"
        yield _objection("byte-order-mark", message, "Save it as UTF-8 without BOM. It was ignored.")
    if "\r" in text:
        message = "the lines end in carriage returns (Windows or old Mac)"
        yield _objection("crlf", message, "Save it with LF line ends. They were ignored.")


def normalize_text(text: str) -> str:
    """The same text without byte order mark, its lines ending in `\\n`."""
    return text.removeprefix(BYTE_ORDER_MARK).replace("\r\n", "\n").replace("\r", "\n")


def _objection(rule: str, message: str, hint: str) -> RuleFinding:
    return RuleFinding(rule, (), message, hint, line=1)
