"""What is stale, as text for a terminal, as Markdown for an issue and as JSON for programs."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass

from app.evidence.check.one_line import write_on_one_line
from app.evidence.diff.diff_report import escape_markdown
from app.evidence.entry.wording import join_words, number_of
from app.evidence.rating.open_questions import Fact, OpenRange
from app.evidence.stale.staleness import MONTHS_SOON, DeadLink, Evidence, OldRating, StaleReport

SHOWN = 5
"""How many of each kind fit on a screen together."""


@dataclass(frozen=True, slots=True)
class StaleSection:
    """A heading with its counts, a row for each thing, and a note after the rows or without any."""

    title: str
    counts: str
    rows: tuple[str, ...]
    note: str = ""


def as_text(found: StaleReport, everything: bool) -> str:
    """Grouped, five rows of each group, or with `everything` all of them."""
    lines = [f"What is due and what stays open on {found.on}"]
    for section in _sections(found):
        rows = (row.replace("\n", "\n      ") for row in _shown(section, everything))
        lines += ["", f"{section.title}: {section.counts}", *(f"  {row}" for row in rows)]
        lines += [f"  {section.note}"] if section.note else []
    return "\n".join(lines)


def as_markdown(found: StaleReport, everything: bool) -> str:
    """The same as headings and lists."""
    lines = [f"# What is due and what stays open on {found.on}"]
    for section in _sections(found):
        lines += ["", f"## {section.title}: {section.counts}", ""]
        rows = (row.split("\n") for row in _shown(section, everything))
        lines += ["- " + "\n  - ".join(map(escape_markdown, row)) for row in rows]
        if section.note:
            lines += ["", section.note] if section.rows else [section.note]
    return "\n".join(lines)


def as_json(found: StaleReport, everything: bool) -> str:
    """All of it, whatever `everything` says: keys and values are those of `Stale`."""
    return json.dumps(asdict(found), default=str, ensure_ascii=False, indent=2)


FORMATS: Mapping[str, Callable[[StaleReport, bool], str]] = {
    "text": as_text,
    "markdown": as_markdown,
    "json": as_json,
}


def _shown(section: StaleSection, everything: bool) -> Iterator[str]:
    rows = section.rows if everything else section.rows[:SHOWN]
    yield from rows
    if len(rows) < len(section.rows):
        yield f"… and {len(section.rows) - len(rows)} more (--all)"


def _sections(found: StaleReport) -> Iterator[StaleSection]:
    yield _reviews(found)
    rows = tuple(map(_rating, found.ratings))
    note = "" if rows else "Every rating in force was seen within 24 months."
    yield StaleSection("Ratings not looked up for 24 months", number_of(len(rows), "rating"), rows, note)
    if found.parts:
        yield _old_parts(found)
    yield _links(found)
    yield _oldest_evidence(found)
    yield _open_ranges(found)
    yield _unrated_topics(found)


def _reviews(found: StaleReport) -> StaleSection:
    rows = [f"{each.entry}, last reviewed {each.reviewed}: due since {each.due}" for each in found.due]
    rows += [f"{each.entry}, last reviewed {each.reviewed}: due on {each.due}" for each in found.soon]
    due = number_of(len(found.due), "entry", "entries")
    counts = f"{due} due, {len(found.soon)} within {MONTHS_SOON} months"
    none = f"Nothing; the next is due on {found.next_due}." if found.next_due else "Nothing."
    return StaleSection("Due for review, 24 months after the last", counts, tuple(rows), "" if rows else none)


def _old_parts(found: StaleReport) -> StaleSection:
    rows = tuple(f"{each.program}: {each.part}, last seen {each.seen}" for each in found.parts)
    counts = number_of(len(rows), "part")
    return StaleSection("What it takes, costs and searches not looked up for 24 months", counts, rows)


def _links(found: StaleReport) -> StaleSection:
    if found.links_asked is None:
        note = "No link was asked yet: `homeward check --links` asks."
        return StaleSection("Dead links", "not known", (), note)
    note = "" if found.dead_links else "None. `homeward check --links` asks again what is older than 7 days."
    counts = f"{number_of(len(found.dead_links), 'link')}, last asked {found.links_asked}"
    return StaleSection("Dead links", counts, tuple(map(_link, found.dead_links)), note)


def _oldest_evidence(found: StaleReport) -> StaleSection:
    years, without = [each.newest for each in found.evidence if each.newest], found.without_study
    counts = f"the newest study of {number_of(len(found.evidence), 'program')}"
    counts += f", {min(years)} to {max(years)}" if years else ""
    note = f"{number_of(len(without), 'program')} without a study: {join_words(without)}." if without else ""
    return StaleSection("Oldest evidence", counts, tuple(map(_evidence, found.evidence)), note)


def _open_ranges(found: StaleReport) -> StaleSection:
    sure = sum(any(fact.always_settles for fact in each.alone) for each in found.ranges)
    perhaps = sum(bool(each.alone) for each in found.ranges) - sure
    counts = f"{number_of(len(found.ranges), 'range')}; one fact settles {sure}, may settle {perhaps} more"
    judged, note = [f"{program} in {topic}" for program, topic in found.to_judge], ""
    if judged:
        note = f"Findings both ways, somebody has to judge: {join_words(judged)}."
    return StaleSection(
        "Facts that would settle a derived range", counts, tuple(map(_range, found.ranges)), note
    )


def _unrated_topics(found: StaleReport) -> StaleSection:
    without = number_of(sum(len(each.programs) for each in found.unrated_topics), "program")
    counts = f"{number_of(len(found.unrated_topics), 'topic')}, {without} without a derived rating"
    todo = "write its `rated_outcomes` and whose they are"
    rows = [f"topics/{each.topic}: {todo} ({join_words(each.programs)})" for each in found.unrated_topics]
    return StaleSection("Topics that do not say which outcomes count", counts, tuple(rows))


def _link(dead: DeadLink) -> str:
    good = f"last good on {dead.last_good}" if dead.last_good else "never seen good"
    more = f" and {number_of(len(dead.places) - 1, 'other place')}" if len(dead.places) > 1 else ""
    return write_on_one_line(f"{dead.places[0]}{more}: {dead.url} {dead.said}, {good}")


def _rating(old: OldRating) -> str:
    seen = f"last seen {old.seen}" if old.seen else "when it was seen is not recorded"
    by = write_on_one_line(f"{old.rating} by {old.by}{f' ({old.scope})' if old.scope else ''}")
    return f"{old.program}: {by}, {seen}"


def _evidence(each: Evidence) -> str:
    return f"{each.newest or 'no year'}  {each.program} ({number_of(each.studies, 'study', 'studies')})"


def _range(each: OpenRange) -> str:
    start = f"{each.program} in {each.topic}, {each.range[0]} to {each.range[1]}"
    if each.alone:
        return "\n".join((start, *map(_fact, each.alone)))
    if each.together:
        return f"{start}\nonly together: {join_words(each.together)}"
    return f"{start}\nno one or two of its {number_of(each.missing, 'missing fact')} settle it"


def _fact(fact: Fact) -> str:
    study, finding = (
        f"“{fact.study}”" if fact.study else "",
        f"finding {fact.finding}" if fact.finding else "",
    )
    where = ", ".join(filter(None, (study, finding)))
    gives = "; ".join(f"{value}: {level or 'still open'}" for value, level in fact.gives)
    return write_on_one_line(f"{where + ': ' if where else ''}{fact.text} – {gives}")
