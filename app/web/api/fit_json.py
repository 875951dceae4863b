"""The programs of fit as JSON, with what each answers."""

from flask import request

from app.catalog.fit.details import FitDetails, read_details
from app.catalog.fit.fit import FitRequest, FitResult, FittedProgram
from app.catalog.fit.recorded import say_recorded
from app.web.api.search_results import result_card
from app.web.openapi.fit_results import FitAnswer, FitResultsAnswer, FittedProgramAnswer, StudiedWithAnswer
from app.web.request.context import snapshot
from app.web.request.fit_request import unknown_fit_names


def fit_json(wanted: FitRequest, found: FitResult) -> FitResultsAnswer:
    shown = snapshot()
    details = read_details(shown, [each.card.slug for each in found.programs])
    return {
        "asked": wanted.asked,
        "total": found.total,
        "listed": found.listed,
        "page": wanted.page,
        "per_page": wanted.per_page,
        "results": [_program(each, details[each.card.slug]) for each in found.programs],
        "relaxations": [{"criterion": name, "total": total} for name, total in found.relaxations.items()],
        "ignored": unknown_fit_names(request.args),
        "generation": shown.generation,
    }


def _program(program: FittedProgram, details: FitDetails) -> FittedProgramAnswer:
    return {
        **result_card(program.card),
        "group": program.group,
        "answers": {name: _answer(program, name, details) for name in program.answers},
        "fits": program.count("fits"),
        "does_not": program.count("does-not"),
        "not_named": program.count("not-named"),
        "not_recorded": program.count("not-recorded"),
        "exclusions": details.exclusions,
        "studied_with": _studied_with(details),
        "pages": details.pages,
    }


def _answer(program: FittedProgram, name: str, details: FitDetails) -> FitAnswer:
    fact = say_recorded(name, program.card, details, snapshot())
    return {"answer": program.answers[name], "recorded": fact.text, "source": fact.source}


def _studied_with(details: FitDetails) -> StudiedWithAnswer:
    studied, ages = details.studied_with, details.studied_with.ages
    return {
        "studies": studied.studies,
        "participants": studied.participants,
        "ages": {"min": ages["min"], "max": ages["max"], "mean": ages["mean"]} if ages else None,
        "text": studied.text,
    }
