"""An entry with other values and sections, byte for byte the same wherever it already said so."""

from collections.abc import Mapping
from typing import Any

from app.evidence.editing.brackets import rebracketed
from app.evidence.editing.equality import alike, recorded
from app.evidence.editing.parts import (
    FENCE_LINES,
    CannotEdit,
    EntryParts,
    lines_of,
    parts_of,
    sections_of,
    values_of,
    without_outer_blanks,
)
from app.evidence.editing.rewrite import Rewriting
from app.evidence.editing.sections import require_single, with_sections
from app.evidence.editing.yaml_tree import tree_of
from app.evidence.reading.yaml_reader import SEPARATOR


def edit(text: str, wanted: Mapping[str, Any], sections: Mapping[str, str]) -> str:
    """The entry `text` with exactly these values and sections; what already has them keeps its bytes. Raises `CannotEdit`, never writes anything else.

    `wanted` and `sections` are complete: what they leave out is removed. Missing, null, "" and empty lists and maps all mean "not recorded":
    an explicit `key: null` or `key: []` stays when nothing is recorded still. 3 and "3" are alike; true and "true" are not.
    """
    wanted = dict(wanted)
    same = alike(values_of(text), wanted)
    parts = parts_of(text)
    yaml = parts.yaml if same else _with_values(parts, recorded(wanted))
    changed = parts.opening + yaml + parts.closing + _with_sections(text, parts, sections)
    _require(changed, wanted, sections)
    return changed


def _with_values(parts: EntryParts, wanted: dict[str, Any]) -> str:
    tree = tree_of(parts.yaml, 1 + FENCE_LINES)
    if tree.flow:
        return parts.yaml[: tree.start] + rebracketed(parts.yaml, tree, wanted, ())[0] + parts.yaml[tree.end :]
    return Rewriting(parts.yaml, parts.newline).mapping(tree, wanted, 0, len(parts.yaml), ())


def _with_sections(text: str, parts: EntryParts, sections: Mapping[str, str]) -> str:
    before = sections_of(text)
    changed = {title for title in {**before, **sections} if before.get(title, "") != without_outer_blanks(sections.get(title, ""))}
    first_line = len(lines_of(text)) - len(lines_of(parts.body)) + 1
    require_single(parts.body, first_line, changed)
    return with_sections(parts.body, sections, parts.newline) if changed else parts.body


def _require(changed: str, wanted: Mapping[str, Any], sections: Mapping[str, str]) -> None:
    """What was written is read again, as the site will read it."""
    try:
        changed.encode()
    except UnicodeEncodeError as error:
        raise CannotEdit(1, f"{error.object[error.start : error.end]!r} is not a character. Delete it.") from error
    read = _read_again(changed)
    for key in {**wanted, **read}:
        if not alike(read.get(key), wanted.get(key)):
            line = next((number for number, line in enumerate(lines_of(changed), 1) if line.startswith(f"{key}:")), 1)
            raise CannotEdit(line, f"“{key}” cannot be changed here without changing something else. Change it in the file.")
    texts = sections_of(changed)
    for title in {**sections, **texts}:
        if texts.get(title, "") != without_outer_blanks(sections.get(title, "")):
            raise CannotEdit(1, f"The text under “{title}” cannot stand in a section. Use ### for headings in it, and close what ``` opens.")


def _read_again(changed: str) -> dict[str, Any]:
    try:
        return values_of(changed)
    except CannotEdit as error:
        found = SEPARATOR.search(changed)
        if not found:
            raise CannotEdit(error.line, "This part is written in a way that is not changed here. Change it in the file.") from error
        line = changed.count("\n", 0, found.start()) + 1
        raise CannotEdit(line, "An invisible line separator stands here. Delete it in the file, then save again.") from error
