"""The fields of the form, derived from the models of an entry; their words are in `words`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import AfterValidator

from app.editor.words import WORDS
from app.evidence.entry import value_types as values
from app.evidence.entry.implementation import Available, CostItem, Mode, OwnEvidence
from app.evidence.entry.program import Copy, Harmful, Level, Program, Status
from app.evidence.entry.registry import CHOICES
from app.evidence.entry.study import Characteristic, Counted, SoughtFact
from app.evidence.entry.value_checks import VocabularyId
from app.evidence.entry.value_types import Entry

Kind = Literal["line", "prose", "lines", "words", "choice", "flag", "number", "day", "pair", "group", "rows"]

NUMBERS = (values.Whole, values.Decimal, values.Year, values.Age, values.Months,
           values.TreatmentMonths, values.Weeks, values.Count, values.Probability, values.Quantity,
           values.Money, values.Percent)  # fmt: skip
FIXED: dict[Any, str] = {
    **{Status: "status", Available: "available", Harmful: "harmful", Copy: "copy", Level: "levels"},
    **{Mode: "mode", CostItem: "cost_item", OwnEvidence: "own_evidence", Counted: "counted"},
    **{Characteristic: "characteristic", SoughtFact: "sought_fact"},
    **{choices: name for name, choices in CHOICES.items()},
}
PROSE = {
    "summary", "description", "reason", "note", "intensity", "duration", "delivered_by", "title", "obtain",
    "refresher", "what", "supervision", "change", "text", "families", "where", "terms",
}  # fmt: skip
ONE = {
    "topics": "topic",
    "ratings": "rating",
    "other_ratings": "rating",
    "studies": "study",
    "findings": "finding",
    "costs": "cost",
    "benefit_cost": "estimate",
    "adaptations": "adaptation",
    "looked_for": "fact",
    "shares": "share",
}


@dataclass(frozen=True, slots=True)
class Field:
    """One field. `words` names the vocabulary of its choices, `one` is the name of a row.

    `inner` are the fields of a group or of each row.
    """

    key: str
    kind: Kind
    label: str
    help: str = ""
    example: str = ""
    required: bool = False
    words: str = ""
    inner: tuple[Field, ...] = ()
    one: str = ""


@cache
def program_fields() -> tuple[Field, ...]:
    """The fields of a program entry in the order of its model."""
    return tuple(_fields(Program))


def _fields(model: type[Entry]) -> Iterator[Field]:
    hints = get_type_hints(model, include_extras=True)
    for name, info in model.model_fields.items():
        key = info.alias or name
        said = WORDS[model.__name__][key]
        kind, words, inner = _shape(key, _without_null(hints[name]))
        one = ONE.get(key, "")
        yield Field(key, kind, said.label, said.help, said.example, info.is_required(), words, inner, one)


def _shape(key: str, hint: Any) -> tuple[Kind, str, tuple[Field, ...]]:
    """(kind, vocabulary, inner fields) of one type."""
    if get_origin(hint) is tuple:
        return _list_shape(get_args(hint))
    if isinstance(hint, type) and issubclass(hint, Entry):
        return "group", "", tuple(_fields(hint))
    if vocabulary := FIXED.get(hint) or _vocabulary(hint):
        return "choice", vocabulary, ()
    scalars: dict[Any, Kind] = {values.Flag: "flag", values.Day: "day", **dict.fromkeys(NUMBERS, "number")}
    return scalars.get(hint, "prose" if key in PROSE else "line"), "", ()


def _list_shape(items: tuple[Any, ...]) -> tuple[Kind, str, tuple[Field, ...]]:
    item = items[0]
    if items[1:] != (Ellipsis,):
        return "pair", "", ()
    if isinstance(item, type) and issubclass(item, Entry):
        return "rows", "", tuple(_fields(item))
    vocabulary = FIXED.get(item) or _vocabulary(item)
    return ("words", vocabulary, ()) if vocabulary else ("lines", "", ())


def _vocabulary(hint: Any) -> str:
    """The vocabulary that a type's own check reads, else ""."""
    parts = get_args(hint) if get_origin(hint) is Annotated else ()
    owners = (getattr(each.func, "__self__", None) for each in parts if isinstance(each, AfterValidator))
    return next((owner.vocabulary for owner in owners if isinstance(owner, VocabularyId)), "")


def _without_null(hint: Any) -> Any:
    if get_origin(hint) not in (Union, UnionType):
        return hint
    (rest,) = (each for each in get_args(hint) if each is not NoneType)
    return rest
