"""Papers of one trial are one sample: what they lend each other, and what they may not."""

from typing import Any

import pytest

from app.evidence.entry.study import Comparison, Study
from app.evidence.rating.profiles import TITLE_IV_E
from tests.evidence.rating.studies import finding, program, study, verdict

LASTING, SAME = finding("favorable", 12), finding("no-difference")
UNTREATED = Comparison(type="no-treatment")


def paper(id: str, *findings: Any, **more: Any) -> Study:
    return study(id, *findings, sample="one-trial", **more)


def test_a_quasi_experiment_never_turns_the_result_of_a_trial_of_its_sample() -> None:
    found = verdict(program(paper("a", SAME), paper("b", LASTING, design="quasi-experimental")))
    assert (found.level, found.reason) == ("NR", "single_null")
    states = {condition.id: condition.state for condition in found.conditions}
    assert (states["one-trial"], states["sustained-6"], states["controlled-benefit"]) == ("not_met",) * 3


def test_a_quasi_experiment_speaks_for_the_sample_where_no_trial_paper_counts() -> None:
    unreviewed = paper("a", SAME, peer_reviewed=False)
    assert verdict(program(unreviewed, paper("b", LASTING, design="quasi-experimental"))).level == "3"


def test_nor_does_its_follow_up_last_for_a_trial_that_was_better_at_first() -> None:
    assert (
        verdict(
            program(paper("a", finding("favorable", 0)), paper("b", LASTING, design="quasi-experimental"))
        ).level
        == "3"
    )


def test_nor_where_the_samples_only_may_overlap() -> None:
    found = verdict(
        program(study("a", SAME, sample=None), study("b", LASTING, design="quasi-experimental", sample=None))
    )
    assert set(found.candidates or ()) == {"3", "NR"}


def test_under_title_iv_e_it_counts_in_full() -> None:
    rated = program(paper("a", SAME), paper("b", LASTING, design="quasi-experimental"))
    assert verdict(rated, profile=TITLE_IV_E).level == "supported"


UNKNOWN = {"usual_care": {"usual_care": None}, "comparison": {"comparison": None}}
"""What paper b does not record, and paper a may lend it."""


@pytest.mark.parametrize("fact", UNKNOWN)
def test_a_reviewed_paper_lends_what_it_records_of_the_trial(fact: str) -> None:
    assert verdict(program(paper("a", SAME), paper("b", LASTING, **UNKNOWN[fact]))).level == "2"


@pytest.mark.parametrize("fact", UNKNOWN)
@pytest.mark.parametrize(
    "not_pooled", [{"retracted": True}, {"peer_reviewed": False}], ids=["retracted", "unreviewed"]
)
def test_a_paper_that_is_not_pooled_lends_nothing(not_pooled: dict[str, bool], fact: str) -> None:
    found = verdict(program(paper("a", LASTING, **not_pooled), paper("b", LASTING, **UNKNOWN[fact])))
    assert found.range == ("3", "2")
    assert [(missing.fact, missing.study) for missing in found.missing] == [(fact, "b")]


@pytest.mark.parametrize("fact", UNKNOWN)
def test_of_a_paper_that_may_be_unreviewed_both_are_possible(fact: str) -> None:
    found = verdict(program(paper("a", SAME, peer_reviewed=None), paper("b", LASTING, **UNKNOWN[fact])))
    assert found.range == ("3", "2")
    assert {(missing.fact, missing.study) for missing in found.missing} == {
        ("peer_reviewed", "a"),
        (fact, "b"),
    }


DOUBTED = {
    "the setting": (
        paper("a", SAME, usual_care=False),
        paper("b", LASTING, usual_care=None),
        paper("c", SAME, peer_reviewed=None),
    ),
    "the comparison": (
        paper("a", SAME, comparison=UNTREATED),
        paper("b", LASTING, comparison=None),
        paper("c", SAME, peer_reviewed=None),
    ),
}


@pytest.mark.parametrize("what", DOUBTED)
def test_what_a_paper_that_may_be_unreviewed_would_put_right_stays_open(what: str) -> None:
    assert verdict(program(*DOUBTED[what][:2])).level == "3"
    assert verdict(program(*DOUBTED[what])).range == ("3", "2")


def test_a_paper_that_may_be_unreviewed_leaves_alone_what_is_certain() -> None:
    doubtful = paper("c", SAME, peer_reviewed=None, usual_care=False, comparison=Comparison(type="active"))
    assert (
        verdict(
            program(paper("a", SAME), paper("b", LASTING, usual_care=None, comparison=None), doubtful)
        ).level
        == "2"
    )


def test_under_title_iv_e_unpublished_reports_lend_and_retracted_papers_do_not() -> None:
    follow_up = paper("b", LASTING, usual_care=None)
    assert (
        verdict(program(paper("a", SAME, peer_reviewed=False), follow_up), profile=TITLE_IV_E).level
        == "supported"
    )
    assert verdict(program(paper("a", SAME, retracted=True), follow_up), profile=TITLE_IV_E).range == (
        "promising",
        "supported",
    )


def test_none_is_not_lent() -> None:
    uncompared = paper("a", SAME, comparison=Comparison(type="none"))
    assert verdict(program(uncompared, paper("b", LASTING, comparison=None))).range == ("3", "2")


def test_a_paper_that_names_no_sample_neither_lends_nor_borrows() -> None:
    loose = study("a", SAME, sample=None)
    found = verdict(program(loose, study("b", LASTING, sample=None, usual_care=None)))
    assert ("usual_care", "b") in {(missing.fact, missing.study) for missing in found.missing}
