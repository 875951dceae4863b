"""Facts that are not recorded, and which of them would settle a rating."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from app.evidence.entry.implementation import Manual
from app.evidence.entry.program import Program
from app.evidence.entry.study import Comparison, Study
from app.evidence.rating.contributions import (
    SIX,
    TIMES,
    TWELVE,
    UNTREATED,
    Scope,
    can_count,
    comparison_of,
    counting,
    follow_up_times,
    is_counting,
    months_after_treatment,
)
from app.evidence.rating.levels import Cases, cases, certain_level, level_set
from app.evidence.rating.profiles import Profile
from app.evidence.rating.samples import Papers, share_conditions
from app.evidence.rating.values import Verdict

Value = bool | float | str
EFFORT = 16_000
"""Steps after which no further fact is tried alone."""
MOST_FACTS = 60
"""Beyond so many facts none is tried alone; those of one kind are, together."""
FOUND_MONTHS = {TWELVE: "12 months or more", SIX: "6 to 11 months", 0: "sooner"}


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
    studies = [study for study in share_conditions(program.studies, scope) if _may_bear(study, scope)]
    others = (
        tuple(dict.fromkeys(study.sample for study in studies if study.sample)) if len(studies) > 1 else None
    )
    for study in studies:
        yield from _of_study(study, scope, others)


def _may_bear(study: Study, scope: Scope) -> bool:
    return can_count(study, scope) and any(each.controlled is not False for each in counting(study, scope))


def _of_study(study: Study, scope: Scope, others: tuple[str, ...] | None) -> Iterator[UnrecordedFact]:
    benefit = any(
        each.direction == "favorable" and each.significant is not False for each in counting(study, scope)
    )
    if study.peer_reviewed is None and scope.needs_peer_review:
        yield UnrecordedFact("peer_reviewed", study.id, None, "whether it was peer-reviewed", (True, False))
    if study.usual_care is None and benefit:
        text = "whether it took place in usual care"
        yield UnrecordedFact("usual_care", study.id, None, text, (True, False))
    if comparison_of(study) is None and benefit:
        text = "what the comparison group received"
        yield UnrecordedFact("comparison", study.id, None, text, ("usual-care", UNTREATED))
    if study.sample is None and others is not None:
        text = "whether its sample overlaps another study's"
        yield UnrecordedFact("sample", study.id, None, text, (f"{study.id}-own-sample", *others))
    for number, finding in enumerate(study.findings):
        if not is_counting(finding, scope):
            continue
        if finding.controlled is None:
            text = f"whether the comparison group was still untreated ({finding.outcome})"
            yield UnrecordedFact("controlled", study.id, number, text, (True, False))
        if _needs_time(study, number):
            text = f"how long after treatment it was measured ({finding.outcome})"
            times = tuple(float(time) for time in reversed(TIMES) if time in follow_up_times(finding, study))
            yield UnrecordedFact("months_after_treatment", study.id, number, text, times)


def _needs_time(study: Study, number: int) -> bool:
    finding = study.findings[number]
    open_time = months_after_treatment(finding, study) is None and len(follow_up_times(finding, study)) > 1
    is_benefit = finding.direction == "favorable" and finding.significant is not False
    return open_time and is_benefit and finding.controlled is not False


def fill(program: Program, missing: UnrecordedFact, value: Value) -> Program:
    """The program with one fact filled in."""
    if missing.study is None:
        return program.model_copy(update={"manual": Manual(available=value)})
    studies = tuple(
        _fill_study(Papers(study), missing, value) if study.id == missing.study else study
        for study in program.studies
    )
    return program.model_copy(update={"studies": studies})


@lru_cache(maxsize=4096)
def _fill_study(papers: Papers, missing: UnrecordedFact, value: Value) -> Study:
    (study,) = papers.studies
    if missing.finding is not None:
        findings = list(study.findings)
        findings[missing.finding] = findings[missing.finding].model_copy(update={missing.fact: value})
        return study.model_copy(update={"findings": tuple(findings)})
    if missing.fact == "comparison":
        return study.model_copy(update={"comparison": Comparison(type=value)})
    return study.model_copy(update={missing.fact: value})


def find_missing(
    program: Program, scope: Scope, profile: Profile, known: Cases
) -> tuple[UnrecordedFact, ...]:
    """The facts that change the levels of the `known` cases, alone or with the others of their kind."""
    left, levels = EFFORT, level_set(known, profile)

    def changes(filled: Program) -> bool:
        nonlocal left
        every = cases(filled, scope, follow=known.followed)
        left -= 10 + 4 * len(program.studies) + every.steps
        return level_set(every, profile) != levels

    unknown = list(unrecorded(program, scope))
    telling = set()
    for each in unknown if len(unknown) <= MOST_FACTS else ():
        if left > 0 and any(changes(fill(program, each, value)) for value in each.values):
            telling.add(each)
    for kind in dict.fromkeys(each.fact for each in unknown):
        together = [each for each in unknown if each.fact == kind]
        if telling & set(together):
            continue
        if any(left > 0 and changes(_fill_all(program, together, end)) for end in (0, -1)):
            telling |= set(together)
    return tuple(each for each in unknown if each in telling)


def _fill_all(program: Program, facts: Sequence[UnrecordedFact], end: int) -> Program:
    """The program with facts of one kind filled in, all at their first or their last value."""
    if facts[0].study is None:
        return fill(program, facts[0], facts[0].values[end])
    by_study: dict[str | None, list[UnrecordedFact]] = defaultdict(list)
    for fact in facts:
        by_study[fact.study].append(fact)
    studies = []
    for study in program.studies:
        for fact in by_study[study.id]:
            study = _fill_study(Papers(study), fact, fact.values[end])
        studies.append(study)
    return program.model_copy(update={"studies": tuple(studies)})


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
        certain = any(fact.always_settles for fact in self.alone)
        rank = 0 if certain else 1 if self.alone else 2 if self.together else 3
        return rank, self.program, self.topic


def open_range(program: Program, scope: Scope, profile: Profile, verdict: Verdict) -> OpenRange | None:
    """What would settle the range of a verdict; None when it has none."""
    if verdict.range is None or verdict.judgement:
        return None
    alone = tuple(sorted(_alone(program, scope, profile), key=lambda fact: not fact.always_settles))
    reachable = [change.needs for change in verdict.would_change if all(step.fact for step in change.steps)]
    together = () if alone or not reachable else reachable[0]
    return OpenRange(verdict.program, verdict.topic, verdict.range, alone, together, len(verdict.missing))


def _alone(program: Program, scope: Scope, profile: Profile) -> Iterator[Fact]:
    unknown = list(unrecorded(program, scope))
    for each in unknown if len(unknown) <= MOST_FACTS else ():
        gives = tuple(
            (_said(each, value), certain_level(cases(fill(program, each, value), scope), profile))
            for value in each.values
        )
        if any(level for _, level in gives):
            finding = None if each.finding is None else each.finding + 1
            yield Fact(each.text, each.study, finding, gives)


def _said(fact: UnrecordedFact, value: Value) -> str:
    if fact.fact == "months_after_treatment":
        return FOUND_MONTHS[int(value)]
    if fact.fact == "sample":
        return "a sample of its own" if str(value).endswith("-own-sample") else f"the sample “{value}”"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
