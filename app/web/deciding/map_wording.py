"""What a cell of the evidence map says in words, the four kinds of “no benefit found” told apart."""

from collections.abc import Mapping
from typing import NamedTuple

from app.catalog.deciding.evidence_map import NO_TIER, EvidenceMap, MapCell, MapRequest
from app.catalog.snapshot.facets import NOT_RECORDED, UNDETERMINED
from app.catalog.snapshot.snapshot import Snapshot
from app.evidence.entry.wording import number_of
from app.evidence.found.directions import DIRECTION_WORDS

ROW_WORDS = {"topic": "Topic areas", "population": "Target populations", "permanency": "Kinds of permanency"}
COLUMN_WORDS = {"outcome": "Outcomes", "domain": "Domains of outcomes"}
CELL_WORDS = {"findings": "What studies found", "published": "Published ratings"}
WITHOUT_ROW = {
    "topic": "are in no topic area",
    "population": "record no target population of this list",
    "permanency": "record no kind of permanency",
}
NO_STUDY, ELSEWHERE = "no study recorded", "studied, not on this"


class MapTerm(NamedTuple):
    """A term that cells use, and what it means."""

    term: str
    meaning: str


class MapNote(NamedTuple):
    """A line below the number of a cell."""

    text: str
    is_bad_news: bool = False


BAD_NEWS = frozenset(("both", "worse", "negative"))
"""Directions and tiers that no reader may miss."""
TERMS = (
    MapTerm("better", "in every recorded comparison with a control group, people did better with it"),
    MapTerm("better in part", "better in some of them, no different in others"),
    MapTerm("better and worse", "better in some, worse in others"),
    MapTerm("worse", "worse in some, better in none"),
)
NO_BENEFIT = (
    MapTerm(NO_STUDY, "no study of the program is in this registry; a retracted one does not count"),
    MapTerm(ELSEWHERE, "there are studies of the program, and none reports on this outcome"),
    MapTerm(
        "no control group",
        "no study recorded here measured it beside a group that had not been given the program, so nobody "
        "can tell what the program did; a review that pools studies counts as none of them",
    ),
    MapTerm("no different", "compared with a control group, and no difference was found"),
)
"""The four kinds of “no benefit found”: only the last one says that somebody looked and found none."""


def heading_of(asked: MapRequest) -> str:
    """“What studies found, by topic area and outcome”."""
    by = f"{ROW_WORDS[asked.rows].lower()} and {COLUMN_WORDS[asked.columns].lower()}"
    return f"{_subject(asked)}: {by}"


def _subject(asked: MapRequest) -> str:
    is_published = asked.cells == "published"
    return "Programs by tier, rated on all outcomes together" if is_published else "What studies found"


def labels_of_counts(shown: Snapshot, asked: MapRequest) -> Mapping[str, str]:
    """What the programs of a cell are counted by -> its words."""
    if asked.cells == "findings":
        return {str(id): words for id, words in DIRECTION_WORDS.items()}
    tiers = {id: word.label for id, word in shown.words["tiers"].items()}
    return {**tiers, NO_TIER: "Rated, in no tier", NOT_RECORDED: shown.label("tier", NOT_RECORDED)}


def tell_cell(cell: MapCell, labels: Mapping[str, str]) -> list[MapNote]:
    """The lines of a cell in a table: “3 better”, “1 no different”, “2 at level 3”."""
    return [*tell_counts(cell, labels), *map(MapNote, say_levels(cell))]


def tell_counts(cell: MapCell, labels: Mapping[str, str]) -> list[MapNote]:
    """“3 better”, “1 no different”; for a cell without programs why there are none."""
    if not cell.programs:
        return [MapNote(words) for words in say_rest(cell) or ["no program in this row"]]
    counted = ((id, count) for id, count in cell.counts.items() if count)
    return [MapNote(f"{count} {_inside(labels[id])}", id in BAD_NEWS) for id, count in counted]


def say_levels(cell: MapCell) -> list[str]:
    """“2 at level 3”: levels that our records settle, NR aside, which says that they are too few."""
    settled = ((id, count) for id, count in cell.levels.items() if id not in ("nr", UNDETERMINED))
    return [f"{count} at level {id}" for id, count in settled if count]


def say_programs(cell: MapCell, labels: Mapping[str, str]) -> str:
    """“3 better, 1 no control group; 2 at level 3”."""
    counts = ", ".join(note.text for note in tell_counts(cell, labels))
    return "; ".join(filter(None, (counts, ", ".join(say_levels(cell)))))


def say_rest(cell: MapCell) -> list[str]:
    """Of the other programs of the row: “6 studied, not on this”, “1 no study recorded”."""
    rest = ((cell.elsewhere, ELSEWHERE), (cell.unstudied, NO_STUDY))
    return [f"{count} {words}" for count, words in rest if count]


def say_cell(cell: MapCell, labels: Mapping[str, str]) -> str:
    """The whole cell on one line."""
    said = say_programs(cell, labels)
    rest = say_rest(cell) if cell.programs else []
    named = f"{cell.row.label}, {cell.column.label}: {number_of(cell.programs, 'program')}"
    return ". ".join([f"{named} ({said})", *([f"Of the others {', '.join(rest)}"] if rest else [])])


def rowless_note(found: EvidenceMap) -> str:
    """“8 programs are in no topic area and stand in no row.”; empty where each stands in one."""
    if not found.rowless:
        return ""
    without = WITHOUT_ROW[found.asked.rows]
    if found.rowless == 1:
        without = without.replace("are in", "is in").replace("record ", "records ")
        return f"1 program {without} and stands in no row."
    return f"{number_of(found.rowless, 'program')} {without} and stand in no row."


def _inside(label: str) -> str:
    """A label within a sentence: “3 strong evidence”."""
    return label[:1].lower() + label[1:]
