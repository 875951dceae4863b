"""Which row of a changed list was which row before, so that a row that came, went or moved changes nothing in its neighbors."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.evidence.editing.equality import IDENTITIES, are_alike, is_recorded, match_items


def pair_rows(before: Sequence[Any], after: Sequence[Any]) -> list[int | None]:
    """For each item of `after` the index of the item of `before` that it was, None for a new one. No index stands twice.

    As the file is written, but a row that has neither the name nor half of the facts of the old one is another row, and so is another text.
    """
    was = match_items(before, after)
    return [at if at is not None and _is_one(before[at], item) else None for at, item in zip(was, after, strict=True)]


def _is_one(old: Any, new: Any) -> bool:
    if not isinstance(old, Mapping) or not isinstance(new, Mapping):
        return are_alike(old, new)
    told = [key for key in {**old, **new} if is_recorded(old.get(key)) or is_recorded(new.get(key))]
    same = [key for key in told if are_alike(old.get(key), new.get(key))]
    return 2 * len(same) >= len(told) or any(key in same for key in IDENTITIES)
