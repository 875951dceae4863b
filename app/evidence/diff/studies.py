"""Studies that came, went or say something else."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.evidence.diff.change import Change
from app.evidence.diff.matching import Keys, find_matches
from app.evidence.diff.names import DiffNames, compare_lists, quote_text, say_from_to, to_sentence
from app.evidence.entry.program import Program
from app.evidence.entry.study import Effect, Finding, Study
from app.evidence.entry.wording import NOT_RECORDED, join_words, months, number_of, study_name, timing, yes_no
from app.evidence.rating.contributions import claim, months_after_treatment

SAME_STUDY: Keys[Study] = (
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


def compare_studies(before: Program, after: Program, names: DiffNames) -> list[StudyChange]:
    """Every study that was added, removed or changed; one that only has another id or place is none."""
    found = find_matches(before.studies, after.studies, SAME_STUDY)
    kept = (StudyChange(was, now, tuple(_changed(was, now, names))) for was, now in found.kept if was != now)
    return [
        *(change for change in kept if change.changed),
        *(StudyChange(study, None) for study in found.lost),
        *(StudyChange(None, study) for study in found.added),
    ]


def describe_studies(
    slug: str, changes: list[StudyChange], names: DiffNames, effect: str
) -> Iterator[Change]:
    """`effect` says what the changes of this program together do to what our records support."""
    program = names.program(slug)
    for change in changes:
        named, design = study_name(change.study), names.inside("designs", change.study.design)
        if change.before is None:
            text = f"A study was added to {program}: {named} ({design}). Result: {describe_results(change.study.findings, names)}."
            yield Change("study-added", text, (*_size(change.study), effect), program=slug)
        elif change.after is None:
            text = f"A study was removed from {program}: {named} ({design}). Its result was: {describe_results(change.study.findings, names)}."
            yield Change("study-removed", text, (effect,), program=slug)
        else:
            text = f"What is recorded about a study of {program} changed: {named}."
            yield Change("study-changed", text, (*map(to_sentence, change.changed), effect), program=slug)


def _size(study: Study) -> Iterator[str]:
    who = study.participants
    size = (
        number_of(who.n, _one_of(who.unit), who.unit)
        if who and who.n and who.unit
        else f"{who.n:,} participants"
        if who and who.n
        else ""
    )
    times = [
        time for finding in study.findings if (time := months_after_treatment(finding, study)) is not None
    ]
    follow_up = (
        f"longest follow-up {months(max(times))} after treatment ended" if times and max(times) > 0 else ""
    )
    reviewed = {
        True: "peer-reviewed",
        False: "not peer-reviewed",
        None: "whether it was peer-reviewed is not recorded",
    }[study.peer_reviewed]
    yield to_sentence(", ".join(part for part in (size, follow_up, reviewed) if part))


def _one_of(unit: str) -> str:
    return {"families": "family", "children": "child", "people": "person", "youth": "youth"}.get(
        unit, unit.removesuffix("s")
    )


def _changed(was: Study, now: Study, names: DiffNames) -> Iterator[str]:
    yield from compare_findings(was.findings, now.findings, names)
    yield from (
        say_from_to(label, one, other) for label, one, other in _study_rows(was, now, names) if one != other
    )
    cited = [label for label, field in CITED if getattr(was.citation, field) != getattr(now.citation, field)]
    if cited:
        yield f"its reference changed: {join_words(cited)}"
    if was.sources != now.sources:
        yield f"its sources: {compare_lists(was.sources, now.sources) or 'in another order'}"
    if was.note != now.note:
        yield (
            "its note changed"
            if was.note and now.note
            else "a note was added"
            if now.note
            else "its note was removed"
        )


def _study_rows(was: Study, now: Study, names: DiffNames) -> Iterator[tuple[str, str, str]]:
    yield "design", names.inside("designs", was.design), names.inside("designs", now.design)
    for label, field in (
        ("retracted", "retracted"), ("peer-reviewed", "peer_reviewed"), ("in usual care", "usual_care"),
        ("reliable and valid measures", "valid_measures"), ("the developer took part", "developer_involved"),
    ):  # fmt: skip
        yield label, yes_no(getattr(was, field)), yes_no(getattr(now, field))
    yield "what the comparison group received", _compared(was, names), _compared(now, names)
    yield "who took part", _participants(was), _participants(now)
    yield "where", quote_text(was.location), quote_text(now.location)
    yield "length of treatment", _months(was.treatment_months), _months(now.treatment_months)
    yield "the sample it shares with other papers", quote_text(was.sample), quote_text(now.sample)


def _compared(study: Study, names: DiffNames) -> str:
    if study.comparison is None or not (study.comparison.type or study.comparison.note):
        return NOT_RECORDED
    note = f" (“{study.comparison.note}”)" if study.comparison.note else ""
    return f"{names.inside('comparisons', study.comparison.type)}{note}"


def _participants(study: Study) -> str:
    who = study.participants
    parts = (
        [f"{who.n:,}" if who.n else "", who.unit or "", f"(“{who.note}”)" if who.note else ""] if who else []
    )
    return " ".join(part for part in parts if part) or NOT_RECORDED


def _months(value: float | None) -> str:
    return NOT_RECORDED if value is None else months(value)


RESULTS = {
    "favorable": "better results with the program on {}",
    "no-difference": "no difference found on {}",
    "unfavorable": "worse results with the program on {}",
    "mixed": "mixed results on {}",
}
SAME_FINDING: Keys[Finding] = (
    lambda each: each,
    lambda each: (
        each.outcome,
        each.measure,
        each.subgroup,
        each.months_after_treatment,
        each.months_after_baseline,
        each.timing,
    ),
    lambda each: (each.outcome, each.measure, each.subgroup),
    lambda each: each.outcome,
)


def describe_results(findings: Iterable[Finding], names: DiffNames) -> str:
    """“better results with the program on parenting; no difference found on child behavior”; a result that is not significant is no difference."""
    by_claim: dict[str, dict[str, None]] = {}
    for finding in findings:
        by_claim.setdefault(claim(finding), {})[describe_outcome(finding, names)] = None
    return (
        "; ".join(
            text.format(join_words(by_claim[said])) for said, text in RESULTS.items() if said in by_claim
        )
        or "no findings recorded"
    )


def describe_outcome(finding: Finding, names: DiffNames) -> str:
    """“child behavior”, “child behavior (subgroup: girls)”."""
    outcome = names.inside("outcomes", finding.outcome)
    return f"{outcome} (subgroup: {finding.subgroup})" if finding.subgroup else outcome


def compare_findings(
    before: tuple[Finding, ...], after: tuple[Finding, ...], names: DiffNames
) -> Iterator[str]:
    """One piece of text for each finding that came, went or says something else."""
    found = find_matches(before, after, SAME_FINDING)
    for was, now in found.kept:
        changed = [
            say_from_to(label, one, other)
            for label, one, other in _finding_rows(was, now, names)
            if one != other
        ]
        if changed:
            yield f"the finding on {describe_outcome(now, names)}: {', '.join(changed)}"
    yield from (f"a finding was added: {describe_results([each], names)}" for each in found.added)
    yield from (f"a finding was removed: {describe_results([each], names)}" for each in found.lost)


def _finding_rows(was: Finding, now: Finding, names: DiffNames) -> Iterator[tuple[str, str, str]]:
    yield "result", names.inside("directions", claim(was)), names.inside("directions", claim(now))
    if (claim(was), claim(now)) != (
        was.direction,
        now.direction,
    ):  # pages, plots and the API show the direction
        yield (
            "what the report claims",
            names.inside("directions", was.direction),
            names.inside("directions", now.direction),
        )
    yield "follow-up", timing(was), timing(now)
    yield "the measure", quote_text(was.measure), quote_text(now.measure)
    yield "the subgroup", quote_text(was.subgroup), quote_text(now.subgroup)
    yield "whether the comparison group was still untreated", yes_no(was.controlled), yes_no(now.controlled)
    yield "whether the result is statistically significant", yes_no(was.significant), yes_no(now.significant)
    yield "the p value", _number(was.p), _number(now.p)
    yield "the number of people measured", _number(was.n), _number(now.n)
    yield "the figures", describe_effect(was.effect, names), describe_effect(now.effect, names)
    yield "the outcome", names.inside("outcomes", was.outcome), names.inside("outcomes", now.outcome)
    yield "the source", was.source or NOT_RECORDED, now.source or NOT_RECORDED
    yield "the note", quote_text(was.note), quote_text(now.note)


def describe_effect(effect: Effect | None, names: DiffNames) -> str:
    """“percentage 93 with the program, 28 without”."""
    if effect is None:
        return NOT_RECORDED
    parts = [
        names.inside("effects", effect.kind),
        *([f"“{effect.label}”"] if effect.label else []),
        *([f"{effect.value:g}"] if effect.value is not None else []),
        *([f"{effect.treatment:g} with the program"] if effect.treatment is not None else []),
        *([f"{effect.comparison:g} without"] if effect.comparison is not None else []),
        *([f"95 % confidence interval {effect.ci[0]:g} to {effect.ci[1]:g}"] if effect.ci else []),
    ]
    return " ".join(parts)


def _number(value: float | None) -> str:
    return NOT_RECORDED if value is None else f"{value:g}"
