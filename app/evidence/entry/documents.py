"""Models of documents.yaml: what of a plan table, a memo and a Hexagon sheet is of this field."""

from collections.abc import Iterator

from pydantic import Field

from app.evidence.entry.value_types import Entry, Line, RegistryId, Slug, Text, Url

RATED = "rated."
"""Before the id of a registry: its rating in force."""
PROGRAM = "program"
"""The column of the program's name."""
FACTS = (
    "summary", "population", "exclusions", "groups", "ages", "permanency", "problems", "components",
    "serves", "formats", "settings", "intensity", "length", "sessions", "hours", "languages",
    "trauma-informed", "staff", "delivered-by", "credentials", "caseload", "supervision", "manual",
    "training", "fidelity", "support", "purveyor", "cost", "benefit-cost", "adaptations", "outcomes",
    "registries", "harm",
)  # fmt: skip
"""What every entry can tell, whatever the field, by id."""


class PlanColumn(Entry):
    """A column of this field: what the ratings of a registry are about, else a blank to fill in."""

    label: Line
    scope_of: RegistryId | None = None


class PlanTable(Entry):
    """A table of programs for a plan. `usual` are the columns where none is asked for, `columns` those that
    this field has beside facts and ratings."""

    title: Line
    about: Text | None = None
    usual: tuple[Line, ...]
    columns: dict[Slug, PlanColumn] = Field(default_factory=dict)


class SheetQuestion(Entry):
    """A question of a sheet: the facts that answer it; without any it is left blank."""

    heading: Line
    asks: Text | None = None
    holds: tuple[Line, ...] = ()


class Sheet(Entry):
    """A sheet of questions about each program, in the manner of what `source` publishes.

    `decision` are questions that are asked of all programs beside each other, at its end.
    """

    title: Line
    about: Text | None = None
    source: Url | None = None
    source_name: Line | None = None
    questions: dict[Slug, SheetQuestion]
    decision: dict[Slug, SheetQuestion] = Field(default_factory=dict)


class Documents(Entry):
    """documents.yaml: the documents that can be made of a shortlist; one that is left out does not exist.

    `facts` are the facts that they may hold, with what each is called.
    """

    facts: dict[Slug, Line]
    plan_table: PlanTable | None = None
    memo: Sheet | None = None
    hexagon: Sheet | None = None

    def held_facts(self) -> Iterator[tuple[tuple[str | int, ...], str]]:
        """Every place that names a fact or a column to be held, and the name."""
        if table := self.plan_table:
            yield from ((("plan_table", "usual", place), name) for place, name in enumerate(table.usual))
        for key, sheet in (("memo", self.memo), ("hexagon", self.hexagon)):
            for part in ("questions", "decision") if sheet else ():
                for id, question in getattr(sheet, part).items():
                    at = key, part, id, "holds"
                    yield from (((*at, place), name) for place, name in enumerate(question.holds))
