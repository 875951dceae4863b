"""What the controlled findings of a program come to, outcome by outcome, trial by trial."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from app.evidence.entry.study import Finding, Study
from app.evidence.rating.contributions import (
    CONTROLLED_DESIGNS,
    UNCOMPARED,
    claim,
    comparison_of,
    months_after_treatment,
)

Sign = Literal["better", "partly", "same", "both", "worse"]
"""What one sample says of an outcome.

`partly`: better at some times or on some measures and no different on others; `both`: better and worse.
"""


class ComparedFinding(NamedTuple):
    """A finding against a group that had not been given the program, with its study."""

    study: Study
    finding: Finding

    @property
    def is_trial(self) -> bool:
        return self.study.design == "rct"

    @property
    def months(self) -> float:
        """Months from the end of treatment; before everything else where they are not known."""
        known = months_after_treatment(self.finding, self.study)
        return -1.0 if known is None else known


@dataclass(frozen=True, slots=True)
class OutcomeResult:
    """What was found on one outcome: the sign of each sample, and the findings that it is read from.

    Papers of one sample are one; of a study that names none it is not known whether it overlaps another.
    Without a sign the outcome was measured `without_comparison` alone.
    """

    outcome: str
    signs: tuple[Sign, ...]
    findings: tuple[ComparedFinding, ...] = ()
    all_trials: bool = False
    without_comparison: bool = False

    @property
    def is_bad_news(self) -> bool:
        """Whether somebody found the program worse."""
        return "worse" in self.signs or "both" in self.signs

    def count(self, sign: Sign) -> int:
        return self.signs.count(sign)


def is_compared(study: Study, finding: Finding) -> bool:
    """Whether the finding tells what the program did: controlled, of everybody, not retracted."""
    return (
        not study.retracted
        and study.design in CONTROLLED_DESIGNS
        and comparison_of(study) != UNCOMPARED
        and finding.controlled is True
        and not finding.subgroup
    )


def result_by_outcome(studies: Iterable[Study], first: Sequence[str] = ()) -> tuple[OutcomeResult, ...]:
    """The results of every outcome that was measured, those of `first` before the others.

    Then comes what more samples looked at; outcomes without any comparison come last.
    """
    found: dict[str, list[ComparedFinding]] = {}
    measured: dict[str, None] = {}
    for study in studies:
        if not study.retracted:
            measured |= dict.fromkeys(each.outcome for each in study.findings if not each.subgroup)
            for each in study.findings:
                found.setdefault(each.outcome, []).append(ComparedFinding(study, each))
    results = [_result(outcome, found[outcome]) for outcome in measured]
    return tuple(sorted(results, key=lambda each: _rank(each, first)))


def _rank(result: OutcomeResult, first: Sequence[str]) -> tuple[bool, bool, int]:
    return not result.signs, result.outcome not in first, -len(result.signs)


def _result(outcome: str, found: Iterable[ComparedFinding]) -> OutcomeResult:
    findings = [each for each in found if is_compared(*each)]
    if not findings:
        return OutcomeResult(outcome, (), without_comparison=True)
    samples: dict[str, list[ComparedFinding]] = {}
    for each in findings:
        samples.setdefault(each.study.sample or each.study.id, []).append(each)
    deciding = [_deciding(sample) for sample in samples.values()]
    all_trials = all(each.is_trial for sample in deciding for each in sample)
    return OutcomeResult(outcome, tuple(map(_sign, deciding)), tuple(findings), all_trials)


def _deciding(sample: Sequence[ComparedFinding]) -> Sequence[ComparedFinding]:
    """RATING: a quasi-experiment never turns the result of a trial of its sample."""
    return [each for each in sample if each.is_trial] or sample


def _sign(sample: Iterable[ComparedFinding]) -> Sign:
    claims = {claim(each.finding) for each in sample}
    if "mixed" in claims or {"favorable", "unfavorable"} <= claims:
        return "both"
    if "unfavorable" in claims:
        return "worse"
    if "favorable" in claims:
        return "partly" if "no-difference" in claims else "better"
    return "same"
