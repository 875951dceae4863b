"""What a value should look like that has another shape: `{min: 6, max: 18}` for `6-18`."""

import re
from collections.abc import Iterator, Mapping
from types import NoneType
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from app.evidence.entry.nearest_words import find_nearest
from app.evidence.entry.registry import CHOICES, LEVEL_IDS
from app.evidence.entry.value_checks import Context, VocabularyId, check_doi, check_email, check_url

NUMBER = r"\d+(?:\.\d+)?"
RANGE = re.compile(rf"(?P<min>{NUMBER})\s*(?:[-–—]|to|until|and)\s*(?P<max>{NUMBER})\b.*", re.IGNORECASE)
AT_LEAST = re.compile(
    rf"(?:(?:from|over|at least|≥|>=?)\s*(?P<a>{NUMBER})|(?P<b>{NUMBER})\s*(?:\+|and (?:over|older|up))).*",
    re.IGNORECASE,
)
AT_MOST = re.compile(rf"(?:up to|under|until|below|to|≤|<=?)\s*(?P<max>{NUMBER}).*", re.IGNORECASE)
COUNTED = re.compile(r"(\d+)\s+([^\d,;]+)")
NEEDS_QUOTES = re.compile(r"[,\[\]{}]|:\s|\s#|^[\s&*!|>'\"%@`#?:-]|:$")
EXACT = (check_url, check_email, check_doi)
"""Checks of text that only one kind of text passes."""
VOCABULARIES = {**{get_args(held): name for name, held in CHOICES.items()}, LEVEL_IDS: "levels"}
"""Fixed choices -> the vocabulary that has names for them."""
OTHER_NAMES = {
    "true": "yes", "false": "no", "y": "yes", "n": "no", "not known": "unknown", "not recorded": "unknown",
    "none": "none_known", "no": "none_known", "inactive": "retired", "closed": "retired",
    "archived": "stored",
    "web": "live", "online": "live",
}  # fmt: skip
MOST_SHOWN = 60
Bounds = Mapping[str, str]


def find_annotation(model: type[BaseModel], at: tuple[str | int, ...]) -> Any:
    """The type of the value at a place of a model; None where no field is."""
    annotation: Any = model
    for part in at:
        if isinstance(part, int):
            items = get_args(_bare(annotation))
            annotation = items[0] if items else None
            continue
        inner = model_in(annotation)
        field = next((each for name, each in _fields(inner) if name == part), None) if inner else None
        if field is None:
            return None
        annotation = field.annotation
    return annotation


def show_shape(model: type[BaseModel], written: Any, known: Context | None = None) -> str:
    """A model as `{key: value}` on one line, with `written` where it belongs and … for what is required."""
    if isinstance(written, str) and (bounds := _bounds(model, written)):
        return _in_braces(bounds)
    held = written[0] if isinstance(written, list) and len(written) == 1 else written
    if isinstance(held, str) and "unit" in model.model_fields and (found := COUNTED.fullmatch(held.strip())):
        return _in_braces({"n": found[1], "unit": _flow(found[2])})
    place = _place(model, held, known) if isinstance(held, str | int | float) else None
    shown = {name: "…" for name, field in _fields(model) if field.is_required()}
    if place is not None:
        shown = {name: value for name, value in (*shown.items(), place) if name != place[0] or value != "…"}
    if not shown:
        shown = dict.fromkeys([name for name, _ in _fields(model)][:2], "…")
    order = [name for name, _ in _fields(model)]
    return _in_braces({name: shown[name] for name in order if name in shown})


def show_list(annotation: Any, written: str, known: Context | None = None) -> str:
    """A list in brackets that holds what was written as text."""
    (item, *more) = get_args(_bare(annotation)) or (None,)
    model = model_in(item)
    if model is not None:
        return f"[{show_shape(model, written, known)}]"
    if more and more != [Ellipsis]:
        numbers = re.findall(rf"-?{NUMBER}", re.sub(r"(?<=\d)\s*[-–—]\s*(?=\d)", " ", written))
        return f"[{', '.join(numbers)}]" if len(numbers) == 1 + len(more) else "[low, high]"
    parts = [part.strip() for part in re.split(r"[,;]", written) if part.strip()]
    return f"[{', '.join(_flow(_as_item(part, item, known)) for part in parts)}]"


def is_list(annotation: Any) -> bool:
    return get_origin(_bare(annotation)) is tuple


def list_choices(annotation: Any) -> tuple[str, ...]:
    """The words of a key with fixed choices; () for any other key."""
    bare = _bare(annotation)
    return tuple(map(str, get_args(bare))) if get_origin(bare) is Literal else ()


