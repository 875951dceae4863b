"""The parameters of a search, the same for page and API; an unknown value is answered 400 and named."""

import datetime
import re
from collections.abc import Collection

from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest

from app.catalog.search.query import LONGEST_QUERY, tidy_query
from app.catalog.search.search import SORTS, SearchRequest
from app.catalog.snapshot.facets import FACETS, Facet
from app.catalog.snapshot.snapshot import Snapshot

MOST_PER_PAGE = 100
FIRST_PAGE, USUAL_PER_PAGE = 1, 20
LARGEST_PAGE = 999_999_999
CROSSWALK_SORTS = ("program", "registry", "date")
BOM_CHOICES = ("yes", "no")
KNOWN_NAMES = {"q", "sort", "page", "per_page", "passages", "bom", *(facet.name for facet in FACETS)}
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class BadParameter(BadRequest):
    """A parameter that cannot be answered; `pointer` is its name, `value` the one of its values that is bad.

    `choices` tell machines what they may ask for; a page has links instead.
    """

    def __init__(self, pointer: str, detail: str, choices: str = "", value: str | None = None) -> None:
        super().__init__(f"{detail} {choices}".strip())
        self.pointer, self.detail, self.value = pointer, detail, value


def read_search_request(arguments: MultiDict[str, str], snapshot: Snapshot) -> SearchRequest:
    """Read q, the facets, sort, page and per_page; unknown names are ignored. Raises BadParameter."""
    read = {facet.name: _facet_values(arguments, facet, snapshot) for facet in FACETS}
    return SearchRequest(
        q=clean_query(arguments.get("q", "")),
        chosen={name: values for name, values in read.items() if values},
        sort=_sort(arguments.get("sort")),
        page=read_page(arguments),
        per_page=_per_page(arguments),
    )


def unknown_names(arguments: MultiDict[str, str]) -> list[str]:
    """The names of parameters that no search knows, each once: they change nothing."""
    return names_beside(KNOWN_NAMES, arguments)


def names_beside(known: Collection[str], arguments: MultiDict[str, str]) -> list[str]:
    """The names of parameters beside those that are known, each once: they change nothing."""
    return [name for name in dict.fromkeys(arguments) if name not in known]


def has_empty_names(arguments: MultiDict[str, str]) -> bool:
    """Whether a parameter of a search has no value, as a form without script sends its empty fields."""
    return any(name in KNOWN_NAMES and not value for name, value in arguments.items(multi=True))


def read_page(arguments: MultiDict[str, str]) -> int:
    """The number of a page, from 1. Raises BadParameter."""
    return _number(arguments, "page", FIRST_PAGE, LARGEST_PAGE)


def read_paging(arguments: MultiDict[str, str]) -> tuple[int, int]:
    """The number of a page and how many results it has. Raises BadParameter."""
    return read_page(arguments), _per_page(arguments)


def read_past_day(arguments: MultiDict[str, str], name: str, today: datetime.date) -> datetime.date | None:
    """A day up to today; None when the parameter is absent or empty. Raises BadParameter."""
    written = arguments.get(name)
    if not written:
        return None
    day = _day(written)
    if day is None:
        how = f"Write year, month and day, for example {name}=2024-05-01."
        raise BadParameter(name, f"“{written}” is not a day. {how}")
    if day > today:
        raise BadParameter(name, f"{name}={written} is in the future. Use a day up to today, {today}.")
    return day


def read_choice(arguments: MultiDict[str, str], name: str, known: Collection[str]) -> str | None:
    """One of `known`; None when the parameter is absent or empty. Raises BadParameter."""
    written = arguments.get(name)
    if written and written not in known:
        raise BadParameter(name, f"“{written}” is not a value of {name}.", f"Use one of: {', '.join(known)}.")
    return written or None


def clean_query(written: str) -> str:
    """The words of a search on one line. Raises BadParameter when they are too long."""
    if len(written) > LONGEST_QUERY:
        raise BadParameter("q", f"The search has {len(written)} characters; at most {LONGEST_QUERY}.")
    return tidy_query(written)


def _facet_values(arguments: MultiDict[str, str], facet: Facet, snapshot: Snapshot) -> tuple[str, ...]:
    """The chosen values of a facet, each once; renamed ids are read as what they are called now."""
    renamed, known = snapshot.renamed[facet.name], snapshot.values[facet.name]
    values = tuple(
        dict.fromkeys(renamed.get(value, value) for value in arguments.getlist(facet.name) if value)
    )
    for value in values:
        if value not in known:
            raise BadParameter(facet.name, *_unknown(facet, value, snapshot), value)
    return values


def _day(written: str) -> datetime.date | None:
    if not DAY.fullmatch(written):
        return None
    try:
        return datetime.date.fromisoformat(written)
    except ValueError:
        return None


def _sort(written: str | None) -> str | None:
    if written and written not in SORTS:
        raise BadParameter("sort", f"“{written}” is not an order.", f"Use one of: {', '.join(SORTS)}.")
    return written or None


def _per_page(arguments: MultiDict[str, str]) -> int:
    return _number(arguments, "per_page", USUAL_PER_PAGE, MOST_PER_PAGE)


def _number(arguments: MultiDict[str, str], name: str, usual: int, most: int) -> int:
    written = arguments.get(name) or str(usual)
    number = written.removesuffix(".0")  # an integer of JSON Schema may be written so
    if not (number.isascii() and number.isdigit() and len(number) < 10 and 1 <= int(number) <= most):
        remedy = f"Use a whole number from 1 to {most:,}."
        raise BadParameter(name, f"“{written}” is not a value of {name}. {remedy}")
    return int(number)


def _unknown(facet: Facet, value: str, snapshot: Snapshot) -> tuple[str, str]:
    """What to say about a value that is not known, and what to ask for: its successor, or what is known."""
    topic = snapshot.topics.get(value) if facet.name == "topic" else None
    word = topic[0] if topic else snapshot.words.get(facet.vocabulary, {}).get(value)
    if word and word.retired and word.retired.successor:
        return f"“{value}” is retired as a {facet.name}. Use {word.retired.successor}.", ""
    choices = f"Use one of: {', '.join(snapshot.values[facet.name])}."
    return f"“{value}” is not a value of {facet.name}.", choices
