"""What it takes to run a program, in words that a comparison of two entries can show."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from app.evidence.diff.names import DiffNames
from app.evidence.entry.program import Program
from app.evidence.entry.value_types import Entry
from app.evidence.entry.wording import NOT_RECORDED

PARTS = {
    "manual": "the manual", "training": "training", "fidelity": "the fidelity measure",
    "support": "support after training", "purveyor": "from whom it is obtained", "staff": "staff",
    "trauma_informed": "whether it is trauma-informed", "searched": "the last search for studies",
    "found": "the sentence on what was found",
}  # fmt: skip
LISTS = {
    "costs": "costs", "benefit_cost": "benefits and costs", "adaptations": "adaptations",
    "exclusions": "whom it is not for",
}  # fmt: skip
LEADING = ("available", "statement")
"""Keys whose value says it all: they come first, without their name."""
VOCABULARIES = {"credentials": "credentials", "groups": "populations", "by": "registries"}

Words = str | tuple[str, ...]
"""A value in words, or one for each item of a list."""


def requirement_rows(was: Program, now: Program, names: DiffNames) -> Iterator[tuple[str, Words, Words]]:
    """What each part is called, and what it says before and after."""
    problems = [names.words("problems", each.presenting_problems) for each in (was, now)]
    yield "presenting problems", problems[0], problems[1]
    for key, label in PARTS.items():
        yield label, describe_part(getattr(was, key), names), describe_part(getattr(now, key), names)
    for key, label in LISTS.items():
        yield label, _describe_each(getattr(was, key), names), _describe_each(getattr(now, key), names)


def describe_part(part: Entry | None, names: DiffNames) -> str:
    """“yes, edition “3”, https://example.org/manual”; everything that is recorded under one key."""
    values = part.model_dump(by_alias=True, exclude_none=True) if part else {}
    return ", ".join(_describe_values(values, names)) or NOT_RECORDED


def _describe_each(items: Iterable[Entry | str], names: DiffNames) -> tuple[str, ...]:
    return tuple(each if isinstance(each, str) else describe_part(each, names) for each in items)


def _describe_values(values: Mapping[str, Any], names: DiffNames) -> Iterator[str]:
    for key in LEADING:
        if key in values:
            yield NOT_RECORDED if values[key] == "unknown" else values[key]
    if values.get("inferred"):
        yield "inferred from a rating"
    for key, value in values.items():
        if key not in (*LEADING, "inferred") and (said := _describe_value(key, value, names)):
            yield said if key in ("note", "source", "text") else f"{key.replace('_', ' ')} {said}"


def _describe_value(key: str, value: Any, names: DiffNames) -> str:
    if isinstance(value, Mapping):
        return " ".join(f"{inner} {_describe_value(inner, each, names)}" for inner, each in value.items())
    if isinstance(value, list | tuple):
        return " and ".join(_describe_value(key, each, names) for each in value)
    if isinstance(value, float | int):
        return f"{value:.2f}".rstrip("0").rstrip(".")
    if key in VOCABULARIES:
        return names.word(VOCABULARIES[key], value)
    return f"“{value}”" if " " in str(value) else str(value)
