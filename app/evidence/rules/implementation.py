"""Rules over what it takes to run a program, what it costs, and the sentence on what studies found."""

from collections.abc import Iterator

from app.evidence.check.problem import At, RuleFinding
from app.evidence.entry.implementation import Amount, Caseload, Span
from app.evidence.entry.program import Program
from app.evidence.entry.study import AgesStudied, Study


def check_implementation(program: Program) -> Iterator[RuleFinding]:
    for at, span in _spans(program):
        if span and span.min is not None and span.max is not None and span.min > span.max:
            message = f"at least {span.min:g} is above at most {span.max:g}"
            yield RuleFinding("span-order", (*at, "min"), message, "Exchange the two.")
    yield from _costs(program)
    yield from _found(program)


def _spans(program: Program) -> Iterator[tuple[At, Span | Amount | Caseload | AgesStudied | None]]:
    if program.delivery:
        yield ("delivery", "sessions"), program.delivery.sessions
        yield ("delivery", "hours_a_week"), program.delivery.hours_a_week
    if program.staff:
        yield ("staff", "caseload"), program.staff.caseload
    for number, cost in enumerate(program.costs):
        yield ("costs", number, "amount"), cost.amount
    for number, study in enumerate(program.studies):
        if study.participants:
            yield ("studies", number, "participants", "ages"), study.participants.ages


def _costs(program: Program) -> Iterator[RuleFinding]:
    hint = "Add `source:` with the address of the page that gives the figure."
    for number, cost in enumerate(program.costs):
        if cost.amount and not cost.source:
            message = f"the cost of {cost.item} has no source"
            yield RuleFinding("cost-without-source", ("costs", number), message, hint)
    for number, reckoned in enumerate(program.benefit_cost):
        if not reckoned.source:
            message = f"the estimate by {reckoned.by} has no source"
            yield RuleFinding("cost-without-source", ("benefit_cost", number), message, hint)


def _found(program: Program) -> Iterator[RuleFinding]:
    if program.found is None:
        return
    studies = {study.id: study for study in program.studies}
    for number, id in enumerate(program.found.studies):
        if id not in studies:
            hint = f"The ids are {', '.join(studies)}." if studies else "The entry has no studies."
            at, message = ("found", "studies", number), f"“{id}” is not a study of this entry"
            yield RuleFinding("found-unknown-study", at, message, hint)
    against = [study.id for study in program.studies if _speaks_against(study)]
    if against and not set(against) & set(program.found.studies):
        message = "the sentence names no study that found no difference or worse results"
        hint = f"Say what {', '.join(against[:3])} found, and add it to `studies`."
        yield RuleFinding("found-one-sided", ("found", "studies"), message, hint)


def _speaks_against(study: Study) -> bool:
    told = (each for each in study.findings if each.controlled is not False and not each.subgroup)
    return not study.retracted and any(each.direction in ("no-difference", "unfavorable") for each in told)
