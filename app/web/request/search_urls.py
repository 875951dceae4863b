"""Addresses of searches: the same search always has the same address."""

from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import urlencode

from app.catalog.search.search import SearchRequest
from app.catalog.snapshot.facets import FACETS
from app.web.request.parameters import FIRST_PAGE, USUAL_PER_PAGE


def search_url(wanted: SearchRequest, path: str = "/programs") -> str:
    """The address of a search, defaults left out."""
    pairs = [("q", wanted.q)] if wanted.q else []
    pairs += [(facet.name, value) for facet in FACETS for value in wanted.chosen.get(facet.name, ())]
    pairs += [("sort", wanted.sort)] if wanted.sort else []
    pairs += [("page", str(wanted.page))] if wanted.page != FIRST_PAGE else []
    pairs += [("per_page", str(wanted.per_page))] if wanted.per_page != USUAL_PER_PAGE else []
    return f"{path}?{urlencode(pairs)}" if pairs else path


def canonical(wanted: SearchRequest, values: Mapping[str, tuple[str, ...]]) -> SearchRequest:
    """The one of all ways to ask for this search that stands for the others: values in the order of `values`, no order where it is the usual one."""
    chosen = {name: tuple(sorted(picked, key=values[name].index)) for name, picked in wanted.chosen.items()}
    return replace(wanted, chosen=chosen, sort=None if wanted.order == replace(wanted, sort=None).order else wanted.sort)


def without_pages(wanted: SearchRequest) -> SearchRequest:
    """The search as feeds follow it: what is found, in no order and not in pages."""
    return SearchRequest(q=wanted.q, chosen=wanted.chosen)


def filter_url(name: str, *values: str) -> str:
    """The address of all programs with one of these values of a facet."""
    return search_url(SearchRequest(chosen={name: values}))


def without(wanted: SearchRequest, name: str, value: str | None = None) -> SearchRequest:
    """The search without a facet (or one value of it), or without its words (name "q"); from its first page."""
    if name == "q":
        return replace(wanted, q="", page=FIRST_PAGE, sort=None if wanted.sort == "relevance" else wanted.sort)
    kept = tuple(each for each in wanted.chosen[name] if value is not None and each != value)
    chosen = {**wanted.chosen, name: kept}
    return replace(wanted, chosen={facet: values for facet, values in chosen.items() if values}, page=FIRST_PAGE)


def only(wanted: SearchRequest, name: str, value: str) -> SearchRequest:
    """The search with one value of a facet in place of that facet's choice; from its first page."""
    return replace(wanted, chosen={**wanted.chosen, name: (value,)}, page=FIRST_PAGE)


def rephrased(wanted: SearchRequest, q: str) -> SearchRequest:
    """The same filters with other words; from its first page."""
    return replace(wanted, q=q, page=FIRST_PAGE)


def at_page(wanted: SearchRequest, page: int) -> SearchRequest:
    return replace(wanted, page=page)


def unfiltered(wanted: SearchRequest) -> SearchRequest:
    return replace(wanted, chosen={}, page=FIRST_PAGE)


GLOBALS = {
    "search_url": search_url, "canonical": canonical, "filter_url": filter_url, "without": without, "only": only, "rephrased": rephrased, "at_page": at_page,
    "without_pages": without_pages, "unfiltered": unfiltered, "USUAL_PER_PAGE": USUAL_PER_PAGE,
}  # fmt: skip
