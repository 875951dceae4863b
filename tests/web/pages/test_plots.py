"""Plots of findings: each finding once, on an axis of its kind, with the numbers of its entry."""

import re
from typing import Any

import pytest
from flask.testing import FlaskClient

from app.catalog.snapshot.snapshot import Snapshot
from app.evidence.entry.study import Study
from app.web.pages import plot_axis, plots
from app.web.pages.plots import Panel, PlotDrawing, PlotMarks, PlotRow
from tests.conftest import CONTENT

SLUGS = sorted(path.stem for path in (CONTENT / "programs").glob("*.md"))
ODDS = {"kind": "or", "value": 0.5, "ci": [0.25, 1]}
SHARES = {"kind": "percent", "treatment": 93, "comparison": 28}


def finding(effect: dict[str, Any] | None = None, **recorded: Any) -> dict[str, Any]:
    return {"outcome": "reunification", "direction": "favorable", "effect": effect, **recorded}


def study(*findings: dict[str, Any], id: str = "walton-1993", **recorded: Any) -> Study:
    citation = {"authors": ("Walton, E.", "Fraser, M.", "Lewis, R."), "year": 1993, "title": id}
    return Study.model_validate(
        {"id": id, "citation": citation, "design": "rct", "findings": findings, **recorded}
    )


@pytest.fixture
def words(snapshot: Snapshot) -> plots.Words:
    return snapshot.words


def panels(drawing: PlotDrawing) -> list[Panel]:
    return [panel for group in drawing.groups for panel in group.panels]


def only_row(drawing: PlotDrawing) -> PlotRow:
    ((row,),) = [panel.rows for panel in panels(drawing)]
    return row


@pytest.mark.parametrize("numbers, ticks", [
    ((1.63, 0.44, 2.82), (0, 1, 2, 3)), ((-7.1, 9.7), (-10, -5, 0, 5, 10)),
    ((-0.61, 0.01), (-0.8, -0.6, -0.4, -0.2, 0, 0.2)),
    ((0, 0, 0), (0, 1)), ((1200, 3400), (0, 1000, 2000, 3000, 4000)),
])  # fmt: skip
def test_a_linear_axis_has_round_steps_and_spans_zero(
    numbers: tuple[float, ...], ticks: tuple[float, ...]
) -> None:
    assert plot_axis.linear_axis(numbers).ticks == ticks


@pytest.mark.parametrize("numbers, ticks", [
    ((0.5, 0.25, 1), (0.2, 0.5, 1, 2)), ((1, 1, 1), (0.5, 1, 2)), ((0.2, 0.93, 3.9), (0.2, 0.5, 1, 2, 5)),
    ((0.001, 900), (0.001, 0.01, 0.1, 1, 10, 100, 1000)),
    ((1e-9, 1e9), (1e-9, 1e-6, 0.001, 1, 1000, 1e6, 1e9)),
])  # fmt: skip
def test_a_ratio_axis_is_logarithmic_around_one(numbers: tuple[float, ...], ticks: tuple[float, ...]) -> None:
    axis = plot_axis.ratio_axis(numbers)
    assert (axis.ticks, axis.no_effect, axis.is_log) == (ticks, 1, True)
    assert all(0 <= axis.at(number) <= 100 for number in numbers)


def test_positions_on_an_axis() -> None:
    assert [plot_axis.PERCENT.at(number) for number in (0, 28, 93, 100)] == [0, 28, 93, 100]
    assert [plot_axis.ratio_axis([0.5, 2]).at(number) for number in (0.5, 1, 2)] == [0, 50, 100]
    assert plot_axis.linear_axis([-5, 5]).label(-5) == "−5"


def test_half_and_double_lie_equally_far_from_no_effect() -> None:
    axis = plot_axis.ratio_axis([0.3, 8])
    assert axis.at(1) - axis.at(0.5) == pytest.approx(axis.at(2) - axis.at(1), abs=0.02)


