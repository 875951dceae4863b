"""The parameters of a search, the same for page and API. An unknown value of a known parameter is answered 400 and named."""

import datetime
import re
from collections.abc import Collection
from unicodedata import normalize

from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest

from app.catalog.search.query import LONGEST_QUERY
from app.catalog.search.search import SORTS, SearchRequest
from app.catalog.snapshot.facets import FACETS
from app.catalog.snapshot.snapshot import Snapshot

MOST_PER_PAGE = 100
FIRST_PAGE, USUAL_PER_PAGE = 1, 20
LARGEST_PAGE = 999_999_999
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class BadParameter(BadRequest):
    """A parameter that cannot be answered; `pointer` is its name."""

    def __init__(self, pointer: str, detail: str) -> None:
        super().__init__(detail)
        self.pointer = pointer


def wanted_from(arguments: MultiDict[str, str], snapshot: Snapshot) -> SearchRequest:
    """Read q, the facets, sort, page and per_page; unknown names are ignored. Raises BadParameter."""
    chosen = {}
    for facet in FACETS:
        values = tuple(dict.fromkeys(snapshot.renamed[facet.name].get(value, value) for value in arguments.getlist(facet.name) if value))
        for value in values:
            if value not in snapshot.values[facet.name]:
                raise BadParameter(facet.name, _unknown(facet.name, value, snapshot))
        if values:
            chosen[facet.name] = values
    return SearchRequest(
        q=query_text(arguments.get("q", "")),
        chosen=chosen,
        sort=_sort(arguments.get("sort")),
        page=page_asked(arguments),
        per_page=_number(arguments, "per_page", USUAL_PER_PAGE, MOST_PER_PAGE),
    )


def page_asked(arguments: MultiDict[str, str]) -> int:
    """Raises BadParameter."""
    return _number(arguments, "page", FIRST_PAGE, LARGEST_PAGE)


def past_day(arguments: MultiDict[str, str], name: str, today: datetime.date) -> datetime.date | None:
    """A day up to today; None when the parameter is absent or empty. Raises BadParameter."""
    written = arguments.get(name)
    if not written:
        return None
    day = _day(written)
    if day is None:
        raise BadParameter(name, f"“{written}” is not a day. Write year, month and day, for example {name}=2024-05-01.")
    if day > today:
        raise BadParameter(name, f"{name}={written} is in the future. Use a day up to today, {today}.")
    return day


def one_of(arguments: MultiDict[str, str], name: str, known: Collection[str]) -> str | None:
    """One of `known`; None when the parameter is absent or empty. Raises BadParameter."""
    written = arguments.get(name)
    if written and written not in known:
        raise BadParameter(name, f"“{written}” is not a value of {name}. Use one of: {', '.join(known)}.")
    return written or None


def _day(written: str) -> datetime.date | None:
    if not DAY.fullmatch(written):
        return None
    try:
        return datetime.date.fromisoformat(written)
    except ValueError:
        return None


def query_text(written: str) -> str:
    if len(written) > LONGEST_QUERY:
        raise BadParameter("q", f"The search has {len(written)} characters; at most {LONGEST_QUERY}.")
    written = normalize("NFC", written)
    return " ".join("".join(character if character.isprintable() else " " for character in written).split())


def _sort(written: str | None) -> str | None:
    if written and written not in SORTS:
        raise BadParameter("sort", f"“{written}” is not an order. Use one of: {', '.join(SORTS)}.")
    return written or None


def _number(arguments: MultiDict[str, str], name: str, usual: int, most: int) -> int:
    written = arguments.get(name) or str(usual)
    if not (written.isascii() and written.isdigit() and len(written) < 10 and 1 <= int(written) <= most):
        raise BadParameter(name, f"“{written}” is not a value of {name}. Use a whole number from 1 to {most:,}.")
    return int(written)


def _unknown(name: str, value: str, snapshot: Snapshot) -> str:
    known = snapshot.values[name]
    vocabulary = next(facet.vocabulary for facet in FACETS if facet.name == name)
    word = snapshot.topics[value][0] if name == "topic" and value in snapshot.topics else snapshot.words.get(vocabulary, {}).get(value)
    if word and word.retired and word.retired.successor:
        return f"“{value}” is retired as a {name}. Use {word.retired.successor}."
    return f"“{value}” is not a value of {name}. Use one of: {', '.join(known)}."
