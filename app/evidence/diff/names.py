"""What programs, topics, levels and words are called: names instead of ids in every sentence."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.evidence.entry.registry import Registry
from app.evidence.entry.wording import NOT_RECORDED, join_words
from app.evidence.rating.profiles import CEBC

NUMBERED = ("5", "4", "3", "2", "1")
"""From weakest to strongest. NR is none of them: a program that cannot be rated is neither better nor worse."""


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
        return (
            self.level(level)
            if profile == CEBC.id
            else level.replace("does-not-meet", "does not meet the criteria").replace("-", " ")
        )

    def word(self, vocabulary: str, id: str | None) -> str:
        """The label of an id; “not recorded” for None."""
        if id is None:
            return NOT_RECORDED
        now = self.after.vocabulary.get(vocabulary, {})
        found = (
            now.get(id)
            or next((word for word in now.values() if id in word.former_slugs), None)
            or self.before.vocabulary.get(vocabulary, {}).get(id)
        )
        return found.label if found else id

    def inside(self, vocabulary: str, id: str | None) -> str:
        """The label as it stands inside a sentence: “child behavior”, but “EMDR”."""
        label = self.word(vocabulary, id)
        return label if label[1:2].isupper() else label[:1].lower() + label[1:]

    def words(self, vocabulary: str, ids: Iterable[str]) -> tuple[str, ...]:
        return tuple(self.word(vocabulary, id) for id in ids)


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
    return "; ".join(
        [
            *([f"added {quote_names(gained)}"] if gained else []),
            *([f"removed {quote_names(lost)}"] if lost else []),
        ]
    )


def say_from_to(label: str, before: str, after: str) -> str:
    return f"{label} from {before} to {after}"
