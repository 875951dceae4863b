"""The questions of fit that a request answers, the same for page and API, and addresses of such requests."""

import math
from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import urlencode

from flask import request
from werkzeug.datastructures import MultiDict

from app.catalog.fit.fit import CRITERIA, FitRequest, FitResult, fit
from app.catalog.snapshot.facets import NOT_RECORDED, OLDEST
from app.catalog.snapshot.recorded_facts import LISTED
from app.catalog.snapshot.snapshot import Snapshot
from app.web.request.context import snapshot
from app.web.request.parameters import FIRST_PAGE, USUAL_PER_PAGE, BadParameter, names_beside, read_paging
from app.web.request.search import PastLastPage

MOST_WEEKS = 520
WEEKS = tuple(str(number) for number in range(1, MOST_WEEKS + 1))
FIT_NAMES = {*CRITERIA, "page", "per_page"}


def run_fit() -> tuple[FitRequest, FitResult]:
    """One page of the programs. Raises BadParameter, and NotFound past the last page."""
    wanted = read_fit_request(request.args, snapshot())
    found = fit(snapshot(), wanted)
    last = last_fit_page(wanted, found)
    if wanted.page > last:
        raise PastLastPage(wanted.page, last, "programs")
    return wanted, found


def read_fit_request(arguments: MultiDict[str, str], shown: Snapshot) -> FitRequest:
    """Unknown names are left alone. Raises BadParameter."""
    read = {name: _values(arguments, name, shown) for name in CRITERIA}
    page, per_page = read_paging(arguments)
    return FitRequest({name: values for name, values in read.items() if values}, page, per_page)


def fit_choices(name: str, shown: Snapshot) -> tuple[str, ...]:
    """The values of a criterion; weeks are any whole number up to MOST_WEEKS."""
    if name == "weeks":
        return WEEKS
    if name == "serves":
        served = shown.words.get(LISTED[name], {})
        return tuple(id for id, word in served.items() if word.status == "active")
    return tuple(each for each in shown.values[name] if each != NOT_RECORDED)


def last_fit_page(wanted: FitRequest, found: FitResult) -> int:
    return math.ceil(found.listed / wanted.per_page) or 1


def unknown_fit_names(arguments: MultiDict[str, str]) -> list[str]:
    """The names of parameters that fit does not know, each once: they change nothing."""
    return names_beside(FIT_NAMES, arguments)


def fit_url(wanted: FitRequest, path: str = "/fit") -> str:
    """The address of a request, defaults left out."""
    pairs = [(name, value) for name in CRITERIA for value in wanted.asked.get(name, ())]
    pairs += [("page", str(wanted.page))] if wanted.page != FIRST_PAGE else []
    pairs += [("per_page", str(wanted.per_page))] if wanted.per_page != USUAL_PER_PAGE else []
    return f"{path}?{urlencode(pairs)}" if pairs else path


def forget_answer(wanted: FitRequest, name: str, value: str | None = None) -> FitRequest:
    """The request without a criterion, or without one of its values; from page 1."""
    kept = tuple(each for each in wanted.asked[name] if value is not None and each != value)
    asked = {each: values for each, values in {**wanted.asked, name: kept}.items() if values}
    return replace(wanted, asked=asked, page=FIRST_PAGE)


def turn_to_page(wanted: FitRequest, page: int) -> FitRequest:
    return replace(wanted, page=page)


def _values(arguments: MultiDict[str, str], name: str, shown: Snapshot) -> tuple[str, ...]:
    """The values of a criterion, each once and in their order; renamed ids are read as they are now."""
    written = [value for value in arguments.getlist(name) if value]
    if not written:
        return ()
    known = fit_choices(name, shown)
    renamed = _renamed(name, shown)
    values = {renamed.get(value, value) for value in written}
    for value in values:
        if value not in known:
            raise BadParameter(name, _explain(name, value, known, shown))
    return tuple(value for value in known if value in values)


def _renamed(name: str, shown: Snapshot) -> Mapping[str, str]:
    if name in shown.renamed:
        return shown.renamed[name]
    words = shown.words.get(LISTED[name], {}) if name in LISTED else {}
    return {former: id for id, word in words.items() for former in word.former_slugs}


def _explain(name: str, value: str, known: tuple[str, ...], shown: Snapshot) -> str:
    """What to say about a value that is not known: its successor, or all that are known."""
    if name == "weeks":
        return f"“{value}” is not a value of weeks. Use a whole number from 1 to {MOST_WEEKS}."
    if name == "age":
        return f"“{value}” is not a value of age. Use whole years from 0 to {OLDEST}."
    topic = shown.topics.get(value) if name == "topic" else None
    word = topic[0] if topic else shown.words.get(LISTED.get(name, ""), {}).get(value)
    if word and word.retired and word.retired.successor:
        return f"“{value}” is retired as a {name}. Use {word.retired.successor}."
    return f"“{value}” is not a value of {name}. Use one of: {', '.join(known)}."


GLOBALS = {each.__name__: each for each in (fit_url, forget_answer, turn_to_page)}
"""What templates may use of this file, by its name."""
