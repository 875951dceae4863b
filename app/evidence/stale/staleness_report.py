"""What is stale, as text for a terminal, as Markdown for an issue and as JSON for programs."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass

from app.evidence.entry.wording import join_words, number_of
from app.evidence.rating.open_questions import Fact, OpenRange
from app.evidence.stale.staleness import MONTHS_SOON, DeadLink, Evidence, OldRating, StaleReport

SHOWN = 5
"""How many of each kind fit on a screen together."""


@dataclass(frozen=True, slots=True)
class StaleSection:
    """A heading with its counts, a row for each thing (further lines of a row stand below it), and what is said after the rows or without any."""

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
        lines += ["- " + row.replace("\n", "\n  - ") for row in _shown(section, everything)]
        lines += (
            ["", section.note] if section.note and section.rows else [section.note] if section.note else []
        )
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
    yield StaleSection(
        "Ratings not looked up for 24 months",
        number_of(len(found.ratings), "rating"),
        tuple(map(_rating, found.ratings)),
        "" if found.ratings else "Every rating in force was seen within 24 months.",
    )
    yield _links(found)
    years = [each.newest for each in found.evidence if each.newest]
    yield StaleSection(
        "Oldest evidence",
        f"the newest study of {number_of(len(found.evidence), 'program')}"
        + (f", {min(years)} to {max(years)}" if years else ""),
        tuple(map(_evidence, found.evidence)),
        f"{number_of(len(found.without_study), 'program')} without a study: {join_words(found.without_study)}."
        if found.without_study
        else "",
    )
    sure = sum(any(fact.always_settles for fact in each.alone) for each in found.ranges)
    perhaps = sum(bool(each.alone) for each in found.ranges) - sure
    judged = (
        join_words(f"{program} in {topic}" for program, topic in found.to_judge) if found.to_judge else ""
    )
    yield StaleSection(
        "Facts that would settle a derived range",
        f"{number_of(len(found.ranges), 'range')}; one fact settles {sure}, may settle {perhaps} more",
        tuple(map(_range, found.ranges)),
        f"Findings both ways, somebody has to judge: {judged}." if judged else "",
    )
    without = sum(len(each.programs) for each in found.unrated_topics)
    yield StaleSection(
        "Topics that do not say which outcomes count",
        f"{number_of(len(found.unrated_topics), 'topic')}, {number_of(without, 'program')} without a derived rating",
        tuple(
            f"topics/{each.topic}: write its `rated_outcomes` when a source gives them ({join_words(each.programs)})"
            for each in found.unrated_topics
        ),
    )


def _reviews(found: StaleReport) -> StaleSection:
    rows = [f"{each.entry}, last reviewed {each.reviewed}: due since {each.due}" for each in found.due]
    rows += [f"{each.entry}, last reviewed {each.reviewed}: due on {each.due}" for each in found.soon]
    none = f"Nothing; the next is due on {found.next_due}." if found.next_due else "Nothing."
    return StaleSection(
        "Due for review, 24 months after the last",
        f"{number_of(len(found.due), 'entry', 'entries')} due, {len(found.soon)} within {MONTHS_SOON} months",
        tuple(rows),
        "" if rows else none,
    )


def _links(found: StaleReport) -> StaleSection:
    if found.links_asked is None:
        return StaleSection(
            "Dead links", "not known", (), "No link was asked yet: `homeward check --links` asks."
        )
    note = "" if found.dead_links else "None. `homeward check --links` asks again what is older than 7 days."
    counts = f"{number_of(len(found.dead_links), 'link')}, last asked {found.links_asked}"
    return StaleSection("Dead links", counts, tuple(map(_link, found.dead_links)), note)


def _link(dead: DeadLink) -> str:
    good = f"last good on {dead.last_good}" if dead.last_good else "never seen good"
    more = f" and {number_of(len(dead.places) - 1, 'other place')}" if len(dead.places) > 1 else ""
    return f"{dead.places[0]}{more}: {dead.url} {dead.said}, {good}"


def _rating(old: OldRating) -> str:
    seen = f"last seen {old.seen}" if old.seen else "when it was seen is not recorded"
    return f"{old.program}: {old.rating} by {old.by}{f' ({old.scope})' if old.scope else ''}, {seen}"


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
    where = ", ".join(
        filter(
            None, (f"“{fact.study}”" if fact.study else "", f"finding {fact.finding}" if fact.finding else "")
        )
    )
    gives = "; ".join(f"{value}: {level or 'still open'}" for value, level in fact.gives)
    return f"{where + ': ' if where else ''}{fact.text} – {gives}"
