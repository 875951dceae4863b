"""What may be put right in an entry without asking: only what keeps its meaning.

Line ends, space nobody sees, quotes that YAML needs, the order of keys, dates, DOIs and PubMed numbers, true and false, and words that
differ from a choice in capitals and spaces alone. Everything else is for a person to decide.
"""

import re
from dataclasses import dataclass, replace
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from app.evidence.check.problem import At
from app.evidence.editing.equality import are_alike
from app.evidence.editing.key_order import find_fields
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
from app.evidence.editing.value_fixes import correct_value, takes_text
from app.evidence.editing.writing import write_scalar
from app.evidence.editing.yaml_tree import Node, parse_tree
from app.evidence.entry.program import Program
from app.evidence.entry.value_checks import Context
from app.evidence.reading.source import BYTE_ORDER_MARK, normalize_text

MOST_LINES_NAMED = 3


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
    """Put right what is safe. `model` is what the front matter should hold (None: a file without front matter); `known` gives the vocabularies.

    Fixing a fixed text changes nothing. A text that cannot be read is mended as far as quotes and line ends go.
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
        text = parts.opening + parts.yaml + parts.closing + parts.body
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
    parts = replace(parts, yaml=yaml)
    body, trimmed = trim_markdown(parts.body)
    moved: list[tuple[int, str]] = []
    spaces: list[int] = []
    try:
        before = parse_values(_joined(parts))
        parse_tree(yaml)
    except CannotEdit:  # nothing more is certain
        before = None
    if before is not None:
        yaml, moved = _in_order(parts, model, before)
        yaml, spaces = _trimmed(replace(parts, yaml=yaml))
        yaml, values = _with_values(yaml, model, known)
        moved += values
    lines = split_lines(yaml)
    moved += [
        (
            lines.index(text) if text in lines else number,
            "The text is in quotes now, so that YAML reads all of it as text.",
        )
        for text, number in zip(texts, quoted_lines, strict=True)
    ]
    below = FENCE_LINES + len(lines) + 1
    deleted = [*(number + FENCE_LINES for number in spaces), *(number + below for number in trimmed)]
    changes = [AppliedFix(number + FENCE_LINES + 1, said) for number, said in moved] + _of_spaces(
        [number + 1 for number in deleted]
    )
    return replace(parts, yaml=yaml, body=body), changes


def _of_spaces(lines: list[int]) -> list[AppliedFix]:
    if len(lines) > MOST_LINES_NAMED:
        return [AppliedFix(lines[0], f"The spaces at the end of {len(lines)} lines are deleted, here first.")]
    return [AppliedFix(line, "The spaces at the end of the line are deleted.") for line in lines]


def _in_order(
    parts: EntryParts, model: type[BaseModel], before: dict[str, Any]
) -> tuple[str, list[tuple[int, str]]]:
    """The YAML with its keys in order, and the line (from 0) of each key that moved."""
    tree = parse_tree(parts.yaml, 1 + FENCE_LINES)
    ordering = KeySorter(parts.yaml, "\n", model)
    text = ordering.brackets(tree, ()) if tree.flow else ordering.block(tree, 0, len(parts.yaml))
    if not ordering.moved or not _still_says(replace(parts, yaml=text), before):
        return parts.yaml, []
    after = parse_tree(text, 1 + FENCE_LINES)
    lines = [text.count("\n", 0, _key_start(after, at)) for at, _ in ordering.moved]
    return text, [
        (line, f"“{at[-1]}” stands behind “{above}” now, as in the entry format.")
        for line, (at, above) in zip(lines, ordering.moved, strict=True)
    ]


def _trimmed(parts: EntryParts) -> tuple[str, list[int]]:
    before = parse_values(_joined(parts))
    text, lines = trim_yaml(parts.yaml, parse_tree(parts.yaml))
    same = are_alike(_single_spaced(parse_values(_joined(replace(parts, yaml=text)))), _single_spaced(before))
    return (text, lines) if same else (parts.yaml, [])


def _with_values(
    yaml: str, model: type[BaseModel], known: Context | None
) -> tuple[str, list[tuple[int, str]]]:
    said: list[tuple[int, str]] = []
    text = yaml
    for at, node, in_brackets in reversed(_values(parse_tree(yaml))):
        field = _field(at, model)
        before = yaml[node.start : node.end]
        better = (
            _text_of(before, node, field)
            if node.children
            else correct_value(node.value, field, known)
            if field
            else None
        )
        if better is not None and node.style not in ("|", ">"):
            written = write_scalar(better, in_brackets)
            text = text[: node.start] + written + text[node.end :]
            said.append(
                (yaml.count("\n", 0, node.start), f"“{_key(at)}” is {written} now; before it was {before}.")
            )
    return text, said


def _text_of(before: str, node: Node, field: FieldInfo | None) -> str | None:
    """`- First phase: engaging` in a list of texts is one text, not a key and a value."""
    one_key = (
        node.is_block
        and isinstance(node.value, dict)
        and len(node.children) == 1
        and not node.children[0].node.style
    )
    return (
        before
        if one_key
        and "\n" not in before
        and not before.endswith(":")
        and field is not None
        and takes_text(field)
        else None
    )


def _values(node: Node, at: At = (), in_brackets: bool = False) -> list[tuple[At, Node, bool]]:
    """Every scalar, and every map that may be meant as text, with its place and whether it stands in brackets."""
    inside = [
        found
        for number, child in enumerate(node.children)
        for found in _values(
            child.node, (*at, number if child.is_item else child.key), in_brackets or node.flow
        )
    ]
    is_item = bool(at) and isinstance(at[-1], int) and isinstance(node.value, dict)
    return (
        [(at, node, in_brackets), *inside] if is_item or not isinstance(node.value, dict | list) else inside
    )


def _field(at: At, model: type[BaseModel]) -> FieldInfo | None:
    names = tuple(part for part in at if isinstance(part, str))
    return find_fields(names[:-1], model).get(names[-1]) if names else None


def _key(at: At) -> str:
    return next((part for part in reversed(at) if isinstance(part, str)), "")


def _key_start(tree: Node, at: At) -> int:
    """Where the key at `at` begins in the tree that is in order."""
    start = 0
    for part in at:
        child = next(
            child
            for number, child in enumerate(tree.children)
            if (number if child.is_item else child.key) == part
        )
        start, tree = child.start, child.node
    return start


def _still_says(parts: EntryParts, before: dict[str, Any]) -> bool:
    try:
        return parse_values(_joined(parts)) == before
    except CannotEdit:
        return False


def _single_spaced(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _single_spaced(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_single_spaced(item) for item in value]
    return re.sub(r"\s+", " ", value) if isinstance(value, str) else value


def _joined(parts: EntryParts) -> str:
    return parts.opening + parts.yaml + parts.closing + parts.body
