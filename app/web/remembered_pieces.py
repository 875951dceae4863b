"""Pieces of pages that stay as they are until the next generation or day: made once for many pages."""

from collections.abc import Callable, Hashable, Mapping
from itertools import chain
from typing import Any

from markupsafe import Markup

from app.catalog.search.search import SearchRequest
from app.catalog.snapshot.facets import FACET
from app.catalog.snapshot.snapshot import Card
from app.web.request.context import PIECES

Key = Hashable | None
"""What a piece depends on beside generation and day; None: on more, so it is made each time."""


def _of_card(card: Card, wanted: SearchRequest) -> Key:
    return card.slug, _topic_filters(wanted)


def _topic_filters(wanted: SearchRequest) -> Key:
    return tuple(item for item in wanted.chosen.items() if FACET[item[0]].of_membership)


def _of_badge(level: str | None, small: bool = False, *more: Hashable) -> Key:
    return level, small, *more


MACROS: Mapping[tuple[str, str], Callable[..., Key]] = {
    ("macros.html", "badge"): _of_badge,
    ("macros.html", "rating_badge"): _of_badge,
    ("macros.html", "card"): _of_card,
    ("pages/plots.html", "claimed"): lambda row: (row.direction, row.is_hollow),
    ("pages/studies.html", "direction"): lambda id: id,
    ("pages/verdicts.html", "mark"): lambda state: state,
}
"""Macros by the file that holds them and their name, with what each depends on."""


GAP = "\x02\x03"
"""What a piece has where something else is put in."""


def fill_gaps(piece: str, *parts: str) -> Markup:
    """The piece with HTML in its gaps."""
    first, *others = str.split(piece, GAP)  # Markup's own would make each part markup again
    return Markup("".join((first, *chain.from_iterable(zip(parts, others, strict=True)))))


def recall(key: Key, make: Callable[..., Any], *args: Any) -> Any:
    """What was made for this key, or what `make` makes of the arguments now."""
    pieces = PIECES.get()
    made = pieces.get(key)
    if made is None:
        made = pieces[key] = make(*args)
    return made
