"""Between the values of an entry and what stands in the form: name of a control -> the strings that a browser sends for it.

A row of a list has a token that stays with it: its place in the entry the form was made from ("0"), or "n1" for a new one.
So `studies` -> ["0", "n1"] and `studies.n1.id` -> ["utah-1999"]. Whatever the form does not show, and whatever was not touched, keeps its value.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.editor.fields import Field
from app.editor.pairing import paired
from app.evidence.check.problem import At

Typed = dict[str, list[str]]
LEAVES = ("line", "prose", "choice", "flag", "number", "day")
MISSING: Any = object()


def typed_of(fields: Sequence[Field], values: Mapping[str, Any], original: Mapping[str, Any] | None = None, under: str = "") -> Typed:
    """What the form says for `values`. `original`: the entry whose rows give the tokens, when it is another one than `values`."""
    typed: Typed = {}
    original = values if original is None else original
    for each in fields:
        typed |= _typed(each, values.get(each.key), original.get(each.key), under + each.key)
    return typed


def tidied(sent: Mapping[str, Sequence[str]]) -> Typed:
    """What a browser sent, with one kind of line end."""
    return {name: [each.replace("\r\n", "\n").replace("\r", "\n") for each in strings] for name, strings in sent.items()}


@dataclass(slots=True)
class DecodedForm:
    """`values` are complete front matter; `rows` says which tokens became the items of each list, so that an item leads back to its row."""

    values: dict[str, Any] = field(default_factory=dict)
    rows: dict[str, list[str]] = field(default_factory=dict)


def decoded(fields: Sequence[Field], typed: Mapping[str, Sequence[str]], original: Mapping[str, Any]) -> DecodedForm:
    """The values that the form asks for, over those of the entry it was made from. Rows in which nothing stands are left out."""
    result = DecodedForm()
    result.values = _group(fields, typed, original, "", result.rows)
    return result


def name_at(fields: Sequence[Field], at: At, rows: Mapping[str, Sequence[str]]) -> str:
    """The name of the control, group or row that shows the value at `at` of decoded values; "" when none does."""
    name, inner = "", fields
    for part in at:
        if isinstance(part, int):
            tokens = rows.get(name, ())
            if part >= len(tokens):
                return name  # one line of a list, or one word of several
            name = f"{name}.{tokens[part]}"
            continue
        found = next((each for each in inner if each.key == part), None)
        if found is None:
            return name
        name, inner = (f"{name}.{part}" if name else part), found.inner
    return name


def _typed(each: Field, value: Any, before: Any, name: str) -> Typed:
    if each.kind == "rows":
        return _typed_rows(each, _list(value), before, name)
    if each.kind == "group":
        return typed_of(each.inner, _dict(value), _dict(before), f"{name}.")
    if each.kind == "pair":
        bounds = [*map(_string, _list(value)), "", ""]
        return {f"{name}.{side}": [bounds[side]] for side in (0, 1)}
    return {name: _strings(each, value)}


def _typed_rows(each: Field, rows: list[Any], before: Any, name: str) -> Typed:
    tokens = _tokens(rows, _list(before))
    typed = {name: tokens}
    for token, row in zip(tokens, rows, strict=True):
        typed |= typed_of(each.inner, _dict(row), _dict(_row(before, token)), f"{name}.{token}.")
    return typed


def _group(
    fields: Sequence[Field], typed: Mapping[str, Sequence[str]], original: Mapping[str, Any], under: str, rows: dict[str, list[str]]
) -> dict[str, Any]:
    values = dict(original)
    for each in fields:
        wanted = _value(each, typed, original.get(each.key, MISSING), under + each.key, rows)
        if wanted is MISSING:
            values.pop(each.key, None)
        else:
            values[each.key] = wanted
    return values


def _value(each: Field, typed: Mapping[str, Sequence[str]], before: Any, name: str, rows: dict[str, list[str]]) -> Any:
    if each.kind == "rows":
        return _rows(each, typed, before, name, rows)
    if each.kind == "group":
        inside = _group(each.inner, typed, _dict(before), f"{name}.", rows)
        return inside if inside else _unless_recorded(before, dict)
    if each.kind == "pair":
        return _pair(typed, before, name)
    sent = [text for text in typed.get(name, ()) if text]
    if sent == [text for text in _strings(each, before) if text]:
        return before
    if each.kind == "words":
        return sent or _empty_list(each)
    if each.kind == "lines":
        return [line.strip() for text in sent for line in text.split("\n") if line.strip()] or _empty_list(each)
    return _scalar(each, sent[0].strip() if sent else "")


def _scalar(each: Field, text: str) -> Any:
    if each.kind == "flag" and text in ("true", "false"):
        return text == "true"
    return text or MISSING


def _pair(typed: Mapping[str, Sequence[str]], before: Any, name: str) -> Any:
    sent = ["".join(typed.get(f"{name}.{side}", ())).strip() for side in (0, 1)]
    if sent == [*map(_string, _list(before)), "", ""][:2]:
        return before
    return [text for text in sent if text] or MISSING


def _rows(each: Field, typed: Mapping[str, Sequence[str]], before: Any, name: str, rows: dict[str, list[str]]) -> Any:
    kept, items = [], []
    for token in typed.get(name, ()):
        original = _row(before, token)
        item = _group(each.inner, typed, _dict(original), f"{name}.{token}.", rows) if original is MISSING or isinstance(original, dict) else original
        if item or original == {}:
            kept.append(token)
            items.append(item)
    rows[name] = kept
    if items:
        return items
    return _unless_recorded(before, list) if not _list(before) else []


def _unless_recorded(before: Any, kind: type) -> Any:
    """Nothing was entered: what stood there stays when it was nothing too, or something that the form cannot show."""
    return MISSING if isinstance(before, kind) and before else before


def _empty_list(each: Field) -> Any:
    return [] if each.required else MISSING


def _strings(each: Field, value: Any) -> list[str]:
    if value is None or value is MISSING:
        return [] if each.kind == "words" else [""]
    if each.kind == "words":
        return [_string(item) for item in value] if isinstance(value, list) else [_string(value)]
    if each.kind == "lines" and isinstance(value, list):
        return ["\n".join(map(_string, value))]
    return [_string(value)]


def _string(value: Any) -> str:
    """A scalar as the form shows it; a list or a map where a scalar belongs cannot be shown, and stays as it is until something is typed."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None or isinstance(value, list | dict) else str(value)


def _tokens(items: list[Any], before: list[Any]) -> list[str]:
    """The place of each item among those of the original entry; new ones get a token of their own."""
    return [f"n{number}" if at is None else str(at) for number, at in enumerate(paired(before, items), 1)]


def _row(before: Any, token: str) -> Any:
    """The item of the original list that a token stands for; MISSING for a new row."""
    items = _list(before)
    return items[int(token)] if token.isdecimal() and int(token) < len(items) else MISSING


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
