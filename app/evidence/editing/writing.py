"""A value as YAML in the style of the shipped entries, which the reader reads back as the same value.

Lists of text stand one item a line, ids and small maps in brackets, long text is folded.
"""

import datetime
import re
from collections.abc import Mapping, Sequence
from typing import Any

from app.evidence.reading.yaml_reader import CONSTANTS

STARTS_SOMETHING = re.compile(r"[\s,\[\]{}#&*!|>'\"%@`]|[-?:](\s|$)|---|\.\.\.|[?:]")
BREAKS_PLAIN = re.compile(r": |:$|\s#|\s$|[\t\n]")
BREAKS_IN_BRACKETS = re.compile(r"[,\[\]{}]|:(\s|$)|\?")
UNSEEN = re.compile("[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
"""Characters that YAML wants escaped: controls, the byte order mark, and Unicode's own line ends."""
WIDTH = 114
FLOW_LISTS = frozenset(
    ("former_slugs", "groups", "permanency", "serves", "formats", "settings", "languages", "authors", "ci")
) | {"rated_outcomes"}
FLOW_MAPS = frozenset({"ages", "weeks", "harm", "comparison", "participants", "effect", "dates", "retired"})
QUOTED = frozenset({"authors"})
"""Keys whose texts always stand in quotes: nearly every author has a comma."""
ONE_LINE = frozenset({"title", "name"})
BETWEEN_WORDS = re.compile(r"(?<=\S) (?=\S)")


def write_scalar(value: Any, in_brackets: bool = False, quotes: str = "") -> str:
    """A scalar on one line: plain where it is read back as itself, else in quotes with the fewest marks.

    `quotes` (`'` or `"`) asks for these even where none are needed; `in_brackets` is inside `[ ]` or `{ }`.
    """
    if value is None or isinstance(value, bool):
        return "null" if value is None else str(value).lower()
    text = to_text(value)
    if not quotes and is_plain(text, in_brackets):
        return text
    if UNSEEN.search(text) or "\n" in text or "\t" in text:
        return _escaped(text)
    if quotes != "'" and not re.search(r'["\\]', text):
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def to_text(value: Any) -> str:
    """The text that an entry has for a date or number."""
    if isinstance(value, datetime.date):
        return value.isoformat()
    return value if isinstance(value, str) else repr(value)


def is_plain(text: str, in_brackets: bool = False) -> bool:
    """Whether `text` is read as itself without quotes: `yes` is, `null`, `true` and `a: b` are not."""
    if text in CONSTANTS or STARTS_SOMETHING.match(text) or BREAKS_PLAIN.search(text) or UNSEEN.search(text):
        return False
    return not (in_brackets and BREAKS_IN_BRACKETS.search(text))


def _escaped(text: str) -> str:
    def sign(found: re.Match[str]) -> str:
        code = ord(found[0])
        return {9: "\\t", 10: "\\n"}.get(code) or (f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}")

    marked = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + re.sub(f"[\t\n]|{UNSEEN.pattern}", sign, marked) + '"'


def write_block(value: Any, indent: int = 0, key: str = "") -> list[str]:
    """The lines of a value below its key, indented by `indent` spaces: keys of a map, `- ` items of a list.

    `value` holds dict, list, str, bool, None, int, float and dates; nothing is left out or reordered.
    Lists and maps have the style of `key`, which holds the value.
    """
    if isinstance(value, Mapping) and value:
        return [line for inner, held in value.items() for line in write_key(inner, held, indent)]
    if isinstance(value, Sequence) and value and not isinstance(value, str):
        return [line for item in value for line in _item(item, indent, key)]
    return [" " * indent + write_flow(value, key)]


def write_key(key: str, value: Any, indent: int = 0) -> list[str]:
    """The lines of `key: value` at column `indent`: one line, a folded text, or a block below the key."""
    name = write_scalar(key, in_brackets=True)
    first, rest = write_value(value, indent, key, len(name) + 2)
    return [f"{' ' * indent}{name}:{first and f' {first}'}", *rest]


def write_value(value: Any, indent: int, key: str = "", taken: int = 2) -> tuple[str, list[str]]:
    """What stands behind `key:` or `-` on its own line ("" for a block), and the lines below.

    `indent` is the column of the key or dash, `taken` how many columns of the line it needs itself.
    """
    if isinstance(value, Mapping | list | tuple):
        line = write_flow(value, key)
        if not value or (_is_flat(value, key) and (indent + taken + len(line) <= WIDTH or key in FLOW_LISTS)):
            return line, []
        return "", write_block(value, indent + 2, key)
    line = write_scalar(value)
    text = to_text(value) if value is not None and not isinstance(value, bool) else ""
    if _is_literal(text):
        return "|-", [f"{' ' * (indent + 2)}{part}" if part else "" for part in text.split("\n")]
    if indent + taken + len(line) > WIDTH and key not in ONE_LINE and _is_foldable(text):
        return ">-", [" " * (indent + 2) + part for part in fold_text(text, WIDTH - indent - 2)]
    return line, []


def write_flow(value: Any, key: str = "") -> str:
    """A value on one line: `[a, b]`, `{min: 4, max: 12}` or a scalar that may stand inside them."""
    if isinstance(value, Mapping):
        items = (f"{write_flow(inner)}: {write_flow(held, inner)}" for inner, held in value.items())
        return "{" + ", ".join(items) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(write_flow(item, key) for item in value) + "]"
    quotes = '"' if key in QUOTED and isinstance(value, str) else ""
    return write_scalar(value, in_brackets=True, quotes=quotes)


def fold_text(text: str, width: int) -> list[str]:
    """The text in lines of at most `width`, broken at single spaces alone, so that YAML joins them again."""
    lines: list[str] = []
    for word in BETWEEN_WORDS.split(text):
        if lines and len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _item(item: Any, indent: int, key: str) -> list[str]:
    if isinstance(item, Mapping) and item:
        first, *rest = write_block(item, indent + 2)
        return [f"{' ' * indent}- {first[indent + 2 :]}", *rest]
    first, rest = write_value(item, indent, "" if isinstance(item, list | tuple) else key)
    return [f"{' ' * indent}-{first and f' {first}'}", *rest]


def _is_flat(value: Any, key: str) -> bool:
    items = list(value.items()) if isinstance(value, Mapping) else [("", inner) for inner in value]
    styled = key in FLOW_MAPS if isinstance(value, Mapping) else key in FLOW_LISTS or not key
    return styled and all(_fits_in_brackets(name, inner) for name, inner in items)


def _fits_in_brackets(key: str, value: Any) -> bool:
    if isinstance(value, str):
        return "\n" not in value and value == value.strip()
    return key == "ci" or not isinstance(value, Mapping | list | tuple) or not value


def _is_literal(text: str) -> bool:
    lines = text.split("\n")
    bare = (
        all(line.strip() or not line for line in lines) and not text[:1].isspace() and not text[-1:].isspace()
    )
    return len(lines) > 1 and bare and not UNSEEN.search(text) and "\t" not in text


def _is_foldable(text: str) -> bool:
    return (
        bool(BETWEEN_WORDS.search(text))
        and text == text.strip()
        and not UNSEEN.search(text)
        and "\t" not in text
        and "\n" not in text
    )
