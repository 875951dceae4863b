"""The live verdict: what the studies as they stand in the form support, topic by topic, with reasons."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from app.editor.workspace import CheckedEntry
from app.evidence.check.problem import At
from app.evidence.entry.program import Program, PublishedRating
from app.evidence.rating.profiles import PROFILES
from app.evidence.rating.reasons import REASONS
from app.evidence.rating.values import ConditionResult, MissingFact, Verdict

MARKS = {"met": "Met", "not_met": "Not met", "unknown": "Not known"}


class VerdictReason(NamedTuple):
    state: str
    text: str


class FactToFind(NamedTuple):
    """A fact that could settle something; `name` is the row of the form where it would be filled in."""

    name: str
    text: str


class LiveVerdict(NamedTuple):
    """A verdict in words. `beside` compares it with the published rating; `missing` and `changes` are what would settle or change it."""

    topic: str
    headline: str
    beside: str
    why: str
    reasons: Sequence[VerdictReason]
    missing: Sequence[FactToFind]
    changes: Sequence[str]


def said(checked: CheckedEntry, name_of: Callable[[At], str]) -> Iterator[LiveVerdict]:
    """Each verdict of an entry in words, in the order of its topics. `name_of` finds the row of the form that shows a place."""
    if checked.item is None:
        return
    program = checked.item.value
    for verdict in checked.verdicts:
        yield LiveVerdict(
            checked.registry.topics[verdict.topic].value.name,
            _headline(verdict, checked),
            _beside(verdict, _published(program, verdict.topic)),
            REASONS[verdict.reason][1] if verdict.reason else "",
            [VerdictReason(MARKS[each.state], each.text) for each in _telling(verdict)],
            [_unrecorded(each, program, name_of) for each in verdict.missing],
            [f"To {change.to}: {', and '.join(change.needs)}." for change in verdict.would_change],
        )


def _unrecorded(each: MissingFact, program: Program, name_of: Callable[[At], str]) -> FactToFind:
    if each.study is None:
        return FactToFind("", each.text)
    study = next(number for number, study in enumerate(program.studies) if study.id == each.study)
    at: At = ("studies", study) if each.finding is None else ("studies", study, "findings", each.finding - 1)
    where = each.study if each.finding is None else f"{each.study}, finding {each.finding}"
    return FactToFind(name_of(at), f"{where}: {each.text}")


def _headline(verdict: Verdict, checked: CheckedEntry) -> str:
    if verdict.level:
        item = checked.registry.levels.get(verdict.level.lower())
        return f"The studies support {verdict.level}{f' – {item.value.label}' if item else ''}"
    if verdict.reason == "topic_outcomes_not_recorded":
        return "Not determined: which outcomes count in this topic is not recorded"
    if verdict.judgement:
        return f"Somebody has to judge: {_reachable(verdict)}"
    return f"Not determined yet: {_reachable(verdict)}"


def _reachable(verdict: Verdict) -> str:
    return f"anything from {' to '.join(verdict.range)}" if verdict.range else " or ".join(verdict.reachable)


def _published(program: Program, topic: str) -> PublishedRating | None:
    return next((membership.ratings[0] for membership in program.topics if membership.topic == topic and membership.ratings), None)


def _beside(verdict: Verdict, rating: PublishedRating | None) -> str:
    if rating is None:
        return "No published rating is recorded for this topic."
    level = rating.level.upper()
    if verdict.reason == "topic_outcomes_not_recorded":
        return f"{rating.by} published {level}; that cannot be compared."
    relation = (
        "the same" if verdict.level == level else "which the studies allow" if level in verdict.reachable else "which the studies do not bear out"
    )
    return f"{rating.by} published {level}, {relation}."


def _telling(verdict: Verdict) -> list[ConditionResult]:
    """The conditions of the level, and those that keep it from the next stronger one; without a level, those of the strongest it could be."""
    profile = PROFILES[verdict.profile]
    if verdict.level and verdict.level != profile.otherwise:
        stronger = profile.levels[: profile.levels.index(verdict.level)][-1:]
        own = [each for each in verdict.conditions if each.level == verdict.level]
        found = [*own, *(each for each in verdict.conditions if each.level in stronger and each.state != "met")]
    else:
        aim = next((level for level in verdict.reachable if level != profile.otherwise), profile.order[profile.order.index(profile.otherwise) + 1])
        found = [each for each in verdict.conditions if each.level == aim]
    return list({each.id: each for each in found}.values())
