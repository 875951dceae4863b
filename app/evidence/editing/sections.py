"""Changing the Markdown of an entry section by section."""

from collections.abc import Mapping

from app.evidence.editing.parts import CannotEdit, lines_of, sections_in, without_outer_blanks
from app.evidence.rules.body import SECTIONS

Block = tuple[str, str]
"""A title ("" for what stands above the first section) and all its lines, heading and blank lines included."""


def with_sections(body: str, wanted: Mapping[str, str], newline: str) -> str:
    """The Markdown with exactly the wanted sections (those with text). Those that are there keep their order; new ones go where entries have them."""
    before = _blocks(body)
    texts = {title: without_outer_blanks(text) for title, text in wanted.items()}
    blocks = [before[0]]
    for title, own in before[1:]:
        heading, *under = lines_of(own)
        was, text = without_outer_blanks("".join(under)), texts.get(title, "")
        if text or not was:
            blocks.append((title, own if text == was or _twice(title, before) else _filled(heading, under, text, newline)))
    if blocks[-1] != before[-1] and blocks[-1] in before and blocks[-1][1].strip():
        blocks[-1] = (blocks[-1][0], blocks[-1][1].rstrip() + newline)  # the last section went: no blank lines at the end
    for title, text in texts.items():
        if text and title not in dict(blocks):
            blocks = _with_new(blocks, title, text, newline)
    return "".join(own for _, own in blocks)


def require_single(body: str, first_line: int, changed: set[str]) -> None:
    """Refuse to change a section whose heading stands twice: which of the two is meant is for a person to say."""
    seen: set[str] = set()
    for section in sections_in(body):
        if section.title in seen and section.title in changed:
            raise CannotEdit(
                first_line + section.heading, f"The section “{section.title}” stands here a second time. Join the two in the file first."
            )
        seen.add(section.title)


def _blocks(body: str) -> list[Block]:
    lines, present = lines_of(body), sections_in(body)
    above = lines[: present[0].heading] if present else lines
    return [("", "".join(above)), *((section.title, "".join(lines[section.heading : section.end])) for section in present)]


def _twice(title: str, blocks: list[Block]) -> bool:
    return sum(title == other for other, _ in blocks) > 1


def _filled(heading: str, under: list[str], text: str, newline: str) -> str:
    """The section with another text; the blank lines around the text stay as they are."""
    filled = [number for number, line in enumerate(under) if line.strip()]
    if not filled:
        return heading.rstrip("\r\n") + newline * 2 + text.replace("\n", newline) + newline + "".join(under[1:])
    last = under[filled[-1]]
    end = last[len(last.rstrip("\r\n")) :]
    return "".join([heading, *under[: filled[0]], text.replace("\n", newline), end, *under[filled[-1] + 1 :]])


def _with_new(blocks: list[Block], title: str, text: str, newline: str) -> list[Block]:
    ranks = {known: rank for rank, known in enumerate(("", *SECTIONS))}
    last = len(blocks) - 1
    at = max((place for place, (known, _) in enumerate(blocks) if ranks.get(known, 99) < ranks[title]), default=last) if title in ranks else last
    known, own = blocks[at]
    above = own.rstrip() + newline if own.strip() else ""
    section = f"{newline}## {title}{newline * 2}{text.replace(chr(10), newline)}{newline}{newline if at < last else ''}"
    return [*blocks[:at], (known, above), (title, section), *blocks[at + 1 :]]
