"""What a program must answer, read from its entry value by value: another way than the bitmaps of fit."""

from collections.abc import Sequence

from app.evidence.entry.implementation import Staff
from app.evidence.entry.program import Delivery, Program


def expected_answer(program: Program, name: str, values: Sequence[str]) -> str:
    if name == "age":
        return _of_ages(program, [int(value) for value in values])
    if name == "weeks":
        return _of_weeks(program, max(int(value) for value in values))
    listed = set(listed_words(program, name))
    if name == "serves":
        child, caregiver, family = "child" in listed, "caregiver" in listed, "family" in listed
        takes = {"child": child or family, "caregiver": caregiver or family, "family": family or (child and caregiver)}
        return _either(any(takes[value] for value in values), listed, otherwise="does-not")
    return _either(bool(listed & set(values)), listed, otherwise="not-named")


def listed_words(program: Program, name: str) -> Sequence[str]:
    delivery, staff = program.delivery or Delivery(), program.staff or Staff()
    lists = {
        "population": program.target_population.groups,
        "permanency": program.permanency,
        "problem": program.presenting_problems,
        "serves": delivery.serves,
        "setting": delivery.settings,
        "language": delivery.languages,
        "credential": staff.credentials,
        "topic": [each.topic for each in program.topics],
    }
    return lists[name]


def _either(holds: bool, listed: set[str], otherwise: str) -> str:
    if holds:
        return "fits"
    return otherwise if listed else "not-recorded"


def _of_ages(program: Program, asked: Sequence[int]) -> str:
    ages = program.target_population.ages
    if ages is None or (ages.min is None and ages.max is None):
        return "not-recorded"
    low, high = ages.min or 0, 99 if ages.max is None else ages.max
    return "fits" if all(low <= age <= high for age in asked) else "does-not"


def _of_weeks(program: Program, most: int) -> str:
    weeks = program.delivery.weeks if program.delivery else None
    if weeks is None or (weeks.min is None and weeks.max is None):
        return "not-recorded"
    if weeks.max is not None and weeks.max <= most:
        return "fits"
    return "does-not" if weeks.min is not None and weeks.min > most else "not-named"
