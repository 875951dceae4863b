"""Why a program cannot be rated: the first step of the filter that leaves nothing names the reason."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from app.evidence.program import Program
from app.evidence.rating.facts import CONTROLLED_DESIGNS, Scope, counting
from app.evidence.rating.worlds import World
from app.evidence.study import Study

PRIMARY_DESIGNS = (*CONTROLLED_DESIGNS, "single-group")

REASONS = {
    "no_manual": "No manual says how to deliver the program, so it cannot be rated",
    "no_manual_or_training": "Not eligible to be listed: neither a manual nor training is available",
    "no_studies": "No unretracted study of the program is recorded",
    "uncontrolled": "No recorded study compared the program with a control group",
    "not_peer_reviewed": "No controlled study is published and peer-reviewed",
    "invalid_measures": "No such study used reliable and valid measures",
    "no_topic_outcome": "No such study measured, against a control group, an outcome that counts in this topic",
    "single_null": "The only randomized controlled trial found no difference",
    "single_negative": "One study found the program worse than its comparison, which is too little to judge by",
    "no_benefit_uncertain": "The recorded studies neither support a benefit nor rule one out",
    "topic_outcomes_not_recorded": "The outcomes that count in this topic are not recorded",
}
"""Reason -> what readers are told."""


def reason(program: Program, scope: Scope, found: Sequence[World]) -> str:
    """The reason for NR. What is not recorded is given the benefit of the doubt, so that it is never the reason by itself."""
    if program.manual and program.manual.available == "no":
        return "no_manual_or_training" if program.training and program.training.available == "no" else "no_manual"
    left = list(program.studies)
    for name, keeps in _steps(scope):
        left = [study for study in left if keeps(study)]
        if not left:
            return name
    signs = {sample.sign for world in found for sample in world}
    if "-" in signs:
        return "single_negative"
    if signs == {"0"} and all(len(world) <= 1 for world in found) and any(sample.rct for world in found for sample in world):
        return "single_null"
    return "no_benefit_uncertain"


def _steps(scope: Scope) -> tuple[tuple[str, Callable[[Study], bool]], ...]:
    return (
        ("no_studies", lambda study: not study.retracted and study.design in PRIMARY_DESIGNS),
        ("uncontrolled", lambda study: study.design in CONTROLLED_DESIGNS),
        ("not_peer_reviewed", lambda study: study.peer_reviewed is not False or not scope.needs_peer_review),
        ("invalid_measures", lambda study: study.valid_measures is not False),
        ("no_topic_outcome", lambda study: any(finding.controlled is not False for finding in counting(study, scope))),
    )
