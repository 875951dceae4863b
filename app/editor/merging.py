"""My changes on top of a version that changed meanwhile: what I did not touch is theirs, what I touched is mine, and both are named."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.evidence.problems import At

ABSENT: Any = object()


def merged(base: Mapping[str, Any], mine: Mapping[str, Any], theirs: Mapping[str, Any]) -> tuple[dict[str, Any], list[At]]:
    """Both sets of changes to `base`, and the places that both changed differently (mine stands there)."""
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
    """Item by item where items have names (ids, topics, or are plain text); else as a whole, and then mine."""
    keyed = [_by_name(items) for items in (base, mine, theirs)]
    if None in keyed:
        both.append(at)
        return mine
    before, own, other = (each or {} for each in keyed)
    kept: list[Any] = []
    for name in [*own, *(name for name in other if name not in own)]:
        value = _value(before.get(name, ABSENT), own.get(name, ABSENT), other.get(name, ABSENT), (*at, len(kept)), both)
        if value is not ABSENT:
            kept.append(value)
    return kept


def _by_name(items: list[Any]) -> dict[str, Any] | None:
    """Items by what names them; None when one has no name or two share one."""
    names = [item if isinstance(item, str) else (item.get("id") or item.get("topic")) if isinstance(item, dict) else None for item in items]
    if None in names or len(set(names)) < len(names):
        return None
    return {str(name): item for name, item in zip(names, items, strict=True)}
