"""Which recorded studies and findings bear a condition out: what the reader is pointed to."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from app.evidence.entry.program import Program
from app.evidence.entry.study import Finding, Study
from app.evidence.rating.conditions import Condition, Supports
from app.evidence.rating.contributions import (
    SIX,
    TWELVE,
    UNTREATED,
    Scope,
    can_count,
    claim,
    comparison_of,
    follow_up_times,
    is_counting,
    months_after_treatment,
)
from app.evidence.rating.samples import share_conditions


class CountedFinding(NamedTuple):
    """A finding that may count, with its study and its place in it, counted from 1."""

    study: Study
    number: int
    finding: Finding

    @property
    def id(self) -> str:
        """“walton-1993#2”: the study, and which of its findings."""
        return f"{self.study.id}#{self.number}"

    @property
    def sample(self) -> str:
        """Of a study that names none, the study itself."""
        return self.study.sample or self.study.id


Keeps = Callable[[CountedFinding], bool]


def counting_findings(program: Program, scope: Scope) -> Iterator[CountedFinding]:
    """Findings that may count, in the order of the entry, with the setting and comparison of their sample."""
    for study in share_conditions(program.studies, scope):
        for number, finding in enumerate(study.findings if can_count(study, scope) else (), 1):
            if is_counting(finding, scope) and finding.controlled is not False:
                yield CountedFinding(study, number, finding)


def witnesses(bears: Supports, counted: Iterable[CountedFinding]) -> tuple[str, ...]:
    """Ids of findings, in the order of the entry; empty for facts of the program itself.

    Where a time decides and none that is recorded suffices, findings whose time is not recorded stand for it.
    """
    if bears is Supports.PROGRAM:
        return ()
    counted = list(counted)
    kept = [each for each in counted if KEEPS[bears](each)]
    if bears in (Supports.SUSTAINED_SIX, Supports.SUSTAINED_TWELVE):
        superior = {each.sample for each in counted if _is_trial_benefit(each)}
        kept = [each for each in kept if each.sample in superior]
    months = LASTING.get(bears)
    if months:
        kept = [each for each in kept if _lasted(each, months)] or [
            each for each in kept if _may_last(each, months)
        ]
    return tuple(each.id for each in kept)


def _lasted(each: CountedFinding, months: int) -> bool:
    measured = months_after_treatment(each.finding, each.study)
    return measured is not None and measured >= months


def _may_last(each: CountedFinding, months: int) -> bool:
    return max(follow_up_times(each.finding, each.study)) >= months


def _is_benefit(each: CountedFinding) -> bool:
    return claim(each.finding) == "favorable"


def _is_contrast(each: CountedFinding) -> bool:
    return _is_benefit(each) and each.study.usual_care is not False


def _is_trial_benefit(each: CountedFinding) -> bool:
    return each.study.design == "rct" and comparison_of(each.study) != UNTREATED and _is_contrast(each)


def _is_trial_without_benefit(each: CountedFinding) -> bool:
    return each.study.design == "rct" and claim(each.finding) in ("no-difference", "unfavorable")


def describe_support(
    condition: Condition, program: Program, counted: Sequence[CountedFinding]
) -> tuple[str, ...]:
    """What a reader should know of a condition: who says so, how often, and what was never looked at."""
    if condition.id == "no-harm":
        looked = program.harm and "none_known" in (program.harm.case, program.harm.basis)
        return () if looked or (program.harm and program.harm.is_recorded) else ("not assessed",)
    if condition.id == "manual":
        return ("inferred from a registry’s rating",) if program.manual and program.manual.inferred else ()
    if condition.bears not in BENEFITS:
        return ()
    kept = set(witnesses(condition.bears, counted))
    return tuple(_about_benefit(condition, [each for each in counted if each.id in kept], counted))


def _about_benefit(
    condition: Condition, kept: Sequence[CountedFinding], counted: Sequence[CountedFinding]
) -> Iterator[str]:
    if not kept:
        return
    samples = {each.sample for each in kept}
    of = [each for each in counted if each.sample in samples]
    favorable = sum(map(_is_benefit, of))
    if favorable < len(of):
        yield f"{favorable} of {len(of)} findings that count were favorable"
    if all(each.finding.significant is None for each in kept):
        yield "as the authors claim, without a test of chance on record"
    if condition.bears is Supports.USUAL_CARE_BENEFIT and len(samples) > 1 and _share_authors(kept):
        yield "not independently replicated: the same authors report these trials"


def _share_authors(kept: Iterable[CountedFinding]) -> bool:
    """Whether somebody is an author of every sample's papers."""
    teams: dict[str, set[str]] = {}
    for each in kept:
        teams.setdefault(each.sample, set()).update(each.study.citation.authors or ())
    return bool(set.intersection(*teams.values()))


BENEFITS = (Supports.USUAL_CARE_BENEFIT, Supports.BENEFIT, Supports.CONTRAST)
LASTING = {
    Supports.SUSTAINED_SIX: SIX,
    Supports.SUSTAINED_TWELVE: TWELVE,
    Supports.CONTRAST_SIX: SIX,
    Supports.CONTRAST_TWELVE: TWELVE,
}
KEEPS: dict[Supports, Keeps] = {
    Supports.USUAL_CARE_BENEFIT: _is_trial_benefit,
    Supports.BENEFIT: _is_benefit,
    Supports.SUSTAINED_SIX: lambda each: each.study.design == "rct" and _is_contrast(each),
    Supports.SUSTAINED_TWELVE: lambda each: each.study.design == "rct" and _is_contrast(each),
    Supports.CONTRAST: _is_contrast,
    Supports.CONTRAST_SIX: _is_contrast,
    Supports.CONTRAST_TWELVE: _is_contrast,
    Supports.HARM: lambda each: claim(each.finding) in ("unfavorable", "mixed"),
    Supports.NO_BENEFIT: _is_trial_without_benefit,
    Supports.ALL: lambda each: True,
}
