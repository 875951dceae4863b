"""Programs side by side: rows in fixed groups, one cell a program, nothing mixed and nothing left empty."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.catalog.snapshot.snapshot import Snapshot
from app.web.deciding.chosen_programs import ChosenProgram, say_retired
from app.web.deciding.cited_facts import FactCell, cell_of_text
from app.web.deciding.compare.compare_row import CompareRow
from app.web.deciding.compare.evidence_rows import evidence_rows
from app.web.deciding.compare.own_checks import own_check_row
from app.web.deciding.program_facts import FACTS, entry_source
from app.web.deciding.rating_facts import given_ratings, rated_by
from app.web.wording.shown_ratings import name_registry

FEWEST, MOST = 2, 4
# fmt: off
GROUPS = (
    ("safety", "Safety", {"harm": "Harm"}),
    ("for-whom", "For whom", {
        "population": "Meant for", "groups": "Groups", "ages": "Child’s age", "permanency": "Permanency",
        "problems": "Trouble it is for", "exclusions": "Not for",
    }),
    ("what-happens", "What happens", {
        "summary": "In short", "components": "Essential components", "serves": "Takes part",
        "formats": "Format", "settings": "Where", "intensity": "Intensity", "length": "How long",
        "sessions": "Sessions", "hours": "Hours a week", "languages": "Languages",
        "trauma-informed": "Trauma-informed",
    }),
    ("who-delivers", "Who delivers it", {
        "delivered-by": "Delivered by", "credentials": "Credentials", "caseload": "Caseload of a worker",
        "supervision": "Supervision",
    }),
    ("what-it-takes", "What it takes", {
        "manual": "Manual", "training": "Training", "fidelity": "Fidelity measure",
        "support": "Support after training", "purveyor": "From whom",
    }),
    ("cost", "Cost", {"cost": "Cost, as each source gives it", "benefit-cost": "Benefits and costs"}),
)
# fmt: on
"""Groups of rows in their order, before evidence and ratings: each row by its fact, with its name."""


@dataclass(frozen=True, slots=True)
class CompareGroup:
    """Rows under one heading."""

    id: str
    heading: str
    rows: tuple[CompareRow, ...]


@dataclass(frozen=True, slots=True)
class CompareTable:
    """The groups that have rows; `hidden` rows say the same of every program and are not asked for."""

    programs: tuple[ChosenProgram, ...]
    groups: tuple[CompareGroup, ...]
    hidden: int


def make_table(programs: Sequence[ChosenProgram], shown: Snapshot, differences: bool = False) -> CompareTable:
    """The table of the programs; with `differences` without rows whose cells are all the same."""
    every = list(_groups(programs, shown)) if programs else []
    kept = tuple(
        CompareGroup(
            each.id, each.heading, tuple(row for row in each.rows if not (differences and row.is_same))
        )
        for each in every
    )
    hidden = sum(len(each.rows) for each in every) - sum(len(each.rows) for each in kept)
    return CompareTable(tuple(programs), tuple(each for each in kept if each.rows), hidden)


def _groups(programs: Sequence[ChosenProgram], shown: Snapshot) -> Iterator[CompareGroup]:
    for id, heading, facts in GROUPS:
        rows = [
            CompareRow(fact, label, tuple(FACTS[fact](each, shown) for each in programs))
            for fact, label in facts.items()
        ]
        if id == "safety" and any(each.retired for each in programs):
            rows.insert(0, CompareRow("retired", "In this registry", tuple(map(_say_retired, programs))))
        yield CompareGroup(id, heading, tuple(rows))
    yield CompareGroup("evidence", "Evidence by outcome and time", tuple(evidence_rows(programs, shown)))
    yield CompareGroup("ratings", "Ratings", tuple(_rating_rows(programs, shown)))


def _rating_rows(programs: Sequence[ChosenProgram], shown: Snapshot) -> Iterator[CompareRow]:
    """A row for each registry that rates any of them, then our own check."""
    rating = {given.registry for each in programs for given in given_ratings(each, shown)}
    for registry, word in shown.words["registries"].items():
        if registry in rating:
            cells = tuple(rated_by(each, registry, shown) for each in programs)
            yield CompareRow(f"rated.{registry}", name_registry(word), cells)
    if not rating:
        yield CompareRow(
            "registries", "Published ratings", tuple(FACTS["registries"](each, shown) for each in programs)
        )
    if not any(each.is_dated for each in programs):
        yield own_check_row(programs, shown)


def _say_retired(chosen: ChosenProgram) -> FactCell:
    return cell_of_text(say_retired(chosen) or "active", entry_source(chosen))
