"""The `Link` header: what belongs to an answer, for programs that follow relations instead of building addresses."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

from flask import request

from app.catalog.search import Found, Wanted
from app.web.current import absolute, snapshot
from app.web.formats import FORMAT, PAGE, Format, alternates, format_of, slug_in
from app.web.openapi.operations import OPERATION
from app.web.parameters import FIRST_PAGE, USUAL_PER_PAGE
from app.web.urls import at_page, canonical, search_url

SEARCHES = (("/programs", PAGE), ("/programs.csv", "text/csv"), ("/programs.json", "application/json"), ("/programs.atom", "application/atom+xml"))
"""The same search elsewhere."""


def links_here() -> Iterator[str]:
    """Of this request, answered 200: where it is described, and of a program its page and its other formats."""
    if request.endpoint in OPERATION:
        yield link("/api/openapi.json", "service-desc", "application/json")
        yield link("/api", "service-doc", PAGE)
    here, slug = format_of(request.path), slug_in(request.path)
    if here and slug and here.use in ("page", "record", "citation"):
        yield from _of_program(here, slug)


def search_links(wanted: Wanted, found: Found, **more: str) -> Iterator[str]:
    """Pages and other forms of an API search; `more` are parameters that are not of the search itself."""
    last = math.ceil(found.total / wanted.per_page) or 1
    pages = {"first": 1, "prev": wanted.page - 1, "next": wanted.page + 1, "last": last}
    whole = canonical(wanted, snapshot().values)
    yield link(_address(whole, more), "canonical")
    yield from (link(_address(at_page(wanted, page), more), rel) for rel, page in pages.items() if 1 <= page <= last)
    everything = replace(whole, page=FIRST_PAGE, per_page=USUAL_PER_PAGE)
    yield from (link(search_url(whole if path == "/programs" else everything, path), "alternate", kind) for path, kind in SEARCHES)


def link(path: str, rel: str, media_type: str = "") -> str:
    return f'<{absolute(path)}>; rel="{rel}"' + (f'; type="{media_type}"' if media_type else "")


def _of_program(here: Format, slug: str) -> Iterator[str]:
    page = FORMAT["page"]
    yield link(page.path(slug), "canonical", page.media_type)
    others = [(page, page.path(slug)), *alternates(slug)]
    yield from (link(path, "alternate", each.media_type) for each, path in others if each is not here)


def _address(wanted: Wanted, more: dict[str, str]) -> str:
    address = search_url(wanted, "/api/v1/programs")
    return address + "".join(f"{'&' if '?' in address or number else '?'}{name}={value}" for number, (name, value) in enumerate(more.items()))
