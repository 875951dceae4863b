"""The plots of a program's findings: by outcome, each finding once, at positions in percent of an axis.

A finding with a value and an interval is in a forest plot, one with both groups' percentages in a dot
plot, any other is shown as a direction alone.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Literal, NamedTuple

from app.evidence.entry.pages import VocabularyWord
from app.evidence.entry.study import Effect, Finding, Study
from app.evidence.entry.wording import NOT_RECORDED, count_in_words, study_name, timing
from app.web.pages import plot_axis
from app.web.pages.plot_axis import Axis, format_number
from app.web.wording.values import effect as describe_effect

Form = Literal["forest", "dots", "direction"]
Words = Mapping[str, Mapping[str, VocabularyWord]]
FORMS: tuple[Form, ...] = ("forest", "dots", "direction")
RATIOS = {"or", "rr", "hr", "irr"}
# In the units of their own measure: two measures never share an axis.
OWN_UNITS = {"mean-difference", "other"}
UNITS = {"percent": " %", "percentage-points": " points"}
SHAPES = {
    "favorable": "M0-6 6 5H-6Z",
    "no-difference": "M-5-5H5V5H-5Z",
    "unfavorable": "M0 6 6-5H-6Z",
    "mixed": "M0-7 7 0 0 7-7 0Z",
}


@dataclass(frozen=True, slots=True)
class PlotKey:
    """What findings must share to stand on one axis."""

    form: Form
    kind: str = ""
    label: str = ""
    measure: str = ""


@dataclass(frozen=True, slots=True)
class PlotMarks:
    """Positions on the axis. Forest: `line` is the interval. Dots: it leads from comparison to program."""

    line: tuple[float, float]
    point: float


class PlotRow(NamedTuple):
    """One finding. `said` is its numbers in words, `figures` the same in short; both may be empty."""

    study_id: str
    study: str
    timing: str
    measure: str
    remarks: tuple[str, ...]
    direction: str
    direction_label: str
    figures: str
    said: str
    marks: PlotMarks | None

    @property
    def is_hollow(self) -> bool:
        return bool(self.remarks)

    @property
    def shape(self) -> str:
        return SHAPES[self.direction]


@dataclass(frozen=True, slots=True)
class Panel:
    """Findings of one outcome on one axis; `name` says what the axis measures. Directions have no axis."""

    form: Form
    name: str
    axis: Axis | None
    rows: tuple[PlotRow, ...]

    @property
    def by_label(self) -> list[list[PlotRow]]:
        """Neighbouring rows of one study at one time."""
        by_label = groupby(self.rows, lambda row: (row.study_id, row.timing, row.remarks))
        return [list(rows) for _, rows in by_label]


@dataclass(frozen=True, slots=True)
class PlotGroup:
    """All findings on one outcome."""

    outcome: str
    label: str
    panels: tuple[Panel, ...]


@dataclass(frozen=True, slots=True)
class PlotDrawing:
    """All plots of a program, in the vocabulary's order of outcomes, and the sentences below them."""

    groups: tuple[PlotGroup, ...]
    notes: tuple[str, ...]

    @property
    def forms(self) -> set[Form]:
        return {panel.form for group in self.groups for panel in group.panels}

    @property
    def has_hollow(self) -> bool:
        return any(row.is_hollow for group in self.groups for panel in group.panels for row in panel.rows)


@dataclass(frozen=True, slots=True)
class _PlottedFinding:
    study: Study
    name: str
    finding: Finding


def draw_plots(studies: Iterable[Study], words: Words) -> PlotDrawing:
    """Every finding of every study that was not retracted. `words` are the registry's vocabularies."""
    recorded = list(studies)
    valid = [study for study in recorded if not study.retracted]
    names = _names(valid)
    found = [_PlottedFinding(study, names[study.id], each) for study in valid for each in study.findings]
    by_outcome: dict[str, list[_PlottedFinding]] = {}
    for each in found:
        by_outcome.setdefault(each.finding.outcome, []).append(each)
    groups = [
        PlotGroup(outcome, word.label, _panels(by_outcome[outcome], words))
        for outcome, word in words["outcomes"].items()
        if outcome in by_outcome
    ]
    notes = [*_effect_notes(found), *_lineages(valid, names)]
    if retracted := len(recorded) - len(valid):
        counted = count_in_words(retracted, "retracted study is", "retracted studies are")
        notes.append(f"{counted} left out.")
    return PlotDrawing(tuple(groups), tuple(notes))


def _names(studies: list[Study]) -> dict[str, str]:
    """Study id -> short name, told apart by the id where two studies have the same one."""
    names = {study.id: study_name(study) for study in studies}
    times = Counter(names.values())
    return {id: name if times[name] == 1 else f"{name} ({id})" for id, name in names.items()}


