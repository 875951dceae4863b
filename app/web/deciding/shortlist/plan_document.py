"""A document of a shortlist: parts with rows of cited facts, and the numbered list of their sources."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from app.catalog.snapshot.snapshot import Snapshot
from app.evidence.entry.documents import RATED
from app.web.deciding.chosen_programs import ChosenProgram
from app.web.deciding.cited_facts import CitedFact, FactCell, FactSource
from app.web.deciding.program_facts import FACTS
from app.web.deciding.rating_facts import rated_by
from app.web.wording.shown_ratings import name_registry

DocumentKind = Literal["table", "memo", "hexagon"]


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A row of a table, or a question with one cell. `asks`: what a reader has to add."""

    id: str
    label: str
    cells: tuple[FactCell, ...]
    asks: str = ""


@dataclass(frozen=True, slots=True)
class DocumentPart:
    """Questions about one program, or a table where it has `columns`, as (id, label)."""

    heading: str
    rows: tuple[DocumentRow, ...]
    columns: tuple[tuple[str, str], ...] = ()
    url: str | None = None
    note: str = ""

    @property
    def is_table(self) -> bool:
        return bool(self.columns)


@dataclass(frozen=True)
class PlanDocument:
    """A plan table, memo or Hexagon sheet; `source` is what it follows."""

    kind: DocumentKind
    title: str
    about: str
    source: FactSource | None
    parts: tuple[DocumentPart, ...]

    @cached_property
    def sources(self) -> tuple[FactSource, ...]:
        """Each once, in the order of reading; its number is its place."""
        cells = (cell for part in self.parts for row in part.rows for cell in row.cells)
        return tuple(dict.fromkeys(source for cell in cells for source in cell.sources))

    @cached_property
    def _places(self) -> dict[FactSource, int]:
        return {source: place for place, source in enumerate(self.sources, 1)}

    def numbers(self, fact: CitedFact) -> list[int]:
        """The footnotes of a fact."""
        return sorted({self._places[source] for source in fact.sources})


def tell_fact(fact: str, chosen: ChosenProgram, shown: Snapshot) -> FactCell:
    """A fact by its id, or `rated.` and a registry."""
    if fact.startswith(RATED):
        return rated_by(chosen, fact.removeprefix(RATED), shown)
    return FACTS[fact](chosen, shown)


def name_fact(fact: str, shown: Snapshot) -> str:
    """What documents call a fact."""
    if fact.startswith(RATED):
        return f"{name_registry(shown.words['registries'][fact.removeprefix(RATED)])} rating"
    return shown.documents.facts[fact] if shown.documents else fact


def tell_name(chosen: ChosenProgram) -> FactCell:
    return FactCell((CitedFact(chosen.name),))


def has_harm(programs: Sequence[ChosenProgram]) -> bool:
    """Whether a harm of any of them is recorded."""
    return any(each.program.harm and each.program.harm.is_recorded for each in programs)
