"""What was found is said outcome by outcome: in numbers where they are recorded, else as counts of trials."""

from typing import Any

import pytest

from app.evidence.entry.pages import VocabularyWord
from app.evidence.entry.study import Citation, Comparison, Effect, Finding, Participants, Study
from app.evidence.found.sentences import FactBox, say_what_was_found

WORDS = {
    id: VocabularyWord(label=label, definition="-", better=better, share=share)
    for id, label, better, share in [
        ("reunification", "Reunification", "higher", "were reunited"),
        ("re-entry", "Re-entry to care", "lower", "came back into care"),
        ("parenting", "Parenting", "higher", None),
        ("caregiver-stress", "Caregiver stress", "lower", None),
        ("education", "Education", "higher", None),
        ("child-behavior", "Child behavior", "higher", None),
    ]
}


def finding(
    outcome: str, direction: str = "favorable", controlled: bool | None = True, **more: Any
) -> Finding:
    return Finding(outcome=outcome, direction=direction, controlled=controlled, **more)


def study(id: str, *findings: Finding, design: str = "rct", **more: Any) -> Study:
    return Study(id=id, citation=Citation(title=id, year=1993), design=design, findings=findings, **more)


def lines(*studies: Study, first: tuple[str, ...] = ()) -> list[str]:
    box = say_what_was_found(studies, WORDS, first)
    return [f"{each.label}: {each.text}" for each in (*box.shown, *box.folded)]


def percent(treatment: float, comparison: float, of: str | None = "families") -> Effect:
    return Effect(kind="percent", of=of, treatment=treatment, comparison=comparison)


UTAH: dict[str, Any] = {
    "comparison": Comparison(type="usual-care"),
    "participants": Participants(n=110, unit="families"),
    "location": "Utah",
}


def test_percentages_become_people() -> None:
    reunited = finding("reunification", months_after_treatment=0, effect=percent(93, 28))
    assert lines(study("walton", reunited, **UTAH)) == [
        "Reunification: Of 100 families with the program 93 were reunited (when treatment ended); "
        "of 100 with usual services, 28. One trial, 110 families, Utah, 1993. "
        "Whether the difference could be chance is not recorded."
    ]


@pytest.mark.parametrize(
    ("comparison", "said"),
    [
        ("usual-care", "with usual services"),
        ("no-treatment", "without it"),
        ("wait-list", "without it"),
        ("active", "with another program"),
        (None, "in the other group"),
    ],
)
def test_without_it_is_said_of_groups_that_got_nothing(comparison: Any, said: str) -> None:
    one = study("a", finding("re-entry", effect=percent(10, 20)), comparison=Comparison(type=comparison))
    assert f"of 100 {said}, 20." in lines(one)[0]


@pytest.mark.parametrize(
    ("outcome", "direction", "effect"),
    [
        ("parenting", "favorable", percent(40, 20)),  # no verb
        ("reunification", "favorable", percent(40, 20, of=None)),  # of whom?
        ("reunification", "favorable", Effect(kind="percent", of="children", treatment=40)),
        ("re-entry", "favorable", percent(75, 49)),  # the figures point the other way: they count who stayed
        ("reunification", "mixed", percent(40, 20)),
    ],
)
def test_no_sentence_is_made_where_a_figure_a_verb_or_a_unit_is_missing(
    outcome: str, direction: str, effect: Effect
) -> None:
    assert "Of 100" not in lines(study("a", finding(outcome, direction, effect=effect)))[0]


def test_a_second_outcome_of_a_trial_does_not_say_the_same_again() -> None:
    both = study("walton", finding("reunification", effect=percent(93, 28)), finding("re-entry", effect=percent(5, 20)), **UTAH)
    assert lines(both)[1] == "Re-entry to care: Of 100 families with the program 5 came back into care; of 100 with usual services, 20. The same trial. Chance: not recorded either."


def test_figures_are_whole_people_unless_that_hides_the_difference() -> None:
    assert (
        "about 63 were reunited; of 100 in the other group, about 56"
        in lines(study("a", finding("reunification", effect=percent(62.6, 55.9))))[0]
    )
    assert (
        "20.4 were reunited; of 100 in the other group, 20.1"
        in lines(study("a", finding("reunification", effect=percent(20.4, 20.1))))[0]
    )


def test_trials_are_counted_with_every_result() -> None:
    four = [
        study(f"s{n}", finding("parenting", direction))
        for n, direction in enumerate(["favorable", "favorable", "no-difference", "unfavorable"])
    ]
    assert lines(*four) == ["Parenting: Better in 2 of 4 trials, no different in 1, worse in 1."]
    assert lines(*four[:2]) == ["Parenting: Better in both trials."]
    assert lines(four[2]) == ["Parenting: No different in the one trial."]


def test_papers_of_one_sample_are_one_trial() -> None:
    papers = [
        study(f"s{n}", finding("parenting", direction), sample="utah")
        for n, direction in enumerate(["favorable", "no-difference"])
    ]
    assert lines(*papers) == ["Parenting: Better in part in the one trial."]


def test_they_are_studies_unless_lots_were_drawn_in_all() -> None:
    mixed = [study("a", finding("parenting")), study("b", finding("parenting"), design="quasi-experimental")]
    assert lines(*mixed) == ["Parenting: Better in both studies."]


def test_a_difference_that_may_be_chance_is_no_difference() -> None:
    assert lines(study("a", finding("parenting", significant=False))) == [
        "Parenting: No different in the one trial."
    ]


@pytest.mark.parametrize(
    "one",
    [
        study("a", finding("parenting", controlled=False)),
        study("a", finding("parenting", controlled=None)),
        study("a", finding("parenting"), design="single-group"),
        study("a", finding("parenting"), comparison=Comparison(type="none")),
    ],
    ids=["not controlled", "not recorded", "one group", "no comparison"],
)
def test_what_nothing_was_compared_with_tells_nobody_what_the_program_did(one: Study) -> None:
    found = say_what_was_found([one], WORDS, ())
    assert (found.shown, found.folded, found.uncompared) == ((), (), ("Parenting",))


def test_retracted_studies_and_subgroups_say_nothing() -> None:
    assert lines(study("a", finding("parenting"), retracted=True)) == []
    assert lines(study("a", finding("parenting", subgroup="girls"))) == []


def fact_box_of(directions: dict[str, str]) -> FactBox:
    return say_what_was_found(
        [study("a", *(finding(outcome, said) for outcome, said in directions.items()))], WORDS, ("re-entry",)
    )


def test_the_outcomes_that_count_come_first_and_bad_news_is_never_folded() -> None:
    found = fact_box_of(
        dict.fromkeys(["parenting", "reunification", "education", "child-behavior"], "favorable")
        | {"re-entry": "no-difference", "caregiver-stress": "unfavorable"}
    )
    assert [each.outcome for each in found.shown] == [
        "re-entry",
        "parenting",
        "reunification",
        "education",
        "caregiver-stress",
    ]
    assert [each.outcome for each in found.folded] == ["child-behavior"]
