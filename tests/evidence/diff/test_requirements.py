"""Whatever an editor changes under the keys of what a program takes, and of who was studied, is told."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import replace
from typing import Any, get_args

import pytest
import yaml

from app.evidence.diff.change import Change
from app.evidence.diff.compare import compare_registries
from app.evidence.entry.program import Program
from app.evidence.entry.registry import Item, Registry
from app.evidence.entry.value_types import Entry
from tests.evidence.diff.comparing import shipped

BEFORE = """
name: Coaching
summary: A coach visits.
status: active
target_population: {description: Families}
topics: []
sources: [https://example.org/a]
dates: {added: 2026-11-01, reviewed: 2026-11-01}
delivery: {sessions: {min: 4, max: 6}, hours_a_week: {min: 1, max: 2}}
presenting_problems: [neglect]
exclusions: [Families in crisis]
manual: {available: "yes", title: Guide, edition: First, year: 2001, url: https://example.org/m, obtain: Ask, inferred: true, note: Thin, source: https://example.org/s, seen: 2026-11-01}
training: {available: "yes", provider: The county, mode: [online], days: 1, hours: 8, certification: "yes", refresher: Each year, inferred: true, note: Short, source: https://example.org/s, seen: 2026-11-01}
fidelity: {available: "yes", tool: A list, scored_by: Coaches, frequency: Monthly, required: "yes", validated: "yes", inferred: true, note: Short, source: https://example.org/s, seen: 2026-11-01}
support: {available: "yes", what: Calls, note: Short, source: https://example.org/s, seen: 2026-11-01}
purveyor: {name: The county, url: https://example.org/p, email: a@example.org, phone: "1", takes_new_sites: "yes", note: Short, source: https://example.org/s, seen: 2026-11-01}
staff: {credentials: [nurse], caseload: {min: 4, max: 6, unit: families}, supervision: Weekly, note: Short, source: https://example.org/s, seen: 2026-11-01}
costs:
  - {item: training, amount: {min: 100, max: 200}, currency: USD, per: site, price_year: 2019, place: Iowa, note: Short, source: https://example.org/s, seen: 2026-11-01}
benefit_cost:
  - {by: cebc, benefits: 10, costs: 5, net: 5, ratio: 2, chance: 50, dollars_of: 2019, place: Iowa, as_of: 2020, source: https://example.org/s, seen: 2026-11-01}
adaptations:
  - {name: For kin, for: Relatives, groups: [kinship-caregivers], change: Shorter, by: The county, evidence: own, note: Short, source: https://example.org/s}
trauma_informed: {statement: "yes", by: The county, source: https://example.org/s}
harm: {case: present, basis: unknown, since: 2019, note: Told, source: https://example.org/s}
found: {text: It helped., studies: [a]}
families: A coach comes to you.
searched: {"on": 2026-11-01, where: PubMed, terms: coaching, note: Nothing}
studies:
  - id: a
    citation: {title: A trial}
    design: rct
    usual_care_inferred: true
    comparison: {type: no-treatment}
    participants: {ages: {min: 2, max: 8, mean: 5}, shares: [{characteristic: gender, value: girls, percent: 50, note: Of the children}]}
    added: 2026-11-01
    registration: NCT1
    looked_for: [{fact: usual_care, "on": 2026-11-01, where: The abstract}]
    findings: [{outcome: re-entry, direction: favorable, effect: {kind: percent, of: children, treatment: 5}}]
"""
OTHERWISE = {
    True: False, "yes": "no", "present": "none_known", "online": "blended", "neglect": "aggression",
    "nurse": "teacher", "training": "materials", "USD": "EUR", "cebc": "blueprints", "own": "none",
    "kinship-caregivers": "foster-parents", "gender": "age", "percent": "other", "usual_care": "sample", "NCT1": "NCT2",
    "no-treatment": "wait-list", "children": "families", "a@example.org": "b@example.org", "PubMed": "ERIC",
}  # fmt: skip
"""A value of BEFORE -> another valid one, where a longer text or a larger number is none."""
NEW_KEYS = (
    "presenting_problems", "exclusions", "manual", "training", "fidelity", "support", "purveyor", "staff", "costs",
    "benefit_cost", "adaptations", "trauma_informed", "found", "families", "searched",
)  # fmt: skip
Path = tuple[str | int, ...]


def leaves(value: Any, at: Path = ()) -> Iterator[Path]:
    if isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from leaves(inner, (*at, key))
    else:
        yield at


def changed(path: Path) -> dict[str, Any]:
    """BEFORE with another value at a place."""
    values: Any = deepcopy(WHOLE)
    holder = values
    for key in path[:-1]:
        holder = holder[key]
    holder[path[-1]] = another(holder[path[-1]])
    return values


def another(value: Any) -> Any:
    if isinstance(value, str | bool) and value in OTHERWISE:
        return OTHERWISE[value]
    if isinstance(value, int | float):
        return value + 1
    if isinstance(value, str):
        return f"{value}b"
    return value.replace(day=2)


def is_new(path: Path) -> bool:
    return (
        path[0] in NEW_KEYS
        or path[0] == "delivery"
        or "since" in path
        or (
            path[0] == "studies"
            and path[2] not in ("id", "citation", "design")
            and path[-1] not in ("outcome", "direction")
        )
    )


def compare(before: dict[str, Any], after: dict[str, Any]) -> list[Change]:
    def registry(values: dict[str, Any]) -> Registry:
        item = Item("coaching", Program.model_validate(values), "## About\n\nText.\n", str(values), "")
        return replace(shipped(), programs={"coaching": item})

    return compare_registries(registry(before), registry(after))


WHOLE: dict[str, Any] = yaml.safe_load(BEFORE)
PLACES = [path for path in leaves(WHOLE) if is_new(path)]


@pytest.mark.parametrize("path", PLACES, ids=[".".join(map(str, path)) for path in PLACES])
def test_a_change_of_any_new_key_is_told(path: Path) -> None:
    changes = compare(WHOLE, changed(path))
    assert changes
    assert all(change.reasons for change in changes)
    assert {change.kind for change in changes} & {"facts-changed", "study-changed", "harm-changed"}


def test_no_key_of_the_models_is_left_out_here() -> None:
    written = {tuple(key for key in path if isinstance(key, str)) for path in PLACES}
    expected = {path for key in NEW_KEYS for path in fields(Program.model_fields[key].annotation, (key,))}
    assert expected <= written


def fields(annotation: Any, at: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The places of all values that a key may hold."""
    models = [each for each in every_type(annotation) if isinstance(each, type) and issubclass(each, Entry)]
    for model in models:
        for name, field in model.model_fields.items():
            yield from fields(field.annotation, (*at, field.alias or name))
    if not models:
        yield at


def every_type(annotation: Any) -> Iterator[Any]:
    yield annotation
    for inner in get_args(annotation):
        yield from every_type(inner)


def test_a_sentence_names_what_changed_and_says_how() -> None:
    after: Mapping[str, Any] = {
        **WHOLE,
        "training": {**WHOLE["training"], "days": 3},
        "costs": [{**WHOLE["costs"][0], "amount": {"min": 100, "max": 250}}],
    }
    (change,) = compare(WHOLE, dict(after))
    assert change.sentence == "Changed in Coaching: training and costs."
    assert "days 1" in change.reasons[0]
    assert "days 3" in change.reasons[0]
