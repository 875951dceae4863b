"""The tables of a generation. They hold checked content, so they check nothing themselves.

Programs, topics and guides keep their whole front matter as JSON in `document`, for pages and the API. The
other tables hold the same facts in rows, for filters, counts and people who query the database file.
"""

from typing import Any

from sqlalchemy import inspect
from sqlmodel import Field, SQLModel


def columns(table: type[SQLModel]) -> Any:
    """The columns of a table, for queries that return rows, five times as fast as objects."""
    return inspect(table).local_table.c


Row = tuple[type[SQLModel], dict[str, Any]]
"""A table and the values of one of its rows by column, as bulk inserts take them."""


class ProgramRow(SQLModel, table=True):
    """One program. `html` is JSON, heading -> HTML; `card` is for lists; ages are years, dates ISO 8601."""

    __tablename__ = "program"
    slug: str = Field(primary_key=True)
    name: str
    summary: str
    status: str
    successor: str | None
    developer: str | None
    age_min: int | None
    age_max: int | None
    added: str
    reviewed: str
    digest: str
    document: str
    html: str
    card: str


class EntryFileRow(SQLModel, table=True):
    """The file of a program as its editor wrote it; encoded as UTF-8 it has the `digest` of the program."""

    __tablename__ = "entry_file"
    program: str = Field(primary_key=True)
    text: str


class FormerSlugRow(SQLModel, table=True):
    """An old address and the entry it leads to; `kind` is program, topic or guide."""

    __tablename__ = "former_slug"
    kind: str = Field(primary_key=True)
    former: str = Field(primary_key=True)
    slug: str


class AliasRow(SQLModel, table=True):
    """Another name of a program, in the editor's order."""

    __tablename__ = "program_alias"
    program: str = Field(primary_key=True)
    position: int = Field(primary_key=True)
    alias: str


class MembershipRow(SQLModel, table=True):
    """A program in a topic area. `level` is the current published rating, null when none was seen."""

    __tablename__ = "program_topic"
    program: str = Field(primary_key=True)
    topic: str = Field(primary_key=True)
    position: int
    relevance: str | None
    level: str | None
    rated_by: str | None
    as_of: str | None


class RatingRow(SQLModel, table=True):
    """A published rating with its history: position 0 is the current one."""

    __tablename__ = "rating"
    program: str = Field(primary_key=True)
    topic: str = Field(primary_key=True)
    position: int = Field(primary_key=True)
    level: str
    tier: str | None
    rated_by: str
    as_of: str | None
    source: str | None
    seen: str | None
    copy_kind: str | None
    note: str | None


class OtherRatingRow(SQLModel, table=True):
    """What another registry says of a program: the label and id of its rating, or only words `as_printed`."""

    __tablename__ = "other_rating"
    program: str = Field(primary_key=True)
    position: int = Field(primary_key=True)
    registry_id: str
    rating: str | None
    rating_id: str | None
    tier: str | None
    as_printed: str | None
    in_force: bool
    scope: str | None
    as_of: str | None
    source: str | None
    seen: str | None
    copy_kind: str | None
    note: str | None


class ProgramWordRow(SQLModel, table=True):
    """A vocabulary word that describes a program: a population, setting, format, outcome and so on."""

    __tablename__ = "program_word"
    program: str = Field(primary_key=True)
    vocabulary: str = Field(primary_key=True)
    word: str = Field(primary_key=True)
    position: int


class StudyRow(SQLModel, table=True):
    """A study. Flags are null when not recorded."""

    __tablename__ = "study"
    program: str = Field(primary_key=True)
    study: str = Field(primary_key=True)
    position: int
    sample: str | None
    design: str
    year: int | None
    title: str | None
    doi: str | None
    participants: int | None
    peer_reviewed: bool | None
    retracted: bool | None
    usual_care: bool | None
    comparison: str | None
    treatment_months: float | None


class FindingRow(SQLModel, table=True):
    """One outcome of a study at one time, months from the end of treatment."""

    __tablename__ = "finding"
    program: str = Field(primary_key=True)
    study: str = Field(primary_key=True)
    position: int = Field(primary_key=True)
    outcome: str
    direction: str
    months_after_treatment: float | None
    months_after_baseline: float | None
    significant: bool | None
    controlled: bool | None
    subgroup: str | None
    effect_kind: str | None
    effect_value: float | None
    ci_low: float | None
    ci_high: float | None


class StudiedOutcomeRow(SQLModel, table=True):
    """An outcome that a program was studied on: where its findings point, and the level that they give alone.

    `level` is 1 to 5, nr or undetermined: ours, on the CEBC scale, if no other outcome counted.
    """

    __tablename__ = "studied_outcome"
    program: str = Field(primary_key=True)
    outcome: str = Field(primary_key=True)
    direction: str
    level: str


class VerdictRow(SQLModel, table=True):
    """What the recorded studies support; `document` is the verdict as `homeward rate` prints it.

    `topic` is empty for a profile that does not rate by topic. `derived` is 1 to 5, nr or undetermined.
    `differs` is yes where the records do not allow the published level, no where they do, else null.
    """

    __tablename__ = "verdict"
    program: str = Field(primary_key=True)
    topic: str = Field(primary_key=True)
    profile: str = Field(primary_key=True)
    derived: str
    reason: str | None
    differs: str | None
    document: str


class SourceRow(SQLModel, table=True):
    """A page from which facts of a program came."""

    __tablename__ = "source"
    program: str = Field(primary_key=True)
    position: int = Field(primary_key=True)
    url: str


class FitDetailsRow(SQLModel, table=True):
    """What is shown of a program beside its answers to the questions of fit, as JSON."""

    __tablename__ = "fit_details"
    program: str = Field(primary_key=True)
    document: str


class TopicRow(SQLModel, table=True):
    """A topic area."""

    __tablename__ = "topic"
    slug: str = Field(primary_key=True)
    name: str
    document: str
    html: str


class GuideRow(SQLModel, table=True):
    """A guide for practitioners."""

    __tablename__ = "guide"
    slug: str = Field(primary_key=True)
    title: str
    document: str
    html: str


class LevelRow(SQLModel, table=True):
    """A level of the scientific rating scale, position 0 first."""

    __tablename__ = "level"
    id: str = Field(primary_key=True)
    position: int
    document: str
    html: str


class WordRow(SQLModel, table=True):
    """A word of a vocabulary."""

    __tablename__ = "word"
    vocabulary: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    position: int
    document: str


class SiteRow(SQLModel, table=True):
    """site.yaml, one row. `about` is HTML."""

    __tablename__ = "site"
    id: int = Field(primary_key=True)
    document: str
    about: str


class DocumentsRow(SQLModel, table=True):
    """documents.yaml, one row; none where the registry has no such file."""

    __tablename__ = "documents"
    id: int = Field(primary_key=True)
    document: str


PROGRAM_TABLES: tuple[type[SQLModel], ...] = (
    EntryFileRow, AliasRow, MembershipRow, RatingRow, OtherRatingRow,
    ProgramWordRow, StudyRow, FindingRow, StudiedOutcomeRow, SourceRow, VerdictRow, FitDetailsRow,
)  # fmt: skip
"""Tables whose rows belong to one program, named in their column `program`."""
