"""The columns of `/programs.csv`: stable names, each with what it holds.

New ones come at the end; none is renamed or taken away within v1.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from app.catalog.snapshot.facets import FACET, NOT_RECORDED, UNDETERMINED
from app.catalog.snapshot.snapshot import FIXED_LABELS, Card, CurrentRating, Snapshot
from app.web.downloads.requirement_cells import BETWEEN, Document, availability, bound, write_cost
from app.web.response.csv import CsvColumn

EXISTS = ("yes", "no")


@dataclass(frozen=True, slots=True)
class TableRow:
    """A program as the table sees it; `document` is its front matter."""

    card: Card
    document: dict[str, Any]
    shown: Snapshot
    base_url: str


@dataclass(frozen=True, slots=True)
class Column(CsvColumn):
    """`cell` gives text, or None where nothing is recorded: then the cell is empty."""

    cell: Callable[[TableRow], str | None]


def _published(row: TableRow) -> str:
    return BETWEEN.join(f"{_topic(each, row)}: {_level(each, row.shown)}" for each in row.card.ratings)


def _topic(rating: CurrentRating, row: TableRow) -> str:
    return row.shown.topics[rating.topic][0].name


def _level(rating: CurrentRating, shown: Snapshot) -> str:
    if rating.level is None:
        return FIXED_LABELS["rating"][NOT_RECORDED]
    dated = f"as of {rating.as_of}" if rating.as_of else "date not recorded"
    return f"{rating.level.upper()} – {shown.levels[rating.level][0].label} ({rating.by}, {dated})"


def _derived(row: TableRow) -> str:
    rated = [(_topic(each, row), each.derived) for each in row.card.ratings if each.derived]
    return BETWEEN.join(f"{topic}: {_derived_level(level, row.shown)}" for topic, level in rated)


def _derived_level(level: str, shown: Snapshot) -> str:
    return level if level == UNDETERMINED else f"{level.upper()} – {shown.levels[level][0].label}"


def _elsewhere(row: TableRow) -> str:
    registries = row.shown.words["registries"]
    return BETWEEN.join(
        f"{registries[each.registry].label}: {each.as_printed or each.rating}"
        f"{'' if each.in_force else ' (superseded)'}"
        for each in row.card.other_ratings
    )


def _delivery(key: str) -> Callable[[TableRow], Any]:
    return lambda row: (row.document["delivery"] or {}).get(key)


def _of_document(cell: Callable[[Document], str | None]) -> Callable[[TableRow], str | None]:
    return lambda row: cell(row.document)


def _rated(row: TableRow) -> str:
    return BETWEEN.join(value for value in row.card.values(FACET["rated"]) if "." in value)


def _labels(vocabulary: str) -> Callable[[TableRow], str]:
    def cell(row: TableRow) -> str:
        words = row.shown.words[vocabulary]
        return BETWEEN.join(words[id].label for id in row.card.words.get(vocabulary, ()))

    return cell


def _ids(vocabulary: str) -> Callable[[TableRow], str]:
    """The same words as ids, in the same order."""
    return lambda row: BETWEEN.join(row.card.words.get(vocabulary, ()))


def _number(value: int | None) -> str | None:
    return None if value is None else str(value)


# fmt: off
COLUMNS = (
    Column("slug", "the program's permanent id, as in its address", lambda row: row.card.slug),
    Column("name", "its name", lambda row: row.card.name),
    Column("other_names", "its other names", lambda row: BETWEEN.join(row.card.aliases)),
    Column("url", "the permanent address of its page",
           lambda row: f"{row.base_url}/programs/{row.card.slug}", format="uri"),
    Column("summary", "one sentence", lambda row: row.card.summary),
    Column("topics", "ids of its topic areas",
           lambda row: BETWEEN.join(each.topic for each in row.card.ratings)),
    Column("published_ratings", "topic: rating (who gave it, as of when), for each topic area; "
           "“No CEBC rating seen” is not NR", _published),
    Column("homeward_derived_ratings", "topic: level that Homeward derives from the recorded studies, "
           "never a published rating", _derived),
    Column("other_registries", "registry: its rating in its own words, in force unless it says superseded",
           _elsewhere),
    Column("risk_of_harm", "yes where a risk of harm is recorded, else empty",
           lambda row: "yes" if row.card.harm else None, values=("yes",)),
    Column("populations", "groups it is meant for", _labels("populations")),
    Column("age_min", "youngest child, in years", lambda row: _number(row.card.age_min),
           type="integer"),
    Column("age_max", "oldest child, in years", lambda row: _number(row.card.age_max),
           type="integer"),
    Column("permanency", "kinds of permanency it serves", _labels("permanency")),
    Column("settings", "where it is delivered", _labels("settings")),
    Column("formats", "how it is delivered", _labels("formats")),
    Column("languages", "languages it is offered in", _labels("languages")),
    Column("outcomes", "outcomes that its studies measured", _labels("outcomes")),
    Column("designs", "designs of its studies", _labels("designs")),
    Column("studies", "how many studies are recorded", lambda row: str(len(row.document["studies"])),
           type="integer"),
    Column("developer", "who developed it", lambda row: row.document["developer"]),
    Column("website", "its own website", lambda row: row.document["website"], format="uri"),
    Column("added", "day on which the entry came into the registry",
           lambda row: row.document["dates"]["added"], type="date"),
    Column("reviewed", "day on which the entry was last compared with its sources",
           lambda row: row.card.reviewed, type="date"),
    Column("generation", "the edition of the registry that this row comes from",
           lambda row: row.shown.generation),
    Column("population_ids", "ids of populations, in the same order", _ids("populations")),
    Column("permanency_ids", "ids of permanency, in the same order", _ids("permanency")),
    Column("setting_ids", "ids of settings, in the same order", _ids("settings")),
    Column("format_ids", "ids of formats, in the same order", _ids("formats")),
    Column("outcome_ids", "ids of outcomes, in the same order", _ids("outcomes")),
    Column("design_ids", "ids of designs, in the same order", _ids("designs")),
    Column("tiers", "its strongest tier by the ratings of any registry in force, then mixed, no-effect and "
           "negative where they are found beside it", lambda row: BETWEEN.join(row.card.tiers)),
    Column("rated", "registry.rating for each rating in force, as ids", _rated),
    Column("duration", "how long it lasts, in words", _delivery("duration")),
    Column("weeks_min", "how many weeks it lasts at least", _of_document(bound("weeks", "min")),
           type="number"),
    Column("weeks_max", "how many weeks it lasts at most", _of_document(bound("weeks", "max")),
           type="number"),
    Column("sessions_min", "how many sessions it has at least", _of_document(bound("sessions", "min")),
           type="number"),
    Column("sessions_max", "how many sessions it has at most", _of_document(bound("sessions", "max")),
           type="number"),
    Column("problems", "presenting problems that it is for", _labels("problems")),
    Column("problem_ids", "ids of problems, in the same order", _ids("problems")),
    Column("credentials", "who may deliver it", _labels("credentials")),
    Column("credential_ids", "ids of credentials, in the same order", _ids("credentials")),
    Column("manual", "whether a manual exists; empty: not recorded or not known",
           _of_document(availability("manual")), values=EXISTS),
    Column("training", "whether training exists; empty: not recorded or not known",
           _of_document(availability("training")), values=EXISTS),
    Column("fidelity", "whether a measure of fidelity exists; empty: not recorded or not known",
           _of_document(availability("fidelity")), values=EXISTS),
    Column("costs", "item: amount, currency, per what (year of the prices), as each source says it; "
           "nothing is added up", lambda row: BETWEEN.join(map(write_cost, row.document["costs"]))),
)
# fmt: on
HEAD = tuple(column.name for column in COLUMNS)


def make_cells(row: TableRow) -> Iterable[str | None]:
    return (column.cell(row) for column in COLUMNS)