def _panels(found: list[_PlottedFinding], words: Words) -> tuple[Panel, ...]:
    by_key: dict[PlotKey, list[_PlottedFinding]] = {}
    for each in found:
        by_key.setdefault(plot_key(each.finding), []).append(each)
    ordered = sorted(by_key, key=lambda key: FORMS.index(key.form))
    return tuple(_panel(key, by_key[key], words) for key in ordered)


def plot_key(finding: Finding) -> PlotKey:
    """How a finding is drawn, and with which others."""
    effect = finding.effect
    if effect is not None and _has_interval(effect):
        own = (effect.label or "", finding.measure or "") if effect.kind in OWN_UNITS else ()
        return PlotKey("forest", effect.kind, *own)
    return PlotKey("dots") if effect is not None and _has_both_percentages(effect) else PlotKey("direction")


def _has_interval(effect: Effect) -> bool:
    """A ratio of zero or less has no place on a logarithmic axis."""
    if effect.value is None or effect.ci is None:
        return False
    return effect.kind not in RATIOS or min(effect.value, *effect.ci) > 0


def _has_both_percentages(effect: Effect) -> bool:
    shares = (effect.treatment, effect.comparison)
    return effect.kind == "percent" and all(share is not None and 0 <= share <= 100 for share in shares)


def _panel(key: PlotKey, found: list[_PlottedFinding], words: Words) -> Panel:
    axis = _axis(key, [each.finding.effect for each in found if each.finding.effect])
    kind = {"forest": key.kind, "dots": "percent"}.get(key.form)
    name = key.label or (words["effects"][kind].label if kind else "")
    kinds = {kind: word.label for kind, word in words["effects"].items()}
    rows = tuple(_row(each, axis, words, kinds) for each in found)
    return Panel(key.form, _capital(name), axis, rows)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _axis(key: PlotKey, effects: list[Effect]) -> Axis | None:
    if key.form != "forest":
        return plot_axis.PERCENT if key.form == "dots" else None
    figures = [(effect.value, *(effect.ci or ())) for effect in effects]
    numbers = [number for each in figures for number in each if number is not None]
    if key.kind in RATIOS:
        return plot_axis.ratio_axis(numbers)
    no_effect = None if key.kind == "other" else 0
    return plot_axis.linear_axis(numbers, no_effect, unit=" %" if key.kind == "percent" else "")


def _row(found: _PlottedFinding, axis: Axis | None, words: Words, kinds: dict[str, str]) -> PlotRow:
    finding = found.finding
    when, effect = timing(finding), finding.effect
    return PlotRow(
        study_id=found.study.id,
        study=found.name,
        timing="" if NOT_RECORDED in when else _capital(when),
        measure=finding.measure or "",
        remarks=_remarks(finding),
        direction=finding.direction,
        direction_label=words["directions"][finding.direction].label,
        figures=_figures(effect) if effect and axis else "",
        said=describe_effect(effect, kinds) if effect else "",
        marks=_marks(effect, axis) if effect and axis else None,
    )


def _remarks(finding: Finding) -> tuple[str, ...]:
    """Why a finding is drawn hollow."""
    subgroup = (f"subgroup: {finding.subgroup}",) if finding.subgroup else ()
    return subgroup if finding.controlled is not False else (*subgroup, "not controlled")


def _figures(effect: Effect) -> str:
    if effect.ci and effect.value is not None:
        value, low, high = map(format_number, (effect.value, *effect.ci))
        return f"{value}{UNITS.get(effect.kind, '')} ({low} to {high})"
    return f"{effect.treatment:g} % against {effect.comparison:g} %"


def _marks(effect: Effect, axis: Axis) -> PlotMarks | None:
    if effect.ci and effect.value is not None:
        return PlotMarks((axis.at(effect.ci[0]), axis.at(effect.ci[1])), axis.at(effect.value))
    if effect.treatment is None or effect.comparison is None:
        return None
    return PlotMarks((axis.at(effect.comparison), axis.at(effect.treatment)), axis.at(effect.treatment))


def _effect_notes(found: list[_PlottedFinding]) -> Iterable[str]:
    """Say what the figures lack: any effect size at all, or a confidence interval."""
    effects = [each.finding.effect for each in found if each.finding.effect]
    if not found or any(effect.ci for effect in effects):
        return
    if effects:
        yield "No confidence intervals are recorded."
    else:
        yield "No effect sizes are recorded: only the direction that each report claims can be shown."


def _lineages(studies: list[Study], names: dict[str, str]) -> Iterable[str]:
    """Name the studies that are one trial, so that readers do not count it twice."""
    for sample in dict.fromkeys(study.sample for study in studies if study.sample):
        same = [study for study in studies if study.sample == sample]
        papers = len({study.citation for study in same})
        publications = f"trial, {count_in_words(papers, 'publication').lower()}"
        how = publications if papers == len(same) else f"sample, {len(same)} recorded studies"
        if len(same) > 1:
            yield f"One {how}: {'; '.join(names[study.id] for study in same)}."
