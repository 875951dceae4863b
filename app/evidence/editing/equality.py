"""When two values of an entry say the same, and which item of a changed list was which before."""

import datetime
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from app.evidence.reading.source import normalize_text

SHOWN_EMPTY = ("topics", "ratings")
"""Lists whose emptiness is said in the entry: `ratings: []` is “no published rating seen”."""
IDENTITIES = ("id", "topic")


def is_recorded(value: Any) -> bool:
    """Whether a value says anything: null, "", [] and {} do not, nor lists and maps of these alone."""
    if isinstance(value, dict):
        return any(is_recorded(inner) for inner in value.values())
    if isinstance(value, list | tuple):
        return any(is_recorded(inner) for inner in value)
    return value is not None and (not isinstance(value, str) or bool(value.strip()))


def keep_recorded(value: Any) -> Any:
    """What there is to write of a value: stripped text, numbers and dates as text, nothing empty."""
    if isinstance(value, dict):
        kept = {str(key): keep_recorded(inner) for key, inner in value.items() if is_recorded(inner)}
        empty = [key for key in SHOWN_EMPTY if key in value and not is_recorded(value[key])]
        return kept | {key: [] for key in empty if kept}
    if isinstance(value, list | tuple):
        return [keep_recorded(item) for item in value if is_recorded(item)]
    if isinstance(value, str):
        return normalize_text(value).strip()
    if value is None or isinstance(value, bool):
        return value
    return value.isoformat() if isinstance(value, datetime.date) else repr(value)


def are_alike(one: Any, other: Any) -> bool:
    """Whether two values say the same: 3 and "3" do, and whatever is not recorded; true and "true" do not."""
    if not is_recorded(one) or not is_recorded(other):
        return is_recorded(one) == is_recorded(other)
    if isinstance(one, dict) and isinstance(other, dict):
        return all(are_alike(one.get(key), other.get(key)) for key in {**one, **other})
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        ones, others = ([item for item in each if is_recorded(item)] for each in (one, other))
        return len(ones) == len(others) and all(map(are_alike, ones, others))
    if isinstance(one, dict | list | tuple | bool) or isinstance(other, dict | list | tuple | bool):
        return one is other
    if isinstance(one, int | float) or isinstance(other, int | float):
        return _number(one) == _number(other)
    return bool(keep_recorded(one) == keep_recorded(other))


def _number(value: Any) -> float | str:
    try:
        return float(value)
    except (TypeError, ValueError):
        return str(value)


def match_items(before: Sequence[Any], after: Sequence[Any]) -> list[int | None]:
    """For each item of `after` its index in `before`, None for a new one. No index stands twice.

    Items are known by their `id` or `topic`, then by saying the same; of the rest, maps that share most, then
    scalars by their order.
    """
    found: list[int | None] = [None] * len(after)
    left = dict(enumerate(before))
    for same in (_same_identity, are_alike):
        for number, item in enumerate(after):
            if found[number] is None and (at := _nearest(left, item, number, same)) is not None:
                found[number] = at
                del left[at]
    for _, number, at in sorted(_likenesses(left, found, after)):
        if found[number] is None and at in left:
            found[number] = at
            del left[at]
    return found


def _nearest(left: Mapping[int, Any], item: Any, number: int, same: Callable[[Any, Any], bool]) -> int | None:
    places = (at for at, old in left.items() if same(old, item))
    return min(places, key=lambda at: abs(at - number), default=None)


def _same_identity(one: Any, other: Any) -> bool:
    if not isinstance(one, Mapping) or not isinstance(other, Mapping):
        return False
    return any(key in one and key in other and are_alike(one[key], other[key]) for key in IDENTITIES)


def _likenesses(
    left: Mapping[int, Any], found: Sequence[int | None], after: Sequence[Any]
) -> list[tuple[tuple[int, int], int, int]]:
    """(how unlike, new index, old index) of every pair that may be one item; the most alike sorts first."""
    pairs = []
    for number, item in enumerate(after):
        for at, old in left.items() if found[number] is None else ():
            both_maps = isinstance(old, Mapping) and isinstance(item, Mapping)
            shared = sum(are_alike(old.get(key), item[key]) for key in item) if both_maps else 0
            if shared or not (isinstance(old, Mapping | list) or isinstance(item, Mapping | list)):
                pairs.append(((-shared, abs(at - number)), number, at))
    return pairs
