"""Single values that are written otherwise than the format asks, where only one meaning is possible."""

import datetime
import re
from collections.abc import Iterable, Iterator
from types import MethodType
from typing import Any, Literal, get_args, get_origin
from urllib.parse import unquote

from pydantic import AfterValidator, BaseModel, BeforeValidator
from pydantic.fields import FieldInfo

from app.evidence.entry.nearest_words import collect_names, plain_name
from app.evidence.entry.registry import SCALES
from app.evidence.entry.value_checks import (
    Context,
    VocabularyId,
    check_doi,
    find_doi,
    parse_day,
    refuse_future_part,
)
from app.evidence.entry.value_types import Pmid

FLAGS = {"yes": True, "no": False, "true": True, "false": False}
MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
MONTH = r"(?P<month>[A-Za-z]{3,9})\.?"
DAYS = (
    re.compile(r"(?P<year>\d{4})[-/.](?P<number>\d{1,2})[-/.](?P<day>\d{1,2})"),
    re.compile(rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th|\.)? {MONTH},? (?P<year>\d{{4}})"),
    re.compile(rf"{MONTH} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year>\d{{4}})"),
)
MONTHS_OF_YEARS = (
    re.compile(r"(?P<year>\d{4})[-/](?P<number>\d{1,2})"),
    re.compile(rf"{MONTH},? (?P<year>\d{{4}})"),
)
DOI_ADDRESS = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi: ?|https?://)10\..+", re.IGNORECASE)
PUBMED = r"pubmed\.ncbi\.nlm\.nih\.gov|www\.ncbi\.nlm\.nih\.gov/pubmed"
PMID_ADDRESS = re.compile(rf"(?:pmid:? ?|https?://(?:{PUBMED})/)(?P<pmid>[1-9]\d{{0,8}})/?", re.IGNORECASE)


def correct_value(written: Any, field: FieldInfo, known: Context | None = None) -> str | bool | None:
    """What a value should be written as; None where it is right or its meaning is not certain.

    `known` gives the vocabularies.
    """
    marks = list(_marks((field.annotation, *field.metadata)))
    if not isinstance(written, str):
        return None
    value = written.strip()
    if bool in marks:
        return FLAGS.get(value.lower())
    better = _better(value, marks, known)
    return better if better != written else None


def correct_rating(written: Any, registry: Any, known: Context) -> str | None:
    """The id of the one rating on a registry's scale that a text names otherwise than by id or label."""
    scale = known.names.get(f"{SCALES}/{registry}", ())
    ids = collect_names(scale)
    meant = ids.get(plain_name(written)) if isinstance(written, str) else None
    label = next((names[0] for id, names in scale if id == meant), None)
    return meant if meant and written not in (meant, label) else None


def takes_text(field: FieldInfo) -> bool:
    """Whether a field holds text or a list of texts, not keys of its own."""
    marks = list(_marks((field.annotation, *field.metadata)))
    return str in marks and not any(
        isinstance(mark, type) and issubclass(mark, BaseModel | dict) for mark in marks
    )


def _better(value: str, marks: list[Any], known: Context | None) -> str | None:
    checks = [mark.func for mark in marks if isinstance(mark, AfterValidator)]
    ids = next((check.__self__ for check in checks if isinstance(check, MethodType)), None)
    if isinstance(ids, VocabularyId):
        held = known.words.get(ids.vocabulary, {}) if known else {}
        return _choice(value, [id for id, successor in held.items() if successor is None])
    if choices := [choice for mark in marks if get_origin(mark) is Literal for choice in get_args(mark)]:
        return _choice(value, choices)
    if BeforeValidator(parse_day) in marks:
        return _day(value)
    if AfterValidator(refuse_future_part) in marks:
        return _day(value) or _month(value)
    if AfterValidator(check_doi) in marks:
        doi = find_doi(value) if DOI_ADDRESS.fullmatch(value) else None
        # What else would have to be cut off behind it may belong to it.
        return doi if doi and unquote(value).endswith(doi) else None
    if get_args(Pmid)[-1] in marks:
        found = PMID_ADDRESS.fullmatch(value)
        return found["pmid"] if found else None
    return None


def _marks(parts: Iterable[Any]) -> Iterator[Any]:
    """Everything that an annotation is made of."""
    for part in parts:
        yield part
        if get_origin(part) is not Literal:
            yield from _marks((*get_args(part), *getattr(part, "__metadata__", ())))


def _choice(value: str, choices: list[str]) -> str | None:
    """The choice that differs from `value` in capitals, spaces, hyphens and underscores alone."""
    same = [choice for choice in choices if _bare(choice) == _bare(value)]
    return same[0] if len(same) == 1 and value not in choices else None


def _bare(word: str) -> str:
    return re.sub(r"[\s_-]+", " ", word.casefold())


def _day(value: str) -> str | None:
    for form in DAYS:
        if (found := form.fullmatch(value)) and (month := _month_number(found)):
            try:
                return datetime.date(int(found["year"]), month, int(found["day"])).isoformat()
            except ValueError:
                return None
    return None


def _month(value: str) -> str | None:
    for form in MONTHS_OF_YEARS:
        if (found := form.fullmatch(value)) and (month := _month_number(found)):
            return f"{found['year']}-{month:02d}"
    return None


def _month_number(found: re.Match[str]) -> int | None:
    """1 to 12, from figures, a name or its beginning."""
    parts = found.groupdict()
    if parts.get("number"):
        number = int(parts["number"])
        return number if 1 <= number <= 12 else None
    name = parts["month"].lower()
    named = (month.startswith(name) or name == month[:4] for month in MONTHS)
    return next((number for number, is_it in enumerate(named, 1) if is_it), None)
