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


def _of_program(key: str) -> str:
    """A value of the entry, null where it is not recorded."""
    return f"json_extract(p.document, '$.{key}')"


def _exists(part: str) -> str:
    """yes or no, null where it is not recorded or not known."""
    return f"nullif({_of_program(f'{part}.available')}, 'unknown')"


def _of_study(key: str) -> str:
    """A value of the study's entry, null where it is not recorded."""
    return f"json_extract(p.document, '$.studies[' || s.position || '].{key}')"


OF_FINDINGS = "finding f WHERE f.program = s.program AND f.study = s.study"
AUTHORS = "json_each(p.document, '$.studies[' || s.position || '].citation.authors') a ORDER BY a.key"


def _cost(key: str) -> str:
    return f"json_extract(c.value, '$.{key}')"


def _amount(end: str) -> str:
    """As the table of programs writes it: 1200, 1200.5."""
    return f"rtrim(rtrim(printf('%.2f', {_cost(f'amount.{end}')}), '0'), '.')"


COST_RANGE = f"""CASE WHEN {_cost("amount.min")} IS NULL THEN 'up to ' || {_amount("max")}
    WHEN {_cost("amount.max")} IS NULL THEN {_amount("min")} || ' or more'
    WHEN {_amount("min")} = {_amount("max")} THEN {_amount("min")}
    ELSE {_amount("min")} || '–' || {_amount("max")} END"""
PER = f"""CASE WHEN {_cost("per")} LIKE 'per %' THEN '' ELSE 'per ' END
    || replace({_cost("per")}, '{BETWEEN}', ', ')"""
HAS_AMOUNT = f"coalesce({_cost('amount.min')}, {_cost('amount.max')}) IS NOT NULL"
COST = f"""{_cost("item")} || CASE WHEN {HAS_AMOUNT} THEN ': ' || {COST_RANGE} || ' ' || {_cost("currency")}
    ELSE '' END || coalesce(' ' || {PER}, '') || coalesce(' (' || {_cost("price_year")} || ')', '')"""
"""One cost in words, as in the table of programs."""

SEEN = "as_of, seen, copy_kind, source, note"
REGISTRY_NAMED = """(SELECT v.id FROM word v WHERE v.vocabulary = 'registries' AND (
    lower(t.rated_by) IN (lower(v.id), lower(json_extract(v.document, '$.label'))) OR lower(t.rated_by) IN
    (SELECT lower(n.value) FROM json_each(v.document, '$.synonyms') n)) ORDER BY v.position LIMIT 1)"""
"""The id of the registry that is recorded by name, abbreviation or id."""
REGISTRY_LABEL = """(SELECT json_extract(v.document, '$.label') FROM word v
    WHERE v.vocabulary = 'registries' AND v.id = r.registry_id)"""
LEVEL_LABEL = "(SELECT json_extract(l.document, '$.label') FROM level l WHERE l.id = t.level)"
ALL_RATINGS = f"""SELECT t.program, {REGISTRY_NAMED} AS registry_id, t.rated_by, t.topic,
    (SELECT o.name FROM topic o WHERE o.slug = t.topic) AS scope, t.level AS rating_id,
    upper(t.level) || ' – ' || {LEVEL_LABEL} AS rating, NULL AS as_printed, t.tier,
    t.position = 0 AS in_force, {SEEN} FROM rating t UNION ALL SELECT program, registry_id, NULL, NULL, scope,
    rating_id, rating, as_printed, tier, in_force, {SEEN} FROM other_rating"""
"""Ratings in topic areas and those of other registries, in the same columns."""

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
    ViewColumn("sessions_min", "how many sessions it has at least", _of_program("delivery.sessions.min")),
    ViewColumn("sessions_max", "how many sessions it has at most", _of_program("delivery.sessions.max")),
    *_word_columns("problems", "problem_ids", "presenting problems that it is for"),
    *_word_columns("credentials", "credential_ids", "who may deliver it"),
    ViewColumn("manual", "whether a manual exists: yes or no", _exists("manual")),
    ViewColumn("training", "whether training exists: yes or no", _exists("training")),
    ViewColumn("fidelity", "whether a measure of fidelity exists: yes or no", _exists("fidelity")),
    ViewColumn("costs", "item: amount, currency, per what (year of the prices), as each source says it; "
               "nothing is added up", _joined(COST, "json_each(p.document, '$.costs') c ORDER BY c.key")),
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
V_RATING = SqlView("v_rating", "One row for each published rating of each program, earlier ones too.",
    f"({ALL_RATINGS}) r JOIN program p ON p.slug = r.program", (
    ViewColumn("program", "slug of the program", "r.program"),
    ViewColumn("program_name", "its name", "p.name"),
    ViewColumn("registry_id", "id of the registry that rated it", "r.registry_id"),
    ViewColumn("registry", "its name", f"coalesce({REGISTRY_LABEL}, r.rated_by)"),
    ViewColumn("topic", "id of the topic area of a rating on the scientific rating scale", "r.topic"),
    ViewColumn("scope", "what was rated: the name of the topic area, or the registry's own words", "r.scope"),
    ViewColumn("rating_id", "id of the rating within its registry", "r.rating_id"),
    ViewColumn("rating", "the rating in words", "r.rating"),
    ViewColumn("as_printed", "what the page said, where that is another wording", "r.as_printed"),
    ViewColumn("tier", "our reading of the rating: strong, moderate, promising, mixed, no-effect, negative "
               "or not-shown", "r.tier"),
    ViewColumn("in_force", "1 in force, 0 replaced or withdrawn", "r.in_force"),
    ViewColumn("as_of", "day, month or year that the registry gives", "r.as_of"),
    ViewColumn("seen", "day on which it was seen", "r.seen"),
    ViewColumn("copy", "live or stored: what kind of page was seen", "r.copy_kind"),
    ViewColumn("source", "where it was seen", "r.source"),
    ViewColumn("note", "what has to be known beside it", "r.note"),
))
# fmt: on
VIEWS = (V_PROGRAM, V_STUDY, V_RATING)
"""A null is "not recorded" everywhere, never "no"."""
