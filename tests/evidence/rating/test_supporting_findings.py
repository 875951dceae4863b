"""Readers are pointed to findings that bear a condition out, never to one that does not count for it."""

import pytest

from app.evidence.entry.study import Comparison, Study
from app.evidence.rating.profiles import CEBC, TITLE_IV_E, Profile
from tests.evidence.rating.studies import finding, program, study, verdict

LASTING, SAME = finding("favorable", 12), finding("no-difference")
UNTREATED = Comparison(type="no-treatment")


def witnesses(*studies: Study, profile: Profile = CEBC) -> dict[str, tuple[str, ...]]:
    return {
        condition.id: condition.witnesses
        for condition in verdict(program(*studies), profile=profile).conditions
    }


@pytest.mark.parametrize("clause", ["two-trials", "sustained-12", "one-trial", "sustained-6"])
def test_a_trial_without_an_appropriate_comparison_is_no_witness_of_superiority(clause: str) -> None:
    assert witnesses(study("a", LASTING, comparison=UNTREATED), study("b", LASTING))[clause] == ("b#1",)


@pytest.mark.parametrize("clause", ["one-trial", "sustained-6"])
def test_nor_is_one_whose_other_paper_says_so(clause: str) -> None:
    trial = (
        study("a", SAME, comparison=UNTREATED, sample="one"),
        study("c", LASTING, comparison=None, sample="one"),
    )
    assert witnesses(*trial, study("b", LASTING))[clause] == ("b#1",)


def test_a_comparison_that_is_not_recorded_may_be_appropriate() -> None:
    assert witnesses(study("a", LASTING, comparison=None))["one-trial"] == ("a#1",)


def test_it_is_a_witness_of_a_controlled_benefit() -> None:
    assert witnesses(study("a", LASTING, comparison=UNTREATED), study("b", LASTING))[
        "controlled-benefit"
    ] == ("a#1", "b#1")


def test_contrasts_of_title_iv_e_are_witnesses_whatever_their_design_and_comparison() -> None:
    found = witnesses(
        study("a", LASTING, comparison=UNTREATED),
        study("b", LASTING, design="quasi-experimental"),
        profile=TITLE_IV_E,
    )
    assert found["contrasts-2-12-usual-care"] == found["contrasts-1-6-usual-care"] == ("a#1", "b#1")


def test_two_equal_findings_are_two_witnesses() -> None:
    assert witnesses(study("a", LASTING, LASTING))["one-trial"] == ("a#1", "a#2")


def test_g15_a_finding_without_a_time_is_the_witness_of_what_it_leaves_open() -> None:
    found = verdict(program(study("a", finding("favorable", None))))
    sustained = next(condition for condition in found.conditions if condition.id == "sustained-6")
    assert (sustained.state, sustained.witnesses) == ("unknown", ("a#1",))
    timed = witnesses(study("a", finding("favorable", None), LASTING))
    assert timed["sustained-6"] == ("a#2",)
