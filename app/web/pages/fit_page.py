"""The page of fit: a few questions about a family, and what each program answers to them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from flask import Blueprint, render_template

from app.catalog.fit.details import FitDetails, read_details
from app.catalog.fit.fit import CRITERIA, FitRequest, FitResult, FittedProgram
from app.catalog.search.search import SearchRequest
from app.catalog.snapshot.recorded_facts import LISTED
from app.catalog.snapshot.snapshot import Snapshot
from app.web.pages.facet_column import split_ages
from app.web.request.context import snapshot
from app.web.request.fit_request import fit_choices, last_fit_page, run_fit
from app.web.wording.fit_answers import (
    HEADINGS,
    ShownAnswer,
    label_value,
    name_differences,
    say_asked,
    show_answers,
)
from app.web.wording.registry_ratings import RatingsOnCard, choose_ratings

fit_pages = Blueprint("fit_pages", __name__)

QUESTIONS = {
    "age": ("How old is the child?", "Choose an age for each child. A program must suit all of them."),
    "permanency": ("What is the plan for the child?", ""),
    "problem": ("What is hard right now?", "If you choose more than one, any of them will do."),
    "serves": ("Who should take part?", ""),
    "population": ("Which of these is the family?", "If you choose more than one, any of them will do."),
    "setting": ("Where could it take place?", ""),
    "language": ("Which language does the family speak?", ""),
    "weeks": ("How many weeks may it last?", ""),
    "credential": ("Who is there to give the program?", ""),
    "topic": ("Which topic area do you plan for?", ""),
}
"""Criterion -> the question and what helps to answer it."""
FIRST_ASKED = 8
"""The other questions stand under “More”."""
FEW_CHOICES = 6
STAFF = "staff"


@dataclass(frozen=True, slots=True)
class QuestionChoice:
    """One answer that can be chosen."""

    id: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class FitQuestion:
    """One question. `bands` is filled for ages; without choices a number is asked for, `number` if given."""

    name: str
    text: str
    hint: str
    choices: tuple[QuestionChoice, ...]
    bands: tuple[tuple[str, tuple[QuestionChoice, ...]], ...]
    number: str

    @property
    def is_open(self) -> bool:
        is_answered = self.number or any(each.chosen for each in self.choices)
        return bool(is_answered or self.bands or len(self.choices) <= FEW_CHOICES)


@dataclass(frozen=True, slots=True)
class ShownFit:
    """A program of the list with its answers in words."""

    program: FittedProgram
    ratings: RatingsOnCard
    answers: tuple[ShownAnswer, ...]
    details: FitDetails
    differences: str


@fit_pages.get("/fit")
def fit_page() -> str:
    shown, (wanted, found) = snapshot(), run_fit()
    questions = build_questions(shown, wanted)
    return render_template(
        "pages/fit.html",
        wanted=wanted,
        found=found,
        pages=last_fit_page(wanted, found),
        questions=questions[:FIRST_ASKED],
        more=questions[FIRST_ASKED:],
        groups=show_groups(shown, wanted, found) if wanted.asked else [],
        asked={name: say_asked(name, values, shown) for name, values in wanted.asked.items()},
    )


def build_questions(shown: Snapshot, wanted: FitRequest) -> list[FitQuestion]:
    """All questions that some program answers, in order."""
    return [
        _question(name, shown, wanted.asked.get(name, ()))
        for name in CRITERIA
        if shown.recorded_facts.recorded[name]
    ]


def show_groups(
    shown: Snapshot, wanted: FitRequest, found: FitResult
) -> list[tuple[str, int, list[ShownFit]]]:
    """(heading, how many programs in all, those of this page) of each group that this page shows."""
    details = read_details(shown, [each.card.slug for each in found.programs])
    return [
        (
            HEADINGS[group],
            found.sizes[group],
            list(_show(programs, details, wanted, shown)),
        )
        for group, programs in groupby(found.programs, key=lambda each: each.group)
    ]


def _show(
    programs: Iterator[FittedProgram], details: Mapping[str, FitDetails], wanted: FitRequest, shown: Snapshot
) -> Iterator[ShownFit]:
    topics = {"topic": wanted.asked["topic"]} if "topic" in wanted.asked else {}
    as_search = SearchRequest(chosen=topics)
    for each in programs:
        own = details[each.card.slug]
        answers = tuple(show_answers(each, own, wanted, shown))
        ratings = choose_ratings(each.card, as_search, shown)
        yield ShownFit(each, ratings, answers, own, name_differences(each))


def _question(name: str, shown: Snapshot, chosen: Sequence[str]) -> FitQuestion:
    text, hint = QUESTIONS[name]
    if name == "weeks":
        return FitQuestion(name, text, hint, (), (), max(chosen, key=int, default=""))
    offered = [id for id in fit_choices(name, shown) if id in chosen or _is_offered(name, id, shown)]
    choices = tuple(QuestionChoice(id, label_value(name, id, shown), id in chosen) for id in offered)
    return FitQuestion(name, text, hint, choices, split_ages(choices) if name == "age" else (), "")


def _is_offered(name: str, id: str, shown: Snapshot) -> bool:
    """Not what no program records, and not the people who work with families."""
    word = shown.words[LISTED[name]][id] if name in LISTED else None
    return bool(shown.recorded_facts.holding[name].get(id)) and not (word and word.kind == STAFF)
