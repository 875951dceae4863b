"""What it takes and what it costs: only what is recorded, each thing once, money as the source has it."""

from typing import Any

import pytest

from app.evidence.entry.implementation import Adaptation, BenefitCost, Caseload, Cost, Span, TraumaInformed
from app.evidence.entry.pages import VocabularyWord
from app.evidence.entry.program import Program
from app.web.wording import requirements

PAGE = "https://example.org/page"
WORDS = {"credentials": {"nurse": VocabularyWord(label="Nurse", definition="A registered nurse.")}}
BARE: dict[str, Any] = {
    "name": "Kitchen Table Coaching",
    "summary": "A coach visits every week.",
    "status": "active",
    "target_population": {"description": "Families"},
    "topics": (),
    "sources": (PAGE,),
    "dates": {"added": "2026-11-02", "reviewed": "2026-11-02"},
}


def program(**recorded: Any) -> Program:
    return Program.model_validate(BARE | recorded)


def lines(**recorded: Any) -> tuple[str, ...]:
    (row,) = requirements.list_requirements(program(**recorded), WORDS)
    return row.lines


@pytest.mark.parametrize("manual, said", [
    ({"title": "A Guide", "edition": "3", "year": 2019}, ("Available: “A Guide”, edition 3, 2019",)),
    ({"title": "A Guide", "edition": "Revised 2018", "year": 2018}, ("Available: “A Guide”, Revised 2018",)),
    ({"year": 2000, "obtain": "By mail"}, ("Available, 2000", "To get it: By mail")),
    ({"inferred": True}, ("Inferred, not seen",)),
    ({"available": "no"}, ("None",)),
])  # fmt: skip
def test_a_manual_is_said_with_what_is_recorded_of_it(manual: dict[str, Any], said: tuple[str, ...]) -> None:
    assert lines(manual={"available": "yes", "source": PAGE, **manual}) == said


def test_training_and_fidelity_say_who_how_and_how_often() -> None:
    training = {
        "available": "yes",
        "provider": "the office",
        "mode": ("in-person", "online"),
        "days": 1,
        "certification": "no",
    }
    assert lines(training=training) == (
        "Available: given by the office; in person or online; 1 day",
        "Certification: no",
    )
    fidelity = {"available": "yes", "tool": "A checklist", "frequency": "Monthly", "validated": "unknown"}
    assert lines(fidelity=fidelity) == (
        "Available: A checklist",
        "How often: Monthly",
        "Validated: not known",
    )


def test_staff_and_caseload_stand_together() -> None:
    staff = {"credentials": ("nurse",), "caseload": {"min": 10, "max": 12, "unit": "families"}}
    assert lines(staff=staff) == ("Credentials: Nurse", "Caseload of a worker: 10–12 families")


def test_what_nobody_knows_is_no_row_but_stays_in_the_line() -> None:
    bare = program(manual={"available": "unknown"})
    assert requirements.list_requirements(bare, WORDS) == []
    assert "whether there is a manual" in requirements.tell_answered(bare, [])[1]
    noted = program(manual={"available": "unknown", "note": "The site names none."})
    rows = requirements.list_requirements(noted, WORDS)
    assert [row.lines for row in rows] == [("Not known",)]
    assert "whether there is a manual" not in requirements.tell_answered(noted, rows)[1]


@pytest.mark.parametrize("purveyor, said", [
    (None, "0 of the 19 questions answered"),
    ({"name": "The office", "source": PAGE}, "1 of the 19 questions answered"),
    ({"name": "The office", "takes_new_sites": "no", "source": PAGE}, "2 of the 19 questions answered, each with a source"),
])  # fmt: skip
def test_the_answered_questions_are_counted(purveyor: dict[str, str] | None, said: str) -> None:
    assert requirements.tell_answered(program(purveyor=purveyor), [])[0] == said


@pytest.mark.parametrize("amount, currency, said", [
    ({"min": 1200, "max": 1200}, "USD", "$1,200"), ({"min": 1200, "max": 1600}, "USD", "$1,200 to $1,600"),
    ({"min": 99.5}, "GBP", "£99.50 or more"), ({"max": 1600}, "AUD", "up to AUD 1,600"), (None, "USD", ""),
])  # fmt: skip
def test_a_sum_is_said_in_its_currency(amount: dict[str, float] | None, currency: str, said: str) -> None:
    cost = Cost.model_validate({"item": "training", "amount": amount, "currency": currency})
    assert requirements.amount(cost) == said


def test_a_price_says_its_place_and_year_or_that_the_year_is_not_recorded() -> None:
    assert requirements.prices_of(Cost(item="staff", price_year=2015, place="USA")) == "USA, prices of 2015"
    assert requirements.prices_of(Cost(item="staff")) == "Year of the prices not recorded"


def test_an_estimate_says_each_figure_and_a_loss_as_a_loss() -> None:
    estimate = BenefitCost(by="wsipp", benefits=1563, costs=4574, net=-3011, ratio=0.34, chance=41)
    assert requirements.reckoned(estimate) == (
        "Benefits $1,563; costs $4,574; benefits minus costs −$3,011; $0.34 of benefits for each dollar of costs; "
        "a chance of 41 % that benefits exceed costs."
    )


@pytest.mark.parametrize("span, said", [
    (Span(min=12, max=16), "12–16"), (Span(min=1.5), "1.5 or more"), (Span(max=8), "up to 8"),
    (Span(), ""), (None, ""), (Caseload(min=4, max=4), "4"),
])  # fmt: skip
def test_spans_with_open_bounds(span: Span | Caseload | None, said: str) -> None:
    assert requirements.span(span) == said


def test_a_statement_on_trauma_says_whose_it_is() -> None:
    assert (
        requirements.trauma_stated(TraumaInformed(statement="yes", by="NREPP")) == "Yes, as stated by NREPP."
    )
    assert requirements.trauma_stated(TraumaInformed(statement="unknown")) == "Not known."


def test_an_adaptation_says_whether_it_was_studied_itself() -> None:
    assert (
        requirements.own_evidence(Adaptation(name="Short form", evidence="none"))
        == "Not studied in this form."
    )
    assert requirements.own_evidence(Adaptation(name="Short form")) == ""
