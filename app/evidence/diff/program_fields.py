"""The other facts and the texts of an entry: what changed, one line each."""

import difflib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.evidence.diff.change import Change
from app.evidence.diff.names import DiffNames, compare_lists, quote_text, say_from_to, to_sentence
from app.evidence.entry.program import Contact, Delivery, Material, Program, WeekSpan
from app.evidence.entry.wording import NOT_RECORDED, day, join_words, number_of

SECTION = re.compile(r"^## +(.+?) *$", re.MULTILINE)
OPENING = "the text before the first heading"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One fact: what it is called and its values in words, before and after. A list is compared item by item."""

    label: str
    before: str | tuple[str, ...]
    after: str | tuple[str, ...]

    def said(self) -> str:
        if isinstance(self.before, str) or isinstance(self.after, str):
            return to_sentence(say_from_to(f"{self.label}:", str(self.before), str(self.after)))
        return to_sentence(
            f"{self.label}: {compare_lists(self.before, self.after) or 'the same, in another order'}"
        )


def drop_unchanged(rows: Iterable[FieldChange]) -> list[FieldChange]:
    return [row for row in rows if row.before != row.after]


def compare_facts(slug: str, before: Program, after: Program, names: DiffNames) -> Iterator[Change]:
    rows = drop_unchanged(_program_rows(before, after, names))
    if rows:
        what = join_words(row.label for row in rows)
        yield Change(
            "facts-changed",
            f"Changed in {names.program(slug)}: {what}.",
            tuple(row.said() for row in rows),
            program=slug,
        )


def compare_texts(
    slug: str, before: Program, after: Program, bodies: tuple[str, str], names: DiffNames
) -> Iterator[Change]:
    found = (
        [("the summary", to_sentence(f"the summary now reads: “{after.summary}”"))]
        if before.summary != after.summary
        else []
    )
    found += list(compare_sections(*bodies))
    if found:
        said = f"The wording of {names.program(slug)} changed: {join_words(label for label, _ in found)}."
        yield Change("texts-changed", said, tuple(text for _, text in found), program=slug)


def compare_sections(before: str, after: str) -> Iterator[tuple[str, str]]:
    """(what it is called, what happened to it) for every section of the Markdown that reads differently."""
    old, new = _sections(before), _sections(after)
    for heading in dict.fromkeys([*old, *new]):
        label = heading if heading == OPENING else f"the text under “{heading}”"
        was, now = old.get(heading, "").split(), new.get(heading, "").split()
        if was == now:
            continue
        if not was or not now:
            yield (
                label,
                to_sentence(
                    f"{label} was {'added' if now else 'removed'}: {number_of(len(now or was), 'word')}"
                ),
            )
        else:
            yield label, to_sentence(f"{label}: {_words_moved(was, now)}")


def _words_moved(was: list[str], now: list[str]) -> str:
    blocks = difflib.SequenceMatcher(None, was, now, autojunk=False).get_matching_blocks()
    same = sum(block.size for block in blocks)
    counts = ((len(now) - same, "added"), (len(was) - same, "taken out"))
    return ", ".join(f"{number_of(number, 'word')} {what}" for number, what in counts if number)


def _sections(body: str) -> dict[str, str]:
    """Heading -> text. Headings that stand twice are read together."""
    opening, *rest = SECTION.split(body)
    found = {OPENING: opening} if opening.strip() else {}
    for heading, text in zip(rest[::2], rest[1::2], strict=True):
        found[heading] = f"{found.get(heading, '')}\n{text}"
    return found


def _program_rows(was: Program, now: Program, names: DiffNames) -> Iterator[FieldChange]:
    yield FieldChange("other names", was.aliases, now.aliases)
    yield FieldChange("the developer", quote_text(was.developer), quote_text(now.developer))
    yield FieldChange("the website", quote_text(was.website), quote_text(now.website))
    yield FieldChange("the contact", _contact(was.contact), _contact(now.contact))
    yield FieldChange(
        "permanency", names.words("permanency", was.permanency), names.words("permanency", now.permanency)
    )
    yield from _delivery_rows(was.delivery or Delivery(), now.delivery or Delivery(), names)
    yield FieldChange("the goals", was.goals, now.goals)
    yield FieldChange("the essential components", was.components, now.components)
    yield FieldChange("the manual", _material(was.manual), _material(now.manual))
    yield FieldChange("training", _material(was.training), _material(now.training))
    yield FieldChange("the fidelity measure", _material(was.fidelity), _material(now.fidelity))
    yield FieldChange("the sources", was.sources, now.sources)
    yield FieldChange("the day of the last review", day(was.dates.reviewed), day(now.dates.reviewed))
    yield FieldChange("the day on which it was added", day(was.dates.added), day(now.dates.added))


def _delivery_rows(was: Delivery, now: Delivery, names: DiffNames) -> Iterator[FieldChange]:
    for label, field in (
        ("who is worked with", "serves"),
        ("formats", "formats"),
        ("settings", "settings"),
        ("languages", "languages"),
    ):
        yield FieldChange(
            label, names.words(field, getattr(was, field)), names.words(field, getattr(now, field))
        )
    for label, field in (
        ("intensity", "intensity"),
        ("duration", "duration"),
        ("who delivers it", "delivered_by"),
    ):
        yield FieldChange(label, quote_text(getattr(was, field)), quote_text(getattr(now, field)))
    yield FieldChange("weeks", _weeks(was.weeks), _weeks(now.weeks))


def _contact(contact: Contact | None) -> str:
    said = [str(value) for value in contact.model_dump(exclude_none=True).values()] if contact else []
    return ", ".join(said) or NOT_RECORDED


def _weeks(span: WeekSpan | None) -> str:
    low, high = (span.min, span.max) if span else (None, None)
    if low is None and high is None:
        return NOT_RECORDED
    if low is None:
        return f"up to {high:g}"
    return f"{low:g} or more" if high is None else f"{low:g}" if low == high else f"{low:g}–{high:g}"


def _material(material: Material | None) -> str:
    if material is None:
        return NOT_RECORDED
    inferred = ", inferred from a rating" if material.inferred else ""
    note = f", “{material.note}”" if material.note else ""
    return f"{'not recorded' if material.available == 'unknown' else material.available}{inferred}{note}{', ' + material.source if material.source else ''}"
