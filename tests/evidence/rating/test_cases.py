"""The cases that every engine must get right, with both neighbours of every boundary."""

import pytest

from app.evidence.entry.pages import Topic
from app.evidence.entry.program import Harm, Program
from app.evidence.entry.study import Comparison, Study
from app.evidence.rating.profiles import CEBC, TITLE_IV_E
from app.evidence.rating.verdict import Subject, rate
from tests.evidence.rating.studies import finding, program, study, verdict
from tests.shipped import read_shipped

WELL, ILL, SAME = finding("favorable"), finding("unfavorable"), finding("no-difference")


def lasting(months: float) -> Study:
    return study("lasting", WELL, finding("favorable", months))


LEVELS = {
    "two usual-care trials, one with 12 months after treatment": ("1", program(lasting(12), study("b", WELL))),
    "two usual-care trials, one with 11.9 months": ("2", program(lasting(11.9), study("b", WELL))),
    "one trial with 12 months": ("2", program(lasting(12))),
    "12 months from baseline of a 6-month program": (
        "2", program(study("a", finding("favorable", None, months_after_baseline=12), treatment_months=6), study("b", WELL)),
    ),
    "18 months from baseline of a 6-month program": (
        "1", program(study("a", finding("favorable", None, months_after_baseline=18), treatment_months=6), study("b", WELL)),
    ),
    "the second paper follows up the same sample": ("2", program(study("a", WELL, sample="one"), study("b", finding("favorable", 12), sample="one"))),
    "no follow-up in usual care, 12 months in a university trial": (
        "3", program(study("a", WELL), study("b", WELL), study("c", finding("favorable", 12), usual_care=False)),
    ),
    "one trial with 5.9 months": ("3", program(lasting(5.9))),
    "one trial with 6 months": ("2", program(lasting(6))),
    "12 months in a trial against an untreated group": (
        "3", program(study("a", finding("favorable", 12), comparison=Comparison(type="no-treatment"))),
    ),
    "one trial with mixed results": ("NR", program(study("a", finding("mixed")))),
    "two null trials, and a quasi-experiment that speaks for the sample of one": (
        "4", program(study("a", SAME), study("b", SAME), study("c", WELL, design="quasi-experimental", sample="a")),
    ),
    "5.9 months from baseline, treatment length not recorded": (
        "3", program(study("a", finding("favorable", None, months_after_baseline=5.9))),
    ),
    "12 months from baseline, treatment 6.04 months": (
        "3", program(study("a", finding("favorable", None, months_after_baseline=12), treatment_months=6.04)),
    ),
    "12 months from baseline, treatment 6 months": (
        "2", program(study("a", finding("favorable", None, months_after_baseline=12), treatment_months=6)),
    ),
    "a quasi-experiment, peer-reviewed": ("3", program(study("a", finding("favorable", 12), design="quasi-experimental"))),
    "two null trials": ("4", program(study("a", SAME), study("b", SAME))),
    "two null papers of the same sample": ("NR", program(study("a", SAME, sample="one"), study("b", SAME, sample="one"))),
    "a null and a negative trial": ("4", program(study("a", SAME), study("b", ILL))),
    "two negative trials": ("5", program(study("a", ILL), study("b", ILL))),
    "two negative quasi-experiments and a null trial": (
        "NR", program(study("a", ILL, design="quasi-experimental"), study("b", ILL, design="quasi-experimental"), study("c", SAME)),
    ),
    "a benefit that is not significant": ("NR", program(study("a", finding("favorable", 12, significant=False)))),
    "a benefit whose significance is not recorded": ("2", program(study("a", finding("favorable", 12, significant=None)))),
    "severe harm probably caused by it": ("5", program(lasting(12), study("b", WELL), harm=Harm(case="present", note="x", source="https://example.org"))),
    "harm not assessed": ("1", program(lasting(12), study("b", WELL), harm=Harm(case="unknown", basis="unknown"))),
    "wait-list, controls treated at 3 months, 12-month gain": (
        "3", program(study("a", WELL, finding("favorable", 12, controlled=False), comparison=Comparison(type="wait-list"))),
    ),
    "a benefit in a subgroup alone": ("NR", program(study("a", finding("favorable", 12, subgroup="boys")))),
    "a retracted trial": ("3", program(study("a", finding("favorable", 12), retracted=True), study("b", WELL, design="quasi-experimental"))),
    "a meta-analysis beside a quasi-experiment": (
        "3", program(study("a", finding("favorable", 12), design="meta-analysis"), study("b", WELL, design="quasi-experimental")),
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", LEVELS)
def test_the_level_of_a_case(case: str) -> None:
    level, rated = LEVELS[case]
    found = verdict(rated)
    assert (found.level, found.range, found.candidates) == (level, None, None)


REASONS = {
    "a government report only": ("not_peer_reviewed", program(study("a", finding("favorable", 12), peer_reviewed=False))),
    "before and after only": ("uncontrolled", program(study("a", WELL.model_copy(update={"controlled": None}), design="single-group"))),
    "a benefit on depression, where permanency counts": ("no_topic_outcome", program(study("a", finding("favorable", 12, outcome="child-mental-health")))),
    "one null trial": ("single_null", program(study("a", SAME))),
    "one negative trial": ("single_negative", program(study("a", ILL))),
    "a trial in which nobody outside was measured": (
        "uncontrolled", program(study("a", WELL, comparison=Comparison(type="none"))),
    ),
    "a trial whose findings on the topic were all uncontrolled": (
        "uncontrolled", program(study("a", finding("favorable", controlled=False))),
    ),
    "a benefit in a subgroup alone": ("no_topic_outcome", program(study("a", finding("favorable", subgroup="boys")))),
    "one null quasi-experiment": ("no_benefit_uncertain", program(study("a", SAME, design="quasi-experimental"))),
    "two benefits, training but no manual": ("no_manual", program(lasting(12), study("b", WELL), manual="no", training="yes")),
    "neither manual nor training": ("no_manual", program(lasting(12), manual="no", training="no")),
    "no study at all": ("no_studies", program()),
    "a retracted study alone": ("no_studies", program(study("a", WELL, retracted=True))),
    "a meta-analysis alone": ("no_studies", program(study("a", WELL, design="meta-analysis"))),
    "invalid measures": ("invalid_measures", program(study("a", WELL, valid_measures=False))),
}  # fmt: skip


@pytest.mark.parametrize("case", REASONS)
def test_the_reason_why_a_program_cannot_be_rated(case: str) -> None:
    reason, rated = REASONS[case]
    found = verdict(rated)
    assert (found.level, found.reason) == ("NR", reason)


JUDGED = {
    "two null trials and a positive quasi-experiment": (
        {"3", "4", "NR"}, program(study("a", SAME), study("b", SAME), study("c", WELL, design="quasi-experimental")),
    ),
    "one trial for, one against": ({"3", "5", "NR"}, program(study("a", WELL), study("b", ILL))),
    "one trial for with 12 months, one against": ({"2", "3", "5", "NR"}, program(lasting(12), study("b", ILL))),
    "three null trials, one for with 12 months": (
        {"2", "4", "3", "NR"}, program(study("a", SAME), study("b", SAME), study("c", SAME), lasting(12)),
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", JUDGED)
def test_where_somebody_has_to_judge_the_candidates_are_named(case: str) -> None:
    candidates, rated = JUDGED[case]
    found = verdict(rated)
    assert found.judgement
    assert found.level is None
    assert set(found.candidates or ()) == candidates
    ordered = [level for level in CEBC.order if level in candidates]
    assert found.range == (ordered[0], ordered[-1])
    assert found.candidates == tuple(reversed(ordered))


SEVERAL = {
    "one negative trial that may have been uncontrolled": (
        {"uncontrolled", "single_negative"}, program(study("a", ILL.model_copy(update={"controlled": None}))),
    ),
    "one negative trial that may be unreviewed": (
        {"not_peer_reviewed", "single_negative"}, program(study("a", ILL, peer_reviewed=None)),
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", SEVERAL)
def test_where_the_ways_give_different_reasons_all_are_listed(case: str) -> None:
    reasons, rated = SEVERAL[case]
    found = verdict(rated)
    assert (found.level, found.reason, set(found.reasons)) == ("NR", None, reasons)


def test_a_way_that_needs_judgement_gives_no_reason() -> None:
    found = verdict(program(study("a", finding("mixed", controlled=None))))
    assert (found.level, found.judgement, found.reason, found.reasons) == (
        "NR",
        True,
        None,
        ("uncontrolled",),
    )


def test_neither_manual_nor_training_has_a_sentence_of_its_own() -> None:
    found = verdict(program(lasting(12), manual="no", training="no"))
    assert found.reason_text == "Not eligible to be listed: neither a manual nor training is available."


RANGES = {
    "the setting of both trials not recorded": (("3", "1"), {"usual_care"}, (study("a", finding("favorable", 12), usual_care=None), study("b", WELL, usual_care=None))),
    "the setting of one trial not recorded": (("2", "1"), {"usual_care"}, (lasting(12), study("b", WELL, usual_care=None))),
    "follow-up not recorded": (("3", "2"), {"months_after_treatment"}, (study("a", finding("favorable", None)),)),
    "peer review not recorded": (("NR", "2"), {"peer_reviewed"}, (study("a", finding("favorable", 6), peer_reviewed=None),)),
    "comparison not recorded": (("3", "2"), {"comparison"}, (study("a", finding("favorable", 6), comparison=None),)),
    "whether it was controlled not recorded": (("NR", "2"), {"controlled"}, (study("a", finding("favorable", 6, controlled=None)),)),
    "6 months from baseline, treatment length not recorded": (
        ("3", "2"), {"months_after_treatment"}, (study("a", finding("favorable", None, months_after_baseline=6)),),
    ),
    "samples that may overlap": (("2", "1"), {"sample"}, (study("a", finding("favorable", 12), sample=None), study("b", WELL, sample=None))),
}  # fmt: skip


@pytest.mark.parametrize("case", RANGES)
def test_what_is_not_recorded_makes_a_range_and_is_named(case: str) -> None:
    expected, facts, studies = RANGES[case]
    found = verdict(program(*studies))
    assert found.level is None
    assert found.range == expected
    assert {missing.fact for missing in found.missing} == facts


def test_an_unknown_manual_is_missing_not_absent() -> None:
    found = verdict(program(lasting(12), manual=None))
    assert found.range == ("NR", "2")
    assert [missing.fact for missing in found.missing] == ["manual"]


def test_facts_that_change_the_set_are_named() -> None:
    found = verdict(
        program(
            study(
                "a",
                finding("favorable", None, controlled=None),
                usual_care=None,
                peer_reviewed=None,
                comparison=None,
            )
        )
    )
    assert found.level is None
    assert {"peer_reviewed", "controlled"} <= {missing.fact for missing in found.missing}


def test_a_topic_whose_outcomes_are_not_recorded_has_candidates_only() -> None:
    found = verdict(program(lasting(12)), Topic(name="A topic", definition="x"))
    assert (found.level, found.reason, found.candidates) == (None, "topic_outcomes_not_recorded", ("2",))


def test_harm_changes_nothing_where_the_outcomes_of_a_topic_are_not_recorded() -> None:
    harmful = program(lasting(12), harm=Harm(case="present", note="x", source="https://example.org"))
    found = verdict(harmful, Topic(name="A topic", definition="x"))
    assert (found.level, found.range, found.reason, found.candidates) == (
        None,
        None,
        "topic_outcomes_not_recorded",
        ("5",),
    )


TITLE = {
    "well-supported": program(lasting(12), study("b", WELL)),
    "supported": program(lasting(6)),
    "promising": program(study("a", WELL, usual_care=False)),
    "does-not-meet": program(study("a", SAME)),
}
UNMET = {
    "no manual": program(lasting(12), manual="no"),
    "unfavorable contrasts outnumber favorable ones": program(study("a", ILL), study("b", ILL), lasting(12)),
    "a mixed finding alone": program(study("a", finding("mixed"))),
    "nobody outside was measured": program(
        study("a", finding("favorable", 12), comparison=Comparison(type="none"))
    ),
}


@pytest.mark.parametrize("case", UNMET)
def test_title_iv_e_is_not_met(case: str) -> None:
    assert verdict(UNMET[case], profile=TITLE_IV_E).level == "does-not-meet"


def test_under_title_iv_e_an_untreated_group_is_a_contrast_and_favorable_beside_unfavorable_counts_as_both() -> (
    None
):
    untreated = Comparison(type="no-treatment")
    assert (
        verdict(program(study("a", finding("favorable", 6), comparison=untreated)), profile=TITLE_IV_E).level
        == "supported"
    )
    both = program(study("a", finding("favorable", 12), ILL), study("b", WELL))
    assert verdict(both, profile=TITLE_IV_E).level == "well-supported"


@pytest.mark.parametrize("level", TITLE)
def test_the_partial_reading_of_title_iv_e(level: str) -> None:
    assert verdict(TITLE[level], profile=TITLE_IV_E).level == level


def test_title_iv_e_counts_quasi_experiments_and_unpublished_reports() -> None:
    rated = program(
        study("a", finding("favorable", 12), design="quasi-experimental", peer_reviewed=False),
        study("b", WELL, peer_reviewed=False),
    )
    assert verdict(rated, profile=TITLE_IV_E).level == "well-supported"
    assert verdict(rated).reason == "not_peer_reviewed"


def test_title_iv_e_does_not_count_service_outcomes() -> None:
    rated = program(study("a", finding("favorable", 12, outcome="service-process")))
    assert verdict(rated, profile=TITLE_IV_E).level == "does-not-meet"


def shipped(slug: str) -> tuple[Program, Topic, dict[str, str]]:
    registry, _ = read_shipped()
    domains = {id: word.domain or "" for id, word in registry.vocabulary["outcomes"].items()}
    return registry.programs[slug].value, registry.topics["post-permanency-services"].value, domains


def test_homebuilders_is_2_in_post_permanency_with_the_utah_trial_as_witness() -> None:
    rated, topic, domains = shipped("homebuilders")
    found = rate(Subject("homebuilders", rated, "post-permanency-services", topic), CEBC, domains)
    assert found.level == "2"
    sustained = next(condition for condition in found.conditions if condition.id == "sustained-6")
    assert sustained.state == "met"
    assert "walton-1993#2" in sustained.witnesses


def test_a_verdict_says_whose_the_outcomes_of_its_topic_are_but_not_where_they_are_domains() -> None:
    rated, topic, domains = shipped("homebuilders")
    subject = Subject("homebuilders", rated, "post-permanency-services", topic)
    assert rate(subject, CEBC, domains).outcomes_basis == "source-in-part"
    assert rate(subject, TITLE_IV_E, domains).outcomes_basis is None


def test_a_retracted_study_is_never_a_witness() -> None:
    found = verdict(
        program(study("a", finding("favorable", 12), retracted=True), study("b", finding("favorable", 12)))
    )
    assert found.level == "2"
    assert {witness.split("#")[0] for condition in found.conditions for witness in condition.witnesses} == {
        "b"
    }
