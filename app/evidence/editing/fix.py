"""What may be put right in an entry without asking: only what keeps its meaning.

Line ends, space nobody sees, quotes that YAML needs, the order of keys, dates, DOIs, PubMed numbers, true,
false, and words that differ from a choice in capitals and spaces alone. A person decides everything else.
"""

import re
from dataclasses import dataclass, replace
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from app.evidence.check.problem import At
from app.evidence.editing.equality import are_alike
from app.evidence.editing.key_order import find_fields, last_key
from app.evidence.editing.parts import (
    FENCE_LINES,
    CannotEdit,
    EntryParts,
    parse_values,
    split_lines,
    split_parts,
)
from app.evidence.editing.reorder import KeySorter
from app.evidence.editing.text_fixes import quote_texts, trim_markdown, trim_yaml
from app.evidence.editing.value_fixes import correct_rating, correct_value, takes_text
from app.evidence.editing.writing import write_scalar
from app.evidence.editing.yaml_tree import Node, parse_tree
from app.evidence.entry.program import Program
from app.evidence.entry.value_checks import Context
from app.evidence.reading.source import BYTE_ORDER_MARK, normalize_text

MOST_LINES_NAMED = 3
IN_QUOTES = "The text is in quotes now, so that YAML reads all of it as text."
Numbered = list[tuple[int, str]]
"""Lines (from 0) and what is said of each."""


@dataclass(frozen=True, slots=True, order=True)
class AppliedFix:
    """One thing that was put right: `line` counts from 1 in the fixed text, `said` is a sentence."""

    line: int
    said: str


@dataclass(frozen=True, slots=True)
class FixedText:
    """The fixed text and what changed, in order of lines; no changes where there was nothing to do."""

    text: str
    changes: tuple[AppliedFix, ...] = ()


def fix(text: str, model: type[BaseModel] | None = Program, known: Context | None = None) -> FixedText:
    """Put right what is safe; fixing a fixed text changes nothing.

    `model` is what the front matter should hold, None for a file without one; `known` gives the vocabularies.
    A text that cannot be read is mended as far as quotes and line ends go.
    """
    changes = _of_line_ends(text)
    text = normalize_text(text)
    text += "" if not text or text.endswith("\n") else "\n"
    try:
        parts = split_parts(text)
    except CannotEdit:
        parts = None
    if parts and model:
        parts, more = _fixed_entry(parts, model, known)
        changes += more
        text = parts.text
    return FixedText(text, tuple(sorted(changes)))


def _of_line_ends(text: str) -> list[AppliedFix]:
    changes = []
    if text.startswith(BYTE_ORDER_MARK):
        changes.append(AppliedFix(1, "The invisible byte order mark at the start is deleted."))
    if "\r" in text:
        changes.append(AppliedFix(1, "The lines end in line feeds now, not in carriage returns."))
    if text and not text.endswith(("\n", "\r")):
        changes.append(AppliedFix(len(split_lines(text)), "The last line ends like the others now."))
    return changes


def _fixed_entry(
    parts: EntryParts, model: type[BaseModel], known: Context | None
) -> tuple[EntryParts, list[AppliedFix]]:
    yaml, quoted_lines = quote_texts(parts.yaml)
    texts = [split_lines(yaml)[number] for number in quoted_lines]
    body, trimmed = trim_markdown(parts.body)
    parts = replace(parts, yaml=yaml)
    moved: Numbered = []
    spaces: list[int] = []
    if _is_readable(parts):
        parts, moved = _in_order(parts, model)
        parts, spaces = _trimmed(parts)
        yaml, values = _with_values(parts.yaml, model, known)
        parts, moved = replace(parts, yaml=yaml), [*moved, *values]
    lines = split_lines(parts.yaml)
    for text, number in zip(texts, quoted_lines, strict=True):
        moved.append((lines.index(text) if text in lines else number, IN_QUOTES))
    above, below = FENCE_LINES + 1, FENCE_LINES + len(lines) + 2
    deleted = [*(number + above for number in spaces), *(number + below for number in trimmed)]
    changes = [AppliedFix(number + above, said) for number, said in moved]
    return replace(parts, body=body), [*changes, *_of_spaces(deleted)]


def _is_readable(parts: EntryParts) -> bool:
    try:
        parse_values(parts.text)
        parse_tree(parts.yaml)
    except CannotEdit:
        return False
    return True


