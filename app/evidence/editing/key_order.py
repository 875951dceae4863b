"""What the entry format says of a place in an entry: its keys in order, and the kind of value it takes."""

from collections.abc import Iterable, Sequence
from typing import Any, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from app.evidence.check.problem import At
from app.evidence.entry.program import Program


def find_fields(at: At, model: type[BaseModel] = Program) -> dict[str, FieldInfo]:
    """The keys of the map at `at` with their fields, in the order of the format; {} where it has none.

    Indexes of lists may be given or left out.
    """
    current: type[BaseModel] | None = model
    for key in _names(at):
        field = _named(current).get(str(key)) if current else None
        current = _model_in(field.annotation) if field else None
    return _named(current) if current else {}


def find_place(key: str, present: Sequence[str], at: At, model: type[BaseModel] = Program) -> int:
    """Where among the keys `present` a new one goes: behind the nearest that the format has before it.

    Without such a key it goes first; one that the format does not know goes last.
    """
    order = list(find_fields(at, model))
    if key not in order:
        return len(present)
    before = [present.index(earlier) + 1 for earlier in order[: order.index(key)] if earlier in present]
    return before[-1] if before else 0


def sort_keys(keys: Sequence[str], at: At, model: type[BaseModel] = Program) -> list[str]:
    """The keys in the order of the format. One that it does not know stays behind the key it follows."""
    ranks = {key: rank for rank, key in enumerate(find_fields(at, model))}
    last, places = -1, {}
    for key in keys:
        last = ranks.get(key, last)
        places[key] = last
    return sorted(keys, key=places.__getitem__)


def order_keys(values: dict[str, Any], at: At = (), model: type[BaseModel] = Program) -> dict[str, Any]:
    """The same values, keys in the order of the format at every depth; `at` is where the map stands."""
    return {key: order_value(values[key], (*at, key), model) for key in sort_keys(list(values), at, model)}


def order_value(value: Any, at: At, model: type[BaseModel] = Program) -> Any:
    """Any value that stands at `at`, all maps in it in the order of the format."""
    if isinstance(value, dict):
        return order_keys(value, at, model)
    return [order_value(item, at, model) for item in value] if isinstance(value, list | tuple) else value


def last_key(at: At) -> str:
    """The nearest key on the way to a place, "" in none."""
    return next((part for part in reversed(at) if isinstance(part, str)), "")


def _names(at: Iterable[str | int]) -> At:
    return tuple(key for key in at if isinstance(key, str))


def _named(model: type[BaseModel]) -> dict[str, FieldInfo]:
    return {field.alias or name: field for name, field in model.model_fields.items()}


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((model for part in get_args(annotation) if (model := _model_in(part))), None)
