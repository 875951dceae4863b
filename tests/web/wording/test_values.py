"""How values are said. What is missing is “not recorded”."""

import pytest

from app.evidence.entry.program import Ages, WeekSpan
from app.evidence.entry.study import Citation, Effect, Finding, Study
from app.web.wording import values


@pytest.mark.parametrize(
    "number, said",
    [(0, "No programs"), (1, "One program"), (4, "Four programs"), (12, "Twelve programs"), (13, "13 programs"), (1200, "1,200 programs")],
)
def test_small_numbers_are_words(number: int, said: str) -> None:
    assert values.count_in_words(number, "program") == said


@pytest.mark.parametrize("value, said", [("2026-11-01", "1 November 2026"), ("2011-07", "July 2011"), ("2020", "2020"), (None, "not recorded")])
def test_a_date_is_as_precise_as_it_is_known(value: str | None, said: str) -> None:
    assert values.day(value) == said


@pytest.mark.parametrize(
    "low, high, said", [(0, 17, "Ages 0–17"), (None, 12, "Up to age 12"), (4, None, "Ages 4 and over"), (3, 3, "Age 3"), (None, None, "")]
)
def test_ages_with_open_bounds(low: int | None, high: int | None, said: str) -> None:
    assert values.ages(Ages(min=low, max=high)) == said


@pytest.mark.parametrize(
    "low, high, said",
    [
        (4, 6, "4–6 weeks"),
        (None, 6, "up to 6 weeks"),
        (4, None, "4 weeks or more"),
        (16, 16, "16 weeks"),
        (1, 1, "1 week"),
        (None, 1, "up to 1 week"),
        (1, 2, "1–2 weeks"),
        (None, None, ""),
    ],
)
def test_weeks_with_open_bounds(low: float | None, high: float | None, said: str) -> None:
    assert values.weeks(WeekSpan(min=low, max=high)) == said


@pytest.mark.parametrize("recorded, said", [
    ({"months_after_treatment": 12}, "12 months after treatment ended"), ({"months_after_treatment": 0}, "when treatment ended"),
    ({"months_after_baseline": 5.9}, "5.9 months after the study began"), ({"timing": "at follow-up"}, "at follow-up"), ({}, "not recorded"),
])  # fmt: skip
def test_when_an_outcome_was_measured(recorded: dict[str, float | str], said: str) -> None:
    assert values.timing(Finding(outcome="re-entry", direction="favorable", **recorded)) == said  # type: ignore[arg-type]


@pytest.mark.parametrize("effect, said", [
    (Effect(kind="percent", treatment=93, comparison=28), "93 % with the program, 28 % in the comparison group"),
    (Effect(kind="percent", of="families", treatment=93, comparison=28), "93 % of families with the program, 28 % in the comparison group"),
    (Effect(kind="percent", of="youth", comparison=28), "28 % of young people in the comparison group"),
    (Effect(kind="d", of="children", value=0.49), "Cohen's d 0.49"),
    (Effect(kind="d", value=0.486), "Cohen's d 0.486"),
    (Effect(kind="hr", value=1.3, ci=(1.1, 1.6)), "Hazard ratio 1.3; 95 % confidence interval 1.1 to 1.6"),
    (Effect(kind="percentage-points", value=-9), "Points -9 points"),
    (Effect(kind="percent"), "not recorded"),
    (None, "not recorded"),
])  # fmt: skip
def test_an_effect_is_said_with_its_kind(effect: Effect | None, said: str) -> None:
    kinds = {"d": "Cohen's d", "hr": "Hazard ratio", "percentage-points": "Points"}
    assert values.effect(effect, kinds) == said


@pytest.mark.parametrize("authors, title, year, said", [
    (("Walton, E.", "Fraser, M. W.", "Lewis, R. E."), None, 1993, "Walton and others, 1993"), (("Kirk, R. S.", "Griffith, D. P."), None, 2004, "Kirk and Griffith, 2004"),
    (("Westat",), None, None, "Westat, year not recorded"), (None, "A six-year follow-up", None, "“A six-year follow-up”"), (None, None, None, "[Title not recorded] one"),
])  # fmt: skip
def test_a_study_has_a_short_name(authors: tuple[str, ...] | None, title: str | None, year: int | None, said: str) -> None:
    assert values.study_name(Study(id="one", design="rct", citation=Citation(authors=authors, title=title, year=year))) == said


def test_a_reference_says_what_is_missing_and_nothing_twice() -> None:
    citation = Citation(
        authors=("Kirk, R. S.", "Griffith, D. P."), year=2004, title="A study", container="Social Work Research", volume="28", issue="1", pages="5-18"
    )
    assert (
        "".join(text for text, _ in values.full_citation(citation))
        == "Kirk, R. S., & Griffith, D. P. (2004). A study. Social Work Research, 28(1), 5–18. "
    )
    assert "".join(text for text, _ in values.full_citation(Citation())) == "[Authors not recorded] (year not recorded). [Title not recorded]. "
