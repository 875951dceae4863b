"""Which figures of several programs may stand side by side, and why the others may not."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from app.evidence.entry.study import Effect, Finding, Study
from app.evidence.entry.wording import NOT_RECORDED, after_treatment, timing
from app.evidence.found.outcome_results import ComparedFinding, is_compared
from app.evidence.rating.contributions import claim, months_after_treatment

Hindrance = Literal[
    "not-studied", "uncompared", "no-figures", "unnamed-measure", "alone", "other-kind", "other-measure",
    "other-time",
]  # fmt: skip
HINDRANCES: Mapping[Hindrance, str] = {
    "not-studied": "no finding on this outcome is recorded",
    "uncompared": "not set side by side: measured without a comparison group",
    "no-figures": "figures not recorded",
    "unnamed-measure": "not set side by side: the measure or the time is not recorded",
    "alone": "not set side by side: of no other program here are figures, measure and time recorded",
    "other-kind": "not set side by side: another kind of effect",
    "other-measure": "not set side by side: another measure",
    "other-time": "not set side by side: another time",
}
"""Why a program has no figure beside those of others, the furthest from them first."""


class FigureKey(NamedTuple):
    """What two figures share that stand side by side, in small letters.

    `kind` is the kind of effect, of what a percentage is, and the name of a kind that has no id.
    """

    kind: tuple[str, str, str]
    measure: str
    time: str


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Figures of one kind, measure and time: of each program its findings, or why it has none here."""

    outcome: str
    kind: str
    measure: str
    time: str
    programs: tuple[tuple[ComparedFinding, ...] | Hindrance, ...]


@dataclass(frozen=True, slots=True)
class OutcomeFigures:
    """The figures of an outcome that can be compared. Where none can, `apart` says of each program why."""

    rows: tuple[SideBySide, ...]
    apart: tuple[Hindrance, ...]


def set_side_by_side(outcome: str, programs: Sequence[Sequence[Study]]) -> OutcomeFigures:
    """The figures on an outcome that two or more programs have on the same measure at the same time.

    Findings on subgroups and of retracted studies are left out.
    """
    held = [_figures(outcome, studies) for studies in programs]
    keys = dict.fromkeys(key for figures in held for key in figures)
    shared = [key for key in keys if sum(key in figures for figures in held) > 1]
    rows = tuple(_row(outcome, key, held, programs) for key in shared)
    with_figures = sum(_has_compared_figures(outcome, studies) for studies in programs)
    if rows or with_figures < 2:
        return OutcomeFigures(rows, ())
    return OutcomeFigures((), tuple(_apart(outcome, place, held, programs) for place in range(len(held))))


def direction_of(each: ComparedFinding) -> str:
    """Where the finding points; a difference that is not significant is no difference."""
    return claim(each.finding)


def has_figures(effect: Effect | None) -> bool:
    """Whether any number of the effect is recorded."""
    if effect is None:
        return False
    numbers = effect.treatment, effect.comparison, effect.value, effect.ci
    return any(each is not None for each in numbers)


def key_of(study: Study, finding: Finding) -> FigureKey | None:
    """What the figures of a finding are of; None where that is not wholly recorded."""
    effect, time = finding.effect, time_of(study, finding)
    if effect is None or not has_figures(effect) or not finding.measure or time == NOT_RECORDED:
        return None
    name = effect.label if effect.kind == "other" else ""
    return FigureKey((effect.kind, effect.of or "", _bare(name or "")), _bare(finding.measure), time.lower())


def _apart(
    outcome: str, place: int, held: Sequence[Mapping[FigureKey, list[ComparedFinding]]],
    programs: Sequence[Sequence[Study]],
) -> Hindrance:  # fmt: skip
    """Why a program's figures stand beside none: what is nearest to agreeing."""
    others = [figures for other, figures in enumerate(held) if other != place]
    keys: list[FigureKey | None] = [key for figures in others for key in figures]
    reasons = [_hindrance(outcome, programs[place], held[place], key) for key in keys or [None]]
    return max(reasons, key=list(HINDRANCES).index)


def _has_compared_figures(outcome: str, studies: Sequence[Study]) -> bool:
    found = (each for each in _findings(outcome, studies) if is_compared(*each))
    return any(has_figures(finding.effect) for _, finding in found)


def _row(
    outcome: str, key: FigureKey, held: Sequence[Mapping[FigureKey, list[ComparedFinding]]],
    programs: Sequence[Sequence[Study]],
) -> SideBySide:  # fmt: skip
    first = next(figures[key][0] for figures in held if key in figures)
    cells = tuple(
        tuple(figures[key]) if key in figures else _hindrance(outcome, studies, figures, key)
        for studies, figures in zip(programs, held, strict=True)
    )
    time, measure = time_of(*first), first.finding.measure or NOT_RECORDED
    return SideBySide(outcome, key.kind[0], measure, time, cells)


def _figures(outcome: str, studies: Iterable[Study]) -> dict[FigureKey, list[ComparedFinding]]:
    found: dict[FigureKey, list[ComparedFinding]] = {}
    for study, finding in _findings(outcome, studies):
        if is_compared(study, finding) and (key := key_of(study, finding)):
            found.setdefault(key, []).append(ComparedFinding(study, finding))
    return found


def _findings(outcome: str, studies: Iterable[Study]) -> Iterator[tuple[Study, Finding]]:
    for study in studies:
        if not study.retracted:
            yield from (
                (study, each) for each in study.findings if each.outcome == outcome and not each.subgroup
            )


def _hindrance(
    outcome: str, studies: Sequence[Study], own: Iterable[FigureKey], key: FigureKey | None
) -> Hindrance:
    """Why a program has no figure of `key`: how near its own come to it."""
    findings = list(_findings(outcome, studies))
    if not findings:
        return "not-studied"
    compared = [each for each in findings if is_compared(*each)]
    if not compared:
        return "uncompared"
    if not any(has_figures(finding.effect) for _, finding in compared):
        return "no-figures"
    keys = list(own)
    if not keys:
        return "unnamed-measure"
    if key is None:
        return "alone"
    alike = [each for each in keys if each.kind == key.kind]
    if not alike:
        return "other-kind"
    return "other-time" if any(each.measure == key.measure for each in alike) else "other-measure"


def time_of(study: Study, finding: Finding) -> str:
    """When it was measured: counted from the end of treatment where that is known, else in its words."""
    after = months_after_treatment(finding, study)
    return timing(finding) if after is None or after < 0 else after_treatment(after)


def _bare(words: str) -> str:
    return re.sub(r"[\W_]+", " ", words.casefold()).strip()
