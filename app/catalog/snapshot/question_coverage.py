"""How many programs answer what a site asks, and how many studies record what a rating turns on."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from app.evidence.entry.program import Delivery, Program
from app.evidence.entry.study import Study
from app.evidence.questions.questions import QUESTIONS, count_answered
from app.evidence.rating.contributions import Scope, can_count, comparison_of

ANY_OUTCOME = Scope(None)
"""Studies that could matter for a rating in some topic."""
NOTHING = Delivery()


def _delivery(program: Program) -> Delivery:
    return program.delivery or NOTHING


def _has_length(program: Program) -> bool:
    spans = _delivery(program).weeks, _delivery(program).sessions
    return any(span and (span.min is not None or span.max is not None) for span in spans)


def _has_months(study: Study) -> bool:
    months = [finding.months_after_treatment for finding in study.findings]
    return bool(months) and None not in months


PROGRAMS_WITH: Mapping[str, Callable[[Program], object]] = {
    "costs": lambda program: program.costs,
    "languages": lambda program: _delivery(program).languages,
    "weeks or sessions as numbers": _has_length,
    "presenting problems": lambda program: program.presenting_problems,
    "credentials of staff": lambda program: program.staff and program.staff.credentials,
    "who is worked with": lambda program: _delivery(program).serves,
    "settings": lambda program: _delivery(program).settings,
}
"""What readers call a fact -> whether a program records it."""
DECISIVE: Mapping[str, tuple[str, Callable[[Study], bool]]] = {
    "usual care or not": ("usual_care", lambda study: study.usual_care is not None),
    "comparison condition": ("comparison", lambda study: comparison_of(study) is not None),
    "months after treatment": ("months_after_treatment", _has_months),
    "sample": ("sample", lambda study: study.sample is not None),
}
"""What readers call a fact of a study -> what `looked_for` calls it, and whether the study records it."""


@dataclass(frozen=True, slots=True)
class FactInStudies:
    """Of how many studies a fact is recorded, and of how many it was looked for in vain."""

    recorded: int
    looked_for: int
    of: int

    @property
    def percent(self) -> int:
        """Of how many nobody has to look again."""
        return round(100 * (self.recorded + self.looked_for) / (self.of or 1))


def count_by_question(programs: Collection[Program]) -> dict[str, int]:
    """What a site asks, in words -> how many programs answer it with a source."""
    return {each.words: sum(each.state(one) == "answered" for one in programs) for each in QUESTIONS}


def count_by_answers(programs: Iterable[Program]) -> dict[str, int]:
    """How many of the questions are answered -> by how many programs, the most answers last."""
    answered = [count_answered(program) for program in programs]
    return {str(number): answered.count(number) for number in sorted(set(answered))}


def count_programs_with(programs: Collection[Program]) -> dict[str, int]:
    return {name: sum(bool(has(one)) for one in programs) for name, has in PROGRAMS_WITH.items()}


def count_decisive(programs: Iterable[Program]) -> dict[str, FactInStudies]:
    """The facts on which a rating turns, over the studies that may count for one."""
    every = (study for program in programs for study in program.studies)
    studies = [study for study in every if can_count(study, ANY_OUTCOME)]
    return {name: _count_fact(studies, *fact) for name, fact in DECISIVE.items()}


def _count_fact(studies: Collection[Study], key: str, is_recorded: Callable[[Study], bool]) -> FactInStudies:
    missing = [study for study in studies if not is_recorded(study)]
    sought = sum(any(each.fact == key for each in study.looked_for) for study in missing)
    return FactInStudies(len(studies) - len(missing), sought, len(studies))
