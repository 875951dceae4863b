"""What would change a verdict: for each level within reach, the smallest set of facts and studies."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial, reduce
from itertools import combinations_with_replacement

from app.evidence.entry.implementation import Manual
from app.evidence.entry.program import Program
from app.evidence.entry.study import Citation, Comparison, Direction, Finding, Study
from app.evidence.rating.contributions import SIX, TWELVE, Scope
from app.evidence.rating.levels import Cases, cases, certain_level, extreme_cases
from app.evidence.rating.open_questions import UnrecordedFact, Value, fill, unrecorded
from app.evidence.rating.profiles import Profile
from app.evidence.rating.values import PossibleChange

EFFORT = 9_000
"""Steps after which no more is tried; an entry that leaves so much open gets the changes found until then."""
MOST_FACTS = 24
"""Beyond so many facts only those of the program and single further studies are tried, so that the cost is
bounded.
"""
FOUND_OUT = {
    "manual": "a manual is found to exist",
    "peer_reviewed": "“{study}” is found to be peer-reviewed",
    "usual_care": "“{study}” is found to have taken place in usual care",
    "comparison": "“{study}” is found to have had an appropriate comparison group",
    "sample": "“{study}” is found to have a separate sample",
    "controlled": (
        "the comparison group of “{study}” is found to have been untreated "
        "when finding {finding} was measured"
    ),
    "months_after_treatment": (
        "finding {finding} of “{study}” is found to have been measured "
        "{months} months or more after treatment ended"
    ),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that would have to become known: a fact, a manual that is written, or a study of a separate
    sample.
    """

    text: str
    fact: UnrecordedFact | None = None
    value: Value | None = None
    study: Study | None = None

    def take(self, program: Program) -> Program:
        """The program after a fact is filled in or a manual written; a further study leaves it as it is."""
        if self.fact is not None and self.value is not None:
            return fill(program, self.fact, self.value)
        return program if self.study else program.model_copy(update={"manual": WRITTEN})


WRITTEN = Manual(available="yes")


def possible_changes(
    program: Program, scope: Scope, profile: Profile, here: str | None, known: Cases
) -> tuple[PossibleChange, ...]:
    """For each level but `here`, the certain one: the smallest sets of at most two steps to it, strongest
    first.
    """
    steps = list(_steps(program, scope))
    found: dict[str, PossibleChange] = {}
    left = EFFORT
    reached: dict[tuple[int, ...], Program] = {(): program}
    for size in (1, 2):
        for chosen in _sets(steps, size):
            apart = [step.study for step in chosen if step.study]
            facts = tuple(id(step) for step in chosen if not step.study)
            if facts not in reached:
                reached[facts] = reduce(lambda before, step: step.take(before), chosen, program)
            after = reached[facts]
            level = certain_level(extreme_cases(after, scope, apart), profile)
            left -= 10 + 4 * len(program.studies)
            if level is None or level == here or level in found:
                continue
            every = cases(after, scope, apart, known.followed)
            left -= every.steps
            if certain_level(every, profile) == level:
                found[level] = PossibleChange(
                    to=level, needs=tuple(step.text for step in chosen), steps=chosen
                )
            if left < 0:
                break
    return tuple(found[level] for level in profile.levels if level in found)


def _sets(steps: Sequence[Step], size: int) -> Iterator[tuple[Step, ...]]:
    """Sets of so many steps. Only a further study can be taken twice, and no fact turns out two ways."""
    for chosen in combinations_with_replacement(steps, size):
        taken = [step.fact or step.text for step in chosen if step.study is None]
        if len(taken) == len(set(taken)):
            yield chosen


def _steps(program: Program, scope: Scope) -> Iterator[Step]:
    """Facts first, because they only have to be looked up; then studies, the least demanding first."""
    if program.manual and program.manual.available == "no":
        yield Step("a manual is written")
    facts = list(unrecorded(program, scope))
    for each in facts if len(facts) <= MOST_FACTS else facts[:1] if facts[0].study is None else ():
        yield from _finding_out(each)
    if not scope.outcomes:
        return
    one_more = partial(_study, frozenset(study.id for study in program.studies), min(scope.outcomes))
    reviewed = "peer-reviewed " if scope.needs_peer_review else ""
    controlled = f"one more {reviewed}controlled study of a separate sample"
    trial = f"one more {reviewed}randomized controlled trial of a separate sample"
    practice = f"{trial}, in usual care and against an appropriate comparison,"
    if not scope.needs_peer_review:
        practice = f"{controlled}, in usual care,"
    yield Step(
        f"{controlled} that finds a benefit",
        study=one_more("favorable", "quasi-experimental", usual_care=False),
    )
    yield Step(f"{practice} that finds a benefit", study=one_more("favorable", "rct"))
    for months in (SIX, TWELVE):
        text = f"{practice} that finds a benefit which lasts {months} months after treatment"
        yield Step(text, study=one_more("favorable", "rct", months))
    yield Step(f"{trial} that finds no difference", study=one_more("no-difference", "rct"))
    yield Step(
        f"{trial} that finds the program worse than its comparison", study=one_more("unfavorable", "rct")
    )


def _finding_out(fact: UnrecordedFact) -> Iterator[Step]:
    """The fact as it would have to turn out: at its most favorable, and of times the shorter one first."""
    if fact.fact == "months_after_treatment":
        values: tuple[Value, ...] = tuple(sorted(value for value in fact.values if value))
    else:
        values = fact.values[:1]
    for value in values:
        months = f"{value:g}" if fact.fact == "months_after_treatment" else ""
        finding = (fact.finding or 0) + 1
        yield Step(FOUND_OUT[fact.fact].format(study=fact.study, finding=finding, months=months), fact, value)


@lru_cache(maxsize=256)
def _study(
    taken: frozenset[str],
    outcome: str,
    direction: Direction,
    design: str,
    months: int = 0,
    usual_care: bool = True,
) -> Study:
    """The same object each time, because what it contributes is cached for the object."""
    id = _fresh(f"one-more-{design}-{direction}-{months}", taken)
    return Study(
        id=id,
        sample=id,
        citation=Citation(title="One more study"),
        design=design,
        peer_reviewed=True,
        usual_care=usual_care,
        comparison=Comparison(type="usual-care"),
        findings=(
            Finding(outcome=outcome, direction=direction, months_after_treatment=months, controlled=True),
        ),
    )


def _fresh(id: str, taken: frozenset[str]) -> str:
    number = 1
    while f"{id}-{number}" in taken:
        number += 1
    return f"{id}-{number}"
