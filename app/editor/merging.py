"""Merges two people's changes of one entry: what only one of them changed is taken, a conflict is named."""

from collections.abc import Mapping
from typing import Any

from app.editor.differences import pair_rows
from app.evidence.check.problem import At

ABSENT: Any = object()
Values = Mapping[str, Any]


def merge_changes(base: Values, mine: Values, theirs: Values) -> tuple[dict[str, Any], list[At]]:
    """Both sets of changes to `base`, and the places that both changed differently: mine stands there.

    A row that mine removed has no place in the result: it is named by its id or topic, or else by its list.
    """
    merger = _Merger()
    return merger.maps(base, mine, theirs, ()), merger.conflicts


class _Merger:
    def __init__(self) -> None:
        self.conflicts: list[At] = []

    def maps(self, base: Values, mine: Values, theirs: Values, at: At) -> dict[str, Any]:
        result = {}
        for key in [*theirs, *(key for key in mine if key not in theirs)]:
            old, own, other = (each.get(key, ABSENT) for each in (base, mine, theirs))
            value = self._value(old, own, other, (*at, key))
            if value is not ABSENT:
                result[key] = value
        return result

    def _value(self, base: Any, mine: Any, theirs: Any, at: At) -> Any:
        if mine == theirs or theirs == base:
            return mine
        if mine == base:
            return theirs
        if isinstance(mine, dict) and isinstance(theirs, dict):
            return self.maps(base if isinstance(base, dict) else {}, mine, theirs, at)
        if isinstance(mine, list) and isinstance(theirs, list) and isinstance(base, list):
            return self._lists(base, mine, theirs, at)
        self.conflicts.append(at)
        return mine

    def _lists(self, base: list[Any], mine: list[Any], theirs: list[Any], at: At) -> list[Any]:
        """Item by item; mine as a whole where somebody added an item without a name: its place is unknown."""
        before: dict[int | str, Any] = dict(enumerate(base))
        own, other = _by_place(base, mine), _by_place(base, theirs)
        if own is None or other is None:
            self.conflicts.append(at)
            return mine
        common = [
            [key for key in keys if isinstance(key, int) and key in own and key in other]
            for keys in (own, other)
        ]
        i_moved, they_moved = (keys != sorted(keys) for keys in common)
        if i_moved and they_moved and common[0] != common[1]:
            self.conflicts.append(at)
        kept: list[Any] = []
        for key in dict.fromkeys([*other, *own] if they_moved and not i_moved else [*own, *other]):
            removed = _name(before.get(key))
            place = (*at, len(kept)) if key in own else (*at, removed) if removed else at
            old, my, their = (each.get(key, ABSENT) for each in (before, own, other))
            value = self._value(old, my, their, place)
            if value is not ABSENT:
                kept.append(value)
        return kept


def _by_place(base: list[Any], items: list[Any]) -> dict[int | str, Any] | None:
    """Items by their place in `base`, new ones by name; None when a new one has no name or two share one."""
    pairs = zip(pair_rows(base, items), items, strict=True)
    named = {key: item for at, item in pairs if (key := _name(item) if at is None else at) is not None}
    return named if len(named) == len(items) else None


def _name(item: Any) -> str | None:
    """What tells an item from its neighbors: a text itself, the id of a study, the topic of a membership."""
    name = (item.get("id") or item.get("topic")) if isinstance(item, dict) else item
    return str(name) if name else None
