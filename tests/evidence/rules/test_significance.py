"""`significant` beside p, interval and direction: contradictions are told, one-sided tests are left alone."""

from pathlib import Path

import pytest

from tests.evidence.rules.test_rules import GOOD, problems_of

PLAIN = "      - outcome: parenting\n        direction: no-difference\n        effect: {kind: d, value: 0.2, ci: [-0.1, 0.5]}"


@pytest.mark.parametrize("finding, says", [
    ("significant: true, p: 0.9, effect: {kind: or, value: 1.8, ci: [0.7, 4.6]}", "p = 0.9"),
    ("significant: true, p: 0.12", "p = 0.12"),
    ("significant: false, p: 0.001", "p = 0.001"),
    ("significant: false, p: 0.04", "p = 0.04"),
    ("significant: true, effect: {kind: or, value: 1.8, ci: [0.7, 4.6]}", "includes 1"),
    ("significant: true, effect: {kind: hr, ci: [0.5, 1.9]}", "includes 1"),
    ("significant: true, effect: {kind: d, value: 0.2, ci: [-0.1, 0.5]}", "includes 0"),
    ("significant: true, p: 0.04, effect: {kind: percentage-points, value: 1, ci: [-10, 12]}", "includes 0"),
    ("significant: false, effect: {kind: rr, value: 2, ci: [1.4, 2.9]}", "leaves 1 out"),
    ("significant: false, effect: {kind: irr, value: 0.5, ci: [0.3, 0.8]}", "leaves 1 out"),
    ("significant: false, effect: {kind: g, value: -0.4, ci: [-0.7, -0.1]}", "leaves 0 out"),
    ("significant: true, direction: no-difference", "no-difference"),
])  # fmt: skip
def test_e6_a_contradiction_is_a_warning_in_both_directions(finding: str, says: str, tmp_path: Path) -> None:
    (problem,) = _problems(finding, tmp_path)
    assert (problem.rule, problem.severity) == ("significance-contradicts", "warning")
    assert says in problem.message


@pytest.mark.parametrize("finding", [
    "significant: true, p: 0.03, effect: {kind: or, value: 2, ci: [1.1, 3.6]}",
    "significant: false, p: 0.2, effect: {kind: or, value: 1.2, ci: [0.7, 2.0]}",
    "significant: true, effect: {kind: or, value: 0.5, ci: [0.3, 0.8]}",
    "significant: true, p: 0.05", "significant: false, p: 0.05", "significant: true, p: 0.07",
    "significant: true, p: 0.04, effect: {kind: d, value: 0.24, ci: [-0.02, 0.5]}",
    "significant: false, p: 0.99, effect: {kind: d, value: -0.4, ci: [-0.7, -0.1]}",
    "significant: true, p: 0.2, note: A one-sided test", "significant: false, effect: {kind: or, ci: [1, 2]}",
    "significant: null, p: 0.9", "p: 0.001", "significant: true, effect: {kind: percent, value: 5, ci: [-1, 11]}",
])  # fmt: skip
def test_e6_agreement_and_one_sided_tests_are_left_alone(finding: str, tmp_path: Path) -> None:
    assert _problems(finding, tmp_path) == []


def _problems(finding: str, folder: Path) -> list:  # type: ignore[type-arg]
    direction = "" if "direction" in finding else "direction: mixed, "
    written = f"      - {{outcome: parenting, {direction}{finding}}}"
    assert PLAIN in GOOD
    return problems_of(GOOD.replace(PLAIN, written), folder)
