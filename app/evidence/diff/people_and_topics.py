"""Whom a program is for, and whether it may harm."""

from collections.abc import Iterator

from app.evidence.diff.change import Change
from app.evidence.diff.names import DiffNames, from_to, gained_and_lost, sentence
from app.evidence.entry.program import Harm, Program, TargetPopulation
from app.evidence.entry.wording import NOT_RECORDED, age_range

HARM = {"none_known": "none known", "present": "present", "unknown": "not assessed"}


def population_changes(slug: str, before: TargetPopulation, after: TargetPopulation, names: DiffNames) -> Iterator[Change]:
    old, new = (names.words("populations", each.groups) for each in (before, after))
    was, now = _ages(before), _ages(after)
    if (old, was, before.description) == (new, now, after.description):
        return  # at most a word has another id now, which is a change of the vocabulary
    groups = gained_and_lost(old, new)
    said = [part for part in (groups, from_to("ages", was, now) if was != now else "") if part]
    reworded = before.description != after.description
    reasons = [f"The description now reads “{after.description}” Before: “{before.description}”"] if reworded else []
    what = "; ".join(said) or ("the description was reworded" if reworded else "the groups stand in another order")
    yield Change("population-changed", f"The target population of {names.program(slug)} changed: {what}.", tuple(reasons), program=slug)


def harm_changes(slug: str, before: Harm | None, after: Harm | None, names: DiffNames) -> Iterator[Change]:
    was, now = before or Harm(), after or Harm()
    if was == now:
        return
    rows = (("case data", was.case, now.case), ("a legal or empirical basis", was.basis, now.basis))
    reasons = [sentence(from_to(f"risk of harm by {label}:", HARM[one], HARM[other])) for label, one, other in rows if one != other]
    if now.note and now.note != was.note:
        reasons.append(f"Note: {now.note}")
    elif was.note and not now.note:
        reasons.append("Its note was removed.")
    if now.source and now.source != was.source:
        reasons.append(f"Source: {now.source}")
    said = "A risk of harm is now recorded for {}." if now.is_recorded and not was.is_recorded else "What is recorded about harm by {} changed."
    if was.is_recorded and not now.is_recorded:
        said = "No risk of harm is recorded for {} any more."
    yield Change("harm-changed", said.format(names.program(slug)), tuple(reasons), program=slug)


def _ages(population: TargetPopulation) -> str:
    ages = population.ages
    return age_range(ages.min, ages.max).lower().removeprefix("ages ").removeprefix("age ") or NOT_RECORDED if ages else NOT_RECORDED


def is_for(program: Program, names: DiffNames) -> str:
    """“For foster parents and kinship caregivers, ages 4–12.”"""
    groups = ", ".join(names.words("populations", program.target_population.groups)) or "no groups recorded"
    ages = program.target_population.ages
    said = age_range(ages.min, ages.max) if ages else ""
    return sentence(f"for: {groups}{'; ' + said.lower() if said else ''}")
