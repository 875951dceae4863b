"""The search that a request asks for, with its answer: a page of it, or everything that it finds."""

import math
import time
from dataclasses import replace

from flask import request
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import NotFound

from app.catalog.search.search import SearchRequest, SearchResult, search
from app.catalog.search.unanswered import countable_words
from app.web.request.context import site_context, snapshot, today
from app.web.request.parameters import read_search_request

PAGING = ("page", "per_page")


class PastLastPage(NotFound):
    """A page after the `last` one."""

    def __init__(self, asked: int, last: int, of: str = "results") -> None:
        super().__init__(f"There is no page {asked:,} of these {of}: the last one is page {last:,}.")
        self.last = last


def run_search(passages: bool = True, usual: str = "rating") -> tuple[SearchRequest, SearchResult]:
    """One page of the search, in the `usual` order where none is asked for.

    Raises BadParameter, and NotFound past the last page.
    """
    wanted = replace(read_search_request(request.args, snapshot()), usual=usual)
    found = _search(wanted, passages)
    last = last_page(wanted, found)
    if wanted.page > last:
        raise PastLastPage(wanted.page, last)
    _count_unanswered(wanted, found)
    return wanted, found


def _count_unanswered(wanted: SearchRequest, found: SearchResult) -> None:
    """Count the words that no program holds, if the operator wants it: once for a search, not for each page
    or filter of it.
    """
    counts = site_context().counts
    if counts and found.reading.unknown and wanted.page == 1 and not (wanted.chosen or wanted.sort):
        counts.count(countable_words(wanted.q, found.reading.unknown, snapshot()), today())


def run_whole_search() -> tuple[SearchRequest, SearchResult]:
    """The search with all of its programs, for files. Raises BadParameter."""
    wanted = read_whole_search()
    return wanted, _search(wanted, passages=False)


def _search(wanted: SearchRequest, passages: bool) -> SearchResult:
    """The search itself, timed for operators."""
    started = time.perf_counter()
    found = search(snapshot(), wanted, passages)
    site_context().figures.count_search(time.perf_counter() - started)
    return found


def read_whole_search() -> SearchRequest:
    """The search that is asked for, all on one page: for files and feeds. Raises BadParameter."""
    shown = snapshot()
    arguments = MultiDict(
        (name, value) for name, value in request.args.items(multi=True) if name not in PAGING
    )
    return replace(read_search_request(arguments, shown), per_page=max(len(shown.cards), 1))


def last_page(wanted: SearchRequest, found: SearchResult) -> int:
    """The number of the last page of results; a search that finds nothing has one page."""
    return math.ceil(found.total / wanted.per_page) or 1
