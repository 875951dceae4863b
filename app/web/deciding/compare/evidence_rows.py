"""Evidence side by side: of each outcome the sentence on it, then the figures that may stand in one row."""

from collections import Counter
from collections.abc import Iterator, Sequence

from app.catalog.snapshot.snapshot import Snapshot
from app.evidence.entry.wording import number_of, study_name
from app.evidence.found.outcome_results import ComparedFinding, OutcomeResult, result_by_outcome
from app.evidence.found.sentences import UNCOMPARED, say_result
from app.evidence.found.side_by_side import (
    HINDRANCES,
    Hindrance,
    SideBySide,
    direction_of,
    set_side_by_side,
    time_of,
)
from app.web.deciding.chosen_programs import ChosenProgram
from app.web.deciding.cited_facts import CitedFact, FactCell, absent, cell_of, cell_of_text
from app.web.deciding.compare.compare_row import CompareRow
from app.web.deciding.program_facts import NO_STUDY, entry_source, found_in, study_source
from app.web.wording.values import effect

NOT_STUDIED = HINDRANCES["not-studied"]
FOUND_WORDS = {
    "favorable": "better", "no-difference": "no different", "unfavorable": "worse",
    "mixed": "better and worse",
}  # fmt: skip


def evidence_rows(programs: Sequence[ChosenProgram], shown: Snapshot) -> Iterator[CompareRow]:
    """How many studies there are, then each outcome that any program was studied on."""
    yield CompareRow("studies", "Studies", tuple(_count_studies(each, shown) for each in programs))
    results = [{each.outcome: each for each in result_by_outcome(one.program.studies)} for one in programs]
    for outcome, word in shown.words["outcomes"].items():
        if any(outcome in each for each in results):
            cells = [
                _sentence(one, each.get(outcome), shown) for one, each in zip(programs, results, strict=True)
            ]
            yield CompareRow(f"outcome-{outcome}", word.label, tuple(cells))
            yield from _figures(outcome, programs, shown)


def _count_studies(chosen: ChosenProgram, shown: Snapshot) -> FactCell:
    """“3 studies: 2 randomized controlled trials; 1 single-group study”."""
    studies = chosen.program.studies
    if not studies:
        return absent(NO_STUDY)
    designs: Counter[str] = Counter(each.design for each in studies)
    named = [
        f"{shown.words['designs'][id].label} {designs[id]}" for id in shown.words["designs"] if designs[id]
    ]
    text = f"{number_of(len(studies), 'study', 'studies')}: {'; '.join(named)}"
    return cell_of_text(text, entry_source(chosen))


def _sentence(chosen: ChosenProgram, result: OutcomeResult | None, shown: Snapshot) -> FactCell:
    """What was found on an outcome, and when it was measured."""
    if result is None:
        return absent(NOT_STUDIED if chosen.program.studies else NO_STUDY)
    if not result.signs:
        return absent(UNCOMPARED)
    said = say_result(result, shown.words["outcomes"][result.outcome])
    facts = [CitedFact(said.alone, found_in(said, chosen))]
    times = dict.fromkeys(time_of(each.study, each.finding) for each in result.findings)
    facts.append(CitedFact(f"Measured: {'; '.join(times)}."))
    return cell_of(facts)


def _figures(outcome: str, programs: Sequence[ChosenProgram], shown: Snapshot) -> Iterator[CompareRow]:
    label = shown.words["outcomes"][outcome].label
    found = set_side_by_side(outcome, [each.program.studies for each in programs])
    for number, row in enumerate(found.rows, 1):
        kind = shown.words["effects"][row.kind].label
        named = f"{label}, figures: {kind}, {row.measure}, {row.time}"
        cells = tuple(_figure_cell(each, row, shown) for each in row.programs)
        yield CompareRow(f"figures-{outcome}-{number}", named, cells)
    if found.apart:
        cells = tuple(absent(HINDRANCES[each]) for each in found.apart)
        yield CompareRow(f"figures-{outcome}", f"{label}, figures", cells)


def _figure_cell(held: tuple[ComparedFinding, ...] | Hindrance, row: SideBySide, shown: Snapshot) -> FactCell:
    """The figures of one program, all of the kind, measure and time of the row."""
    if isinstance(held, str):
        return absent(HINDRANCES[held])
    kinds = {id: word.label for id, word in shown.words["effects"].items()}
    return cell_of(
        CitedFact(
            f"{FOUND_WORDS[direction_of(each)].capitalize()}: {effect(each.finding.effect, kinds)} "
            f"({study_name(each.study)})",
            (study_source(each.study),),
        )
        for each in held
    )
