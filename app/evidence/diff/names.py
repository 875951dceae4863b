"""Names instead of ids in every sentence, and the phrases that all comparisons share."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from app.evidence.diff.change import Change
from app.evidence.entry.program import OtherRating
from app.evidence.entry.registry import Registry, scales_of
from app.evidence.entry.registry_ratings import find_step
from app.evidence.entry.wording import NOT_RECORDED, join_words
from app.evidence.rating.profiles import CEBC

NUMBERED = ("5", "4", "3", "2", "1")
"""From weakest to strongest. NR is none of them: it is neither better nor worse."""


@dataclass(frozen=True, slots=True)
class DiffNames:
    """The names of the registry as it is after the change; what is gone is called as it was before."""

    after: Registry
    before: Registry

    def topic(self, slug: str) -> str:
        found = self.after.topics.get(slug) or self.before.topics.get(slug)
        return found.value.name if found else f"the topic “{slug}”"

    def program(self, slug: str) -> str:
        found = self.after.programs.get(slug) or self.before.programs.get(slug)
        return found.value.name if found else f"“{slug}”"

    def level(self, level: str) -> str:
        """“3 (Promising Research Evidence)”."""
        found = self.after.levels.get(level.lower()) or self.before.levels.get(level.lower())
        return f"{level.upper()} ({found.value.label})" if found else level.upper()

    def derived_level(self, level: str, profile: str) -> str:
        if profile == CEBC.id:
            return self.level(level)
        return level.replace("does-not-meet", "does not meet the criteria").replace("-", " ")

    def word(self, vocabulary: str, id: str | None) -> str:
        """The label of an id; “not recorded” for None."""
        if id is None:
            return NOT_RECORDED
        before, after = (side.vocabulary.get(vocabulary, {}) for side in (self.before, self.after))
        renamed = next((word for word in after.values() if id in word.former_slugs), None)
        found = after.get(id) or renamed or before.get(id)
        return found.label if found else id

    def rating(self, other: OtherRating) -> str:
        """The label of a rating by another registry, or the words of the page."""
        if other.rating is None:
            return other.as_printed or NOT_RECORDED
        scales = (scales_of(side).get(other.registry, {}) for side in (self.after, self.before))
        found = next(filter(None, (find_step(other.rating, scale) for scale in scales)), None)
        return found.label if found else other.rating

    def inside(self, vocabulary: str, id: str | None) -> str:
        """The label as it stands inside a sentence: “child behavior”, but “EMDR”."""
        label = self.word(vocabulary, id)
        return label if label[1:2].isupper() else label[:1].lower() + label[1:]

    def words(self, vocabulary: str, ids: Iterable[str]) -> tuple[str, ...]:
        return tuple(self.word(vocabulary, id) for id in ids)


@dataclass(frozen=True, slots=True)
class ChangedProgram:
    """The program that a change is about, as a whole or in one topic. Empty reasons are left out."""

    slug: str
    names: DiffNames
    topic: str | None = None

    @property
    def name(self) -> str:
        return self.names.program(self.slug)

    @property
    def where(self) -> str:
        """“KEEP in Placement Stabilization Programs”."""
        return f"{self.name} in {self.names.topic(self.topic)}" if self.topic else self.name

    def in_topic(self, topic: str) -> "ChangedProgram":
        return replace(self, topic=topic)

    def change(self, kind: str, text: str, *reasons: str, remedy: str | None = None) -> Change:
        return Change(kind, text, tuple(filter(None, reasons)), self.slug, self.topic, remedy)


Row = tuple[str, str, str]
"""A fact: what it is called, and its value before and after in words."""


def list_moves(rows: Iterable[Row]) -> list[str]:
    """“the p value from 0.04 to 0.4” for each fact that changed."""
    return [f"{label} from {before} to {after}" for label, before, after in rows if before != after]


def quote_names(items: Iterable[str]) -> str:
    """“a”, “b” and “c”."""
    return join_words(f"“{item}”" for item in items)


def quote_text(value: str | None) -> str:
    return f"“{value}”" if value else NOT_RECORDED


def to_sentence(text: str) -> str:
    """With a capital and a full stop."""
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?")) else ".")


def compare_lists(before: Iterable[str], after: Iterable[str]) -> str:
    """“added “a” and “b”; removed “c””; empty when the same items stand in another order."""
    old, new = list(before), list(after)
    gained, lost = [item for item in new if item not in old], [item for item in old if item not in new]
    sides = (("added", gained), ("removed", lost))
    return "; ".join(f"{what} {quote_names(items)}" for what, items in sides if items)
