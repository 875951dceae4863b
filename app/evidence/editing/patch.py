"""An entry with other values and sections, byte for byte the same wherever it already said so."""

from collections.abc import Mapping
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
from app.evidence.reading.yaml_reader import SEPARATOR
from app.evidence.rules.body import SECTIONS


def edit(text: str, wanted: Mapping[str, Any], sections: Mapping[str, str]) -> str:
    """The entry `text` with exactly these values and sections; what already has them keeps its bytes. Raises `CannotEdit`, never writes anything else.

    `wanted` and `sections` are complete: what they leave out is removed. Missing, null, "" and empty lists and maps all mean "not recorded":
    an explicit `key: null` or `key: []` stays when nothing is recorded still. 3 and "3" are alike; true and "true" are not.
    """
    wanted = dict(wanted)
    same = are_alike(parse_values(text), wanted)
    parts = split_parts(text)
    yaml = parts.yaml if same else _with_values(parts, keep_recorded(wanted))
    changed = parts.opening + yaml + parts.closing + _with_sections(text, parts, sections)
    _require(changed, wanted, sections)
    return changed


def _with_values(parts: EntryParts, wanted: dict[str, Any]) -> str:
    tree = parse_tree(parts.yaml, 1 + FENCE_LINES)
    if tree.flow:
        return (
            parts.yaml[: tree.start] + rewrite_flow(parts.yaml, tree, wanted, ())[0] + parts.yaml[tree.end :]
        )
    return BlockRewriter(parts.yaml, parts.newline).mapping(tree, wanted, 0, len(parts.yaml), ())


def _with_sections(text: str, parts: EntryParts, sections: Mapping[str, str]) -> str:
    before = parse_sections(text)
    changed = {
        title
        for title in {**before, **sections}
        if before.get(title, "") != strip_blank_lines(sections.get(title, ""))
    }
    first_line = len(split_lines(text)) - len(split_lines(parts.body)) + 1
    require_single(parts.body, first_line, changed)
    return replace_sections(parts.body, sections, parts.newline) if changed else parts.body


def _require(changed: str, wanted: Mapping[str, Any], sections: Mapping[str, str]) -> None:
    """What was written is read again, as the site will read it."""
    try:
        changed.encode()
    except UnicodeEncodeError as error:
        raise CannotEdit(
            1, f"{error.object[error.start : error.end]!r} is not a character. Delete it."
        ) from error
    read = _read_again(changed)
    for key in {**wanted, **read}:
        if not are_alike(read.get(key), wanted.get(key)):
            line = next(
                (number for number, line in enumerate(split_lines(changed), 1) if line.startswith(f"{key}:")),
                1,
            )
            raise CannotEdit(
                line,
                f"“{key}” cannot be changed here without changing something else. Change it in the file.",
            )
    texts = parse_sections(changed)
    for title in {**sections, **texts}:
        if texts.get(title, "") != strip_blank_lines(sections.get(title, "")):
            raise CannotEdit(
                1,
                f"The text under “{title}” cannot stand in a section. Use ### for headings in it, and close what ``` opens.",
            )


def _read_again(changed: str) -> dict[str, Any]:
    try:
        return parse_values(changed)
    except CannotEdit as error:
        found = SEPARATOR.search(changed)
        if not found:
            raise CannotEdit(
                error.line, "This part is written in a way that is not changed here. Change it in the file."
            ) from error
        line = changed.count("\n", 0, found.start()) + 1
        raise CannotEdit(
            line, "An invisible line separator stands here. Delete it in the file, then save again."
        ) from error


Block = tuple[str, str]
"""A title ("" for what stands above the first section) and all its lines, heading and blank lines included."""


def replace_sections(body: str, wanted: Mapping[str, str], newline: str) -> str:
    """The Markdown with exactly the wanted sections (those with text). Those that are there keep their order; new ones go where entries have them."""
    before = _blocks(body)
    texts = {title: strip_blank_lines(text) for title, text in wanted.items()}
    blocks = [before[0]]
    for title, own in before[1:]:
        heading, *under = split_lines(own)
        was, text = strip_blank_lines("".join(under)), texts.get(title, "")
        if text or not was:
            blocks.append(
                (
                    title,
                    own if text == was or _twice(title, before) else _filled(heading, under, text, newline),
                )
            )
    if blocks[-1] != before[-1] and blocks[-1] in before and blocks[-1][1].strip():
        blocks[-1] = (
            blocks[-1][0],
            blocks[-1][1].rstrip() + newline,
        )  # the last section went: no blank lines at the end
    for title, text in texts.items():
        if text and title not in dict(blocks):
            blocks = _with_new(blocks, title, text, newline)
    return "".join(own for _, own in blocks)


def require_single(body: str, first_line: int, changed: set[str]) -> None:
    """Refuse to change a section whose heading stands twice: which of the two is meant is for a person to say."""
    seen: set[str] = set()
    for section in find_sections(body):
        if section.title in seen and section.title in changed:
            raise CannotEdit(
                first_line + section.heading,
                f"The section “{section.title}” stands here a second time. Join the two in the file first.",
            )
        seen.add(section.title)


def _blocks(body: str) -> list[Block]:
    lines, present = split_lines(body), find_sections(body)
    above = lines[: present[0].heading] if present else lines
    return [
        ("", "".join(above)),
        *((section.title, "".join(lines[section.heading : section.end])) for section in present),
    ]


def _twice(title: str, blocks: list[Block]) -> bool:
    return sum(title == other for other, _ in blocks) > 1


def _filled(heading: str, under: list[str], text: str, newline: str) -> str:
    """The section with another text; the blank lines around the text stay as they are."""
    filled = [number for number, line in enumerate(under) if line.strip()]
    if not filled:
        return (
            heading.rstrip("\r\n") + newline * 2 + text.replace("\n", newline) + newline + "".join(under[1:])
        )
    last = under[filled[-1]]
    end = last[len(last.rstrip("\r\n")) :]
    return "".join([heading, *under[: filled[0]], text.replace("\n", newline), end, *under[filled[-1] + 1 :]])


def _with_new(blocks: list[Block], title: str, text: str, newline: str) -> list[Block]:
    ranks = {known: rank for rank, known in enumerate(("", *SECTIONS))}
    last = len(blocks) - 1
    at = (
        max(
            (place for place, (known, _) in enumerate(blocks) if ranks.get(known, 99) < ranks[title]),
            default=last,
        )
        if title in ranks
        else last
    )
    known, own = blocks[at]
    above = own.rstrip() + newline if own.strip() else ""
    section = f"{newline}## {title}{newline * 2}{text.replace(chr(10), newline)}{newline}{newline if at < last else ''}"
    return [*blocks[:at], (known, above), (title, section), *blocks[at + 1 :]]
