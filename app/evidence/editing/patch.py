"""An entry with other values and sections, byte for byte the same wherever it already said so."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from app.evidence.editing.equality import are_alike, keep_recorded
from app.evidence.editing.parts import (
    FENCE_LINES,
    CannotEdit,
    EntryParts,
    find_sections,
    parse_sections,
    parse_values,
    split_lines,
    split_parts,
    strip_blank_lines,
)
from app.evidence.editing.rewrite import BlockRewriter, rewrite_flow
from app.evidence.editing.yaml_tree import parse_tree
from app.evidence.reading.signs import SEPARATOR
from app.evidence.rules.body import SECTIONS

WITHOUT_SIDE_EFFECT = "cannot be changed here without changing something else. Change it in the file."
OTHER_WAY = "This part is written in a way that is not changed here. Change it in the file."
SEPARATOR_HERE = "An invisible line separator stands here. Delete it in the file, then save again."
IN_A_SECTION = "cannot stand in a section. Use ### for headings in it, and close what ``` opens."
Block = tuple[str, str]
"""A title ("" for what stands above the first section) and all its lines, heading and blanks included."""


def edit(text: str, wanted: Mapping[str, Any], sections: Mapping[str, str]) -> str:
    """The entry `text` with exactly these values and sections; what already has them keeps its bytes.

    `wanted` and `sections` are complete: what they leave out is removed. Missing, null, "" and empty lists
    and maps all mean "not recorded": an explicit `key: null` or `key: []` stays where nothing is recorded.
    3 and "3" are alike; true and "true" are not. Raises `CannotEdit` and never writes anything else.
    """
    wanted = dict(wanted)
    same = are_alike(parse_values(text), wanted)
    parts = split_parts(text)
    yaml = parts.yaml if same else _with_values(parts, keep_recorded(wanted))
    changed = replace(parts, yaml=yaml, body=_with_sections(parts, sections)).text
    _require(changed, wanted, sections)
    return changed


def _with_values(parts: EntryParts, wanted: dict[str, Any]) -> str:
    tree = parse_tree(parts.yaml, 1 + FENCE_LINES)
    if tree.flow:
        flow, _ = rewrite_flow(parts.yaml, tree, wanted, ())
        return parts.yaml[: tree.start] + flow + parts.yaml[tree.end :]
    return BlockRewriter(parts.yaml, parts.newline).mapping(tree, wanted, 0, len(parts.yaml), ())


def _with_sections(parts: EntryParts, sections: Mapping[str, str]) -> str:
    changed = set(_differing(parse_sections(parts.text), sections))
    require_single(parts, changed)
    return replace_sections(parts.body, sections, parts.newline) if changed else parts.body


def _differing(found: Mapping[str, str], wanted: Mapping[str, str]) -> Iterator[str]:
    """The titles of the sections that have another text than the wanted one."""
    for title in {**wanted, **found}:
        if found.get(title, "") != strip_blank_lines(wanted.get(title, "")):
            yield title


def _require(changed: str, wanted: Mapping[str, Any], sections: Mapping[str, str]) -> None:
    """What was written is read again, as the site will read it."""
    try:
        changed.encode()
    except UnicodeEncodeError as error:
        sign = error.object[error.start : error.end]
        raise CannotEdit(1, f"{sign!r} is not a character. Delete it.") from error
    read = _read_again(changed)
    for key in {**wanted, **read}:
        if not are_alike(read.get(key), wanted.get(key)):
            lines = enumerate(split_lines(changed), 1)
            line = next((number for number, line in lines if line.startswith(f"{key}:")), 1)
            raise CannotEdit(line, f"“{key}” {WITHOUT_SIDE_EFFECT}")
    for title in _differing(parse_sections(changed), sections):
        raise CannotEdit(1, f"The text under “{title}” {IN_A_SECTION}")


def _read_again(changed: str) -> dict[str, Any]:
    try:
        return parse_values(changed)
    except CannotEdit as error:
        found = SEPARATOR.search(changed)
        if error.reason.startswith("An invisible") and not found:
            raise
        if not found:
            raise CannotEdit(error.line, OTHER_WAY) from error
        raise CannotEdit(changed.count("\n", 0, found.start()) + 1, SEPARATOR_HERE) from error


def replace_sections(body: str, wanted: Mapping[str, str], newline: str) -> str:
    """The Markdown with exactly the wanted sections (those with text).

    Those that are there keep their order; new ones go where entries have them.
    """
    before = _blocks(body)
    texts = {title: strip_blank_lines(text) for title, text in wanted.items()}
    blocks = [before[0]]
    for title, own in before[1:]:
        heading, *under = split_lines(own)
        was, text = strip_blank_lines("".join(under)), texts.get(title, "")
        if text == was or (text and _twice(title, before)):
            blocks.append((title, own))
        elif text:
            blocks.append((title, _filled(heading, under, text, newline)))
    title, own = blocks[-1]
    if blocks[-1] != before[-1] and blocks[-1] in before and own.strip():
        blocks[-1] = (title, own.rstrip() + newline)  # the last section went: no blank lines at the end
    for title, text in texts.items():
        if text and title not in dict(blocks):
            blocks = _with_new(blocks, title, text, newline)
    return "".join(own for _, own in blocks)


def require_single(parts: EntryParts, changed: set[str]) -> None:
    """Refuse to change a section whose heading stands twice: a person has to say which one is meant."""
    above = len(split_lines(parts.text)) - len(split_lines(parts.body)) + 1
    seen: set[str] = set()
    for section in find_sections(parts.body):
        if section.title in seen and section.title in changed:
            reason = f"The section “{section.title}” stands here a second time."
            raise CannotEdit(above + section.heading, f"{reason} Join the two in the file first.")
        seen.add(section.title)


def _blocks(body: str) -> list[Block]:
    lines, present = split_lines(body), find_sections(body)
    above = lines[: present[0].heading] if present else lines
    sections = [(each.title, "".join(lines[each.heading : each.end])) for each in present]
    return [("", "".join(above)), *sections]


def _twice(title: str, blocks: list[Block]) -> bool:
    return sum(title == other for other, _ in blocks) > 1


def _filled(heading: str, under: list[str], text: str, newline: str) -> str:
    """The section with another text; the blank lines around the text stay as they are."""
    filled, text = [number for number, line in enumerate(under) if line.strip()], text.replace("\n", newline)
    if not filled:
        return heading.rstrip("\r\n") + newline * 2 + text + newline + "".join(under[1:])
    last = under[filled[-1]]
    end = last[len(last.rstrip("\r\n")) :]
    return "".join([heading, *under[: filled[0]], text, end, *under[filled[-1] + 1 :]])


def _with_new(blocks: list[Block], title: str, text: str, newline: str) -> list[Block]:
    ranks = {known: rank for rank, known in enumerate(("", *SECTIONS))}
    at = last = len(blocks) - 1
    if title in ranks:
        above = [place for place, (known, _) in enumerate(blocks) if ranks.get(known, 99) < ranks[title]]
        at = max(above, default=last)
    known, own = blocks[at]
    kept = own.rstrip() + newline if own.strip() else ""
    lines = ["", f"## {title}", "", text.replace("\n", newline), *([""] if at < last else []), ""]
    return [*blocks[:at], (known, kept), (title, newline.join(lines)), *blocks[at + 1 :]]
