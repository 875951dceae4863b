"""Memo and Hexagon sheet: the same questions of each program, answered from its entry or left blank."""

from collections.abc import Iterator, Sequence
from typing import Literal

from app.catalog.snapshot.snapshot import Snapshot
from app.evidence.entry.documents import Sheet, SheetQuestion
from app.evidence.entry.wording import NOT_RECORDED
from app.web.deciding.chosen_programs import ChosenProgram, say_retired
from app.web.deciding.cited_facts import BLANK, CitedFact, FactCell, FactSource
from app.web.deciding.program_facts import entry_source
from app.web.deciding.shortlist.plan_document import (
    DocumentPart,
    DocumentRow,
    PlanDocument,
    name_fact,
    tell_fact,
)

LINE_BY_LINE = ("outcomes", "registries")
"""Facts that are told in whole sentences, so that each keeps a line of its own."""
FOR_DECISION = "Before a decision"


def make_sheet(
    kind: Literal["memo", "hexagon"], sheet: Sheet, programs: Sequence[ChosenProgram], shown: Snapshot
) -> PlanDocument:
    """A part for each program; then what is asked of all of them beside each other."""
    parts = [_part(sheet, each, shown) for each in programs]
    if sheet.decision and programs:
        columns = tuple((each.slug, each.name) for each in programs)
        blanks = tuple(BLANK for _ in programs)
        rows = tuple(
            DocumentRow(id, question.heading, blanks, question.asks or "")
            for id, question in sheet.decision.items()
        )
        parts.append(DocumentPart(FOR_DECISION, rows, columns))
    source = FactSource(sheet.source, sheet.source_name or sheet.source) if sheet.source else None
    return PlanDocument(kind, sheet.title, sheet.about or "", source, tuple(parts))


def _part(sheet: Sheet, chosen: ChosenProgram, shown: Snapshot) -> DocumentPart:
    rows = tuple(
        DocumentRow(id, question.heading, (answer(question, chosen, shown),), question.asks or "")
        for id, question in sheet.questions.items()
    )
    return DocumentPart(chosen.name, rows, url=chosen.url, note=say_retired(chosen))


def answer(question: SheetQuestion, chosen: ChosenProgram, shown: Snapshot) -> FactCell:
    """The facts that the question holds, what is missing named in one line; a blank where it holds none."""
    if not question.holds:
        return BLANK
    told = [(name_fact(fact, shown), fact, tell_fact(fact, chosen, shown)) for fact in question.holds]
    facts = [each for label, fact, cell in told for each in _lines(label, fact, cell, len(told) > 1)]
    missing = [label for label, _, cell in told if cell.text == NOT_RECORDED]
    if missing and len(told) > 1:
        facts.append(CitedFact(f"Not recorded: {'; '.join(missing)}.", (entry_source(chosen),)))
    return FactCell(tuple(facts), is_recorded=any(cell.is_recorded for *_, cell in told))


def _lines(label: str, fact: str, cell: FactCell, is_named: bool) -> Iterator[CitedFact]:
    """Sentences each on a line, other facts in one line with their name."""
    if is_named and cell.text == NOT_RECORDED:
        return
    if not is_named or fact in LINE_BY_LINE:
        yield from cell.facts
    else:
        yield CitedFact(f"{label}: {'; '.join(each.text for each in cell.facts)}", cell.sources)
