"""What is different between two versions of an entry, in sentences an editor reads, and line by line."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from app.editor.fields import Field, program_fields

LONGEST_QUOTED = 60
NOT_RECORDED = "not recorded"


class Version(NamedTuple):
    """An entry as values and sections."""

    values: Mapping[str, Any]
    sections: Mapping[str, str]


class Line(NamedTuple):
    """One line of a diff: `kind` is added, removed, same or place."""

    kind: str
    text: str


def changed(before: Version, after: Version) -> list[str]:
    """One sentence for each field and section that differs, in the order of the form."""
    return [*_fields(program_fields(), before.values, after.values, ""), *_sections(before.sections, after.sections)]


def lines(before: str, after: str) -> list[Line]:
    """A unified diff with two lines around each change."""
    found = list(difflib.unified_diff(before.splitlines(), after.splitlines(), n=2, lineterm=""))[2:]
    kinds = {"+": "added", "-": "removed", "@": "place"}
    return [Line(kinds.get(line[:1], "same"), line) for line in found]


def _fields(fields: Sequence[Field], before: Any, after: Any, where: str) -> Iterator[str]:
    before, after = (each if isinstance(each, Mapping) else {} for each in (before, after))
    for field in fields:
        old, new = before.get(field.key), after.get(field.key)
        if not _alike(old, new):
            yield from _field(field, old, new, where)


def _field(field: Field, old: Any, new: Any, where: str) -> Iterable[str]:
    name = f"{where}{field.label}"
    if field.kind == "group":
        return _fields(field.inner, old, new, f"{name}, ")
    if field.kind == "rows":
        return _rows(field, old or [], new or [], where)
    if field.kind in ("lines", "words") and isinstance(old or [], list) and isinstance(new or [], list):
        return [_list(name, old or [], new or [])]
    return [f"{name}: {_said(old)} is now {_said(new)}."]


def _rows(field: Field, old: list[Any], new: list[Any], where: str) -> Iterator[str]:
    names = [_names(field, rows) for rows in (old, new)]
    before, after = (dict(zip(named, rows, strict=True)) for named, rows in zip(names, (old, new), strict=True))
    for name in before:
        if name not in after:
            yield f"{where}{name} was removed."
    for name, row in after.items():
        if name in before:
            yield from _fields(field.inner, before[name], row, f"{where}{name}, ")
        else:
            yield f"{where}{name} was added."
    kept = [[name for name in named if name in before and name in after] for named in names]
    if kept[0] != kept[1]:
        yield f"{where}{field.label}: the order is another one."


def _names(field: Field, rows: Sequence[Any]) -> list[str]:
    """What each row is called: by what it says of itself, or by its place."""
    named: list[str] = []
    for number, row in enumerate(rows, 1):
        own = (row.get("id") or row.get("topic") or row.get("registry")) if isinstance(row, Mapping) else None
        name = f"{field.one.capitalize()} {own}" if own else f"{field.one.capitalize()} {number}"
        named.append(f"{name} ({number})" if name in named else name)
    return named


def _list(name: str, old: list[Any], new: list[Any]) -> str:
    added, gone = [each for each in new if each not in old], [each for each in old if each not in new]
    parts = [f"{_said(each)} added" for each in added] + [f"{_said(each)} removed" for each in gone]
    return f"{name}: {', '.join(parts) or 'the order is another one'}."


def _sections(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[str]:
    for heading in dict.fromkeys((*before, *after)):
        old, new = before.get(heading, ""), after.get(heading, "")
        if old != new:
            yield f"Text under “{heading}” was {'added' if not old else 'removed' if not new else 'changed'}."


def _alike(old: Any, new: Any) -> bool:
    return old == new or (old in (None, "", [], {}) and new in (None, "", [], {}))


def _said(value: Any) -> str:
    if value in (None, "", [], {}):
        return NOT_RECORDED
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    return f"“{text if len(text) <= LONGEST_QUOTED else text[: LONGEST_QUOTED - 1].rstrip() + '…'}”"
