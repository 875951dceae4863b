"""Answers to the questions of fit that a search already gives: they are offered, never applied unasked."""

from collections.abc import Iterator

from app.catalog.fit.fit import CRITERIA, FitRequest
from app.catalog.search.query import QueryReport
from app.catalog.search.search import SearchRequest
from app.catalog.snapshot.facets import NOT_RECORDED


def offer_answers(wanted: SearchRequest, report: QueryReport) -> FitRequest:
    """The filters that are on, and those that words of the search mean, as far as fit asks for them."""
    asked: dict[str, tuple[str, ...]] = {}
    for name, values in (*_recognised(report), *wanted.chosen.items()):
        known = tuple(value for value in values if value != NOT_RECORDED)
        if name in CRITERIA and known:
            asked[name] = tuple(dict.fromkeys((*asked.get(name, ()), *known)))
    return FitRequest({name: asked[name] for name in CRITERIA if name in asked})


def _recognised(report: QueryReport) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Of several ages, such as those of a toddler, one is meant that nobody knows: it is asked anew."""
    for found in report.recognised:
        if len(found.values) == 1:
            yield found.parameter, found.values
