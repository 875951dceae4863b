"""The differences of two versions of an entry: which row was which, in sentences, and line by line."""

import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from app.editor.fields import Field, program_fields
from app.evidence.editing.equality import IDENTITIES, are_alike, is_recorded, match_items

LONGEST_QUOTED = 60
NOT_RECORDED = "not recorded"
EMPTY: tuple[Any, ...] = (None, "", [], {})


class EntryVersion(NamedTuple):
    """An entry as values and sections."""

    values: Mapping[str, Any]
    sections: Mapping[str, str]


class DiffLine(NamedTuple):
    """One line of a diff: `kind` is added, removed, same or place."""

    kind: str
    text: str


def describe_changes(before: EntryVersion, after: EntryVersion) -> list[str]:
    """One sentence for each field and section that differs, in the order of the form."""
    fields = _fields(program_fields(), before.values, after.values, "")
    return [*fields, *_sections(before.sections, after.sections)]


def diff_lines(before: str, after: str) -> list[DiffLine]:
    """A unified diff with two lines around each change."""
    found = list(difflib.unified_diff(before.splitlines(), after.splitlines(), n=2, lineterm=""))[2:]
    kinds = {"+": "added", "-": "removed", "@": "place"}
    return [DiffLine(kinds.get(line[:1], "same"), line) for line in found]


def pair_rows(before: Sequence[Any], after: Sequence[Any]) -> list[int | None]:
    """For each item of `after` the index of the item of `before` that it was, else None; each at most once.

    Matches as writing the file does, but a row with neither the name nor half of the facts is a new row.
    """
    was = match_items(before, after)
    pairs = zip(was, after, strict=True)
    return [at if at is not None and _is_same_row(before[at], item) else None for at, item in pairs]


def _is_same_row(old: Any, new: Any) -> bool:
    if not isinstance(old, Mapping) or not isinstance(new, Mapping):
        return are_alike(old, new)
    recorded = [key for key in {**old, **new} if is_recorded(old.get(key)) or is_recorded(new.get(key))]
    same = [key for key in recorded if are_alike(old.get(key), new.get(key))]
    return 2 * len(same) >= len(recorded) or any(key in same for key in IDENTITIES)


def _fields(fields: Sequence[Field], before: Any, after: Any, where: str) -> Iterator[str]:
    before, after = (each if isinstance(each, Mapping) else {} for each in (before, after))
    for field in fields:
        old, new = before.get(field.key), after.get(field.key)
        if old != new and not (old in EMPTY and new in EMPTY):
            yield from _field(field, old, new, where)


def _field(field: Field, old: Any, new: Any, where: str) -> Iterable[str]:
    name = f"{where}{field.label}"
    if field.kind == "group":
        return _fields(field.inner, old, new, f"{name}, ")
    lists = isinstance(old or [], list) and isinstance(new or [], list)
    if field.kind == "rows" and lists:
        return _rows(field, old or [], new or [], where)
    if field.kind in ("lines", "words") and lists:
        return [_list(name, old or [], new or [])]
    return [f"{name}: {_quote(old)} is now {_quote(new)}."]


def _rows(field: Field, old: list[Any], new: list[Any], where: str) -> Iterator[str]:
    was = pair_rows(old, new)
    for gone in (at for at in range(len(old)) if at not in was):
        yield f"{where}{_name(field, old, gone)} was removed."
    for now, at in enumerate(was):
        if at is None:
            yield f"{where}{_name(field, new, now)} was added."
        else:
            moved = f" (now {now + 1})" if now != at and not _own_name(old, at) else ""
            yield from _fields(field.inner, old[at], new[now], f"{where}{_name(field, old, at)}{moved}, ")
    kept = [at for at in was if at is not None]
    if kept != sorted(kept):
        yield f"{where}{field.label}: the order is another one."


def _name(field: Field, rows: Sequence[Any], at: int) -> str:
    """The name of a row, or its number."""
    return f"{field.one.capitalize()} {_own_name(rows, at) or at + 1}"


def _own_name(rows: Sequence[Any], at: int) -> str:
    """The id, topic or registry of a row when no other row has the same, else ""."""
    maps = [row if isinstance(row, Mapping) else {} for row in rows]
    names = [str(row.get("id") or row.get("topic") or row.get("registry") or "") for row in maps]
    return names[at] if names.count(names[at]) == 1 else ""


def _list(name: str, old: list[Any], new: list[Any]) -> str:
    added, gone = [each for each in new if each not in old], [each for each in old if each not in new]
    parts = [f"{_quote(each)} added" for each in added] + [f"{_quote(each)} removed" for each in gone]
    return f"{name}: {', '.join(parts) or 'the order is another one'}."


def _sections(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[str]:
    for heading in dict.fromkeys((*before, *after)):
        old, new = before.get(heading, ""), after.get(heading, "")
        if old != new:
            yield f"Text under “{heading}” was {'added' if not old else 'removed' if not new else 'changed'}."


def _quote(value: Any) -> str:
    if value in EMPTY:
        return NOT_RECORDED
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    return f"“{text if len(text) <= LONGEST_QUOTED else text[: LONGEST_QUOTED - 1].rstrip() + '…'}”"
