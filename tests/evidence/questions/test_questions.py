"""The 19 questions: each has its place in an entry, and only yes, no or a value with a source answers it."""

from typing import Any

import pytest

from app.evidence.entry.program import Program
from app.evidence.questions.questions import QUESTIONS, State, count_answered, questions_in_state

PAGE = "https://example.org/page"
BARE: dict[str, Any] = {
    "name": "Kitchen Table Coaching",
    "summary": "A coach visits every week.",
    "status": "active",
    "target_population": {"description": "Families"},
    "topics": (),
    "sources": (PAGE,),
    "dates": {"added": "2026-11-02", "reviewed": "2026-11-02"},
}
FULL: dict[str, Any] = {
    "manual": {"available": "yes", "year": 2019, "obtain": "By mail", "source": PAGE},
    "training": {
        "available": "yes",
        "provider": "The developer",
        "mode": ("online",),
        "hours": 6,
        "certification": "no",
        "refresher": "A day a year",
        "source": PAGE,
    },
    "fidelity": {"available": "yes", "scored_by": "A supervisor", "validated": "no", "source": PAGE},
    "support": {"available": "no", "source": PAGE},
    "purveyor": {"name": "Kitchen Table", "takes_new_sites": "yes", "source": PAGE},
    "staff": {"credentials": ("peer",), "caseload": {"max": 12}, "source": PAGE},
    "delivery": {"weeks": {"min": 12}, "languages": ("en",)},
}


def program(**recorded: Any) -> Program:
    return Program.model_validate(BARE | recorded)


def state(id: str, **recorded: Any) -> State:
    (question,) = (each for each in QUESTIONS if each.id == id)
    return question.state(program(**recorded))


def test_there_are_19_questions_and_an_entry_may_answer_all_of_them() -> None:
    assert len({question.id for question in QUESTIONS}) == len(QUESTIONS) == 19
    assert count_answered(program(**FULL)) == 19


def test_an_entry_that_records_nothing_answers_nothing() -> None:
    assert count_answered(program()) == 0
    assert questions_in_state(program(), "missing") == QUESTIONS


@pytest.mark.parametrize("manual, expected", [
    ({"available": "yes", "source": PAGE}, "answered"),
    ({"available": "no", "source": PAGE}, "answered"),
    ({"available": "yes", "inferred": True, "source": PAGE}, "answered"),
    ({"available": "unknown", "source": PAGE}, "unknown"),
    ({"available": "unknown", "note": "The site names one.", "source": PAGE}, "unknown"),
    ({"available": "yes", "note": "On the site."}, "unsourced"),
    (None, "missing"),
])  # fmt: skip
def test_yes_no_or_a_value_with_a_source_is_an_answer(manual: Any, expected: State) -> None:
    assert state("manual", manual=manual) == expected


def test_a_note_alone_is_no_answer() -> None:
    staff = {"note": "Most have a degree.", "source": PAGE}
    assert state("credentials", staff=staff) == state("caseload", staff=staff) == "missing"


@pytest.mark.parametrize("fidelity", [{"required": "yes", "validated": "unknown"}, {"validated": "no"}])
def test_one_clear_answer_of_several_is_enough(fidelity: dict[str, str]) -> None:
    recorded = {"available": "yes", "source": PAGE, **fidelity}
    assert state("fidelity-standing", fidelity=recorded) == "answered"


def test_what_stands_under_delivery_has_the_sources_of_the_entry() -> None:
    assert state("length", delivery={"sessions": {"max": 8}}) == "answered"
    assert state("length", delivery={"duration": "As long as it takes"}) == "missing"
