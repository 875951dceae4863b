"""Figures stand side by side only where outcome, kind of effect, measure and time agree; else it is said why not."""

from itertools import combinations

import pytest

from app.evidence.content import read_content
from app.evidence.entry.study import Comparison, Effect, Finding, Study
from app.evidence.found.side_by_side import key_of, set_side_by_side
from tests.conftest import CONTENT, TODAY

Studies = tuple[Study, ...]


@pytest.fixture(scope="module")
def shipped_studies() -> dict[str, Studies]:
    registry, _ = read_content(CONTENT, TODAY)
    return {slug: item.value.studies for slug, item in registry.programs.items()}


def outcomes_of(studies: Studies) -> set[str]:
    return {each.outcome for study in studies for each in study.findings}


def test_no_row_mixes_kinds_of_effect_in_any_pair_of_shipped_programs(shipped_studies: dict[str, Studies]) -> None:
    rows = 0
    for pair in combinations(shipped_studies.values(), 2):
        for outcome in outcomes_of(pair[0]) & outcomes_of(pair[1]):
            found = set_side_by_side(outcome, pair)
            assert not (found.rows and found.apart)
            for row in found.rows:
                rows += 1
                held = [each for cell in row.programs if not isinstance(cell, str) for each in cell]
                assert len({key_of(*each) for each in held}) == 1
                assert {each.finding.outcome for each in held} == {outcome}
                assert {each.finding.effect.kind for each in held if each.finding.effect} == {row.kind}
                assert not any(each.finding.subgroup or each.study.retracted for each in held)
                for cell, studies in zip(row.programs, pair, strict=True):
                    assert isinstance(cell, str) or all(each.study in studies for each in cell)
    assert rows


def a_study(**changes: object) -> Study:
    finding: dict[str, object] = {
        "outcome": "reunification", "direction": "favorable", "controlled": True, "measure": "Agency record",
        "months_after_treatment": 6, "effect": Effect(kind="percent", of="families", treatment=70, comparison=50),
    }  # fmt: skip
    own = {name: changes.pop(name) for name in ("design", "treatment_months", "comparison") if name in changes}
    study: dict[str, object] = {"id": "a", "citation": {"title": "A study"}, "design": "rct", **own}
    return Study.model_validate({**study, "findings": [Finding.model_validate(finding | changes)]})


def set_beside(other: Study) -> object:
    found = set_side_by_side("reunification", [(a_study(),), (other,)])
    return found.apart[1] if found.apart else [[len(cell) for cell in row.programs] for row in found.rows]


def test_what_agrees_stands_in_one_row() -> None:
    assert set_beside(a_study()) == [[1, 1]]


def test_the_same_words_for_a_measure_agree_however_they_are_written() -> None:
    assert set_beside(a_study(measure="agency  Record.")) == [[1, 1]]


def test_months_from_the_start_of_the_study_are_counted_from_the_end_of_treatment_where_that_is_known() -> None:
    later = {"months_after_treatment": None, "months_after_baseline": 9}
    assert set_beside(a_study(**later, treatment_months=3)) == [[1, 1]]
    assert set_beside(a_study(**later)) == "other-time"


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"outcome": "adoption"}, None),
        ({"design": "single-group"}, None),
        ({"comparison": Comparison(type="none")}, None),
        ({"effect": None}, None),
        ({"subgroup": "girls"}, None),
        ({"measure": None}, "unnamed-measure"),
        ({"months_after_treatment": None}, "unnamed-measure"),
        ({"effect": Effect(kind="d", value=0.5)}, "other-kind"),
        ({"effect": Effect(kind="percent", of="children", treatment=70, comparison=50)}, "other-kind"),
        ({"effect": Effect(kind="other", label="Hours", value=2)}, "other-kind"),
        ({"measure": "Interview"}, "other-measure"),
        ({"months_after_treatment": 12}, "other-time"),
    ],
)  # fmt: skip
def test_what_does_not_agree_stands_apart_and_says_why(changes: dict[str, object], why: str | None) -> None:
    """Where only one program has figures from a comparison there is nothing to set beside them."""
    assert set_beside(a_study(**changes)) == (why or [])


def test_of_three_programs_the_third_says_why_it_has_no_figure_in_the_row_of_the_others() -> None:
    found = set_side_by_side("reunification", [(a_study(),), (a_study(),), (a_study(months_after_treatment=12),)])
    assert [row.programs[2] for row in found.rows] == ["other-time"]
    found = set_side_by_side("reunification", [(a_study(),), (a_study(),), ()])
    assert [row.programs[2] for row in found.rows] == ["not-studied"]


def test_a_retracted_study_is_left_out() -> None:
    retracted = a_study().model_copy(update={"retracted": True})
    assert set_side_by_side("reunification", [(a_study(),), (retracted,)]).rows == ()
