"""The kinds of value an entry holds. Each says in its own words what is wrong and what to write instead."""

from __future__ import annotations

import datetime
import difflib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, StrictBool, StringConstraints, ValidationInfo
from pydantic_core import PydanticCustomError

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
DOI = re.compile(r"10\.\d{4,9}/[^\s]+")
URL = re.compile(r"(https?://[^\s/@]+\.[^\s/@]+|https?://(localhost|127\.0\.0\.1)(:\d+)?)(/\S*)?|mailto:[^\s@]+@[^\s@]+\.[^\s@]+")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
PARTIAL_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-\d{2})?)?")
LONGEST_SUMMARY = 240


class Entry(BaseModel):
    """What every model of the content shares: unknown keys are refused and nothing changes once read."""

    model_config = ConfigDict(extra="forbid", frozen=True, coerce_numbers_to_str=True, serialize_by_alias=True)


@dataclass(frozen=True, slots=True)
class Known:
    """What values are checked against: today, and per vocabulary its ids (-> None, or for a retired id its replacement, "" without one)."""

    today: datetime.date
    words: Mapping[str, Mapping[str, str | None]] = field(default_factory=dict)


def refuse(rule: str, message: str, hint: str) -> PydanticCustomError:
    """A validation error that carries the rule's id and a remedy; the braces of the message are kept as written."""
    return PydanticCustomError(rule, "{message}", {"message": message, "hint": hint})


def nearest(written: str, known: Iterable[str]) -> str | None:
    close = difflib.get_close_matches(written.lower(), list(known), n=1, cutoff=0.5)
    return close[0] if close else None


@dataclass(frozen=True, slots=True)
class Word:
    """An id of `vocabulary` (a file under content/vocabulary, or "topics"); checked only when a `Known` is given as validation context."""

    vocabulary: str

    def check(self, value: str, info: ValidationInfo) -> str:
        known: Known | None = info.context
        if known is None:
            return value
        words = known.words.get(self.vocabulary, {})
        if value not in words:
            raise _unknown_word(value, self.vocabulary, words)
        replacement = words[value]
        if replacement is not None:
            remedy = f"Write {replacement} instead." if replacement else "Choose another id, or leave it out."
            raise refuse("retired-word", f"“{value}” is retired from {self.vocabulary}", remedy)
        return value


def _unknown_word(value: str, vocabulary: str, words: Mapping[str, str | None]) -> PydanticCustomError:
    near = nearest(value, words)
    home = "content/topics" if vocabulary == "topics" else f"content/vocabulary/{vocabulary}.yaml"
    remedy = f"Did you mean {near}? " if near else ""
    rule = "unknown-topic" if vocabulary == "topics" else "unknown-word"
    return refuse(rule, f"“{value}” is not one of the {vocabulary}", f"{remedy}The ids are in {home}.")


def _text(value: Any) -> Any:
    if isinstance(value, bool):
        raise refuse("wrong-type", "text is expected here, not true or false", "Put the word in quotes if it is meant as text.")
    if isinstance(value, str) and not value.strip():
        raise refuse("empty-value", "this is empty", "Write the text, or delete the key: a missing key means “not recorded”.")
    return value


def _short(value: str) -> str:
    if len(value) > LONGEST_SUMMARY:
        raise refuse(
            "summary-too-long",
            f"the summary has {len(value)} characters; at most {LONGEST_SUMMARY}",
            "Keep one sentence that says who it helps and how; move the rest to ## About.",
        )
    return value


def _number(pattern: str, example: str) -> Callable[[Any], Any]:
    form = re.compile(pattern)

    def check(value: Any) -> Any:
        if isinstance(value, bool) or (isinstance(value, str) and not form.fullmatch(value.strip())):
            raise refuse("not-a-number", f"“{value}” is not a plain number", f"Write digits, for example {example}; put words into a note.")
        return value

    return check


def _bounds(rule: str, least: float, most: float | None, said: str, hint: str) -> Callable[[Any], Any]:
    def check(value: Any) -> Any:
        if value < least or (most is not None and value > most):
            raise refuse(rule, f"{value:g} is {said}", hint)
        return value

    return check


def _matching(pattern: re.Pattern[str], rule: str, said: str, hint: str) -> Callable[[str], str]:
    def check(value: str) -> str:
        if not pattern.fullmatch(value):
            raise refuse(rule, f"“{value}” {said}", hint)
        return value

    return check