def find_choice(written: str, choices: tuple[str, ...], known: Context | None) -> str | None:
    """The choice that a label, a synonym or a misspelling means."""
    vocabulary, other = VOCABULARIES.get(choices, ""), OTHER_NAMES.get(written.lower(), "")
    meant = known.find_id(written, vocabulary) if known and vocabulary else None
    return meant or find_nearest(written, choices) or (other if other in choices else None)


def _bounds(model: type[BaseModel], written: str) -> Bounds | None:
    if not {"min", "max"} <= model.model_fields.keys():
        return None
    text = re.sub(r"^(ages?|about|approximately|weeks?)\s+", "", written.strip(), flags=re.IGNORECASE)
    if found := RANGE.fullmatch(text):
        return {"min": found["min"], "max": found["max"]}
    if found := AT_LEAST.fullmatch(text):
        return {"min": found["a"] or found["b"]}
    if found := AT_MOST.fullmatch(text):
        return {"max": found["max"]}
    found = re.match(NUMBER, text)
    return {"min": found[0], "max": found[0]} if found else {"min": "…", "max": "…"}


def _place(model: type[BaseModel], written: Any, known: Context | None) -> tuple[str, str] | None:
    """The key that takes what was written, the strictest one first, and how it is written there."""
    fields = sorted(_fields(model), key=lambda each: each[0] not in ("value", "source"))
    for takes in (_as_choice, _as_word, _as_exact):
        for name, field in fields:
            if (value := takes(field, str(written), known)) is not None:
                return name, _flow(value)
    texts = [name for name, field in fields if _is_text(field)]
    required = [name for name in texts if model.model_fields[name].is_required()]
    first = next(iter(required or texts), None)
    return (first, _flow(_shortened(str(written)))) if first else None


def _as_choice(field: FieldInfo, written: str, known: Context | None) -> str | None:
    choices = list_choices(field.annotation)
    return find_choice(written, choices, known) if choices else None


def _as_word(field: FieldInfo, written: str, known: Context | None) -> str | None:
    vocabulary = _vocabulary(field)
    return known.find_id(written, vocabulary) if known and vocabulary else None


def _as_exact(field: FieldInfo, written: str, known: Context | None) -> str | None:
    """Numbers, days and addresses: whatever is not simply text."""
    if _is_text(field) or list_choices(field.annotation) or _vocabulary(field):
        return None
    if model_in(field.annotation) or get_origin(_bare(field.annotation)) is tuple:
        return None
    try:
        TypeAdapter(Any if field.annotation is None else field.annotation).validate_python(written)
    except ValidationError:
        return None
    return written


def _as_item(part: str, item: Any, known: Context | None) -> str:
    vocabulary = _vocabulary_of(get_args(item)) if item is not None else None
    return (known.find_id(part, vocabulary) if known and vocabulary else None) or part


def _is_text(field: FieldInfo) -> bool:
    return _bare(field.annotation) is str and not any(
        getattr(each, "func", None) in EXACT for each in _marks(field)
    )


def _marks(field: FieldInfo) -> Iterator[Any]:
    yield from field.metadata
    for part in (field.annotation, *get_args(field.annotation)):
        yield from getattr(part, "__metadata__", ())


def _vocabulary(field: FieldInfo) -> str | None:
    return _vocabulary_of(tuple(_marks(field)))


def _vocabulary_of(marks: tuple[Any, ...]) -> str | None:
    owners = (getattr(getattr(mark, "func", None), "__self__", None) for mark in marks)
    return next((owner.vocabulary for owner in owners if isinstance(owner, VocabularyId)), None)


def _fields(model: type[BaseModel]) -> list[tuple[str, FieldInfo]]:
    return [(field.alias or name, field) for name, field in model.model_fields.items()]


def _bare(annotation: Any) -> Any:
    """Without `Annotated` and `| None`."""
    while hasattr(annotation, "__metadata__"):
        annotation = annotation.__origin__
    rest = [part for part in get_args(annotation) if part is not NoneType]
    if NoneType in get_args(annotation) and len(rest) == 1:
        return _bare(rest[0])
    return annotation


def model_in(annotation: Any) -> type[BaseModel] | None:
    bare = _bare(annotation)
    return bare if isinstance(bare, type) and issubclass(bare, BaseModel) else None


def _in_braces(pairs: Mapping[str, str]) -> str:
    return "{" + ", ".join(f"{name}: {value}" for name, value in pairs.items()) + "}"


def _flow(value: str) -> str:
    return f'"{value}"' if NEEDS_QUOTES.search(value) and '"' not in value else value


def _shortened(value: str) -> str:
    return value if len(value) <= MOST_SHOWN else f"{value[:MOST_SHOWN].rsplit(' ', 1)[0]} …"
