"""Which findings count for the facets `outcome`, `better` and `domain`."""

from typing import Any

import pytest

from app.catalog.snapshot.studied_outcomes import facets_of_findings
from app.evidence.entry.program import Program

DOMAINS = {"reunification": "permanency", "maltreatment": "safety", "parenting": None}
BETTER = {"outcome": "reunification", "direction": "favorable", "controlled": True}
STUDIED = {"outcome": ["reunification"], "better": [], "domain": ["permanency"]}


def program(*findings: dict[str, Any], retracted: bool | None = None) -> Program:
    study = {"id": "a-2020", "design": "rct", "citation": {"title": "A trial"}, "retracted": retracted}
    return Program.model_validate({
        "name": "A", "summary": "A.", "status": "active", "topics": [], "sources": ["https://example.org"],
        "target_population": {"description": "Families"}, "studies": [{**study, "findings": findings}],
        "dates": {"added": "2026-01-01", "reviewed": "2026-01-01"},
    })  # fmt: skip


@pytest.mark.parametrize("significant", [True, None])
def test_a_controlled_favorable_finding_is_found_better(significant: bool | None) -> None:
    found = facets_of_findings(program({**BETTER, "significant": significant}), DOMAINS)
    assert found == {**STUDIED, "better": ["reunification"]}


@pytest.mark.parametrize("change", [
    {"significant": False}, {"controlled": False}, {"controlled": None}, {"direction": "mixed"},
    {"direction": "no-difference"}, {"direction": "unfavorable"},
])  # fmt: skip
def test_any_other_finding_is_only_studied(change: dict[str, Any]) -> None:
    assert facets_of_findings(program({**BETTER, **change}), DOMAINS) == STUDIED


def test_subgroups_and_retracted_studies_do_not_count() -> None:
    nothing: dict[str, list[str]] = {"outcome": [], "better": [], "domain": []}
    assert facets_of_findings(program({**BETTER, "subgroup": "boys"}), DOMAINS) == nothing
    assert facets_of_findings(program(BETTER, retracted=True), DOMAINS) == nothing


def test_each_value_stands_once_and_an_outcome_may_have_no_domain() -> None:
    found = facets_of_findings(program(BETTER, BETTER, {**BETTER, "outcome": "parenting"}), DOMAINS)
    assert found == {
        "outcome": ["reunification", "parenting"],
        "better": ["reunification", "parenting"],
        "domain": ["permanency"],
    }
