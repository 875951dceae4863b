"""Which facts, found out, would settle a rating that the records leave open: what an editor looks up first."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.evidence.entry.program import Program
from app.evidence.rating.contributions import SIX, TWELVE, Scope
from app.evidence.rating.levels import cases, certain_level
from app.evidence.rating.open_questions import UnrecordedFact, Value, filled, unrecorded
from app.evidence.rating.profiles import Profile
from app.evidence.rating.values import Verdict
from app.evidence.rating.what_if import MANY_CASES

MONTHS = {TWELVE: "12 months or more", SIX: "6 to 11 months", 0: "sooner"}


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact to find out. `gives`: what it may turn out to be -> the level then, None where it stays open. `study`: an id; `finding` from 1."""

    text: str
    study: str | None
    finding: int | None
    gives: tuple[tuple[str, str | None], ...]

    @property
    def always_settles(self) -> bool:
        return all(level for _, level in self.gives)


@dataclass(frozen=True, slots=True)
class OpenRange:
    """A derived range, [weakest, strongest]: the facts of which each may settle it `alone`, else the fewest that do `together`.

    `missing` counts everything not recorded that bears on it.
    """

    program: str
    topic: str
    range: tuple[str, str]
    alone: tuple[Fact, ...]
    together: tuple[str, ...]
    missing: int

    @property
    def effort(self) -> tuple[int, str, str]:
        """Sorts what one fact settles however it turns out first, then what one may settle, then two; last what takes another study."""
        rank = 0 if any(fact.always_settles for fact in self.alone) else 1 if self.alone else 2 if self.together else 3
        return rank, self.program, self.topic


def open_range(program: Program, scope: Scope, profile: Profile, verdict: Verdict) -> OpenRange | None:
    """What would settle the range of a verdict; None when it has none."""
    if verdict.range is None:
        return None
    alone = tuple(sorted(_alone(program, scope, profile), key=lambda fact: not fact.always_settles))
    together = () if alone else next((change.needs for change in verdict.would_change if all(step.fact for step in change.steps)), ())
    return OpenRange(verdict.program, verdict.topic, verdict.range, alone, together, len(verdict.missing))


def _alone(program: Program, scope: Scope, profile: Profile) -> Iterator[Fact]:
    if len(cases(program, scope)) > MANY_CASES:
        return
    for each in unrecorded(program, scope):
        gives = tuple((_value(each, value), certain_level(cases(filled(program, each, value), scope), profile)) for value in each.values)
        if any(level for _, level in gives):
            yield Fact(each.text, each.study, None if each.finding is None else each.finding + 1, gives)


def _value(fact: UnrecordedFact, value: Value) -> str:
    if fact.fact == "months_after_treatment":
        return MONTHS[int(value)]
    if fact.fact == "sample":
        return "a sample of its own"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
