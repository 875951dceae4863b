"""“Studied with”: who took part, in plain words; nothing is added up, and what is missing is said."""

from typing import Any

from app.evidence.entry.study import Study
from app.evidence.found.who_took_part import say_who_took_part


def study(id: str = "a", **more: Any) -> Study:
    return Study.model_validate({"id": id, "design": "rct", "citation": {"title": id}} | more)


def said(*studies: Study) -> str:
    return say_who_took_part(studies).text


def test_without_studies_it_says_so() -> None:
    assert said() == "No study is recorded here."
    assert say_who_took_part(()).studies == 0


def test_one_study_is_told_with_number_unit_ages_and_place() -> None:
    one = study(participants={"n": 110, "unit": "families", "ages": {"min": 4, "max": 12}}, location="Utah, USA")
    assert said(one) == "1 study. With 110 families (ages 4 to 12), Utah, USA."


def test_of_several_studies_the_largest_is_told_and_nothing_is_added_up() -> None:
    small = study("a", participants={"n": 40, "unit": "youth"})
    large = study("b", participants={"n": 1200, "unit": "youth", "ages": {"min": 12}})
    found = say_who_took_part((small, large))
    assert found.text == "2 studies. The largest number recorded: 1,200 youth (age 12 and over)."
    assert (found.studies, found.participants) == (2, 1200)


def test_ages_of_another_study_are_told_as_its_own() -> None:
    large = study("a", participants={"n": 300, "unit": "children"})
    aged = study("b", participants={"n": 50, "unit": "children", "ages": {"mean": 7.5}})
    found = say_who_took_part((large, aged))
    assert found.text == (
        "2 studies. The largest number recorded: 300 children. "
        "The largest with ages recorded: 50 children (mean age 7.5)."
    )
    assert found.ages
    assert found.ages.mean == 7.5


def test_what_is_not_recorded_is_said() -> None:
    assert said(study()) == "1 study. How many took part is not recorded. Ages are not recorded."


def test_a_retracted_study_is_not_told() -> None:
    assert said(study(retracted=True, participants={"n": 9})) == "No study is recorded here."


def test_a_meta_analysis_has_no_participants_of_its_own() -> None:
    pooled = study("a", design="meta-analysis", participants={"n": 5000})
    one = study("b", participants={"n": 60, "unit": "dyads"})
    assert said(pooled, one) == "2 studies. With 60 dyads. Ages are not recorded."
