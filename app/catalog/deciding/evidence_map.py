"""The evidence map: how many programs of each group were studied on what, and what was found."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from app.catalog.search.search import SearchRequest
from app.catalog.snapshot.facets import FACET, NOT_RECORDED, UNDETERMINED, union
from app.catalog.snapshot.snapshot import Snapshot
from app.evidence.entry.registry import LEVEL_IDS
from app.evidence.entry.registry_ratings import TIERS
from app.evidence.found.directions import DIRECTIONS

MapRowFacet = Literal["topic", "population", "permanency"]
MapColumnFacet = Literal["outcome", "domain"]
MapCells = Literal["findings", "published"]
ROW_FACETS: tuple[MapRowFacet, ...] = get_args(MapRowFacet)
COLUMN_FACETS: tuple[MapColumnFacet, ...] = get_args(MapColumnFacet)
CELLS: tuple[MapCells, ...] = get_args(MapCells)
NO_TIER = "no-tier"
"""Rated, by no registry in a tier: only listed there, or superseded."""
MAP_TIERS = (*TIERS, NO_TIER, NOT_RECORDED)
MAP_LEVELS = (*LEVEL_IDS, UNDETERMINED)


@dataclass(frozen=True, slots=True)
class MapRequest:
    """Which facet the rows and the columns are of, and whether cells count findings or published ratings."""

    rows: MapRowFacet = "topic"
    columns: MapColumnFacet = "outcome"
    cells: MapCells = "findings"

    @property
    def has_levels(self) -> bool:
        """A level is of a program in a topic, worked out from one outcome."""
        return (self.rows, self.columns, self.cells) == ("topic", "outcome", "findings")

    @property
    def levels(self) -> tuple[str, ...]:
        """The levels that the programs of a cell are counted by."""
        return MAP_LEVELS if self.has_levels else ()

    @property
    def counted(self) -> tuple[str, ...]:
        """What the programs of a cell are counted by."""
        return DIRECTIONS if self.cells == "findings" else MAP_TIERS


@dataclass(frozen=True, slots=True)
class MapRow:
    """A group of programs, and of how many of them no study is recorded, retracted ones aside."""

    id: str
    label: str
    programs: int
    unstudied: int


@dataclass(frozen=True, slots=True)
class MapColumn:
    """An outcome or a domain, and how many programs were studied on it; `domain` is that of an outcome."""

    id: str
    label: str
    programs: int
    domain: str | None


@dataclass(frozen=True, slots=True)
class MapCell:
    """The programs of a row that were studied on the outcome of a column.

    `counts` is direction -> programs, or tier -> programs: a program with a mixed, no-effect or negative
    rating counts in that tier and in its strongest. `levels` is empty where the map has none. Of the other
    programs of the row, `elsewhere` were studied, not on this outcome, and of `unstudied` no study is
    recorded. `wanted` is the search that finds the programs.
    """

    row: MapRow
    column: MapColumn
    programs: int
    counts: Mapping[str, int]
    levels: Mapping[str, int]
    elsewhere: int
    unstudied: int
    wanted: SearchRequest


@dataclass(frozen=True, slots=True)
class EvidenceMap:
    """Every row and column, empty ones included; `cells` is row -> column -> cell.

    `rowless` programs stand in no row.
    """

    asked: MapRequest
    rows: tuple[MapRow, ...]
    columns: tuple[MapColumn, ...]
    cells: Mapping[str, Mapping[str, MapCell]]
    rowless: int

    def row_is_empty(self, row: MapRow, columns: Iterable[MapColumn]) -> bool:
        return not any(self.cells[row.id][column.id].programs for column in columns)


def make_map(snapshot: Snapshot, asked: MapRequest) -> EvidenceMap:
    """The map of every active program; it reads nothing but the snapshot."""
    rows_of = (id for id in snapshot.values[asked.rows] if id != NOT_RECORDED)
    in_rows = {id: _programs_of(snapshot, asked.rows, id) for id in rows_of}
    studied = snapshot.outcome_findings.studied
    rows = tuple(
        MapRow(id, snapshot.label(asked.rows, id), found.bit_count(), (found & ~studied).bit_count())
        for id, found in in_rows.items()
    )
    outcomes = snapshot.words.get("outcomes", {})
    columns = tuple(
        MapColumn(
            id=id,
            label=snapshot.label(asked.columns, id),
            programs=_programs_of(snapshot, asked.columns, id).bit_count(),
            domain=outcomes[id].domain if asked.columns == "outcome" else None,
        )
        for id in snapshot.values[asked.columns]
        if id != NOT_RECORDED
    )
    cells = {
        row.id: {column.id: _cell(snapshot, asked, row, column, in_rows[row.id]) for column in columns}
        for row in rows
    }
    rowless = len(snapshot.cards) - union(in_rows.values()).bit_count()
    return EvidenceMap(asked, rows, columns, cells, rowless)


def _programs_of(snapshot: Snapshot, facet: str, value: str) -> int:
    """The programs that a search by the value finds."""
    if FACET[facet].of_membership:
        return snapshot.fold(snapshot.by_membership[facet].get(value, 0))
    return snapshot.by_program[facet].get(value, 0)


def _cell(snapshot: Snapshot, asked: MapRequest, row: MapRow, column: MapColumn, in_row: int) -> MapCell:
    findings = snapshot.outcome_findings
    found = in_row & _programs_of(snapshot, asked.columns, column.id)
    levels = findings.levels.get(column.id, {}) if asked.has_levels else {}
    return MapCell(
        row=row,
        column=column,
        programs=found.bit_count(),
        counts=_counts(snapshot, asked, column.id, found),
        levels={id: (levels.get(id, 0) & found).bit_count() for id in MAP_LEVELS} if asked.has_levels else {},
        elsewhere=(in_row & findings.studied & ~found).bit_count(),
        unstudied=row.unstudied,
        wanted=SearchRequest(chosen={asked.rows: (row.id,), asked.columns: (column.id,)}),
    )


def _counts(snapshot: Snapshot, asked: MapRequest, column: str, found: int) -> dict[str, int]:
    if asked.cells == "published":
        tiers = snapshot.by_program["tier"]
        counts = {tier: (tiers.get(tier, 0) & found).bit_count() for tier in MAP_TIERS}
        return {**counts, NO_TIER: (found & ~union(tiers.values())).bit_count()}
    findings = snapshot.outcome_findings
    directions = (findings.by_outcome if asked.columns == "outcome" else findings.by_domain).get(column, {})
    return {each: (directions.get(each, 0) & found).bit_count() for each in DIRECTIONS}
