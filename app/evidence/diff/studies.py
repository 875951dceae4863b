"""Studies and their findings that came, went or say something else."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.evidence.diff.change import Change
from app.evidence.diff.matching import Keys, find_matches
from app.evidence.diff.names import (
    ChangedProgram,
    DiffNames,
    Row,
    compare_lists,
    list_moves,
    quote_text,
    to_sentence,
)  # fmt: skip
from app.evidence.diff.study_participants import describe_ages, describe_participants, describe_shares
from app.evidence.entry.program import Program
from app.evidence.entry.study import Effect, Finding, Study
from app.evidence.entry.wording import (
    NOT_RECORDED,
    day,
    join_words,
    months,
    number_of,
    study_name,
    timing,
    yes_no,
)
from app.evidence.rating.contributions import claim, months_after_treatment

SAME_STUDY: Keys[Study] = (
    lambda study: study.id,
    lambda study: study.citation.doi or study.citation.pmid or study,
    lambda study: (study.citation, study.design),
)
"""The surest way first: the id of a study may have been changed."""
CITED = {
    "authors": "authors", "year": "year", "title": "title", "container": "journal or publisher",
    "volume": "volume", "issue": "issue", "pages": "pages", "doi": "DOI", "pmid": "PubMed number",
    "url": "link",
}  # fmt: skip
FLAGS = {
    "retracted": "retracted", "peer_reviewed": "peer-reviewed", "usual_care": "in usual care",
    "usual_care_inferred": "usual care read off a rating",
    "valid_measures": "reliable and valid measures", "developer_involved": "the developer took part",
}  # fmt: skip
NOT_KNOWN = "whether it was peer-reviewed is not recorded"
REVIEWED = {True: "peer-reviewed", False: "not peer-reviewed", None: NOT_KNOWN}
ONE_OF = {"families": "family", "children": "child", "people": "person", "youth": "youth"}
RESULTS = {
    "favorable": "better results with the program on {}",
    "no-difference": "no difference found on {}",
    "unfavorable": "worse results with the program on {}",
    "mixed": "mixed results on {}",
}
SAME_FINDING: Keys[Finding] = (
    lambda each: each,
    lambda each: (*_subject(each), each.months_after_treatment, each.months_after_baseline, each.timing),
    lambda each: _subject(each),
    lambda each: each.outcome,
)


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


def compare_studies(before: Program, after: Program, names: DiffNames) -> list[StudyChange]:
    """Every study that was added, removed or changed; one that only has another id or place is none."""
    found = find_matches(before.studies, after.studies, SAME_STUDY)
    kept = (StudyChange(was, now, tuple(_changed(was, now, names))) for was, now in found.kept if was != now)
    return [
        *(change for change in kept if change.changed),
        *(StudyChange(study, None) for study in found.lost),
        *(StudyChange(None, study) for study in found.added),
    ]


def describe_studies(program: ChangedProgram, changes: list[StudyChange], effect: str) -> Iterator[Change]:
    """`effect` says what the changes of this program together do to our own check."""
    for change in changes:
        study = change.study
        named = f"{study_name(study)} ({program.names.inside('designs', study.design)})"
        results = describe_results(study.findings, program.names)
        if change.before is None:
            text = f"A study was added to {program.name}: {named}. Result: {results}."
            yield program.change("study-added", text, _size(study), effect)
        elif change.after is None:
            text = f"A study was removed from {program.name}: {named}. Its result was: {results}."
            yield program.change("study-removed", text, effect)
        else:
            text = f"What is recorded about a study of {program.name} changed: {study_name(study)}."
            yield program.change("study-changed", text, *map(to_sentence, change.changed), effect)


def _size(study: Study) -> str:
    """“240 families, longest follow-up 12 months after treatment ended, peer-reviewed.”"""
    number, unit = (study.participants.n, study.participants.unit) if study.participants else (None, None)
    size = f"{number:,} participants" if number else ""
    if number and unit:
        size = number_of(number, ONE_OF.get(unit, unit.removesuffix("s")), unit)
    times = [time for each in study.findings if (time := months_after_treatment(each, study)) is not None]
    longest = max(times, default=0)
    follow_up = f"longest follow-up {months(longest)} after treatment ended" if longest > 0 else ""
    return to_sentence(", ".join(filter(None, (size, follow_up, REVIEWED[study.peer_reviewed]))))


def _changed(was: Study, now: Study, names: DiffNames) -> Iterator[str]:
    yield from _compare_findings(was.findings, now.findings, names)
    yield from list_moves(_study_rows(was, now, names))
    cited = [
        label for key, label in CITED.items() if getattr(was.citation, key) != getattr(now.citation, key)
    ]
    if cited:
        yield f"its reference changed: {join_words(cited)}"
    if was.sources != now.sources:
        yield f"its sources: {compare_lists(was.sources, now.sources) or 'in another order'}"
    if was.note != now.note:
        only_one = "a note was added" if now.note else "its note was removed"
        yield "its note changed" if was.note and now.note else only_one


def _study_rows(was: Study, now: Study, names: DiffNames) -> Iterator[Row]:
    yield "design", names.inside("designs", was.design), names.inside("designs", now.design)
    for field, label in FLAGS.items():
        yield label, yes_no(getattr(was, field)), yes_no(getattr(now, field))
    yield "what the comparison group received", _compared(was, names), _compared(now, names)
    yield "who took part", describe_participants(was), describe_participants(now)
    yield "ages of those who took part", describe_ages(was), describe_ages(now)
    yield "shares of those who took part", describe_shares(was), describe_shares(now)
    yield "where", quote_text(was.location), quote_text(now.location)
    yield "length of treatment", _months(was.treatment_months), _months(now.treatment_months)
    yield "the sample it shares with other papers", quote_text(was.sample), quote_text(now.sample)
    yield "its registration", quote_text(was.registration), quote_text(now.registration)
    yield "the day on which it was added", day(was.added), day(now.added)
    yield "what was looked for in vain", _looked_for(was), _looked_for(now)


def _compared(study: Study, names: DiffNames) -> str:
    if study.comparison is None or not (study.comparison.type or study.comparison.note):
        return NOT_RECORDED
    note = f" (“{study.comparison.note}”)" if study.comparison.note else ""
    return f"{names.inside('comparisons', study.comparison.type)}{note}"


def _looked_for(study: Study) -> str:
    said = (f"{each.fact.replace('_', ' ')} in {each.where} on {day(each.on)}" for each in study.looked_for)
    return "; ".join(said) or "nothing"


def _months(value: float | None) -> str:
    return NOT_RECORDED if value is None else months(value)


def describe_results(findings: Iterable[Finding], names: DiffNames) -> str:
    """“better results with the program on parenting; no difference found on child behavior”.

    A result that is not significant is no difference.
    """
    by_claim: dict[str, dict[str, None]] = {}
    for finding in findings:
        by_claim.setdefault(claim(finding), {})[_outcome(finding, names)] = None
    said = [text.format(join_words(by_claim[each])) for each, text in RESULTS.items() if each in by_claim]
    return "; ".join(said) or "no findings recorded"


def _subject(finding: Finding) -> tuple[str | None, ...]:
    return finding.outcome, finding.measure, finding.subgroup


def _outcome(finding: Finding, names: DiffNames) -> str:
    """“child behavior”, “child behavior (subgroup: girls)”."""
    outcome = names.inside("outcomes", finding.outcome)
    return f"{outcome} (subgroup: {finding.subgroup})" if finding.subgroup else outcome


def _compare_findings(
    before: tuple[Finding, ...], after: tuple[Finding, ...], names: DiffNames
) -> Iterator[str]:
    """One piece of text for each finding that came, went or says something else."""
    found = find_matches(before, after, SAME_FINDING)
    for was, now in found.kept:
        if changed := list_moves(_finding_rows(was, now, names)):
            yield f"the finding on {_outcome(now, names)}: {', '.join(changed)}"
    yield from (f"a finding was added: {describe_results([each], names)}" for each in found.added)
    yield from (f"a finding was removed: {describe_results([each], names)}" for each in found.lost)


def _finding_rows(was: Finding, now: Finding, names: DiffNames) -> Iterator[Row]:
    yield "result", names.inside("directions", claim(was)), names.inside("directions", claim(now))
    if (claim(was), claim(now)) != (was.direction, now.direction):  # pages show the direction
        directions = names.inside("directions", was.direction), names.inside("directions", now.direction)
        yield "what the report claims", *directions
    yield "follow-up", timing(was), timing(now)
    yield "the measure", quote_text(was.measure), quote_text(now.measure)
    yield "the subgroup", quote_text(was.subgroup), quote_text(now.subgroup)
    yield "whether the comparison group was still untreated", yes_no(was.controlled), yes_no(now.controlled)
    yield "whether the result is statistically significant", yes_no(was.significant), yes_no(now.significant)
    yield "the p value", _number(was.p), _number(now.p)
    yield "the number of people measured", _number(was.n), _number(now.n)
    yield "the figures", _figures(was.effect, names), _figures(now.effect, names)
    yield "the outcome", names.inside("outcomes", was.outcome), names.inside("outcomes", now.outcome)
    yield "the source", was.source or NOT_RECORDED, now.source or NOT_RECORDED
    yield "the note", quote_text(was.note), quote_text(now.note)


def _figures(effect: Effect | None, names: DiffNames) -> str:
    """“percentage 93 with the program 28 without”."""
    if effect is None:
        return NOT_RECORDED
    kind = names.inside("effects", effect.kind) + (f" of {effect.of}" if effect.of else "")
    parts = [kind, f"“{effect.label}”" if effect.label else ""]
    numbers = ((effect.value, ""), (effect.treatment, " with the program"), (effect.comparison, " without"))
    parts += [f"{number:g}{what}" for number, what in numbers if number is not None]
    parts += [f"95 % confidence interval {effect.ci[0]:g} to {effect.ci[1]:g}"] if effect.ci else []
    return " ".join(filter(None, parts))


def _number(value: float | None) -> str:
    return NOT_RECORDED if value is None else f"{value:g}"
