"""Why a program cannot be rated: the first step of the filter that leaves nothing names the reason."""

from collections.abc import Iterable, Iterator

from app.evidence.entry.program import Program
from app.evidence.entry.study import Study
from app.evidence.entry.wording import count_in_words
from app.evidence.rating.conditions import Case
from app.evidence.rating.contributions import REQUIREMENTS, Scope, counting
from app.evidence.rating.tallies import Weight

SEVERAL = "several"
"""What a list of programs is filtered by where the reason of a verdict is null."""
OUTCOMES_UNKNOWN = "topic_outcomes_not_recorded"
REASONS = {
    "no_manual": ("No manual", "No manual says how to deliver the program, so it cannot be rated."),
    "no_studies": ("No study", "No unretracted study of the program is recorded."),
    "uncontrolled": ("No controlled study", "No recorded study compared the program with a control group."),
    "not_peer_reviewed": ("Not peer-reviewed", "No controlled study is published and peer-reviewed."),
    "invalid_measures": (
        "Measures not valid",
        "No controlled, peer-reviewed study used reliable and valid measures.",
    ),
    "no_topic_outcome": (
        "No outcome of the topic",
        "No controlled, peer-reviewed study measured an outcome that counts in this topic "
        "against a control group.",
    ),
    "single_null": (
        "One trial without a difference",
        "The only randomized controlled trial that counts here found no difference.",
    ),
    "single_negative": (
        "Negative, and too little to judge by",
        "One study that counts here found the program worse than its comparison, "
        "which is too little to judge by.",
    ),
    "no_benefit_uncertain": (
        "No clear benefit",
        "The recorded studies neither support a benefit nor rule one out.",
    ),
    SEVERAL: (
        "Depends on what is not recorded",
        "Facts that are not recorded decide which of several reasons holds.",
    ),
    OUTCOMES_UNKNOWN: (
        "Outcomes of the topic not recorded",
        "Which outcomes count for a rating in this topic is not recorded.",
    ),
}
"""Reason -> what a filter calls it, and what readers are told."""
FORMER_REASONS = {"no_manual_or_training": "no_manual"}
"""Ids that addresses of searches may still hold -> what they are now."""
NOT_ELIGIBLE = "Not eligible to be listed: neither a manual nor training is available."
"""What readers are told of `no_manual` where there is no training either."""


def reason_sentence(reason: str, program: Program, negative: int) -> str:
    """What readers are told of a reason for NR; `negative` samples found the program worse, at least."""
    if reason == "single_negative" and negative > 1:
        return REASONS[reason][1].replace(
            "One study that counts", f"{count_in_words(negative, 'study', 'studies')} that count"
        )
    training = program.training.available if program.training else None
    return NOT_ELIGIBLE if reason == "no_manual" and training == "no" else REASONS[reason][1]


def find_reasons(program: Program, scope: Scope, unrated: Iterable[Case]) -> frozenset[str]:
    """The reasons of the cases that no rule gives a level; an unrecorded manual is taken as there."""
    if program.manual and program.manual.available == "no":
        return frozenset({"no_manual"})
    found = set()
    for case in unrated:
        if not case.manual:
            continue
        scenario = case.scenario
        if scenario.weight is Weight.NONE:
            found |= _filtered(program.studies, scope)
        elif scenario.null_trial_alone:
            found.add("single_null")
        else:
            found.add("single_negative" if scenario.any_negative else "no_benefit_uncertain")
    return frozenset(found)


def _filtered(studies: Iterable[Study], scope: Scope) -> set[str]:
    """The steps that may be the first to leave nothing: the last step that any study falls at."""
    steps = [name for name, _ in REQUIREMENTS] + ["no_topic_outcome"]
    falls = [set(_may_fall_at(study, scope)) for study in studies if not study.retracted] or [{0}]
    least = max(min(places) for places in falls)
    possible = {place for places in falls for place in places if least <= place < len(steps)}
    return {steps[place] for place in possible}


def _may_fall_at(study: Study, scope: Scope) -> Iterator[int]:
    """The places of the steps at which the study may fall; past the last where it may count."""
    certain = next((place for place, (_, holds) in enumerate(REQUIREMENTS) if not holds(study, scope)), None)
    findings = counting(study, scope)
    controlled = [finding.controlled for finding in findings]
    uncompared, reviewed, last = 1, 2, len(REQUIREMENTS)
    if certain is not None and certain <= uncompared:
        yield certain
        return
    if findings and all(each is not True for each in controlled):
        yield uncompared
        if all(each is False for each in controlled):
            return
    if study.peer_reviewed is None and scope.needs_peer_review:
        yield reviewed
    if certain is not None:
        yield certain
    else:
        yield last + 1 if findings else last