def _doi(value: str) -> str:
    if not DOI.fullmatch(value):
        bare = DOI.search(value)
        remedy = f"Write {bare.group()} alone." if bare else "A DOI starts with 10. and has a slash, for example 10.1177/1077559507310612."
        raise refuse("doi-syntax", f"“{value}” is not a DOI", remedy)
    return value


def _day(value: Any) -> Any:
    if isinstance(value, datetime.date):
        return value
    if not isinstance(value, str) or not DAY.fullmatch(value.strip()):
        raise refuse("date-syntax", f"“{value}” is not a date", "Write year-month-day, for example 2026-11-21.")
    return value.strip()


def _not_future(value: datetime.date, info: ValidationInfo) -> datetime.date:
    if info.context is not None and value > info.context.today:
        raise refuse("date-in-future", f"{value} is in the future", f"Today is {info.context.today}: write the date on which it happened.")
    return value


def _partial_not_future(value: str, info: ValidationInfo) -> str:
    if info.context is not None and value > str(info.context.today):
        raise refuse("date-in-future", f"{value} is in the future", f"Today is {info.context.today}: write the date on which it happened.")
    return value


Text = Annotated[str, BeforeValidator(_text), StringConstraints(strip_whitespace=True)]
Summary = Annotated[Text, AfterValidator(_short)]
Flag = StrictBool
Whole = Annotated[int, BeforeValidator(_number(r"-?(0|[1-9]\d*)", "110"))]
Decimal = Annotated[float, BeforeValidator(_number(r"-?((0|[1-9]\d*)(\.\d+)?|\.\d+)([eE][-+]?\d+)?", "0.48"))]
Slug = Annotated[
    Text, AfterValidator(_matching(SLUG, "slug-syntax", "is not a slug", "Use small letters, digits and single hyphens: on-the-way-home."))
]
Url = Annotated[
    Text,
    AfterValidator(
        _matching(URL, "url-syntax", "is not a web address", "Copy the whole address from the browser; it starts with https://, http:// or mailto:.")
    ),
]
Doi = Annotated[Text, AfterValidator(_doi)]
Pmid = Annotated[
    Text, AfterValidator(_matching(re.compile(r"[1-9]\d{0,8}"), "pmid-syntax", "is not a PubMed number", "Write the digits alone: 8404251."))
]
Day = Annotated[datetime.date, BeforeValidator(_day), AfterValidator(_not_future)]
PartialDate = Annotated[
    Text,
    AfterValidator(_matching(PARTIAL_DATE, "date-syntax", "is not a date", "Write what is known: 2026-11-21, 2026-11 or 2026.")),
    AfterValidator(_partial_not_future),
]
Year = Annotated[Whole, AfterValidator(_bounds("year-range", 1850, 2100, "not a year of publication", "Write four digits, for example 1993."))]
Age = Annotated[
    Whole, AfterValidator(_bounds("age-range", 0, 25, "not a child's age in years (0 to 25)", "Write the child's age; leave an open bound out."))
]
Months = Annotated[
    Decimal,
    AfterValidator(
        _bounds(
            "months-range",
            0,
            600,
            "not a possible number of months",
            "Months count from the end of treatment, or from baseline; before it, use `timing`.",
        )
    ),
]
Weeks = Annotated[
    Decimal, AfterValidator(_bounds("weeks-range", 0, 1000, "not a possible number of weeks", "Write how many weeks the program lasts."))
]
Count = Annotated[
    Whole, AfterValidator(_bounds("count-range", 1, None, "not a possible number of participants", "Write how many took part, or leave it out."))
]
Probability = Annotated[Decimal, AfterValidator(_bounds("p-range", 0, 1, "not a probability", "p lies between 0 and 1; put “p < .05” into a note."))]

Population = Annotated[str, AfterValidator(Word("populations").check)]
Permanency = Annotated[str, AfterValidator(Word("permanency").check)]
Served = Annotated[str, AfterValidator(Word("serves").check)]
Format = Annotated[str, AfterValidator(Word("formats").check)]
Setting = Annotated[str, AfterValidator(Word("settings").check)]
Language = Annotated[str, AfterValidator(Word("languages").check)]
Outcome = Annotated[str, AfterValidator(Word("outcomes").check)]
Domain = Annotated[str, AfterValidator(Word("domains").check)]
RegistryId = Annotated[str, AfterValidator(Word("registries").check)]
TopicId = Annotated[str, AfterValidator(Word("topics").check)]
