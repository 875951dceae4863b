"""What a cell of a comparison or a document says, and where each thing in it was read."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.evidence.entry import wording


@dataclass(frozen=True, slots=True)
class FactSource:
    """Where something was read and when, in words: “Title IV-E …, dated 2020, seen 21 November 2026”."""

    url: str | None
    text: str


@dataclass(frozen=True, slots=True)
class CitedFact:
    """One thing that is recorded, in words, with its sources."""

    text: str
    sources: tuple[FactSource, ...] = ()


@dataclass(frozen=True, slots=True)
class FactCell:
    """What is said of one program in one place. `is_blank`: it is left for the reader to fill in.

    `is_recorded` is false where it says that nothing is recorded, or why nothing can be said.
    """

    facts: tuple[CitedFact, ...]
    is_recorded: bool = True
    is_blank: bool = False

    @property
    def text(self) -> str:
        """All of it; each fact is a line."""
        return "\n".join(each.text for each in self.facts)

    @property
    def sources(self) -> tuple[FactSource, ...]:
        """Each once, in order."""
        return tuple(dict.fromkeys(source for each in self.facts for source in each.sources))


def absent(text: str = wording.NOT_RECORDED) -> FactCell:
    """A cell that says in words that there is nothing."""
    return FactCell((CitedFact(text),), is_recorded=False)


NOT_RECORDED = absent()
BLANK = FactCell((CitedFact("[to fill in]"),), is_recorded=False, is_blank=True)


def cell_of(facts: Iterable[CitedFact]) -> FactCell:
    """The facts as a cell; “not recorded” where there is none."""
    kept = tuple(each for each in facts if each.text)
    return FactCell(kept) if kept else NOT_RECORDED


def cell_of_text(text: str | None, *sources: FactSource) -> FactCell:
    return cell_of([CitedFact(text or "", sources)])
