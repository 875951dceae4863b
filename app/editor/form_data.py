"""Converts the values of an entry into the strings of the form's controls, and back.

A row of a list has a token that stays with it: its place in the original entry ("0"), or "n1" for a new one.
So `studies` -> ["0", "n1"] and `studies.n1.id` -> ["utah-1999"].
What the form does not show, and what was not touched, keeps its value.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from app.editor.differences import pair_rows
from app.editor.fields import Field
from app.evidence.check.problem import At

ControlValues = dict[str, list[str]]
"""Name of a control -> the strings that a browser sends for it."""
Rows = dict[str, list[str]]
"""Name of a list -> the tokens of its rows."""
ROW_ACTIONS = ("add", "remove", "up", "down")
MISSING: Any = object()


class DecodedForm(NamedTuple):
    """`values` are complete front matter; `rows` leads from the items of each list back to the form."""

    values: dict[str, Any]
    rows: Rows


class RowEdit(NamedTuple):
    """The form after a button was pressed, and the name of the row or list where the person goes on."""

    typed: ControlValues
    name: str


def encode_form(
    fields: Sequence[Field],
    values: Mapping[str, Any],
    original: Mapping[str, Any] | None = None,
    under: str = "",
) -> ControlValues:
    """What the form shows for `values`. The tokens of rows come from `original` (default: `values`)."""
    typed: ControlValues = {}
    original = values if original is None else original
    for each in fields:
        typed |= _encode(each, values.get(each.key), original.get(each.key), under + each.key)
    return typed


def normalize_line_ends(sent: Mapping[str, Sequence[str]]) -> ControlValues:
    """What a browser sent, with \\n alone at line ends."""
    return {
        name: [each.replace("\r\n", "\n").replace("\r", "\n") for each in strings]
        for name, strings in sent.items()
    }


def decode_form(
    fields: Sequence[Field], typed: Mapping[str, Sequence[str]], original: Mapping[str, Any]
) -> DecodedForm:
    """The values that the form asks for, over those of the original entry. Empty rows are left out."""
    decoder = _Decoder(typed)
    return DecodedForm(decoder.group(fields, original, ""), decoder.rows)


def press_button(typed: ControlValues, button: str) -> RowEdit | None:
    """What a button `add studies`, `remove studies.0` or `up studies.n1` does; None for any other."""
    action, _, name = button.partition(" ")
    if action not in ROW_ACTIONS:
        return None
    if action == "add":
        return _add_row(typed, name)
    of, _, token = name.rpartition(".")
    tokens = list(typed.get(of, []))
    if token not in tokens:
        return RowEdit(typed, of)
    place = tokens.index(token)
    tokens.remove(token)
    if action == "remove":
        others = {key: value for key, value in typed.items() if not key.startswith(f"{name}.")}
        return RowEdit(others | {of: tokens}, of)
    tokens.insert(max(0, place + (1 if action == "down" else -1)), token)
    return RowEdit(typed | {of: tokens}, name)


def name_at(fields: Sequence[Field], at: At, rows: Mapping[str, Sequence[str]]) -> str:
    """The name of the control, group or row that shows the decoded value at `at`; "" when none does."""
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


def _add_row(typed: ControlValues, name: str) -> RowEdit:
    """The newest rating of a history is the first; any other new row is the last."""
    tokens = typed.get(name, [])
    numbers = [int(token[1:]) for token in tokens if token[:1] == "n" and token[1:].isdecimal()]
    token = f"n{max(numbers, default=0) + 1}"
    return RowEdit(
        typed | {name: [token, *tokens] if name.endswith(".ratings") else [*tokens, token]}, f"{name}.{token}"
    )


def _encode(each: Field, value: Any, before: Any, name: str) -> ControlValues:
    if each.kind == "rows":
        return _encode_rows(each, _list(value), before, name)
    if each.kind == "group":
        return encode_form(each.inner, _dict(value), _dict(before), f"{name}.")
    if each.kind == "pair":
        return {f"{name}.{side}": [bound] for side, bound in enumerate(_bounds(value))}
    return {name: _strings(each, value)}


def _encode_rows(each: Field, rows: list[Any], before: Any, name: str) -> ControlValues:
    places = enumerate(pair_rows(_list(before), rows), 1)
    tokens = [f"n{number}" if at is None else str(at) for number, at in places]
    typed = {name: tokens}
    for token, row in zip(tokens, rows, strict=True):
        typed |= encode_form(each.inner, _dict(row), _dict(_original_row(before, token)), f"{name}.{token}.")
    return typed


class _Decoder:
    """Reads the values out of the controls, and notes in `rows` which rows became items."""

    def __init__(self, typed: Mapping[str, Sequence[str]]) -> None:
        self.typed, self.rows = typed, Rows()

    def group(self, fields: Sequence[Field], original: Mapping[str, Any], under: str) -> dict[str, Any]:
        values = dict(original)
        for each in fields:
            wanted = self._value(each, original.get(each.key, MISSING), under + each.key)
            if wanted is MISSING:
                values.pop(each.key, None)
            else:
                values[each.key] = wanted
        return values

    def _value(self, each: Field, before: Any, name: str) -> Any:
        if each.kind == "rows":
            return self._list_of_rows(each, before, name)
        if each.kind == "group":
            return self.group(each.inner, _dict(before), f"{name}.") or _unless_recorded(before, dict)
        if each.kind == "pair":
            return self._pair(before, name)
        sent = [text for text in self.typed.get(name, ()) if text]
        if sent == [text for text in _strings(each, before) if text]:
            return before
        if each.kind == "words":
            return sent or _empty_list(each)
        if each.kind == "lines":
            lines = (line.strip() for text in sent for line in text.split("\n"))
            return [line for line in lines if line] or _empty_list(each)
        text = sent[0].strip() if sent else ""
        return text == "true" if each.kind == "flag" and text in ("true", "false") else text or MISSING

    def _pair(self, before: Any, name: str) -> Any:
        sent = ["".join(self.typed.get(f"{name}.{side}", ())).strip() for side in (0, 1)]
        return before if sent == _bounds(before) else [text for text in sent if text] or MISSING

    def _list_of_rows(self, each: Field, before: Any, name: str) -> Any:
        kept, items = [], []
        for token in self.typed.get(name, ()):
            original = item = _original_row(before, token)
            if original is MISSING or isinstance(original, dict):
                item = self.group(each.inner, _dict(original), f"{name}.{token}.")
            if item or original == {}:
                kept.append(token)
                items.append(item)
        self.rows[name] = kept
        return items if items or _list(before) else _unless_recorded(before, list)


def _unless_recorded(before: Any, kind: type) -> Any:
    """Nothing was typed: the original stays if it was empty too, or if the form cannot show it."""
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
    """A scalar as the form shows it; "" for a list or a map, which stays until something is typed."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None or isinstance(value, list | dict) else str(value)


def _bounds(value: Any) -> list[str]:
    return [*map(_string, _list(value)), "", ""][:2]


def _original_row(before: Any, token: str) -> Any:
    """The item of the original list that a token stands for; MISSING for a new row."""
    items = _list(before)
    return items[int(token)] if token.isdecimal() and int(token) < len(items) else MISSING


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
