"""The other facts and the texts of an entry: what changed, one line each."""

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.evidence.diff.change import Change
from app.evidence.diff.names import ChangedProgram, DiffNames, compare_lists, quote_text, to_sentence
from app.evidence.diff.requirement_fields import requirement_rows
from app.evidence.entry.implementation import Span
from app.evidence.entry.program import Contact, Delivery, Program, WeekSpan
from app.evidence.entry.registry import Item
from app.evidence.entry.wording import NOT_RECORDED, day, join_words, number_of

SECTION = re.compile(r"^## +(.+?) *$", re.MULTILINE)
OPENING = "the text before the first heading"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A fact: what it is called, and its values in words. Lists are compared item by item."""

    label: str
    before: str | tuple[str, ...]
    after: str | tuple[str, ...]

    def said(self) -> str:
        if isinstance(self.before, str) or isinstance(self.after, str):
            return to_sentence(f"{self.label}: from {self.before} to {self.after}")
        moved = compare_lists(self.before, self.after) or "the same, in another order"
        return to_sentence(f"{self.label}: {moved}")


def compare_facts(program: ChangedProgram, before: Program, after: Program) -> Iterator[Change]:
    rows = [row for row in _program_rows(before, after, program.names) if row.before != row.after]
    if rows:
        what = join_words(row.label for row in rows)
        text = f"Changed in {program.name}: {what}."
        yield program.change("facts-changed", text, *(row.said() for row in rows))


def compare_texts(program: ChangedProgram, before: Item[Program], after: Item[Program]) -> Iterator[Change]:
    found, summary = list(compare_sections(before.body, after.body)), after.value.summary
    if before.value.summary != summary:
        found.insert(0, ("the summary", to_sentence(f"the summary now reads: “{summary}”")))
    if found:
        text = f"The wording of {program.name} changed: {join_words(label for label, _ in found)}."
        yield program.change("texts-changed", text, *(said for _, said in found))


def compare_sections(before: str, after: str) -> Iterator[tuple[str, str]]:
    """(what it is called, what happened to it) for every section that reads differently."""
    old, new = _sections(before), _sections(after)
    for heading in dict.fromkeys([*old, *new]):
        label = heading if heading == OPENING else f"the text under “{heading}”"
        was, now = old.get(heading, "").split(), new.get(heading, "").split()
        if was and now and was != now:
            yield label, to_sentence(f"{label}: {_words_moved(was, now)}")
        elif was != now:
            what = "added" if now else "removed"
            yield label, to_sentence(f"{label} was {what}: {number_of(len(now or was), 'word')}")


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
    permanency = (names.words("permanency", each.permanency) for each in (was, now))
    yield FieldChange("permanency", *permanency)
    yield from _delivery_rows(was.delivery or Delivery(), now.delivery or Delivery(), names)
    yield FieldChange("the goals", was.goals, now.goals)
    yield FieldChange("the essential components", was.components, now.components)
    yield from (FieldChange(*row) for row in requirement_rows(was, now, names))
    yield FieldChange("the text for families", quote_text(was.families), quote_text(now.families))
    yield FieldChange("the sources", was.sources, now.sources)
    yield FieldChange("the day of the last review", day(was.dates.reviewed), day(now.dates.reviewed))
    yield FieldChange("the day on which it was added", day(was.dates.added), day(now.dates.added))


def _delivery_rows(was: Delivery, now: Delivery, names: DiffNames) -> Iterator[FieldChange]:
    for field in ("serves", "formats", "settings", "languages"):
        words = (names.words(field, getattr(each, field)) for each in (was, now))
        yield FieldChange("who is worked with" if field == "serves" else field, *words)
    for field in ("intensity", "duration", "delivered_by"):
        texts = (quote_text(getattr(each, field)) for each in (was, now))
        yield FieldChange("who delivers it" if field == "delivered_by" else field, *texts)
    for field, label in (("weeks", "weeks"), ("sessions", "sessions"), ("hours_a_week", "hours a week")):
        yield FieldChange(label, *(_span(getattr(each, field)) for each in (was, now)))


def _contact(contact: Contact | None) -> str:
    said = [str(value) for value in contact.model_dump(exclude_none=True).values()] if contact else []
    return ", ".join(said) or NOT_RECORDED


def _span(span: WeekSpan | Span | None) -> str:
    low, high = (span.min, span.max) if span else (None, None)
    if low is None and high is None:
        return NOT_RECORDED
    if low is None:
        return f"up to {high:g}"
    return f"{low:g} or more" if high is None else f"{low:g}" if low == high else f"{low:g}–{high:g}"
