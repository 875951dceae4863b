"""Which item of a changed list was which item before."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from app.evidence.editing.equality import alike

IDENTITIES = ("id", "topic")


def matched(before: Sequence[Any], after: Sequence[Any]) -> list[int | None]:
    """For each item of `after` the index of the item of `before` that it was, None for a new one. No index stands twice.

    Items are known by their `id` or `topic`, then by saying the same; of the rest, maps that share most, then scalars by their order.
    """
    found: list[int | None] = [None] * len(after)
    left = dict(enumerate(before))
    for same in (_same_identity, alike):
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
    return min((at for at, old in left.items() if same(old, item)), key=lambda at: abs(at - number), default=None)


def _same_identity(one: Any, other: Any) -> bool:
    if not isinstance(one, Mapping) or not isinstance(other, Mapping):
        return False
    return any(key in one and key in other and alike(one[key], other[key]) for key in IDENTITIES)


def _likenesses(left: Mapping[int, Any], found: Sequence[int | None], after: Sequence[Any]) -> list[tuple[tuple[int, int], int, int]]:
    """(how unlike, new index, old index) of every pair that may be one item; the most alike sorts first."""
    pairs = []
    for number, item in enumerate(after):
        for at, old in left.items() if found[number] is None else ():
            both_maps = isinstance(old, Mapping) and isinstance(item, Mapping)
            shared = sum(alike(old.get(key), item[key]) for key in item) if both_maps else 0
            if shared or not (isinstance(old, Mapping | list) or isinstance(item, Mapping | list)):
                pairs.append(((-shared, abs(at - number)), number, at))
    return pairs
