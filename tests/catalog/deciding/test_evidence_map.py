"""What the cells of the evidence map count: the same programs as the search that they link."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import pytest

from app.catalog.deciding.evidence_map import (
    COLUMN_FACETS,
    MAP_LEVELS,
    NO_TIER,
    ROW_FACETS,
    EvidenceMap,
    MapCell,
    MapColumnFacet,
    MapRequest,
    MapRowFacet,
    make_map,
)
from app.catalog.search.search import SearchRequest, search
from app.catalog.snapshot.snapshot import Snapshot
from app.evidence.entry.registry_ratings import ProgramInCatalog
from app.evidence.found.directions import join_directions
from app.evidence.found.outcome_results import is_compared
from app.evidence.rating.profiles import CEBC
from app.evidence.rating.verdict import Subject, level_on_outcome, rate

every_map = pytest.mark.parametrize(("rows", "columns"), [(row, column) for row in ROW_FACETS for column in COLUMN_FACETS])


def cells_of(found: EvidenceMap) -> Iterator[MapCell]:
    for row in found.rows:
        yield from (found.cells[row.id][column.id] for column in found.columns)


def programs_of(snapshot: Snapshot, wanted: SearchRequest) -> list[ProgramInCatalog]:
    hits = search(snapshot, replace(wanted, per_page=1000), passages=False).hits
    pages = [snapshot.page(hit.card.slug) for hit in hits]
    return [page.program for page in pages if page]


@every_map
def test_every_cell_equals_the_total_of_its_search(rows: MapRowFacet, columns: MapColumnFacet, snapshot: Snapshot) -> None:
    found = make_map(snapshot, MapRequest(rows, columns))
    assert [row.id for row in found.rows] == [id for id in snapshot.values[rows] if id != "none"]
    assert [column.id for column in found.columns] == [id for id in snapshot.values[columns] if id != "none"]
    for row in found.rows:
        counts = search(snapshot, SearchRequest(chosen={rows: (row.id,)}), passages=False)
        assert row.programs == counts.total
        for column in found.columns:
            cell = found.cells[row.id][column.id]
            assert cell.wanted.chosen == {rows: (row.id,), columns: (column.id,)}
            assert cell.programs == counts.counts[columns][column.id]
    some = list(cells_of(found))[::7]
    assert [cell.programs for cell in some] == [search(snapshot, cell.wanted, passages=False).total for cell in some]


@every_map
def test_the_programs_of_a_row_are_told_apart_without_a_rest(rows: MapRowFacet, columns: MapColumnFacet, snapshot: Snapshot) -> None:
    for cell in cells_of(make_map(snapshot, MapRequest(rows, columns))):
        assert sum(cell.counts.values()) == cell.programs
        assert cell.programs + cell.elsewhere + cell.unstudied == cell.row.programs


def test_a_cell_says_what_the_entries_of_its_programs_say(snapshot: Snapshot) -> None:
    """Told from the entries, for one row and every column of both kinds."""
    outcomes, row = snapshot.words["outcomes"], "reunification"
    programs = programs_of(snapshot, SearchRequest(chosen={"permanency": (row,)}))
    for columns in COLUMN_FACETS:
        found = make_map(snapshot, MapRequest("permanency", columns))
        for column in found.columns:
            cell = found.cells[row][column.id]
            compared: Counter[bool] = Counter()
            for program in programs:
                pairs = [
                    (study, finding)
                    for study in program.studies
                    for finding in study.findings
                    if not study.retracted and not finding.subgroup
                    and column.id == (finding.outcome if columns == "outcome" else outcomes[finding.outcome].domain)
                ]  # fmt: skip
                if pairs:
                    compared[any(is_compared(*pair) for pair in pairs)] += 1
            assert cell.counts["uncompared"] == compared[False]
            assert cell.programs == compared.total()


def test_a_domain_joins_its_outcomes(snapshot: Snapshot) -> None:
    findings = snapshot.outcome_findings
    for number in range(len(snapshot.cards)):
        of: dict[str, list[str]] = {}
        for outcome, directions in findings.by_outcome.items():
            of.setdefault(snapshot.words["outcomes"][outcome].domain or "", []).extend(
                direction for direction, programs in directions.items() if programs >> number & 1
            )
        for domain, given in of.items():
            told = [direction for direction, programs in findings.by_domain[domain].items() if programs >> number & 1]
            assert told == ([join_directions(given)] if given else [])  # type: ignore[arg-type]


def test_a_level_stands_with_topics_and_outcomes_alone(snapshot: Snapshot) -> None:
    for rows in ROW_FACETS:
        for columns in COLUMN_FACETS:
            has = (rows, columns) == ("topic", "outcome")
            for cell in cells_of(make_map(snapshot, MapRequest(rows, columns))):
                assert tuple(cell.levels) == (MAP_LEVELS if has else ())
                assert sum(cell.levels.values()) == (cell.programs if has else 0)
    published = make_map(snapshot, MapRequest(cells="published"))
    assert not any(cell.levels for cell in cells_of(published))


def test_a_level_is_that_of_a_topic_in_which_this_outcome_alone_counts(snapshot: Snapshot) -> None:
    domains = {id: word.domain for id, word in snapshot.words["outcomes"].items()}
    slug, (topic, _) = next(item for item in snapshot.topics.items() if item[1][0].rated_outcomes)
    levels = snapshot.outcome_findings.levels
    for card in snapshot.cards[::4]:
        page = snapshot.page(card.slug)
        assert page
        for outcome in card.findings.get("outcome", ()):
            alone = topic.model_copy(update={"rated_outcomes": (outcome,)})
            verdict = rate(Subject(card.slug, page.program, slug, alone), CEBC, domains)
            assert level_on_outcome(page.program, outcome) == verdict.level
            expected = (verdict.level or "undetermined").lower()
            assert levels[outcome][expected] >> snapshot.position[card.slug] & 1


@pytest.mark.parametrize("columns", COLUMN_FACETS)
def test_published_ratings_are_counted_as_the_tiers_of_the_search(columns: MapColumnFacet, snapshot: Snapshot) -> None:
    for cell in cells_of(make_map(snapshot, MapRequest("permanency", columns, "published"))):
        found = search(snapshot, cell.wanted, passages=False)
        tiers = {tier: count for tier, count in cell.counts.items() if tier != NO_TIER}
        assert tiers == found.counts["tier"]
        assert cell.programs <= sum(cell.counts.values())


def test_programs_in_no_row_are_counted(snapshot: Snapshot) -> None:
    for rows in ROW_FACETS:
        found = make_map(snapshot, MapRequest(rows))
        in_rows = SearchRequest(chosen={rows: tuple(row.id for row in found.rows)})
        assert found.rowless == len(snapshot.cards) - search(snapshot, in_rows).total
