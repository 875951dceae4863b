"""A draft of an entry: the version on disk that the form was made from, and what the form says."""

from __future__ import annotations

import base64
import zlib
from dataclasses import dataclass
from functools import lru_cache

from app.editor import saving
from app.editor.differences import EntryVersion
from app.editor.fields import program_fields
from app.editor.form_data import ControlValues, Rows, decode_form, encode_form
from app.editor.merging import merge_changes
from app.evidence.check.problem import At
from app.evidence.editing.parts import CannotEdit, parse_sections, parse_values
from app.evidence.editing.patch import edit
from app.evidence.reading.source import MOST_BYTES
from app.evidence.rules.body import SECTIONS

TEXT = "text."
"""Begins the name of the control that holds a section's Markdown."""


@dataclass(frozen=True, slots=True)
class Draft:
    """`base` is the version on disk that the form was made from; only that version is written over."""

    base: str
    typed: ControlValues

    @property
    def digest(self) -> str:
        return saving.digest(self.base.encode())

    @property
    def headings(self) -> list[str]:
        """Every section that the form shows: those of the format, then the entry's own."""
        return list(dict.fromkeys((*SECTIONS, *parse_sections(self.base))))

    def compose(self) -> ComposedEntry:
        """The entry as the form asks for it. Raises CannotEdit when it cannot be written."""
        before = read_version(self.base)
        values, rows = decode_form(program_fields(), self.typed, before.values)
        texts = {
            heading: self._section(heading, before.sections.get(heading, "")) for heading in self.headings
        }
        now = EntryVersion(values, {heading: text for heading, text in texts.items() if text})
        return ComposedEntry(edit(self.base, values, now.sections), now, before, rows)

    def try_compose(self) -> tuple[ComposedEntry | None, str]:
        """The same, or None and why not."""
        try:
            return self.compose(), ""
        except CannotEdit as reason:
            return None, f"This cannot be written into the file (line {reason.line}): {reason.reason}"

    def _section(self, heading: str, before: str) -> str:
        typed = "".join(self.typed.get(TEXT + heading, ()))
        return before if typed == before else typed.strip("\n").rstrip()


@dataclass(frozen=True, slots=True)
class ComposedEntry:
    """`text` is the file as it would be saved; `now` and `before` what it says and what it said."""

    text: str
    now: EntryVersion
    before: EntryVersion
    rows: Rows


def open_draft(base: str) -> Draft:
    """The form of an entry as it is. Raises CannotEdit when its front matter cannot be read."""
    return _draft(base, read_version(base), read_version(base))


@lru_cache(maxsize=8)
def read_version(text: str) -> EntryVersion:
    """What an entry says; shared, so never change it. Raises CannotEdit when it cannot be read."""
    return EntryVersion(parse_values(text), parse_sections(text))


def rebase_draft(draft: Draft, theirs: str) -> tuple[Draft, list[At]]:
    """My changes on top of `theirs`, and the places that both changed: mine is kept. Raises CannotEdit."""
    mine, other = draft.compose(), read_version(theirs)
    values, conflicts = merge_changes(mine.before.values, mine.now.values, other.values)
    sections, text_conflicts = merge_changes(mine.before.sections, mine.now.sections, other.sections)
    return _draft(theirs, EntryVersion(values, sections), other), [*conflicts, *text_conflicts]


def pack_base(base: str) -> str:
    """The version that a form was made from, as the form carries it."""
    return base64.b64encode(zlib.compress(base.encode(), 9)).decode()


def unpack_base(sent: str) -> str:
    """The version that a form carried. Raises CannotEdit when the field was damaged."""
    reader = zlib.decompressobj()
    try:
        raw = reader.decompress(base64.b64decode(sent, validate=True), MOST_BYTES)
        return raw.decode() if reader.eof else _refuse_damaged()
    except (ValueError, zlib.error):
        return _refuse_damaged()


def _refuse_damaged() -> str:
    raise CannotEdit(1, "The form did not arrive whole. Go back, reload the page, and try again.")


def _draft(base: str, version: EntryVersion, original: EntryVersion) -> Draft:
    headings = dict.fromkeys((*SECTIONS, *original.sections, *version.sections))
    texts = {TEXT + heading: [version.sections.get(heading, "")] for heading in headings}
    return Draft(base, encode_form(program_fields(), version.values, original.values) | texts)
