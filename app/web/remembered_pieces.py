"""Pieces of pages that stay as they are until the next generation or day: made once for many pages."""

from collections.abc import Callable, Hashable, Mapping
from typing import Any

from app.catalog.search.hits import Hit
from app.catalog.search.search import SearchRequest
from app.catalog.snapshot.facets import FACET
from app.catalog.snapshot.snapshot import Card, Snapshot
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


MACROS: Mapping[tuple[str, str], Callable[..., Key]] = {
    ("macros.html", "badge"): _of_badge,
    ("macros.html", "rating_badge"): _of_badge,
    ("macros.html", "ratings_line"): _of_line,
    ("macros.html", "result"): _of_result,
    ("pages/studies.html", "direction"): lambda id: id,
    ("pages/verdicts.html", "mark"): lambda state: state,
}
"""Macros by the file that holds them and their name, with what each depends on."""


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
