"""The answer of fit as types, like those in `answers.py`."""

from collections.abc import Mapping, Sequence

from typing_extensions import TypedDict

from app.catalog.fit.fit import Answer, Group
from app.web.openapi.answers import ResultCard


class FitAnswer(TypedDict):
    """What a program answers to one question. `recorded` is what its entry says, null where it says nothing.

    `source` is null where the entry has several pages (`pages`) and does not say which of them says this.
    """

    answer: Answer
    recorded: str | None
    source: str | None


class StudiedAges(TypedDict):
    """Ages of those who took part, in years."""

    min: float | None
    max: float | None
    mean: float | None


class StudiedWithAnswer(TypedDict):
    """Who took part. `participants` is the number in the largest study, `ages` those of the largest study
    that records any: nothing is added up, since samples may overlap. `text` says it in words."""

    studies: int
    participants: int | None
    ages: StudiedAges | None
    text: str


class FittedProgramAnswer(ResultCard):
    """A program with its answers by criterion, counted. `fits`: every answer fits; `may-fit`: some are not
    recorded; `differs`: some do not fit or name others; `harm`: a risk of harm or a negative rating is
    recorded, whatever fits. `exclusions` says whom it is not for, `pages` where its facts come from."""

    group: Group
    answers: Mapping[str, FitAnswer]
    fits: int
    does_not: int
    not_named: int
    not_recorded: int
    exclusions: Sequence[str]
    studied_with: StudiedWithAnswer
    pages: Sequence[str]


class FitRelaxation(TypedDict):
    """How many programs would fit or may fit without this criterion; only where that is more."""

    criterion: str
    total: int


class FitResultsAnswer(TypedDict):
    """One page of all programs. `total` counts the groups `fits` and `may-fit`, `listed` all; `asked` is what
    was taken as asked, `ignored` the names of parameters that fit does not know."""

    asked: Mapping[str, Sequence[str]]
    total: int
    listed: int
    page: int
    per_page: int
    results: list[FittedProgramAnswer]
    relaxations: list[FitRelaxation]
    ignored: list[str]
    generation: str
