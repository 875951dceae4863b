"""The SQL views of the database, for whoever asks it: each column with its meaning and where it comes from.

Within v1 a column is neither renamed nor taken away; new ones come at the end. Tables may change.
"""

from dataclasses import dataclass

from sqlalchemy import Connection

BETWEEN = "; "


@dataclass(frozen=True, slots=True)
class ViewColumn:
    """`sql` is the expression of the column."""

    name: str
    meaning: str
    sql: str


@dataclass(frozen=True, slots=True)
class SqlView:
    """One row for each row of `rows`, the tables after FROM."""

    name: str
    about: str
    rows: str
    columns: tuple[ViewColumn, ...]


def create_views(connection: Connection) -> None:
    """Make the views that are not there; a database that another version made is never built upon."""
    for view in VIEWS:
        listed = ", ".join(f"{column.sql} AS {column.name}" for column in view.columns)
        sql = f"CREATE VIEW IF NOT EXISTS {view.name} AS SELECT {listed} FROM {view.rows}"
        connection.exec_driver_sql(sql)


def _joined(value: str, rows: str) -> str:
    """The values of `rows`, which are sorted, in one cell."""
    return f"(SELECT group_concat(value, '{BETWEEN}') FROM (SELECT {value} AS value FROM {rows}))"


def _word_ids(vocabulary: str) -> str:
    rows = f"program_word w WHERE w.program = p.slug AND w.vocabulary = '{vocabulary}' ORDER BY w.position"
    return _joined("w.word", rows)


def _word_labels(vocabulary: str) -> str:
    words = "program_word w JOIN word v ON v.vocabulary = w.vocabulary AND v.id = w.word"
    rows = f"{words} WHERE w.program = p.slug AND w.vocabulary = '{vocabulary}' ORDER BY w.position"
    return _joined("json_extract(v.document, '$.label')", rows)


def _word_columns(vocabulary: str, ids: str, meaning: str) -> tuple[ViewColumn, ...]:
    return (
        ViewColumn(ids, f"ids of {vocabulary}", _word_ids(vocabulary)),
        ViewColumn(vocabulary, f"{meaning}, in the same order", _word_labels(vocabulary)),
    )


def _of_study(key: str) -> str:
    """A value of the study's entry, null where it is not recorded."""
    return f"json_extract(p.document, '$.studies[' || s.position || '].{key}')"


OF_FINDINGS = "finding f WHERE f.program = s.program AND f.study = s.study"
AUTHORS = "json_each(p.document, '$.studies[' || s.position || '].citation.authors') a ORDER BY a.key"

# fmt: off
V_PROGRAM = SqlView("v_program", "One row for each program, retired ones too.", "program p", (
    ViewColumn("slug", "the permanent id, as in the address of the page", "p.slug"),
    ViewColumn("name", "its name", "p.name"),
    ViewColumn("other_names", "its other names",
               _joined("n.alias", "program_alias n WHERE n.program = p.slug ORDER BY n.position")),
    ViewColumn("summary", "one sentence", "p.summary"),
    ViewColumn("status", "active or retired", "p.status"),
    ViewColumn("successor", "slug of what takes the place of a retired program", "p.successor"),
    ViewColumn("developer", "who developed it", "p.developer"),
    ViewColumn("website", "its own website", "json_extract(p.document, '$.website')"),
    ViewColumn("age_min", "youngest child, in years", "p.age_min"),
    ViewColumn("age_max", "oldest child, in years", "p.age_max"),
    ViewColumn("topic_ids", "ids of its topic areas",
               _joined("t.topic", "program_topic t WHERE t.program = p.slug ORDER BY t.position")),
    ViewColumn("topics", "their names, in the same order",
               _joined("o.name", "program_topic t JOIN topic o ON o.slug = t.topic "
                       "WHERE t.program = p.slug ORDER BY t.position")),
    *_word_columns("populations", "population_ids", "groups it is meant for"),
    *_word_columns("permanency", "permanency_ids", "kinds of permanency it serves"),
    *_word_columns("settings", "setting_ids", "where it is delivered"),
    *_word_columns("formats", "format_ids", "how it is delivered"),
    *_word_columns("languages", "language_ids", "languages it is offered in"),
    *_word_columns("outcomes", "outcome_ids", "outcomes that its studies measured"),
    *_word_columns("designs", "design_ids", "designs of its studies"),
    ViewColumn("studies", "how many studies are recorded",
               "(SELECT count(*) FROM study s WHERE s.program = p.slug)"),
    ViewColumn("risk_of_harm", "yes where a risk of harm is recorded, else null",
               "CASE WHEN 'present' IN (json_extract(p.document, '$.harm.case'), "
               "json_extract(p.document, '$.harm.basis')) THEN 'yes' END"),
    ViewColumn("added", "day on which the entry came into the registry", "p.added"),
    ViewColumn("reviewed", "day on which the entry was last compared with its sources", "p.reviewed"),
))
V_STUDY = SqlView("v_study", "One row for each study of each program.",
    "study s JOIN program p ON p.slug = s.program", (
    ViewColumn("program", "slug of the program", "s.program"),
    ViewColumn("program_name", "its name", "p.name"),
    ViewColumn("study", "id of the study within the program", "s.study"),
    ViewColumn("position", "its place in the entry, from 0", "s.position"),
    ViewColumn("sample", "studies of one program with the same word here are of one sample", "s.sample"),
    ViewColumn("design", "id of its design", "s.design"),
    ViewColumn("design_label", "its design in words", "(SELECT json_extract(v.document, '$.label') "
               "FROM word v WHERE v.vocabulary = 'designs' AND v.id = s.design)"),
    ViewColumn("authors", "its authors as recorded", _joined("a.value", AUTHORS)),
    ViewColumn("year", "year of publication", "s.year"),
    ViewColumn("title", "its title", "s.title"),
    ViewColumn("container", "the journal or book", _of_study("citation.container")),
    ViewColumn("doi", "its DOI", "s.doi"),
    ViewColumn("pmid", "its PubMed number", _of_study("citation.pmid")),
    ViewColumn("url", "where it was found", _of_study("citation.url")),
    ViewColumn("peer_reviewed", "1 yes, 0 no", "s.peer_reviewed"),
    ViewColumn("retracted", "1 yes, 0 no", "s.retracted"),
    ViewColumn("usual_care", "1 where the program was studied in usual care, 0 where not", "s.usual_care"),
    ViewColumn("comparison", "what the other group received, as an id", "s.comparison"),
    ViewColumn("participants", "how many took part", "s.participants"),
    ViewColumn("participants_unit", "what is counted: children, families and so on",
               _of_study("participants.unit")),
    ViewColumn("location", "where it was done", _of_study("location")),
    ViewColumn("treatment_months", "how long the treatment lasted", "s.treatment_months"),
    ViewColumn("findings", "how many findings are recorded", f"(SELECT count(*) FROM {OF_FINDINGS})"),
    ViewColumn("outcome_ids", "ids of the outcomes that it measured",
               _joined("f.outcome", f"{OF_FINDINGS} GROUP BY f.outcome ORDER BY min(f.position)")),
))
# fmt: on
VIEWS = (V_PROGRAM, V_STUDY)
"""A null is "not recorded" everywhere, never "no"."""
