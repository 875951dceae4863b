"""What would change a verdict: for each level within reach, the smallest set of facts or studies."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial

from app.evidence.entry.program import Program
from app.evidence.entry.study import Citation, Comparison, Direction, Finding, Study
from app.evidence.rating.contributions import SIX, TWELVE, Scope
from app.evidence.rating.levels import MANY_CASES, cases, certain_level
from app.evidence.rating.open_questions import UnrecordedFact, Value, filled, found_out
from app.evidence.rating.profiles import Profile
from app.evidence.rating.scenarios import extremes
from app.evidence.rating.values import PossibleChange

MOST_STEPS = 2
FEW_CASES = 150
"""Beyond so many cases only single steps are tried, beyond MANY_CASES none: so incomplete an entry would take
minutes.
"""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that would have to become known: a fact filled in with a value, or one more study."""

    text: str
    fact: UnrecordedFact | None = None
    value: Value | None = None
    study: Study | None = None

    def taken(self, program: Program) -> Program:
        if self.fact is not None and self.value is not None:
            return filled(program, self.fact, self.value)
        added = (self.study,) if self.study else ()
        return program.model_copy(update={"studies": (*program.studies, *added)})


def changes(
    program: Program, scope: Scope, profile: Profile, here: str | None, missing: tuple[UnrecordedFact, ...]
) -> tuple[PossibleChange, ...]:
    """For each level but `here`, the certain one: the smallest sets of at most two steps to it, strongest
    first.
    """
    steps = list(_steps(program, scope, missing))
    found: dict[str, PossibleChange] = {}
    known = len(cases(program, scope))
    most = MOST_STEPS if known <= FEW_CASES else 1 if known <= MANY_CASES else 0
    for size in range(1, most + 1):
        for chosen, after in _tried(program, steps, size):
            level = certain_level(cases(after, scope, extremes), profile)  # cheap, and rules out most
            if level is None or level == here or level in found:
                continue
            if certain_level(cases(after, scope), profile) == level:
                found[level] = PossibleChange(
                    to=level, needs=tuple(step.text for step in chosen), steps=chosen
                )
        if len(found) >= len(profile.order) - 1:
            break
    return tuple(found[level] for level in profile.levels if level in found)


def _tried(program: Program, steps: Sequence[Step], size: int) -> Iterator[tuple[tuple[Step, ...], Program]]:
    """Every set of so many steps, with the program after them."""
    if not size:
        yield (), program
        return
    for number, step in enumerate(steps, 1):
        for others, after in _tried(step.taken(program), steps[number:], size - 1):
            yield (step, *others), after


def _steps(program: Program, scope: Scope, missing: tuple[UnrecordedFact, ...]) -> Iterator[Step]:
    """Facts first, because they only have to be looked up; then studies, the least demanding first."""
    for each in missing:
        yield Step(found_out(each), fact=each, value=each.values[0])
    if not scope.outcomes:
        return
    one_more = partial(_study, frozenset(study.id for study in program.studies), min(scope.outcomes))
    yield Step(
        "one more peer-reviewed controlled study of a separate sample with a benefit",
        study=one_more("favorable", "quasi-experimental"),
    )
    trial = "one more peer-reviewed, usual-care randomized controlled trial of a separate sample"
    yield Step(f"{trial} with a benefit", study=one_more("favorable", "rct"))
    yield Step(f"{trial} with a benefit that lasts 6 months", study=one_more("favorable", "rct", SIX))
    yield Step(f"{trial} with a benefit that lasts 12 months", study=one_more("favorable", "rct", TWELVE))
    yield Step(f"{trial} that finds no difference", study=one_more("no-difference", "rct"))
    yield Step(
        f"{trial} that finds the program worse than its comparison", study=one_more("unfavorable", "rct")
    )


@lru_cache(maxsize=256)
def _study(taken: frozenset[str], outcome: str, direction: Direction, design: str, months: int = 0) -> Study:
    """The same object each time, because what it contributes is remembered for the object."""
    id = _fresh(f"one-more-{design}-{direction}-{months}", taken)
    return Study(
        id=id,
        sample=id,
        citation=Citation(title="One more study"),
        design=design,
        peer_reviewed=True,
        usual_care=True,
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
