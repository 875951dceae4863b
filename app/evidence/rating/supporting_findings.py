"""Which recorded studies and findings bear a condition out: what the reader is pointed to."""

from collections.abc import Callable, Iterable, Iterator

from app.evidence.entry.program import Program
from app.evidence.entry.study import Finding, Study
from app.evidence.rating.conditions import Supports
from app.evidence.rating.contributions import (
    SIX,
    TWELVE,
    Scope,
    can_count,
    claim,
    counting,
    months_after_treatment,
)
from app.evidence.rating.scenarios import as_one_trial

Keeps = Callable[[Study, Finding], bool]


def finding_id(study: Study, finding: Finding) -> str:
    """“walton-1993#2”: the study, and which of its findings, counted from 1."""
    return f"{study.id}#{study.findings.index(finding) + 1}"


def witnesses(bears: Supports, counted: Iterable[tuple[Study, Finding]]) -> tuple[str, ...]:
    """Ids of findings, in the order of the entry; "manual" and "harm" for facts of the program itself."""
    if bears is Supports.PROGRAM:
        return ()
    keeps = KEEPS[bears]
    return tuple(finding_id(study, finding) for study, finding in counted if keeps(study, finding))


def counting_findings(program: Program, scope: Scope) -> Iterator[tuple[Study, Finding]]:
    for study in as_one_trial(program.studies, scope.needs_peer_review):
        if can_count(study, scope):
            yield from (
                (study, finding) for finding in counting(study, scope) if finding.controlled is not False
            )


def _is_contrast(study: Study, finding: Finding) -> bool:
    return claim(finding) == "favorable" and study.usual_care is not False


def _is_trial_benefit(study: Study, finding: Finding) -> bool:
    compared = study.comparison is None or study.comparison.type != "none"
    return study.design == "rct" and compared and _is_contrast(study, finding)


def _lasted(months: int, counts: Keeps) -> Keeps:
    def keeps(study: Study, finding: Finding) -> bool:
        measured = months_after_treatment(finding, study)
        return counts(study, finding) and measured is not None and measured >= months

    return keeps


KEEPS: dict[Supports, Keeps] = {
    Supports.USUAL_CARE_BENEFIT: _is_trial_benefit,
    Supports.BENEFIT: lambda study, finding: claim(finding) == "favorable",
    Supports.SUSTAINED_SIX: _lasted(SIX, _is_trial_benefit),
    Supports.SUSTAINED_TWELVE: _lasted(TWELVE, _is_trial_benefit),
    Supports.CONTRAST_SIX: _lasted(SIX, _is_contrast),
    Supports.CONTRAST_TWELVE: _lasted(TWELVE, _is_contrast),
    Supports.HARM: lambda study, finding: claim(finding) in ("unfavorable", "mixed"),
    Supports.NO_BENEFIT: lambda study, finding: (
        study.design == "rct" and claim(finding) in ("no-difference", "unfavorable")
    ),
    Supports.ALL: lambda study, finding: True,
}
