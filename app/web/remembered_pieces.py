"""Pieces of pages that stay as they are until the next generation or day: made once for many pages."""

import re
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from jinja2.runtime import Macro
from markupsafe import Markup

from app.catalog.search.hits import Hit
from app.catalog.search.search import SearchRequest
from app.catalog.snapshot.facets import FACET
from app.catalog.snapshot.snapshot import Card, Snapshot
from app.web.pages.facet_column import FacetGroup, FacetRow, FacetValue
from app.web.request.context import PIECES
from app.web.wording.registry_ratings import RatingsOnCard

Key = Hashable | None
"""What a piece depends on beside generation and day; None: on more, so it is made each time."""


def _of_result(hit: Hit, wanted: SearchRequest, *more: Hashable) -> Key:
    is_plain = not hit.spans and hit.passage is None
    return (hit.card.slug, _topic_filters(wanted), *more) if is_plain else None


def _of_ratings(card: Card, wanted: SearchRequest, _: Snapshot) -> Key:
    return card.slug, _topic_filters(wanted)


def _topic_filters(wanted: SearchRequest) -> Key:
    return tuple(item for item in wanted.chosen.items() if FACET[item[0]].of_membership)


def _of_badge(level: str | None, small: bool = False, *more: Hashable) -> Key:
    return level, small, *more


def _of_line(ratings: RatingsOnCard) -> Key:
    return ratings


def _of_year(value: FacetValue) -> Key:
    return value.name, value.id, value.chosen, value.count


MARKS = ("900000001", "900000002")
"""Stand in the place of counts in a row that is remembered."""
PARTED = re.compile("|".join(MARKS))
MACROS: Mapping[tuple[str, str], Callable[..., Key]] = {
    ("macros.html", "badge"): _of_badge,
    ("macros.html", "rating_badge"): _of_badge,
    ("macros.html", "ratings_line"): _of_line,
    ("macros.html", "result"): _of_result,
    ("pages/filters.html", "year"): _of_year,
    ("pages/studies.html", "direction"): lambda id: id,
    ("pages/verdicts.html", "mark"): lambda state: state,
}
"""Macros by the file that holds them and their name, with what each depends on."""


def join_rows(macro: Macro, group: FacetGroup, rows: Iterable[FacetRow]) -> Markup:
    """The rows of a list of filters as `macro` makes them: once for all counts above one."""
    made, pieces = [], PIECES.get()
    for row in rows:
        values = row.values
        key = group.heads, *((each.name, each.id, each.chosen, min(each.count, 2)) for each in values)
        parts = pieces.get(key)
        if parts is None:
            marked = replace(row, values=tuple(map(_mark, values, MARKS)))
            html = str(macro(group, marked))
            parts = pieces[key] = PARTED.split(html), [MARKS.index(mark) for mark in PARTED.findall(html)]
        texts, places = parts
        made.append(texts[0])
        for text, place in zip(texts[1:], places, strict=True):
            made += str(values[place].count), text
    return Markup("".join(made))


def _mark(value: FacetValue, mark: str) -> FacetValue:
    return replace(value, count=int(mark)) if value.count > 1 else value


FUNCTIONS: Mapping[str, Callable[..., Key]] = {
    "choose_ratings": _of_ratings, "card_facts": lambda card, shown: card.slug,
}  # fmt: skip
"""Functions of templates by name, with what each depends on."""


def recall(key: Key, make: Callable[..., Any], *args: Any) -> Any:
    """What was made for this key, or what `make` makes of the arguments now."""
    pieces = PIECES.get()
    made = pieces.get(key)
    if made is None:
        made = pieces[key] = make(*args)
    return made


def remember(function: Callable[..., Any], key_of: Callable[..., Key]) -> Callable[..., Any]:
    """The same function, asked once for each key."""

    def remembered(*args: Any) -> Any:
        key = key_of(*args)
        return function(*args) if key is None else recall((function, key), function, *args)

    return remembered
