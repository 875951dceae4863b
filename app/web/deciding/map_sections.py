"""How the page lays out the evidence map: a table for each domain, empty rows and columns named apart."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from app.catalog.deciding.evidence_map import EvidenceMap, MapCell, MapColumn, MapRow
from app.catalog.snapshot.snapshot import Snapshot

ALL_DOMAINS, NO_DOMAIN = "domains", "other-outcomes"


@dataclass(frozen=True, slots=True)
class MapSection:
    """One table. `rows` and `columns` have a program; those without one are named below it."""

    id: str
    label: str
    columns: tuple[MapColumn, ...]
    rows: tuple[MapRow, ...]
    empty_columns: tuple[MapColumn, ...]
    empty_rows: tuple[MapRow, ...]


@dataclass(frozen=True, slots=True)
class OpenedRow:
    """A row as phones show it, opened by itself: the cells with programs, and what nobody was studied on."""

    row: MapRow
    cells: tuple[MapCell, ...]
    empty: tuple[MapCell, ...]


def split_sections(shown: Snapshot, found: EvidenceMap) -> list[MapSection]:
    """The outcomes of each domain in a table of their own; of domains there is one table."""
    if found.asked.columns == "domain":
        return [_section(found, ALL_DOMAINS, "All domains", found.columns)]
    domains = {id: word.label for id, word in shown.words.get("domains", {}).items()}
    named = [*domains.items(), (NO_DOMAIN, "Other outcomes")]
    sections = (
        _section(found, id, label, [each for each in found.columns if _domain(each, domains) == id])
        for id, label in named
    )
    return [each for each in sections if each.columns or each.empty_columns]


def open_rows(found: EvidenceMap) -> list[OpenedRow]:
    """Every row with a program that was studied."""
    opened = []
    for row in found.rows:
        cells = [found.cells[row.id][column.id] for column in found.columns]
        if any(cell.programs for cell in cells):
            full, empty = (
                [cell for cell in cells if bool(cell.programs) is is_full] for is_full in (True, False)
            )
            opened.append(OpenedRow(row, tuple(full), tuple(empty)))
    return opened


def empty_rows(found: EvidenceMap, columns: Iterable[MapColumn]) -> tuple[MapRow, ...]:
    listed = list(columns)
    return tuple(row for row in found.rows if found.row_is_empty(row, listed))


def _section(found: EvidenceMap, id: str, label: str, columns: Sequence[MapColumn]) -> MapSection:
    full = tuple(column for column in columns if _is_used(found, column))
    empty = empty_rows(found, full)
    return MapSection(
        id=id,
        label=label,
        columns=full,
        rows=tuple(row for row in found.rows if row not in empty) if full else (),
        empty_columns=tuple(column for column in columns if column not in full),
        empty_rows=empty if full else (),
    )


def _is_used(found: EvidenceMap, column: MapColumn) -> bool:
    return any(found.cells[row.id][column.id].programs for row in found.rows)


def _domain(column: MapColumn, domains: Collection[str]) -> str:
    return column.domain if column.domain in domains and column.domain else NO_DOMAIN
