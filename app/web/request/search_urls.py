"""Addresses of searches: the same search always has the same address."""

from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import urlencode

from app.catalog.search.recognised import RecognisedFilter
from app.catalog.search.search import SearchRequest
from app.catalog.snapshot.facets import FACETS
from app.web.request.parameters import FIRST_PAGE, USUAL_PER_PAGE

PROGRAMS = "/programs"
Pairs = list[tuple[str, str]]
ORDER = {facet.name: place for place, facet in enumerate(FACETS)}


def search_url(wanted: SearchRequest, path: str = PROGRAMS) -> str:
    """The address of a search, defaults left out."""
    choices = [(facet.name, value) for facet in FACETS for value in wanted.chosen.get(facet.name, ())]
    pairs = [*_words(wanted), *choices, *_order(wanted)]
    return f"{path}?{urlencode(pairs)}" if pairs else path


def _words(wanted: SearchRequest) -> Pairs:
    return [("q", wanted.q)] if wanted.q else []


def _order(wanted: SearchRequest) -> Pairs:
    pairs = [("sort", wanted.sort)] if wanted.sort else []
    pairs += [("page", str(wanted.page))] if wanted.page != FIRST_PAGE else []
    return pairs + ([("per_page", str(wanted.per_page))] if wanted.per_page != USUAL_PER_PAGE else [])


def spreadsheet_url(wanted: SearchRequest) -> str:
    """The CSV of a search, as spreadsheets open it."""
    address = search_url(drop_paging(wanted), "/programs.csv")
    return f"{address}{'&' if '?' in address else '?'}bom=yes"


def filter_url(name: str, *values: str) -> str:
    """The address of all programs with one of these values of a facet."""
    return search_url(SearchRequest(chosen={name: values}))


def canonicalize(wanted: SearchRequest, values: Mapping[str, tuple[str, ...]]) -> SearchRequest:
    """The canonical form of a search: facet values in the order of `values`, no sort if it is the default."""
    chosen = {name: tuple(sorted(picked, key=values[name].index)) for name, picked in wanted.chosen.items()}
    is_default = wanted.order == replace(wanted, sort=None).order
    return replace(wanted, chosen=chosen, sort=None if is_default else wanted.sort)


def drop_paging(wanted: SearchRequest) -> SearchRequest:
    """The search as feeds follow it, without order and pages."""
    return SearchRequest(q=wanted.q, chosen=wanted.chosen)


def remove_filter(wanted: SearchRequest, name: str, value: str | None = None) -> SearchRequest:
    """The search without a facet (or one value of it), or without its words (name "q"); from page 1."""
    if name == "q":
        sort = None if wanted.sort == "relevance" else wanted.sort
        return replace(wanted, q="", page=FIRST_PAGE, sort=sort)
    kept = tuple(each for each in wanted.chosen[name] if value is not None and each != value)
    chosen = {facet: values for facet, values in {**wanted.chosen, name: kept}.items() if values}
    return replace(wanted, chosen=chosen, page=FIRST_PAGE)


def choose_only(wanted: SearchRequest, name: str, value: str) -> SearchRequest:
    """The search with one value of a facet in place of that facet's choice; from page 1."""
    return replace(wanted, chosen={**wanted.chosen, name: (value,)}, page=FIRST_PAGE)


class ChoiceAddresses:
    """The addresses of one search with one more choice: those of `choose_only`, quicker for many."""

    def __init__(self, wanted: SearchRequest) -> None:
        before, after = urlencode(_words(wanted)), urlencode(_order(replace(wanted, page=FIRST_PAGE)))
        self._start = f"{PROGRAMS}?{before}&" if before else f"{PROGRAMS}?"
        self._end = f"&{after}" if after else ""
        self._chosen = [
            (ORDER[name], urlencode([(name, value) for value in values]))
            for name, values in wanted.chosen.items()
        ]

    def html(self, name: str, value: str) -> str:
        """The address with this value in place of the facet's choice, for an attribute."""
        own = f"{name}={value}"
        if self._chosen:
            place = ORDER[name]
            chosen = [*(each for each in self._chosen if each[0] != place), (place, own)]
            own = "&".join(pairs for _, pairs in sorted(chosen))
        return f"{self._start}{own}{self._end}".replace("&", "&amp;")


def choose_recognised(wanted: SearchRequest, found: RecognisedFilter) -> SearchRequest:
    """The search with a filter that its words mean in place of that facet's choice; from page 1."""
    chosen = {**wanted.chosen, found.parameter: found.values}
    return replace(wanted, q=found.q, chosen=chosen, page=FIRST_PAGE)


def replace_query(wanted: SearchRequest, q: str) -> SearchRequest:
    """The same filters with other words; from page 1."""
    return replace(wanted, q=q, page=FIRST_PAGE)


def go_to_page(wanted: SearchRequest, page: int) -> SearchRequest:
    return replace(wanted, page=page)


def clear_filters(wanted: SearchRequest) -> SearchRequest:
    """The same words without filters; from page 1."""
    return replace(wanted, chosen={}, page=FIRST_PAGE)


FUNCTIONS = (
    search_url, spreadsheet_url, filter_url, canonicalize, drop_paging, remove_filter, choose_only,
    choose_recognised, replace_query, go_to_page, clear_filters,
)  # fmt: skip
GLOBALS = {each.__name__: each for each in FUNCTIONS} | {"USUAL_PER_PAGE": USUAL_PER_PAGE}
"""What templates may use of this file, by its name."""
