"""The `Link` header: addresses that belong to an answer, for programs that follow relations."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from urllib.parse import urlencode

from flask import request

from app.catalog.fit.fit import FitRequest, FitResult
from app.catalog.search.search import SearchRequest, SearchResult
from app.web.openapi.operations import OPERATION
from app.web.request.context import absolute_url, base_url, snapshot
from app.web.request.fit_request import fit_url, last_fit_page, turn_to_page
from app.web.request.formats import FORMAT, PAGE, Format, alternates, match_format
from app.web.request.parameters import FIRST_PAGE, USUAL_PER_PAGE
from app.web.request.search import last_page
from app.web.request.search_urls import canonicalize, search_url
from app.web.response.signposts import signposts_of_data_set, signposts_of_format, signposts_of_program

SEARCHES = (
    ("/programs", PAGE),
    ("/programs.csv", "text/csv"),
    ("/programs.json", "application/json"),
    ("/programs.atom", "application/atom+xml"),
)
"""Where the same search is answered in other formats."""


def links_of_request() -> Iterator[str]:
    """Links of an answer with 200: to its description, its other formats, its citation, files and licence."""
    if request.endpoint in OPERATION:
        yield format_link("/api/openapi.json", "service-desc", "application/json")
        yield format_link("/api", "service-doc", PAGE)
    here, slug = match_format(request.path)
    if here and slug and (here.use in ("page", "record") or here.describes):
        yield from _links_of_program(here, slug)
    yield from (format_link(*each) for each in signposts_of_data_set(request.path))


def search_links(wanted: SearchRequest, found: SearchResult, **more: str) -> Iterator[str]:
    """Pages and other formats of an API search; `more` are parameters that are not of the search itself."""
    page, last = wanted.page, last_page(wanted, found)
    pages = {"canonical": page, "first": 1, "prev": page - 1, "next": page + 1, "last": last}
    # Words, filters and order are encoded once: every answer of the search API has this header.
    unpaged = replace(canonicalize(wanted, snapshot().values), page=FIRST_PAGE, per_page=USUAL_PER_PAGE)
    query, base = search_url(unpaged, ""), base_url()
    for rel, number in pages.items():
        if 1 <= number <= last:
            paged = _paged(query, number, wanted.per_page, more)
            yield f'<{base}/api/v1/programs{query}{paged}>; rel="{rel}"'
    for path, kind in SEARCHES:
        paged = _paged(query, page, wanted.per_page, {}) if path == "/programs" else ""
        yield f'<{base}{path}{query}{paged}>; rel="alternate"; type="{kind}"'


def fit_links(wanted: FitRequest, found: FitResult) -> Iterator[str]:
    """Pages of an API answer of fit, and the page for people."""
    page, last = wanted.page, last_fit_page(wanted, found)
    pages = {"canonical": page, "first": 1, "prev": page - 1, "next": page + 1, "last": last}
    for rel, number in pages.items():
        if 1 <= number <= last:
            yield format_link(fit_url(turn_to_page(wanted, number), "/api/v1/fit"), rel)
    yield format_link(fit_url(wanted), "alternate", PAGE)


def format_link(path: str, rel: str, media_type: str = "") -> str:
    """`path` is of this site, or a whole address."""
    address = absolute_url(path) if path.startswith("/") else path
    return f'<{address}>; rel="{rel}"' + (f'; type="{media_type}"' if media_type else "")


def _links_of_program(here: Format, slug: str) -> Iterator[str]:
    page, day = FORMAT["page"], request.args.get("as_of")
    yield format_link(page.path(slug), "canonical", page.media_type)
    for each, path in [(page, page.path(slug)), *alternates(slug)]:
        if each is not here:
            dated = f"{path}?{urlencode({'as_of': day})}" if day and each.dated else path
            yield format_link(dated, "alternate", each.media_type)
    signposts = signposts_of_program(slug) if here is page else signposts_of_format(here, slug)
    yield from (format_link(*each) for each in signposts)


def _paged(query: str, page: int, per_page: int, more: Mapping[str, str]) -> str:
    """What follows the words and filters of an address, defaults left out."""
    usual = {"page": FIRST_PAGE, "per_page": USUAL_PER_PAGE}
    numbers = {"page": page, "per_page": per_page}.items()
    said = {name: str(number) for name, number in numbers if number != usual[name]} | dict(more)
    pairs = "&".join(f"{name}={value}" for name, value in said.items())
    return f"{'&' if query else '?'}{pairs}" if pairs else ""
