"""Facts that are not recorded, and which of them would settle a rating."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from app.evidence.entry.program import Material, Program
from app.evidence.entry.study import Comparison, Study
from app.evidence.rating.contributions import (
    SIX,
    TWELVE,
    Papers,
    Scope,
    can_count,
    counting,
    months_after_treatment,
)
from app.evidence.rating.levels import MANY_CASES, cases, certain_level
from app.evidence.rating.profiles import Profile
from app.evidence.rating.scenarios import as_one_trial
from app.evidence.rating.values import Verdict

Value = bool | float | str


@dataclass(frozen=True, slots=True)
class UnrecordedFact:
    """A three-valued fact that nobody recorded: of the program, a study or a finding (by its place)."""

    fact: str
    study: str | None
    finding: int | None
    text: str
    values: tuple[Value, ...]
    """What it could turn out to be, the most favorable first."""


def unrecorded(program: Program, scope: Scope) -> Iterator[UnrecordedFact]:
    """Every such fact that could bear on the rating."""
    if program.manual is None or program.manual.available == "unknown":
        yield UnrecordedFact("manual", None, None, "whether a manual exists", ("yes", "no"))
    for study in as_one_trial(program.studies, scope.needs_peer_review):
        if can_count(study, scope) and counting(study, scope):
            yield from _of_study(study, scope)


def _of_study(study: Study, scope: Scope) -> Iterator[UnrecordedFact]:
    if study.peer_reviewed is None and scope.needs_peer_review:
        yield UnrecordedFact("peer_reviewed", study.id, None, "whether it was peer-reviewed", (True, False))
    if study.usual_care is None:
        yield UnrecordedFact(
            "usual_care", study.id, None, "whether it took place in usual care", (True, False)
        )
    if study.comparison is None or study.comparison.type is None:
        yield UnrecordedFact(
            "comparison", study.id, None, "what the comparison group received", ("usual-care", "none")
        )
    if study.sample is None:
        yield UnrecordedFact(
            "sample",
            study.id,
            None,
            "whether its sample overlaps another study's",
            (f"{study.id}-own-sample",),
        )
    for number, finding in enumerate(study.findings):
        if finding not in counting(study, scope):
            continue
        if finding.controlled is None:
            yield UnrecordedFact(
                "controlled",
                study.id,
                number,
                f"whether the comparison group was still untreated ({finding.outcome})",
                (True, False),
            )
        if months_after_treatment(finding, study) is None and finding.controlled is not False:
            times = (float(TWELVE), float(SIX), 0.0)
            yield UnrecordedFact(
                "months_after_treatment",
                study.id,
                number,
                f"how long after treatment it was measured ({finding.outcome})",
                times,
            )


FOUND_OUT = {
    "manual": "a manual is found to exist",
    "peer_reviewed": "“{study}” is found to be peer-reviewed",
    "usual_care": "“{study}” is found to have taken place in usual care",
    "comparison": "“{study}” is found to have had an appropriate comparison group",
    "sample": "“{study}” is found to have a sample of its own",
    "controlled": (
        "the comparison group of “{study}” is found to have been untreated "
        "when finding {finding} was measured"
    ),
    "months_after_treatment": (
        "finding {finding} of “{study}” is found to have been measured "
        "12 months or more after treatment ended"
    ),
}


def found_out(missing: UnrecordedFact) -> str:
    """What would have to be found out, at best. Studies stand as their ids in quotation marks."""
    return FOUND_OUT[missing.fact].format(study=missing.study, finding=(missing.finding or 0) + 1)


def filled(program: Program, missing: UnrecordedFact, value: Value) -> Program:
    """The program with one fact filled in."""
    if missing.study is None:
        return program.model_copy(update={"manual": Material(available=value)})
    studies = tuple(
        _filled_study(Papers(study), missing, value) if study.id == missing.study else study
        for study in program.studies
    )
    return program.model_copy(update={"studies": studies})


@lru_cache(maxsize=1024)
def _filled_study(papers: Papers, missing: UnrecordedFact, value: Value) -> Study:
    (study,) = papers.studies
    if missing.finding is not None:
        findings = list(study.findings)
        findings[missing.finding] = findings[missing.finding].model_copy(update={missing.fact: value})
        return study.model_copy(update={"findings": tuple(findings)})
    if missing.fact == "comparison":
        return study.model_copy(update={"comparison": Comparison(type=value)})
    return study.model_copy(update={missing.fact: value})


FOUND_MONTHS = {TWELVE: "12 months or more", SIX: "6 to 11 months", 0: "sooner"}


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact to find out; `finding` counts from 1.

    `gives`: what it may turn out to be -> the level then, None where the level stays open.
    """

    text: str
    study: str | None
    finding: int | None
    gives: tuple[tuple[str, str | None], ...]

    @property
    def always_settles(self) -> bool:
        return all(level for _, level in self.gives)


@dataclass(frozen=True, slots=True)
class OpenRange:
    """A derived range, [weakest, strongest], and what would settle it.

    `alone`: facts of which each may settle it; else `together`: the fewest that do. `missing` counts all that
    is not recorded and bears on it.
    """

    program: str
    topic: str
    range: tuple[str, str]
    alone: tuple[Fact, ...]
    together: tuple[str, ...]
    missing: int

    @property
    def effort(self) -> tuple[int, str, str]:
        """Sort key: one fact settles it for certain, one may, two may, another study is needed."""
        rank = (
            0
            if any(fact.always_settles for fact in self.alone)
            else 1
            if self.alone
            else 2
            if self.together
            else 3
        )
        return rank, self.program, self.topic


def open_range(program: Program, scope: Scope, profile: Profile, verdict: Verdict) -> OpenRange | None:
    """What would settle the range of a verdict; None when it has none."""
    if verdict.range is None:
        return None
    alone = tuple(sorted(_alone(program, scope, profile), key=lambda fact: not fact.always_settles))
    together = (
        ()
        if alone
        else next(
            (change.needs for change in verdict.would_change if all(step.fact for step in change.steps)), ()
        )
    )
    return OpenRange(verdict.program, verdict.topic, verdict.range, alone, together, len(verdict.missing))


def _alone(program: Program, scope: Scope, profile: Profile) -> Iterator[Fact]:
    if len(cases(program, scope)) > MANY_CASES:
        return
    for each in unrecorded(program, scope):
        gives = tuple(
            (_value(each, value), certain_level(cases(filled(program, each, value), scope), profile))
            for value in each.values
        )
        if any(level for _, level in gives):
            yield Fact(each.text, each.study, None if each.finding is None else each.finding + 1, gives)


def _value(fact: UnrecordedFact, value: Value) -> str:
    if fact.fact == "months_after_treatment":
        return FOUND_MONTHS[int(value)]
    if fact.fact == "sample":
        return "a sample of its own"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
