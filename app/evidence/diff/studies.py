"""Studies that came, went or say something else."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.evidence.diff.change import Change
from app.evidence.diff.findings import finding_changes, results
from app.evidence.diff.matching import Keys, find_matches
from app.evidence.diff.names import DiffNames, from_to, gained_and_lost, sentence
from app.evidence.entry.program import Program
from app.evidence.entry.study import Study
from app.evidence.entry.wording import NOT_RECORDED, listed, months, number_of, study_name, yes_no
from app.evidence.rating.contributions import months_after_treatment

SAME: Keys[Study] = (
    lambda study: study.id,
    lambda study: study.citation.doi or study.citation.pmid or study,
    lambda study: (study.citation, study.design),
)
"""The surest way first: the id of a study may have been changed."""
CITED = (
    ("authors", "authors"), ("year", "year"), ("title", "title"), ("journal or publisher", "container"), ("volume", "volume"), ("issue", "issue"),
    ("pages", "pages"), ("DOI", "doi"), ("PubMed number", "pmid"), ("link", "url"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class StudyChange:
    """One study before and after: None where it is not recorded. `changed` says what, in pieces of text."""

    before: Study | None
    after: Study | None
    changed: tuple[str, ...] = ()

    @property
    def study(self) -> Study:
        found = self.after or self.before
        assert found is not None
        return found


def study_changes(before: Program, after: Program, names: DiffNames) -> list[StudyChange]:
    """Every study that was added, removed or changed; one that only has another id or place is none."""
    found = find_matches(before.studies, after.studies, SAME)
    kept = (StudyChange(was, now, tuple(_changed(was, now, names))) for was, now in found.kept if was != now)
    return [
        *(change for change in kept if change.changed),
        *(StudyChange(study, None) for study in found.lost),
        *(StudyChange(None, study) for study in found.added),
    ]


def said_of_studies(slug: str, changes: list[StudyChange], names: DiffNames, effect: str) -> Iterator[Change]:
    """`effect` says what the changes of this program together do to what our records support."""
    program = names.program(slug)
    for change in changes:
        named, design = study_name(change.study), names.inside("designs", change.study.design)
        if change.before is None:
            text = f"A study was added to {program}: {named} ({design}). Result: {results(change.study.findings, names)}."
            yield Change("study-added", text, (*_size(change.study), effect), program=slug)
        elif change.after is None:
            text = f"A study was removed from {program}: {named} ({design}). Its result was: {results(change.study.findings, names)}."
            yield Change("study-removed", text, (effect,), program=slug)
        else:
            text = f"What is recorded about a study of {program} changed: {named}."
            yield Change("study-changed", text, (*map(sentence, change.changed), effect), program=slug)


def _size(study: Study) -> Iterator[str]:
    who = study.participants
    size = number_of(who.n, _one_of(who.unit), who.unit) if who and who.n and who.unit else f"{who.n:,} participants" if who and who.n else ""
    times = [time for finding in study.findings if (time := months_after_treatment(finding, study)) is not None]
    follow_up = f"longest follow-up {months(max(times))} after treatment ended" if times and max(times) > 0 else ""
    reviewed = {True: "peer-reviewed", False: "not peer-reviewed", None: "whether it was peer-reviewed is not recorded"}[study.peer_reviewed]
    yield sentence(", ".join(part for part in (size, follow_up, reviewed) if part))


def _one_of(unit: str) -> str:
    return {"families": "family", "children": "child", "people": "person", "youth": "youth"}.get(unit, unit.removesuffix("s"))


def _changed(was: Study, now: Study, names: DiffNames) -> Iterator[str]:
    yield from finding_changes(was.findings, now.findings, names)
    yield from (from_to(label, one, other) for label, one, other in _rows(was, now, names) if one != other)
    cited = [label for label, field in CITED if getattr(was.citation, field) != getattr(now.citation, field)]
    if cited:
        yield f"its reference changed: {listed(cited)}"
    if was.sources != now.sources:
        yield f"its sources: {gained_and_lost(was.sources, now.sources) or 'in another order'}"
    if was.note != now.note:
        yield "its note changed" if was.note and now.note else "a note was added" if now.note else "its note was removed"


def _rows(was: Study, now: Study, names: DiffNames) -> Iterator[tuple[str, str, str]]:
    yield "design", names.inside("designs", was.design), names.inside("designs", now.design)
    for label, field in (
        ("retracted", "retracted"), ("peer-reviewed", "peer_reviewed"), ("in usual care", "usual_care"),
        ("reliable and valid measures", "valid_measures"), ("the developer took part", "developer_involved"),
    ):  # fmt: skip
        yield label, yes_no(getattr(was, field)), yes_no(getattr(now, field))
    yield "what the comparison group received", _compared(was, names), _compared(now, names)
    yield "who took part", _participants(was), _participants(now)
    yield "where", _text(was.location), _text(now.location)
    yield "length of treatment", _months(was.treatment_months), _months(now.treatment_months)
    yield "the sample it shares with other papers", _text(was.sample), _text(now.sample)


def _compared(study: Study, names: DiffNames) -> str:
    if study.comparison is None or not (study.comparison.type or study.comparison.note):
        return NOT_RECORDED
    note = f" (“{study.comparison.note}”)" if study.comparison.note else ""
    return f"{names.inside('comparisons', study.comparison.type)}{note}"


def _participants(study: Study) -> str:
    who = study.participants
    parts = [f"{who.n:,}" if who.n else "", who.unit or "", f"(“{who.note}”)" if who.note else ""] if who else []
    return " ".join(part for part in parts if part) or NOT_RECORDED


def _months(value: float | None) -> str:
    return NOT_RECORDED if value is None else months(value)


def _text(value: str | None) -> str:
    return f"“{value}”" if value else NOT_RECORDED
