"""The live verdict: what the studies in the form support, topic by topic, with reasons."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from app.editor.workspace import CheckedEntry
from app.evidence.check.problem import At
from app.evidence.entry.program import Program, PublishedRating
from app.evidence.rating.values import MissingFact
from app.evidence.rating.wording import (
    basis_text,
    checklist,
    compare_with_published,
    headline,
    reason_text,
)

MARKS = {"met": "Met", "not_met": "Not met", "unknown": "Not known"}


class VerdictReason(NamedTuple):
    state: str
    text: str


class FactToFind(NamedTuple):
    """A fact that could settle something; `name` is the row of the form where it would be filled in."""

    name: str
    text: str


class LiveVerdict(NamedTuple):
    """A verdict in words. `beside` compares it with the published rating.

    `missing` would settle it, `changes` would change it; `basis`: whose the outcomes are that count.
    """

    topic: str
    headline: str
    beside: str
    why: str
    reasons: Sequence[VerdictReason]
    missing: Sequence[FactToFind]
    changes: Sequence[str]
    basis: str


def describe_verdicts(checked: CheckedEntry, name_of: Callable[[At], str]) -> Iterator[LiveVerdict]:
    """Each verdict of an entry in words, by topic. `name_of` finds the row of the form that shows a place."""
    if checked.item is None:
        return
    program = checked.item.value
    for verdict in checked.verdicts:
        yield LiveVerdict(
            checked.registry.topics[verdict.topic].value.name,
            headline(verdict, lambda level: _level_name(level, checked)),
            compare_with_published(verdict, _published(program, verdict.topic)).text,
            reason_text(verdict),
            [VerdictReason(MARKS[each.state], each.text) for each in checklist(verdict)],
            [_fact(each, program, name_of) for each in verdict.missing],
            [f"To {change.to}: {', and '.join(change.needs)}." for change in verdict.would_change],
            basis_text(verdict.outcomes_basis),
        )


def _fact(each: MissingFact, program: Program, name_of: Callable[[At], str]) -> FactToFind:
    if each.study is None:
        return FactToFind("", each.text)
    study = next(number for number, study in enumerate(program.studies) if study.id == each.study)
    at: At = ("studies", study) if each.finding is None else ("studies", study, "findings", each.finding - 1)
    where = each.study if each.finding is None else f"{each.study}, finding {each.finding}"
    return FactToFind(name_of(at), f"{where}: {each.text}")


def _published(program: Program, topic: str) -> PublishedRating | None:
    rated = (each for each in program.topics if each.topic == topic and each.ratings)
    return next((membership.ratings[0] for membership in rated), None)


def _level_name(level: str, checked: CheckedEntry) -> str:
    item = checked.registry.levels.get(level.lower())
    return f"{level} – {item.value.label}" if item else level
