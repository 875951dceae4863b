"""Who was studied is said as reported; what was sought in vain says where and when."""

import datetime

import pytest

from app.evidence.entry.study import AgesStudied, Citation, LookedFor, Participants, Share, Study
from app.web.wording import study_facts

DAY = datetime.date(2026, 11, 29)


def study(**recorded: object) -> Study:
    return Study.model_validate({"id": "one", "design": "rct", "citation": Citation(title="One"), **recorded})


@pytest.mark.parametrize("ages, said", [
    (AgesStudied(min=5, max=13, mean=9.8), "5 to 13 years, 9.8 on average"), (AgesStudied(mean=12.25), "12.25 years on average"),
    (AgesStudied(min=5), "from 5 years"), (AgesStudied(max=0), "up to 0 years"), (AgesStudied(min=3, max=3), "3 years"),
    (AgesStudied(), ""), (None, ""),
])  # fmt: skip
def test_ages_are_said_with_what_is_recorded(ages: AgesStudied | None, said: str) -> None:
    assert study_facts.ages_studied(ages) == said


def test_shares_stand_together_by_what_they_are_shares_of() -> None:
    shares = [
        Share(characteristic="gender", value="boys", percent=62),
        Share(characteristic="race-ethnicity", value="Hispanic mothers", percent=59),
        Share(characteristic="gender", value="girls", note="the rest"),
    ]
    assert study_facts.group_shares(shares) == [
        ("Gender", "boys 62 %; girls (the rest)"), ("Race and ethnicity", "Hispanic mothers 59 %"),
    ]  # fmt: skip


def test_a_number_alone_does_not_say_who_took_part() -> None:
    assert not study_facts.is_described(study())
    assert not study_facts.is_described(study(participants=Participants(n=40)))
    assert study_facts.is_described(study(participants=Participants(ages=AgesStudied(mean=9))))


def test_an_inferred_setting_is_said_to_be_inferred() -> None:
    assert study_facts.usual_care(study(usual_care=True)) == "yes"
    assert (
        study_facts.usual_care(study(usual_care=True, usual_care_inferred=True))
        == "yes, inferred from a registry’s rating"
    )
    assert study_facts.usual_care(study(usual_care_inferred=False)) == "not recorded"


def test_what_was_sought_in_one_place_on_one_day_is_said_once() -> None:
    sought = [
        LookedFor(fact="usual_care", on=DAY, where="The abstract"),
        LookedFor(fact="design", on=DAY, where="The abstract"),
    ]
    assert study_facts.sought_in_vain(sought) == [
        ("the setting and the design", "The abstract, 29 November 2026")
    ]


@pytest.mark.parametrize("id, address", [
    ("NCT00187772", "https://clinicaltrials.gov/study/NCT00187772"),
    ("ISRCTN77132214", "https://www.isrctn.com/ISRCTN77132214"),
    ("AEARCTR-0007273", None),
])  # fmt: skip
def test_a_registration_leads_to_its_registry_where_that_is_known(id: str, address: str | None) -> None:
    assert study_facts.registration_address(id) == address
