"""Where the findings on an outcome point, in one word for all samples."""

from itertools import chain, combinations
from typing import Any

import pytest

from app.catalog.snapshot.snapshot import Snapshot
from app.evidence.entry.program import Program
from app.evidence.entry.study import Study
from app.evidence.found.directions import DIRECTION_WORDS, DIRECTIONS, directions_by_outcome, join_directions
from app.evidence.found.outcome_results import result_by_outcome
from app.evidence.found.sentences import UNCOMPARED, say_result

FINDING = {"outcome": "reunification", "direction": "favorable", "controlled": True}


def study(*findings: dict[str, Any], **more: Any) -> Study:
    whole = {"id": "a-2020", "design": "rct", "citation": {"title": "A trial"}, "findings": list(findings), **more}
    return Study.model_validate(whole)


@pytest.mark.parametrize(("directions", "expected"), [
    (["favorable"], "better"), (["favorable", "no-difference"], "partly"), (["no-difference"], "same"),
    (["mixed"], "both"), (["favorable", "unfavorable"], "both"), (["unfavorable"], "worse"),
    (["unfavorable", "no-difference"], "worse"),
])  # fmt: skip
def test_samples_of_their_own_are_taken_together(directions: list[str], expected: str) -> None:
    apart = [study({**FINDING, "direction": each}, id=f"a-{number}") for number, each in enumerate(directions)]
    assert directions_by_outcome(apart) == {"reunification": expected}


@pytest.mark.parametrize("change", [{"controlled": False}, {"controlled": None}])
def test_without_a_control_group_nothing_is_compared(change: dict[str, Any]) -> None:
    assert directions_by_outcome([study({**FINDING, **change})]) == {"reunification": "uncompared"}


def test_a_favorable_finding_that_may_be_chance_is_no_difference() -> None:
    assert directions_by_outcome([study({**FINDING, "significant": False})]) == {"reunification": "same"}


def test_subgroups_and_retracted_studies_do_not_count() -> None:
    assert directions_by_outcome([study({**FINDING, "subgroup": "boys"}), study(FINDING, retracted=True)]) == {}


def test_outcomes_may_be_joined_in_any_order_and_in_any_steps() -> None:
    several = chain.from_iterable(combinations(DIRECTIONS, size) for size in (1, 2, 3))
    for some in several:
        whole = join_directions(some)
        assert join_directions(some[::-1]) == whole
        assert join_directions([join_directions(some[:-1]), some[-1]]) == whole


def test_the_fact_box_says_the_same_of_every_shipped_program(snapshot: Snapshot) -> None:
    for card in snapshot.cards:
        page = snapshot.page(card.slug)
        assert page
        program: Program = page.program
        directions = directions_by_outcome(program.studies)
        assert set(directions) == set(card.findings.get("outcome", ()))
        for result in result_by_outcome(program.studies):
            said = say_result(result, snapshot.words["outcomes"][result.outcome])
            direction = directions[result.outcome]
            assert (direction == "uncompared") is (said.counts == UNCOMPARED)
            assert (direction in ("worse", "both")) is said.is_bad_news
            if len(result.signs) == 1:
                assert said.counts.startswith(f"{DIRECTION_WORDS[direction]} in the one")
            if direction == "better":
                assert "no different" not in said.counts
                assert said.counts.startswith("better in")
