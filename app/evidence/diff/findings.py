"""What a study found, and what changed in one of its findings, in words."""

from collections.abc import Iterable, Iterator

from app.evidence.diff.matching import Keys, find_matches
from app.evidence.diff.names import DiffNames, from_to
from app.evidence.entry.study import Effect, Finding
from app.evidence.entry.wording import NOT_RECORDED, listed, timing, yes_no
from app.evidence.rating.contributions import claim

RESULTS = {
    "favorable": "better results with the program on {}",
    "no-difference": "no difference found on {}",
    "unfavorable": "worse results with the program on {}",
    "mixed": "mixed results on {}",
}
SAME: Keys[Finding] = (
    lambda each: each,
    lambda each: (each.outcome, each.measure, each.subgroup, each.months_after_treatment, each.months_after_baseline, each.timing),
    lambda each: (each.outcome, each.measure, each.subgroup),
    lambda each: each.outcome,
)


def results(findings: Iterable[Finding], names: DiffNames) -> str:
    """“better results with the program on parenting; no difference found on child behavior”; a result that is not significant is no difference."""
    by_claim: dict[str, dict[str, None]] = {}
    for finding in findings:
        by_claim.setdefault(claim(finding), {})[topic_of(finding, names)] = None
    return "; ".join(text.format(listed(by_claim[said])) for said, text in RESULTS.items() if said in by_claim) or "no findings recorded"


def topic_of(finding: Finding, names: DiffNames) -> str:
    """“child behavior”, “child behavior (subgroup: girls)”."""
    outcome = names.inside("outcomes", finding.outcome)
    return f"{outcome} (subgroup: {finding.subgroup})" if finding.subgroup else outcome


def finding_changes(before: tuple[Finding, ...], after: tuple[Finding, ...], names: DiffNames) -> Iterator[str]:
    """One piece of text for each finding that came, went or says something else."""
    found = find_matches(before, after, SAME)
    for was, now in found.kept:
        changed = [from_to(label, one, other) for label, one, other in _rows(was, now, names) if one != other]
        if changed:
            yield f"the finding on {topic_of(now, names)}: {', '.join(changed)}"
    yield from (f"a finding was added: {results([each], names)}" for each in found.added)
    yield from (f"a finding was removed: {results([each], names)}" for each in found.lost)


def _rows(was: Finding, now: Finding, names: DiffNames) -> Iterator[tuple[str, str, str]]:
    yield "result", names.inside("directions", claim(was)), names.inside("directions", claim(now))
    if (claim(was), claim(now)) != (was.direction, now.direction):  # pages, plots and the API show the direction
        yield "what the report claims", names.inside("directions", was.direction), names.inside("directions", now.direction)
    yield "follow-up", timing(was), timing(now)
    yield "the measure", _text(was.measure), _text(now.measure)
    yield "the subgroup", _text(was.subgroup), _text(now.subgroup)
    yield "whether the comparison group was still untreated", yes_no(was.controlled), yes_no(now.controlled)
    yield "whether the result is statistically significant", yes_no(was.significant), yes_no(now.significant)
    yield "the p value", _number(was.p), _number(now.p)
    yield "the number of people measured", _number(was.n), _number(now.n)
    yield "the figures", figures(was.effect, names), figures(now.effect, names)
    yield "the outcome", names.inside("outcomes", was.outcome), names.inside("outcomes", now.outcome)
    yield "the source", was.source or NOT_RECORDED, now.source or NOT_RECORDED
    yield "the note", _text(was.note), _text(now.note)


def figures(effect: Effect | None, names: DiffNames) -> str:
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


def _text(value: str | None) -> str:
    return f"“{value}”" if value else NOT_RECORDED


def _number(value: float | None) -> str:
    return NOT_RECORDED if value is None else f"{value:g}"