def _of_spaces(lines: list[int]) -> list[AppliedFix]:
    if len(lines) > MOST_LINES_NAMED:
        return [AppliedFix(lines[0], f"The spaces at the end of {len(lines)} lines are deleted, here first.")]
    return [AppliedFix(line, "The spaces at the end of the line are deleted.") for line in lines]


def _in_order(parts: EntryParts, model: type[BaseModel]) -> tuple[EntryParts, Numbered]:
    """The entry with its keys in order, and the line of each key that moved."""
    tree = parse_tree(parts.yaml, 1 + FENCE_LINES)
    sorter = KeySorter(parts.yaml, "\n", model)
    yaml = sorter.brackets(tree, ()) if tree.flow else sorter.block(tree, 0, len(parts.yaml))
    ordered = replace(parts, yaml=yaml)
    if not sorter.moved or not _says_the_same(ordered, parts):
        return parts, []
    after, moved = parse_tree(yaml, 1 + FENCE_LINES), []
    for at, above in sorter.moved:
        said = f"“{at[-1]}” stands behind “{above}” now, as in the entry format."
        moved.append((yaml.count("\n", 0, _key_start(after, at)), said))
    return ordered, moved


def _says_the_same(parts: EntryParts, before: EntryParts) -> bool:
    try:
        return parse_values(parts.text) == parse_values(before.text)
    except CannotEdit:
        return False


def _trimmed(parts: EntryParts) -> tuple[EntryParts, list[int]]:
    yaml, lines = trim_yaml(parts.yaml, parse_tree(parts.yaml))
    trimmed = replace(parts, yaml=yaml)
    before, after = (_single_spaced(parse_values(each.text)) for each in (parts, trimmed))
    return (trimmed, lines) if are_alike(after, before) else (parts, [])


def _with_values(yaml: str, model: type[BaseModel], known: Context | None) -> tuple[str, Numbered]:
    said: Numbered = []
    text, tree = yaml, parse_tree(yaml)
    for at, node, in_brackets in reversed(_values(tree)):
        field, before = _field(at, model), yaml[node.start : node.end]
        better = _better(before, node, field, known) if field else None
        if known and len(at) == 3 and (at[0], at[2]) == ("other_ratings", "rating"):
            better = correct_rating(node.value, tree.value["other_ratings"][at[1]].get("registry"), known)
        if better is not None and node.style not in ("|", ">"):
            written = write_scalar(better, in_brackets)
            text = text[: node.start] + written + text[node.end :]
            change = f"“{last_key(at)}” is {written} now; before it was {before}."
            said.append((yaml.count("\n", 0, node.start), change))
    return text, said


def _better(before: str, node: Node, field: FieldInfo, known: Context | None) -> str | bool | None:
    if node.children:
        return before if _is_text(before, node, field) else None
    return correct_value(node.value, field, known)


def _is_text(before: str, node: Node, field: FieldInfo) -> bool:
    """Whether a map is meant as text: `- First phase: engaging` in a list of texts."""
    one_line = "\n" not in before and not before.endswith(":")
    one_key = node.is_block and isinstance(node.value, dict) and len(node.children) == 1
    return one_line and one_key and not node.children[0].node.style and takes_text(field)


def _values(node: Node, at: At = (), in_brackets: bool = False) -> list[tuple[At, Node, bool]]:
    """Every scalar, and every map that may be meant as text, with its place and whether it is in brackets."""
    is_item = bool(at) and isinstance(at[-1], int) and isinstance(node.value, dict)
    found = [(at, node, in_brackets)] if is_item or not isinstance(node.value, dict | list) else []
    for child in node.children:
        found += _values(child.node, (*at, child.step), in_brackets or node.flow)
    return found


def _field(at: At, model: type[BaseModel]) -> FieldInfo | None:
    names = tuple(part for part in at if isinstance(part, str))
    return find_fields(names[:-1], model).get(names[-1]) if names else None


def _key_start(tree: Node, at: At) -> int:
    """Where the key at `at` begins in the tree that is in order."""
    start = 0
    for part in at:
        child = next(child for child in tree.children if child.step == part)
        start, tree = child.start, child.node
    return start


def _single_spaced(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _single_spaced(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_single_spaced(item) for item in value]
    return re.sub(r"\s+", " ", value) if isinstance(value, str) else value
