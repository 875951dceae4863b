"""One scalar as YAML: plain where `strict_yaml` reads the same text back, else in the quotes that need the fewest marks."""

import datetime
import re
from typing import Any

from app.evidence.reading.yaml_reader import CONSTANTS

STARTS_SOMETHING = re.compile(r"[\s,\[\]{}#&*!|>'\"%@`]|[-?:](\s|$)|---|\.\.\.|[?:]")
BREAKS_PLAIN = re.compile(r": |:$|\s#|\s$|[\t\n]")
BREAKS_IN_BRACKETS = re.compile(r"[,\[\]{}]|:(\s|$)|\?")
UNSEEN = re.compile("[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
"""Characters that YAML wants escaped: controls, the byte order mark, and Unicode's own line ends."""


def scalar(value: Any, in_brackets: bool = False, quotes: str = "") -> str:
    """One line. `quotes` (`'` or `"`) asks for these even where none are needed; `in_brackets` is inside `[ ]` or `{ }`."""
    if value is None or isinstance(value, bool):
        return "null" if value is None else str(value).lower()
    text = as_text(value)
    if not quotes and is_plain(text, in_brackets):
        return text
    if UNSEEN.search(text) or "\n" in text or "\t" in text:
        return _escaped(text)
    if quotes != "'" and not re.search(r'["\\]', text):
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def as_text(value: Any) -> str:
    """The text that an entry has for a date or number."""
    if isinstance(value, datetime.date):
        return value.isoformat()
    return value if isinstance(value, str) else repr(value)


def is_plain(text: str, in_brackets: bool = False) -> bool:
    """Whether `text` may stand without quotes and is read as itself: `yes` may, `null`, `true` and `a: b` may not."""
    if text in CONSTANTS or STARTS_SOMETHING.match(text) or BREAKS_PLAIN.search(text) or UNSEEN.search(text):
        return False
    return not (in_brackets and BREAKS_IN_BRACKETS.search(text))


def _escaped(text: str) -> str:
    def sign(found: re.Match[str]) -> str:
        code = ord(found[0])
        return {9: "\\t", 10: "\\n"}.get(code) or (f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}")

    marked = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + re.sub(f"[\t\n]|{UNSEEN.pattern}", sign, marked) + '"'
