"""The plan table: a row for each program, the columns that are asked for in their order."""

from collections.abc import Sequence

from app.catalog.snapshot.snapshot import Snapshot
from app.evidence.entry.documents import PROGRAM, RATED, PlanTable
from app.web.deciding.chosen_programs import ChosenProgram, say_retired
from app.web.deciding.cited_facts import BLANK, CitedFact, FactCell
from app.web.deciding.program_facts import entry_source
from app.web.deciding.rating_facts import scopes_of
from app.web.deciding.shortlist.plan_document import (
    DocumentPart,
    DocumentRow,
    PlanDocument,
    has_harm,
    name_fact,
    tell_fact,
)

HARM = "harm"
PROGRAM_LABEL = "Program"


def known_columns(table: PlanTable, shown: Snapshot) -> list[str]:
    """Every column that can be asked for."""
    facts = shown.documents.facts if shown.documents else {}
    rated = [f"{RATED}{id}" for id, word in shown.words["registries"].items() if word.status == "active"]
    return [PROGRAM, *rated, *facts, *table.columns]


def make_plan_table(
    table: PlanTable, programs: Sequence[ChosenProgram], columns: Sequence[str], shown: Snapshot
) -> PlanDocument:
    """`columns` are known ones; a column on harm comes last where one of the programs has a recorded harm."""
    asked = list(dict.fromkeys(columns))
    if has_harm(programs) and HARM not in asked:
        asked.append(HARM)
    rows = tuple(
        DocumentRow(each.slug, each.name, tuple(_cell(table, column, each, shown) for column in asked))
        for each in programs
    )
    named = tuple((column, name_column(table, column, shown)) for column in asked)
    return PlanDocument("table", table.title, table.about or "", None, (DocumentPart("", rows, named),))


def name_column(table: PlanTable, column: str, shown: Snapshot) -> str:
    """What stands in the head of a column."""
    if column == PROGRAM:
        return PROGRAM_LABEL
    if column in table.columns:
        return table.columns[column].label
    return "Harm" if column == HARM else name_fact(column, shown)


def _cell(table: PlanTable, column: str, chosen: ChosenProgram, shown: Snapshot) -> FactCell:
    if column == PROGRAM:
        facts = [CitedFact(chosen.name), CitedFact(say_retired(chosen), (entry_source(chosen),))]
        return FactCell(tuple(each for each in facts if each.text))
    if column in table.columns:
        registry = table.columns[column].scope_of
        return scopes_of(chosen, registry, shown) if registry else BLANK
    return tell_fact(column, chosen, shown)
