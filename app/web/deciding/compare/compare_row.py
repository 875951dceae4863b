"""One row of a comparison."""

from dataclasses import dataclass

from app.web.deciding.cited_facts import FactCell


@dataclass(frozen=True, slots=True)
class CompareRow:
    """A row: `cells` in the order of the programs; `id` is unique in the table."""

    id: str
    label: str
    cells: tuple[FactCell, ...]

    @property
    def is_same(self) -> bool:
        """Whether all cells say the same, also that nothing is recorded."""
        return len({cell.text for cell in self.cells}) == 1
