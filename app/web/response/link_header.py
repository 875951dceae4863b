"""The `Link` header: what belongs to an answer, for programs that follow relations instead of building addresses."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import replace
from urllib.parse import urlencode

from flask import request

from app.catalog.search.search import SearchRequest, SearchResult
from app.web.openapi.operations import OPERATION
from app.web.request.context import absolute, base_url, snapshot
from app.web.request.parameters import FIRST_PAGE, USUAL_PER_PAGE
from app.web.request.search_urls import canonical, search_url
from app.web.response.formats import FORMAT, PAGE, Format, addressed, alternates

SEARCHES = (("/programs", PAGE), ("/programs.csv", "text/csv"), ("/programs.json", "application/json"), ("/programs.atom", "application/atom+xml"))
"""The same search elsewhere."""


def links_here() -> Iterator[str]:
    """Of this request, answered 200: where it is described, and of a program its page and its other formats."""
    if request.endpoint in OPERATION:
        yield link("/api/openapi.json", "service-desc", "application/json")
        yield link("/api", "service-doc", PAGE)
    here, slug = addressed(request.path)
    if here and slug and here.use in ("page", "record", "citation"):
        yield from _of_program(here, slug)


def search_links(wanted: SearchRequest, found: SearchResult, **more: str) -> Iterator[str]:
    """Pages and other forms of an API search; `more` are parameters that are not of the search itself."""
    last = math.ceil(found.total / wanted.per_page) or 1
    pages = {"canonical": wanted.page, "first": 1, "prev": wanted.page - 1, "next": wanted.page + 1, "last": last}
    # Words, filters and order are written once: this header stands in every answer of the quickest address there is.
    said = search_url(replace(canonical(wanted, snapshot().values), page=FIRST_PAGE, per_page=USUAL_PER_PAGE), "")
    base = base_url()
    for rel, page in pages.items():
        if 1 <= page <= last:
            yield f'<{base}/api/v1/programs{said}{_paged(said, page, wanted.per_page, more)}>; rel="{rel}"'
    for path, kind in SEARCHES:
        paged = _paged(said, wanted.page, wanted.per_page, {}) if path == "/programs" else ""
        yield f'<{base}{path}{said}{paged}>; rel="alternate"; type="{kind}"'


def link(path: str, rel: str, media_type: str = "") -> str:
    return f'<{absolute(path)}>; rel="{rel}"' + (f'; type="{media_type}"' if media_type else "")


def _of_program(here: Format, slug: str) -> Iterator[str]:
    page, day = FORMAT["page"], request.args.get("as_of")
    yield link(page.path(slug), "canonical", page.media_type)
    for each, path in [(page, page.path(slug)), *alternates(slug)]:
        if each is not here:
            yield link(f"{path}?{urlencode({'as_of': day})}" if day and each.dated else path, "alternate", each.media_type)


def _paged(said: str, page: int, per_page: int, more: Mapping[str, str]) -> str:
    """What follows the words and filters of an address, defaults left out."""
    numbers = {"page": page if page != FIRST_PAGE else None, "per_page": per_page if per_page != USUAL_PER_PAGE else None}
    pairs = "&".join(f"{name}={value}" for name, value in {**numbers, **more}.items() if value is not None)
    return f"{'&' if said else '?'}{pairs}" if pairs else ""
