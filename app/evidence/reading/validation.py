"""Front matter becomes a model; every pydantic error becomes a finding in an editor's words.

A file with errors is mended just enough to be read, so that rules over several values still run
and one pass tells everything.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from app.evidence.check.problem import At, RuleFinding
from app.evidence.check.rulebook import RULEBOOK
from app.evidence.entry.nearest_words import find_nearest
from app.evidence.entry.value_checks import Context
from app.evidence.reading.shapes import (
    find_annotation,
    find_choice,
    is_list,
    list_choices,
    model_in,
    show_list,
    show_shape,
)

Model = TypeVar("Model", bound=BaseModel)
GLUED_KEY = re.compile(r"([A-Za-z_]+):(\S+)")
FLAGS = {"yes": "true", "no": "false", "y": "true", "n": "false", "1": "true", "0": "false"}

SHAPES = {
    **dict.fromkeys(("model_type", "dict_type"), "keys of its own (key: value), indented below it"),
    **dict.fromkeys(("too_short", "too_long"), "two numbers [low, high]"),
    "tuple_type": "a list: one line `- item` for each, or [a, b]",
    "string_type": "text",
    "int_parsing": "a whole number",
}
STAND_INS: dict[str, Any] = {
    **{key: {} for key in ("dates", "target_population", "citation", "retired", "contact", "licence")},
    **{key: [] for key in ("topics", "sources")},
    **dict.fromkeys(("added", "reviewed", "date"), "2000-01-01"),
    **dict.fromkeys(("design", "kind"), "other"),
    "status": "active", "direction": "mixed", "available": "unknown", "level": "nr",
    "url": "https://example.org",
}  # fmt: skip
MOST_ROUNDS = 6


@dataclass(frozen=True, slots=True)
class Asked:
    """What is validated: the model, the values as they were read, and what is known of the registry."""

    model: type[BaseModel]
    values: Mapping[str, Any]
    known: Context


Validation = tuple["Model | None", list[RuleFinding], set[At]]
"""The model (None if it could not be mended), every objection, and the places that were mended."""


def validate(model: type[Model], values: Mapping[str, Any], known: Context) -> Validation[Model]:
    read, objections = _objections(model, values, known)
    mended: set[At] = set()
    if read is not None:
        return read, objections, mended
    current = copy.deepcopy(dict(values))
    for _ in range(MOST_ROUNDS):
        try:
            return model.model_validate(current), objections, mended
        except ValidationError as error:
            for detail in error.errors(include_url=False):
                _mend(current, detail, mended)
    return None, objections, mended


def _objections(
    model: type[Model], values: Mapping[str, Any], known: Context
) -> tuple[Model | None, list[RuleFinding]]:
    known = known.begin_entry()
    try:
        return model.model_validate(values, context=known), []
    except ValidationError as error:
        asked = Asked(model, values, known)
        details = error.errors(include_url=False)
        return None, list(dict.fromkeys(_objection(asked, detail) for detail in details))


def _objection(asked: Asked, detail: ErrorDetails) -> RuleFinding:
    at, kind, written = tuple(detail["loc"]), detail["type"], detail["input"]
    context = detail.get("ctx", {})
    if kind in RULEBOOK:
        return RuleFinding(kind, at, detail["msg"], context["hint"])
    if kind == "missing" and isinstance(at[-1], int):
        message = f"{_named(at[:-1])} should hold {SHAPES['too_short']}"
        return RuleFinding("wrong-type", at[:-1], message, "Write both bounds, or delete the key.")
    if kind == "missing":
        return _missing(asked, at)
    if kind == "extra_forbidden":
        message = f"“{at[-1]}” is not a key{_inside(at)}"
        return RuleFinding("unknown-key", at, message, _key_remedy(asked.model, at, written), on_key=True)
    if kind == "literal_error":
        return _unknown_choice(asked, at, written)
    if kind.startswith("bool"):
        meant = FLAGS.get(_as_written(written).strip().lower())
        hint = f"Write {meant}." if meant else "Write true or false; leave it out when it is not recorded."
        return RuleFinding("not-true-or-false", at, f"“{written}” is neither true nor false", hint)
    message = f"{_named(at)} should hold {SHAPES.get(kind, 'another kind of value')}"
    return RuleFinding("wrong-type", at, message, _shape_remedy(asked, at, written))


def _missing(asked: Asked, at: At) -> RuleFinding:
    """A key that is required and not there, or there and null; its choices or its shape are shown."""
    key, annotation = at[-1], find_annotation(asked.model, at)
    message = f"“{key}” is missing{_inside(at)}"
    if isinstance(holder := _holder(asked.values, list(at)), Mapping) and key in holder:
        message = f"“{key}” is required{_inside(at)}, and null says that it is not recorded"
    inner = model_in(annotation)
    if choices := list_choices(annotation):
        return RuleFinding("missing-key", at, message, f"Write `{key}:` with one of: {', '.join(choices)}.")
    if inner:
        return RuleFinding("missing-key", at, message, f"Write `{key}: {show_shape(inner, None)}` here.")
    return RuleFinding("missing-key", at, message, f"Add `{key}:` here; it is required.")


def _unknown_choice(asked: Asked, at: At, written: Any) -> RuleFinding:
    choices = list_choices(find_annotation(asked.model, at))
    near = find_choice(_as_written(written), choices, asked.known)
    hint = f"Did you mean {near}?" if near else "Write one of these words."
    message = f"“{_as_written(written)}” is not one of: {', '.join(choices)}"
    return RuleFinding("unknown-choice", at, message, hint)


def _key_remedy(model: type[BaseModel], at: At, written: Any) -> str:
    if written is None and (glued := GLUED_KEY.fullmatch(str(at[-1]))):
        return f"Put a space after the colon: {glued[1]}: {glued[2]}."
    if written is None and re.fullmatch(r"\d{3}", str(at[-1])):
        return "Write a number without commas: inside { } a comma ends the value."
    if written is None and " " in str(at[-1]):
        return "This looks like the rest of a text: inside { } put text that contains a comma in quotes."
    keys = _keys(model, at[:-1])
    near = find_nearest(str(at[-1]), keys)
    return f"Did you mean {near}?" if near else f"Known here: {', '.join(keys)}."


def _shape_remedy(asked: Asked, at: At, written: Any) -> str:
    annotation = find_annotation(asked.model, at)
    inner = model_in(annotation)
    if written is None:
        return "Delete the key, or write its value: an empty key is not recorded."
    if inner:
        key = f"{at[-1]}: " if isinstance(at[-1], str) else "- "
        return f"Write `{key}{show_shape(inner, written, asked.known)}`."
    if isinstance(written, str) and is_list(annotation):
        return f"Write `{at[-1]}: {show_list(annotation, written, asked.known)}`."
    if (
        isinstance(written, dict)
        and len(written) == 1
        and list_choices(annotation) == ()
        and not is_list(annotation)
    ):
        ((key, value),) = written.items()
        return f'Put text that contains a colon in quotes: "{key}: {value}".'
    if isinstance(written, list | dict):
        return f"Now it holds {'a list' if isinstance(written, list) else 'keys'}."
    return f"Now it holds the text “{written}”."


def _named(at: At) -> str:
    return f"item {at[-1] + 1} of “{at[-2]}”" if isinstance(at[-1], int) else f"“{at[-1]}”"


def _as_written(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _inside(at: At) -> str:
    names = [part if isinstance(part, str) else f"item {part + 1}" for part in at[:-1]]
    return f" in {' '.join(names)}" if names else ""


def _keys(model: type[BaseModel], at: At) -> list[str]:
    for part in at:
        if isinstance(part, str):
            model = next((inner for inner in _models_in(model.model_fields[part].annotation)), model)
    return [field.alias or name for name, field in model.model_fields.items()]


def _models_in(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for part in get_args(annotation) for model in _models_in(part)]


def _mend(values: dict[str, Any], detail: ErrorDetails, mended: set[At]) -> None:
    at = list(detail["loc"])
    if detail["type"] == "missing" and isinstance(at[-1], str):
        _holder(values, at)[at[-1]] = copy.deepcopy(STAND_INS.get(str(at[-1]), "x"))
    elif isinstance(at[-1], int) and detail["type"] == "model_type":
        _holder(values, at)[at[-1]] = {}
    else:
        while isinstance(at[-1], int):  # one bad item in a list of words or numbers: the list proves nothing
            at.pop()
        if isinstance(_holder(values, at), dict):
            _holder(values, at).pop(at[-1], None)
    mended.add(tuple(at))


def _holder(values: Any, at: list[Any]) -> Any:
    for part in at[:-1]:
        try:
            values = values[part]
        except (KeyError, IndexError, TypeError):
            return {}
    return values