def test_both_percentages_make_a_dot_plot(words: plots.Words) -> None:
    drawing = plots.draw_plots(
        [study(finding(SHARES, months_after_treatment=0, measure="Families reunited"))], words
    )
    (panel,) = panels(drawing)
    row = only_row(drawing)
    assert (panel.form, panel.name, panel.axis) == ("dots", "Percent in each group", plot_axis.PERCENT)
    assert row.marks == PlotMarks(line=(28, 93), point=93)
    assert (row.study, row.timing, row.measure) == (
        "Walton and others, 1993",
        "When treatment ended",
        "Families reunited",
    )
    assert (row.figures, row.said) == (
        "93 % against 28 %",
        "93 % with the program, 28 % in the comparison group",
    )
    assert drawing.notes == ("No confidence intervals are recorded.",)


def test_a_value_with_an_interval_makes_a_forest_plot(words: plots.Words) -> None:
    drawing = plots.draw_plots([study(finding(ODDS))], words)
    (panel,) = panels(drawing)
    assert panel.axis is not None
    assert (panel.form, panel.name, panel.axis.is_log, panel.axis.no_effect) == (
        "forest",
        "Odds ratio",
        True,
        1,
    )
    assert only_row(drawing).marks == PlotMarks(
        line=(panel.axis.at(0.25), panel.axis.at(1)), point=panel.axis.at(0.5)
    )
    assert only_row(drawing).figures == "0.5 (0.25 to 1)"
    assert drawing.notes == ()


@pytest.mark.parametrize("effect, said", [
    (None, ""), ({"kind": "d", "value": 0.486}, "Cohen's d 0.486"),
    ({"kind": "percent", "treatment": 79}, "79 % with the program"),
    ({"kind": "or", "value": 3, "label": "about 3"}, "Odds ratio about 3"),
    ({"kind": "or", "value": 0, "ci": [0, 2]}, "Odds ratio 0; 95 % confidence interval 0 to 2"),
    ({"kind": "percent", "treatment": 120, "comparison": 90},
        "120 % with the program, 90 % in the comparison group"),
])  # fmt: skip
def test_what_has_no_place_on_an_axis_is_a_direction_with_its_figures(
    effect: dict[str, Any] | None, said: str, words: plots.Words
) -> None:
    drawing = plots.draw_plots([study(finding(effect))], words)
    row = only_row(drawing)
    assert [panel.form for panel in panels(drawing)] == ["direction"]
    assert (row.marks, row.said, row.direction_label, row.timing) == (
        None,
        said,
        "Favorable",
        "",
    )


def test_a_kind_without_known_no_effect_gets_no_such_line(words: plots.Words) -> None:
    (panel,) = panels(
        plots.draw_plots(
            [
                study(
                    finding(
                        {"kind": "other", "label": "kind not recorded", "value": 0.95, "ci": [-2.38, 4.29]}
                    )
                )
            ],
            words,
        )
    )
    assert panel.axis is not None
    assert (panel.name, panel.axis.no_effect) == ("Kind not recorded", None)


def test_two_kinds_never_share_an_axis_and_forests_come_first(words: plots.Words) -> None:
    effects: list[dict[str, Any] | None] = [
        None,
        SHARES,
        ODDS,
        {**ODDS, "kind": "hr"},
        {**ODDS, "value": 0.7},
    ]
    drawn = panels(plots.draw_plots([study(*map(finding, effects))], words))
    assert [(panel.name, len(panel.rows)) for panel in drawn] == [
        ("Odds ratio", 2),
        ("Hazard ratio", 1),
        ("Percent in each group", 1),
        ("", 1),
    ]


def test_two_measures_in_their_own_units_never_share_an_axis(words: plots.Words) -> None:
    points = {"kind": "mean-difference", "value": 1, "ci": [0, 2]}
    drawn = panels(
        plots.draw_plots([study(finding(points, measure="CGAS"), finding(points, measure="CBCL"))], words)
    )
    assert [panel.name for panel in drawn] == ["Mean difference"] * 2


