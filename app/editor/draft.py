"""An entry in the making: the version on disk that the form was made from, and what stands in the form."""

from __future__ import annotations

import base64
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from app.editor import merging, saving
from app.editor.differences import EntryVersion
from app.editor.fields import program_fields
from app.editor.form_data import DecodedForm, ControlValues, decode_form, encode_form
from app.evidence.check.problem import At
from app.evidence.editing.parts import CannotEdit, parse_sections, parse_values
from app.evidence.editing.patch import edit
from app.evidence.reading.source import MOST_BYTES
from app.evidence.rules.body import SECTIONS

TEXT = "text."
"""Begins the name of the control that holds a section's Markdown."""


@dataclass(frozen=True, slots=True)
class Draft:
    """`base` is the version on disk (UTF-8) that the form was made from; the digest of it decides whether it may be written over."""

    base: str
    typed: ControlValues

    @property
    def digest(self) -> str:
        return saving.digest(self.base.encode())

    @property
    def headings(self) -> list[str]:
        """Every section that the form shows: those of the format, then any others that stand in the entry."""
        return list(dict.fromkeys((*SECTIONS, *parse_sections(self.base))))

    def made(self) -> DraftResult:
        """The entry as the form asks for it. Raises CannotEdit when it cannot be written."""
        before = read_version(self.base)
        result = decode_form(program_fields(), self.typed, before.values)
        sections = {heading: text for heading in self.headings if (text := self._section(heading, before.sections.get(heading, "")))}
        return DraftResult(edit(self.base, result.values, sections), EntryVersion(result.values, sections), before, result)

    def attempt(self) -> tuple[DraftResult | None, str]:
        """The same, or None and why not."""
        try:
            return self.made(), ""
        except CannotEdit as reason:
            return None, f"This cannot be written into the file (line {reason.line}): {reason.reason}"

    def _section(self, heading: str, before: str) -> str:
        typed = "".join(self.typed.get(TEXT + heading, ()))
        return before if typed == before else typed.strip("\n").rstrip()


@dataclass(frozen=True, slots=True)
class DraftResult:
    """`text` is the file as it would be saved; `now` and `before` what it says and what it said."""

    text: str
    now: EntryVersion
    before: EntryVersion
    decode_form: DecodedForm


def open_draft(base: str) -> Draft:
    """The form of an entry as it stands. Raises CannotEdit when its front matter cannot be read."""
    return _shown(base, read_version(base), read_version(base))


@lru_cache(maxsize=8)
def read_version(text: str) -> EntryVersion:
    """What an entry says, to be read only: one request asks several times. Raises CannotEdit when it cannot be read."""
    return EntryVersion(parse_values(text), parse_sections(text))


def rebase_draft(draft: Draft, theirs: str) -> tuple[Draft, list[At]]:
    """My changes on top of `theirs`, and the places that both changed (mine stands there). Raises CannotEdit when theirs cannot be read."""
    made, other = draft.made(), read_version(theirs)
    values, both = merging.merge_changes(made.before.values, made.now.values, other.values)
    sections, both_texts = merging.merge_changes(made.before.sections, made.now.sections, other.sections)
    return _shown(theirs, EntryVersion(values, sections), other), [*both, *both_texts]


def pack_base(base: str) -> str:
    """The version that a form was made from, as it travels inside the form."""
    return base64.b64encode(zlib.compress(base.encode(), 9)).decode()


def unpack_base(sent: str) -> str:
    """The version out of a form. Raises CannotEdit when the field was damaged."""
    reader = zlib.decompressobj()
    try:
        raw = reader.decompress(base64.b64decode(sent, validate=True), MOST_BYTES)
        return raw.decode() if reader.eof else _damaged()
    except (ValueError, zlib.error):
        return _damaged()


def _damaged() -> str:
    raise CannotEdit(1, "The form did not arrive whole. Go back, reload the page, and try again.")


def _shown(base: str, version: EntryVersion, original: EntryVersion) -> Draft:
    headings: Sequence[str] = list(dict.fromkeys((*SECTIONS, *original.sections, *version.sections)))
    texts: ControlValues = {TEXT + heading: [version.sections.get(heading, "")] for heading in headings}
    return Draft(base, encode_form(program_fields(), version.values, original.values) | texts)
