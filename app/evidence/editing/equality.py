"""When two values of an entry say the same."""

import datetime
from typing import Any

from app.evidence.reading.source import plain_text

SHOWN_EMPTY = ("topics", "ratings")
"""Lists whose emptiness is said in the entry: `ratings: []` is “no published rating seen”."""


def is_recorded(value: Any) -> bool:
    """Whether a value says anything: null, "", [] and {} do not, nor do lists and maps of nothing but these."""
    if isinstance(value, dict):
        return any(is_recorded(inner) for inner in value.values())
    if isinstance(value, list | tuple):
        return any(is_recorded(inner) for inner in value)
    return value is not None and (not isinstance(value, str) or bool(value.strip()))


def recorded(value: Any) -> Any:
    """What there is to write of a value: text without outer white space, numbers and dates as text, no keys or items that say nothing."""
    if isinstance(value, dict):
        kept = {str(key): recorded(inner) for key, inner in value.items() if is_recorded(inner)}
        shown: dict[str, Any] = {key: [] for key in SHOWN_EMPTY if key in value and not is_recorded(value[key]) and kept}
        return kept | shown
    if isinstance(value, list | tuple):
        return [recorded(item) for item in value if is_recorded(item)]
    if isinstance(value, str):
        return plain_text(value).strip()
    if value is None or isinstance(value, bool):
        return value
    return value.isoformat() if isinstance(value, datetime.date) else repr(value)


def alike(one: Any, other: Any) -> bool:
    """Whether two values say the same: 3 and "3" do, and whatever is not recorded; true and "true" do not."""
    if not is_recorded(one) or not is_recorded(other):
        return is_recorded(one) == is_recorded(other)
    if isinstance(one, dict) and isinstance(other, dict):
        return all(alike(one.get(key), other.get(key)) for key in {**one, **other})
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return _all_alike([item for item in one if is_recorded(item)], [item for item in other if is_recorded(item)])
    if isinstance(one, dict | list | tuple | bool) or isinstance(other, dict | list | tuple | bool):
        return one is other
    if isinstance(one, int | float) or isinstance(other, int | float):
        return _number(one) == _number(other)
    return bool(recorded(one) == recorded(other))


def _all_alike(some: list[Any], others: list[Any]) -> bool:
    return len(some) == len(others) and all(map(alike, some, others))


def _number(value: Any) -> float | str:
    try:
        return float(value)
    except (TypeError, ValueError):
        return str(value)