def test_outcomes_stand_in_the_order_of_the_vocabulary(words: plots.Words) -> None:
    drawing = plots.draw_plots(
        [
            study(
                *(
                    finding(outcome=outcome)
                    for outcome in ("service-process", "reunification", "maltreatment")
                )
            )
        ],
        words,
    )
    assert [group.label for group in drawing.groups] == ["Maltreatment", "Reunification", "Service process"]


def test_subgroups_and_uncontrolled_findings_are_hollow_and_say_why(words: plots.Words) -> None:
    row = only_row(plots.draw_plots([study(finding(subgroup="Girls", controlled=False))], words))
    assert (row.is_hollow, row.remarks) == (True, ("subgroup: Girls", "not controlled"))
    assert not only_row(plots.draw_plots([study(finding(controlled=None))], words)).is_hollow


def test_neighbouring_directions_of_one_study_and_time_share_a_label(words: plots.Words) -> None:
    recorded = [finding(measure="A"), finding(measure="B"), finding(measure="C", subgroup="Girls")]
    (panel,) = panels(plots.draw_plots([study(*recorded)], words))
    assert [[row.measure for row in rows] for rows in panel.by_label] == [["A", "B"], ["C"]]


def test_findings_of_retracted_studies_are_left_out(words: plots.Words) -> None:
    drawing = plots.draw_plots([study(finding(ODDS), retracted=True)], words)
    assert (drawing.groups, drawing.notes) == ((), ("One retracted study is left out.",))


def test_papers_of_one_trial_are_named(words: plots.Words) -> None:
    drawing = plots.draw_plots(
        [study(id="a", sample="utah"), study(id="b", sample="utah"), study(id="c")], words
    )
    assert drawing.notes == (
        "One trial, two publications: Walton and others, 1993 (a); Walton and others, 1993 (b).",
    )


def test_one_paper_with_two_designs_is_not_two_publications(words: plots.Words) -> None:
    citation = {"title": "Both"}
    drawing = plots.draw_plots([study(id=id, sample="utah", citation=citation) for id in ("a", "b")], words)
    assert drawing.notes == ("One sample, 2 recorded studies: “Both” (a); “Both” (b).",)


def test_without_effect_sizes_the_note_says_so(words: plots.Words) -> None:
    assert plots.draw_plots([study(finding())], words).notes == (
        "No effect sizes are recorded: only the direction that each report claims can be shown.",
    )


@pytest.mark.parametrize("slug", SLUGS)
def test_each_finding_is_drawn_once_with_the_numbers_of_its_entry(slug: str, snapshot: Snapshot) -> None:
    page = snapshot.page(slug)
    assert page is not None
    rows = [
        row for panel in panels(plots.draw_plots(page.program.studies, snapshot.words)) for row in panel.rows
    ]
    found = [each for study in page.program.studies if not study.retracted for each in study.findings]
    recorded = {
        f"{number:g}" for each in found if each.effect for number in _numbers(each.effect.model_dump())
    }
    assert len(rows) == len(found)
    assert {
        number for row in rows for number in re.findall(r"[-−]?\d+(?:\.\d+)?", row.figures.replace("−", "-"))
    } <= recorded


def _numbers(effect: dict[str, Any]) -> list[float]:
    alone = [effect[part] for part in ("treatment", "comparison", "value") if effect[part] is not None]
    return [*alone, *(effect["ci"] or ())]


@pytest.mark.parametrize("slug, said", [
    ("homebuilders", "One trial, three publications: Walton and others, 1993; Fraser and others, 1996"),
    ("keep", "No effect sizes are recorded"),
    ("adopts-therapy", "No study of this program is recorded."),
])  # fmt: skip
def test_every_state_has_its_sentence(slug: str, said: str, client: FlaskClient) -> None:
    assert said in client.get(f"/programs/{slug}").text


def test_a_drawing_says_its_result_in_words(client: FlaskClient) -> None:
    html = client.get("/programs/homebuilders").text
    drawn = html[html.index('<svg class="plot-track') :]
    assert "93 % of families with the program, 28 % in the comparison group</title>" in drawn
    assert "Favorable, as claimed by Walton and others, 1993.</desc>" in drawn
    assert "Cohen" in drawn
