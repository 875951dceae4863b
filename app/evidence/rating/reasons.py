"""Why a program cannot be rated: the first step of the filter that leaves nothing names the reason."""

from collections.abc import Sequence

from app.evidence.entry.program import Program
from app.evidence.entry.study import Study
from app.evidence.rating.contributions import REQUIREMENTS, Scope, counting
from app.evidence.rating.scenarios import Scenario

OUTCOMES_UNKNOWN = "topic_outcomes_not_recorded"
REASONS = {
    "no_manual": ("No manual", "No manual says how to deliver the program, so it cannot be rated."),
    "no_manual_or_training": (
        "Neither manual nor training",
        "Not eligible to be listed: neither a manual nor training is available.",
    ),
    "no_studies": ("No study", "No unretracted study of the program is recorded."),
    "uncontrolled": ("No controlled study", "No recorded study compared the program with a control group."),
    "not_peer_reviewed": ("Not peer-reviewed", "No controlled study is published and peer-reviewed."),
    "invalid_measures": ("Measures not valid", "No such study used reliable and valid measures."),
    "no_topic_outcome": (
        "No outcome of the topic",
        "No such study measured, against a control group, an outcome that counts in this topic.",
    ),
    "single_null": (
        "One trial without a difference",
        "The only randomized controlled trial found no difference.",
    ),
    "single_negative": (
        "One negative study",
        "One study found the program worse than its comparison, which is too little to judge by.",
    ),
    "no_benefit_uncertain": (
        "No clear benefit",
        "The recorded studies neither support a benefit nor rule one out.",
    ),
    OUTCOMES_UNKNOWN: (
        "Outcomes of the topic not recorded",
        "No source read here says which outcomes count for a rating in this topic.",
    ),
}
"""Reason -> what a filter calls it, and what readers are told."""


def reason(program: Program, scope: Scope, found: Sequence[Scenario]) -> str:
    """The reason for NR. A fact that is not recorded passes, so it is never the reason by itself."""
    if program.manual and program.manual.available == "no":
        return (
            "no_manual_or_training"
            if program.training and program.training.available == "no"
            else "no_manual"
        )
    left = list(program.studies)
    for name, holds in (*REQUIREMENTS, ("no_topic_outcome", _has_topic_outcome)):
        left = [study for study in left if holds(study, scope)]
        if not left:
            return name
    signs = {sample.sign for world in found for sample in world}
    if all(any(sample.sign == "-" for sample in world) for world in found):
        return "single_negative"
    if (
        signs == {"0"}
        and all(len(world) <= 1 for world in found)
        and any(sample.rct for world in found for sample in world)
    ):
        return "single_null"
    return "no_benefit_uncertain"


def _has_topic_outcome(study: Study, scope: Scope) -> bool:
    return any(finding.controlled is not False for finding in counting(study, scope))
