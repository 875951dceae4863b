"""My changes on top of a version that changed meanwhile: what I did not touch is theirs, what I touched is mine, and both are named."""

from collections.abc import Mapping
from typing import Any

from app.editor.pairing import paired
from app.evidence.check.problem import At

ABSENT: Any = object()


def merged(base: Mapping[str, Any], mine: Mapping[str, Any], theirs: Mapping[str, Any]) -> tuple[dict[str, Any], list[At]]:
    """Both sets of changes to `base`, and the places that both changed differently: mine stands there.

    A row that mine removed has no place in the result: it is named by its id or topic, and without one by its list.
    """
    both: list[At] = []
    return _maps(dict(base), dict(mine), dict(theirs), (), both), both


def _value(base: Any, mine: Any, theirs: Any, at: At, both: list[At]) -> Any:
    if mine == theirs or theirs == base:
        return mine
    if mine == base:
        return theirs
    if isinstance(mine, dict) and isinstance(theirs, dict):
        return _maps(base if isinstance(base, dict) else {}, mine, theirs, at, both)
    if isinstance(mine, list) and isinstance(theirs, list) and isinstance(base, list):
        return _lists(base, mine, theirs, at, both)
    both.append(at)
    return mine


def _maps(base: dict[str, Any], mine: dict[str, Any], theirs: dict[str, Any], at: At, both: list[At]) -> dict[str, Any]:
    result = {}
    for key in [*theirs, *(key for key in mine if key not in theirs)]:
        value = _value(base.get(key, ABSENT), mine.get(key, ABSENT), theirs.get(key, ABSENT), (*at, key), both)
        if value is not ABSENT:
            result[key] = value
    return result


def _lists(base: list[Any], mine: list[Any], theirs: list[Any], at: At, both: list[At]) -> list[Any]:
    """Item by item; as a whole, and then mine, where somebody added an item without a name: nobody knows its place."""
    before: dict[int | str, Any] = dict(enumerate(base))
    own, other = _by_place(base, mine), _by_place(base, theirs)
    if own is None or other is None:
        both.append(at)
        return mine
    common = [[key for key in keys if isinstance(key, int) and key in own and key in other] for keys in (own, other)]
    i_moved, they_moved = (keys != sorted(keys) for keys in common)
    if i_moved and they_moved and common[0] != common[1]:
        both.append(at)
    kept: list[Any] = []
    for key in dict.fromkeys([*other, *own] if they_moved and not i_moved else [*own, *other]):
        removed = _name(before.get(key))
        place = (*at, len(kept)) if key in own else (*at, removed) if removed else at
        value = _value(before.get(key, ABSENT), own.get(key, ABSENT), other.get(key, ABSENT), place, both)
        if value is not ABSENT:
            kept.append(value)
    return kept


def _by_place(base: list[Any], items: list[Any]) -> dict[int | str, Any] | None:
    """Items by their place in `base`, new ones by what names them; None when a new one has no name or two share one."""
    keys = [_name(item) if at is None else at for at, item in zip(paired(base, items), items, strict=True)]
    named = {key: item for key, item in zip(keys, items, strict=True) if key is not None}
    return named if len(named) == len(items) else None


def _name(item: Any) -> str | None:
    """What tells an item from its neighbors: a text itself, the id of a study, the topic of a membership."""
    name = (item.get("id") or item.get("topic")) if isinstance(item, dict) else item
    return str(name) if name else None
