"""A value as YAML in the house style of the shipped entries, which `strict_yaml` reads back as the same value.

Lists of text stand one item a line, ids and small maps in brackets, long text is folded.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from app.evidence.editing.key_order import in_house_order as in_house_order
from app.evidence.editing.scalars import UNSEEN, as_text, scalar

WIDTH = 114
FLOW_LISTS = frozenset({"former_slugs", "groups", "permanency", "serves", "formats", "settings", "languages", "authors", "ci", "rated_outcomes"})
FLOW_MAPS = frozenset({"ages", "weeks", "harm", "comparison", "participants", "effect", "dates", "retired"})
QUOTED = frozenset({"authors"})
"""Keys whose texts always stand in quotes: nearly every author has a comma."""
ONE_LINE = frozenset({"title", "name"})
BETWEEN_WORDS = re.compile(r"(?<=\S) (?=\S)")


def yaml_lines(value: Any, indent: int = 0, key: str = "") -> list[str]:
    """The lines of a value that stands below its key, each indented by `indent` spaces: keys of a map, `- ` items of a list.

    `value` holds dict, list, str, bool, None, int, float and dates. Keys come in the order given and nothing is left out.
    `key` is the key that holds the value: lists and maps have the style of that key.
    """
    if isinstance(value, Mapping) and value:
        return [line for inner, held in value.items() for line in written(inner, held, indent)]
    if isinstance(value, Sequence) and value and not isinstance(value, str):
        return [line for item in value for line in _item(item, indent, key)]
    return [" " * indent + bracketed(value, key)]


def written(key: str, value: Any, indent: int = 0) -> list[str]:
    """The lines of `key: value` in a map whose keys stand at column `indent`: one line, a folded text, or a block below the key."""
    name = scalar(key, in_brackets=True)
    first, rest = behind(value, indent, key, len(name) + 2)
    return [f"{' ' * indent}{name}:{first and f' {first}'}", *rest]


def behind(value: Any, indent: int, key: str = "", taken: int = 2) -> tuple[str, list[str]]:
    """What stands behind `key:` or `-` on its own line ("" for a block), and the lines below.

    `indent` is the column of the key or dash, `taken` how many columns of the line it needs itself.
    """
    if isinstance(value, Mapping | list | tuple):
        line = bracketed(value, key)
        if not value or (_is_flat(value, key) and (indent + taken + len(line) <= WIDTH or key in FLOW_LISTS)):
            return line, []
        return "", yaml_lines(value, indent + 2, key)
    line = scalar(value)
    text = as_text(value) if value is not None and not isinstance(value, bool) else ""
    if _is_literal(text):
        return "|-", [f"{' ' * (indent + 2)}{part}" if part else "" for part in text.split("\n")]
    if indent + taken + len(line) > WIDTH and key not in ONE_LINE and _is_foldable(text):
        return ">-", [" " * (indent + 2) + part for part in folded(text, WIDTH - indent - 2)]
    return line, []


def bracketed(value: Any, key: str = "") -> str:
    """A value on one line: `[a, b]`, `{min: 4, max: 12}` or a scalar that may stand inside them."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{scalar(inner, in_brackets=True)}: {bracketed(held, inner)}" for inner, held in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(bracketed(item, key) for item in value) + "]"
    return scalar(value, in_brackets=True, quotes='"' if key in QUOTED and isinstance(value, str) else "")


def folded(text: str, width: int) -> list[str]:
    """The text in lines of at most `width`, broken only where a single space stands, so that folding joins them to the same text."""
    lines: list[str] = []
    for word in BETWEEN_WORDS.split(text):
        if lines and len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _item(item: Any, indent: int, key: str) -> list[str]:
    if isinstance(item, Mapping) and item:
        first, *rest = yaml_lines(item, indent + 2)
        return [f"{' ' * indent}- {first[indent + 2 :]}", *rest]
    first, rest = behind(item, indent, "" if isinstance(item, list | tuple) else key)
    return [f"{' ' * indent}-{first and f' {first}'}", *rest]


def _is_flat(value: Any, key: str) -> bool:
    held = list(value.values()) if isinstance(value, Mapping) else list(value)
    styled = key in FLOW_MAPS if isinstance(value, Mapping) else key in FLOW_LISTS or not key
    simple = all(not isinstance(inner, Mapping | list | tuple) or not inner or (name == "ci") for name, inner in _named(value, held))
    return styled and simple and not any(isinstance(inner, str) and ("\n" in inner or inner != inner.strip()) for inner in held)


def _named(value: Any, held: list[Any]) -> list[tuple[str, Any]]:
    return list(value.items()) if isinstance(value, Mapping) else [("", inner) for inner in held]


def _is_literal(text: str) -> bool:
    lines = text.split("\n")
    bare = all(line.strip() or not line for line in lines) and not text[:1].isspace() and not text[-1:].isspace()
    return len(lines) > 1 and bare and not UNSEEN.search(text) and "\t" not in text


def _is_foldable(text: str) -> bool:
    return bool(BETWEEN_WORDS.search(text)) and text == text.strip() and not UNSEEN.search(text) and "\t" not in text and "\n" not in text
