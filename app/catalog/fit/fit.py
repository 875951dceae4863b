"""Fit: how each program answers every question that was asked, and in which order they are listed."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, get_args

import numpy as np

from app.catalog.snapshot.facet_counts import bitmap_from_flags, to_words
from app.catalog.snapshot.facets import union
from app.catalog.snapshot.recorded_facts import RecordedFacts
from app.catalog.snapshot.snapshot import Card, Snapshot
from app.catalog.text.arrays import Array

Answer = Literal["fits", "does-not", "not-named", "not-recorded"]
Group = Literal["fits", "may-fit", "differs", "harm"]
ANSWERS: tuple[Answer, ...] = get_args(Answer)
GROUPS: tuple[Group, ...] = get_args(Group)
CRITERIA = (
    "age", "permanency", "problem", "serves", "population", "setting", "language", "weeks", "credential",
    "topic",
)  # fmt: skip
"""Everything that can be asked, in the order in which it is asked."""
CHILD, CAREGIVER, FAMILY = "child", "caregiver", "family"


@dataclass(frozen=True, slots=True)
class FitRequest:
    """`asked` is criterion -> values, any of which will do; only every `age` must fit. Pages count from 1."""

    asked: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    page: int = 1
    per_page: int = 20


@dataclass(frozen=True, slots=True)
class FittedProgram:
    """A program with its answer to each criterion that was asked."""

    card: Card
    group: Group
    answers: Mapping[str, Answer]

    def count(self, answer: Answer) -> int:
        return list(self.answers.values()).count(answer)


@dataclass(frozen=True, slots=True)
class FitResult:
    """A page of the programs. `total` counts those of the first two groups, `listed` all.

    `sizes` counts the programs of each group. `relaxations` is criterion -> the total without it, where that
    is more.
    """

    total: int
    listed: int
    sizes: Mapping[Group, int]
    programs: tuple[FittedProgram, ...]
    relaxations: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class _Answered:
    """The programs that give each answer to one criterion."""

    fits: int
    does_not: int
    not_named: int
    not_recorded: int

    @property
    def differs(self) -> int:
        return self.does_not | self.not_named

    def of(self, number: int) -> Answer:
        given = (self.fits, self.does_not, self.not_named, self.not_recorded)
        return next(answer for answer, programs in zip(ANSWERS, given, strict=True) if programs >> number & 1)


def fit(snapshot: Snapshot, wanted: FitRequest) -> FitResult:
    """One page of all programs, those that fit first and those with a recorded harm last."""
    facts, everything = snapshot.recorded_facts, snapshot.everything
    answered = {
        name: _answer(facts, everything, name, wanted.asked[name])
        for name in CRITERIA
        if wanted.asked.get(name)
    }
    harmless = everything & ~facts.harmful
    differing = union(each.differs for each in answered.values())
    unsure = union(each.not_recorded for each in answered.values())
    groups: dict[Group, int] = {
        "fits": harmless & ~differing & ~unsure,
        "may-fit": harmless & ~differing & unsure,
        "differs": harmless & differing,
        "harm": facts.harmful,
    }
    sizes: dict[Group, int] = {group: programs.bit_count() for group, programs in groups.items()}
    total = sizes["fits"] + sizes["may-fit"]
    numbers = _page_numbers(snapshot, list(answered.values()), wanted)
    programs = (_fitted(snapshot, number, groups, answered) for number in numbers)
    relaxed = dict(_relax(answered, harmless, total))
    return FitResult(total, len(snapshot.cards), sizes, tuple(programs), relaxed)


def _answer(facts: RecordedFacts, everything: int, name: str, values: Sequence[str]) -> _Answered:
    recorded = facts.recorded[name]
    fits, does_not = ANSWERED_BY.get(name, _answer_list)(facts, name, values)
    return _Answered(fits, does_not, recorded & ~fits & ~does_not, everything & ~recorded)


def _answer_list(facts: RecordedFacts, name: str, values: Sequence[str]) -> tuple[int, int]:
    """The programs that list any of the values; such lists are seldom complete, so none is excluded."""
    return union(facts.holding[name].get(value, 0) for value in values), 0


def _answer_ages(facts: RecordedFacts, name: str, ages: Sequence[str]) -> tuple[int, int]:
    """The programs whose range holds every age, and those of which it excludes one."""
    fits = facts.recorded[name]
    for age in ages:
        fits &= facts.holding[name].get(age, 0)
    return fits, facts.recorded[name] & ~fits


def _answer_served(facts: RecordedFacts, name: str, values: Sequence[str]) -> tuple[int, int]:
    """A program for families takes in child and caregiver; one for both of them is one for families."""
    child, caregiver, family = (
        facts.holding[name].get(each, 0) for each in (CHILD, CAREGIVER, FAMILY)
    )  # fmt: skip
    fits_value = {
        CHILD: child | family,
        CAREGIVER: caregiver | family,
        FAMILY: family | (child & caregiver),
    }
    fits = union(fits_value.get(value, facts.holding[name].get(value, 0)) for value in values)
    return fits, facts.recorded[name] & ~fits


def _answer_weeks(facts: RecordedFacts, name: str, values: Sequence[str]) -> tuple[int, int]:
    """The programs that always end by then, and those that never do; in between lies a span."""
    most = max(map(int, values))
    return bitmap_from_flags(facts.weeks_max <= most), bitmap_from_flags(facts.weeks_min > most)


ANSWERED_BY: Mapping[str, Callable[[RecordedFacts, str, Sequence[str]], tuple[int, int]]] = {
    "age": _answer_ages, "serves": _answer_served, "weeks": _answer_weeks,
}  # fmt: skip
"""Criterion -> the programs that fit and those that do not; all others are lists."""


def _page_numbers(snapshot: Snapshot, answered: Sequence[_Answered], wanted: FitRequest) -> list[int]:
    """The numbers of the programs of the page, in order."""
    size, facts = len(snapshot.cards), snapshot.recorded_facts
    most = len(answered) + 1
    fits = _count((each.fits for each in answered), size)
    differs = _count((each.differs for each in answered), size)
    unsure = _count((each.not_recorded for each in answered), size)
    harmful = _count([facts.harmful], size)
    # Programs are numbered in order of name, and everything else is small: one number orders them all.
    group = np.select([harmful > 0, differs > 0, unsure > 0], [3, 2, 1], 0)
    ranks = (group, differs, most - fits, unsure, facts.tiers)
    limits = (len(GROUPS), most, most + 1, most, int(facts.tiers.max(initial=0)) + 1)
    key = np.zeros(size, np.int64)
    for rank, limit in zip(ranks, limits, strict=True):
        key = key * limit + rank
    order = np.argsort(key * size + np.arange(size))
    start = (wanted.page - 1) * wanted.per_page
    listed: list[int] = order[start : start + wanted.per_page].tolist()
    return listed


def _count(bitmaps: Iterator[int] | Sequence[int], size: int) -> Array:
    """In how many of the bitmaps each program is."""
    counted = np.zeros(size, np.int64)
    for bitmap in bitmaps:
        flags = np.unpackbits(to_words(bitmap, size).view(np.uint8), bitorder="little")
        counted += flags[:size]
    return counted


def _fitted(
    snapshot: Snapshot, number: int, groups: Mapping[Group, int], answered: Mapping[str, _Answered]
) -> FittedProgram:
    group = next(name for name, programs in groups.items() if programs >> number & 1)
    answers = {name: each.of(number) for name, each in answered.items()}
    return FittedProgram(snapshot.cards[number], group, answers)


def _relax(answered: Mapping[str, _Answered], harmless: int, total: int) -> Iterator[tuple[str, int]]:
    """Each criterion that keeps programs out, with the total without it, the most first."""
    without = {
        left: (harmless & ~union(each.differs for name, each in answered.items() if name != left)).bit_count()
        for left in answered
    }
    yield from sorted(
        ((left, more) for left, more in without.items() if more > total), key=lambda each: -each[1]
    )
