"""Checks of single values; each refusal says what is wrong and what to write instead."""

import datetime
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any
from urllib.parse import unquote

from pydantic import ValidationInfo
from pydantic_core import PydanticCustomError

from app.evidence.entry.nearest_words import NamedIds, Names, collect_names, find_named
from app.evidence.entry.remedies import say_address, say_number, say_share, split_addresses

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
DOI = re.compile(r"10\.\d{4,9}/[^\s]+")
DOI_START = re.compile(r"10\.\d{4,9}(/|%2F)", re.IGNORECASE)
# In an address: a query, a part of the page. Some old DOIs end in ;2-# themselves.
AFTER_DOI = re.compile(r"\s|\?|&\w+=|(?<!;2-)#")
AT_DOI_END = re.compile(r"""([.,;:'"]|[./](full|abstract|pdf|epdf|html))+$""")
URL = re.compile(
    r"(https?://[^\s/@\[\]]+\.[^\s/@\[\]]+|https?://(localhost|127\.0\.0\.1)(:\d+)?)(/\S*)?"
    r"|mailto:[^\s@]+@[^\s@]+\.[^\s@]+"
)
HOST = re.compile(r"https?://[^\s/@?#\[\]]+/?")
EMAIL = re.compile(r"[^\s@,;:<>()\[\]]+@[^\s@,;:<>()\[\]]+\.[^\s@,;:<>()\[\].]+")
CURRENCY = re.compile(r"[A-Z]{3}")
PMID = re.compile(r"[1-9]\d{0,8}")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
PARTIAL_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-\d{2})?)?")
LONGEST_SUMMARY = 240
LONGEST_SLUG = 200
"""It names a file, and file systems take 255 bytes."""
LONGEST_ADDRESS = 2_000
MOST = 1e9
MOST_SUGGESTED = 50
"""Of so many unknown words in one entry it is said what may be meant: looking takes 10 ms a word."""
SHORT_VOCABULARY = 12
"""So many ids can be listed where one of them is missing."""
LATEST_ZONE = datetime.timezone(datetime.timedelta(hours=14))


@dataclass(frozen=True, slots=True)
class Context:
    """What values are checked against: today, per vocabulary its ids, and the names that lead to an id.

    An id maps to None; a retired one to its replacement, or "" without one. Ids of a vocabulary that is not
    among `words` (its file cannot be read) are not judged.
    """

    today: datetime.date
    words: Mapping[str, Mapping[str, str | None]] = field(default_factory=dict)
    names: Mapping[str, NamedIds] = field(default_factory=dict)
    _collected: dict[str, tuple[object, object, Names]] = field(default_factory=dict)
    _asked: Iterator[int] = field(init=False, default_factory=count)

    def begin_entry(self) -> "Context":
        """The same for one more entry, in which the first so many unknown words are looked up."""
        return replace(self)

    def find_id(self, written: str, vocabulary: str) -> str | None:
        """The id that a label, a synonym or a misspelling means; None for what comes after MOST_SUGGESTED."""
        if next(self._asked) >= MOST_SUGGESTED:
            return None
        held, named = self.words.get(vocabulary, {}), self.names.get(vocabulary, ())
        known = self._collected.get(vocabulary)
        if known is None or known[0] is not held or known[1] is not named:
            ids = collect_names((id, ()) for id, replacement in held.items() if replacement is None)
            known = self._collected[vocabulary] = held, named, {**collect_names(named), **ids}
        return find_named(written, known[2])


def refuse(rule: str, message: str, hint: str) -> PydanticCustomError:
    """A validation error with a rule's id and a remedy; braces in the message are kept as written."""
    return PydanticCustomError(rule, "{message}", {"message": message, "hint": hint})


def latest_day(now: datetime.datetime | None = None) -> datetime.date:
    """The day where days begin first (UTC+14): no place on earth writes a later date."""
    return (now or datetime.datetime.now(datetime.UTC)).astimezone(LATEST_ZONE).date()


@dataclass(frozen=True, slots=True)
class VocabularyId:
    """An id of `vocabulary` (a file of content/vocabulary, or "topics"); checked only against a `Context`."""

    vocabulary: str

    def check(self, value: str, info: ValidationInfo) -> str:
        known: Context | None = info.context
        if known is None:
            return value
        words = known.words.get(self.vocabulary)
        if words is None:
            return value
        if value not in words:
            raise _unknown_word(value, self.vocabulary, known)
        replacement = words[value]
        if replacement is not None:
            remedy = f"Write {replacement} instead." if replacement else "Choose another id, or leave it out."
            raise refuse("retired-word", f"“{value}” is retired from {self.vocabulary}", remedy)
        return value


def _unknown_word(value: str, vocabulary: str, known: Context) -> PydanticCustomError:
    near, file = known.find_id(value, vocabulary), f"content/vocabulary/{vocabulary}.yaml"
    if near is None and vocabulary == "languages":
        near = next((id for id in known.words[vocabulary] if id == re.split("[-_]", value)[0]), None)
    remedy = f"Did you mean {near}? " if near else ""
    if vocabulary == "topics":
        message = f"“{value}” is not one of the topics"
        return refuse("unknown-topic", message, f"{remedy}The ids are in content/topics.")
    message = f"“{value}” is not a word of the vocabulary “{vocabulary}”"
    ids = [id for id, replacement in known.words[vocabulary].items() if replacement is None]
    listed = f"The ids are in {file}."
    if len(ids) <= SHORT_VOCABULARY:
        listed = f"The ids of {file} are {', '.join(ids)}."
    return refuse("unknown-word", message, f"{remedy}{listed}")


def refuse_empty(value: Any) -> Any:
    if isinstance(value, bool):
        message = "text is expected here, not true or false"
        raise refuse("wrong-type", message, "Put the word in quotes if it is meant as text.")
    if isinstance(value, str) and not value.strip():
        hint = "Write the text, or delete the key: a missing key means “not recorded”."
        raise refuse("empty-value", "this is empty", hint)
    return value


def refuse_lines(value: str) -> str:
    if found := re.search(r"[\n\t]", value):
        what = "a line ends" if found[0] == "\n" else "a tab stands"
        hint = f"Write it on one line, with single spaces: {' '.join(value.split())}."
        raise refuse("line-break", f"{what} inside this text", hint)
    return value


def refuse_long_summary(value: str) -> str:
    if len(value) > LONGEST_SUMMARY:
        message = f"the summary has {len(value)} characters; at most {LONGEST_SUMMARY}"
        hint = "Keep one sentence that says who it helps and how; move the rest to ## About."
        raise refuse("summary-too-long", message, hint)
    return value


def require_digits(pattern: str, kind: str, example: str) -> Callable[[Any], Any]:
    form = re.compile(pattern)

    def check(value: Any) -> Any:
        if isinstance(value, bool) or (isinstance(value, str) and not form.fullmatch(value.strip())):
            raise refuse("not-a-number", f"“{value}” is not {kind}", say_number(str(value), kind, example))
        return value

    return check


def refuse_percent(value: Any) -> Any:
    share = say_share(value) if isinstance(value, str) else None
    if share is not None:
        raise refuse(
            "not-a-number", f"“{value}” is a percentage", f"Write {share} alone: p is a share of one."
        )
    return value


def write_number(value: float) -> str:
    """In figures; a whole number may be too long for any other way."""
    figures = str(value) if isinstance(value, int) else f"{value:g}"
    return figures if len(figures) <= 20 else f"{figures[:6]}…"


def refuse_huge_number(value: float) -> float:
    if not -MOST <= value <= MOST:
        raise refuse(
            "not-a-number", f"{write_number(value)} is too large a number", "Compare it with the report."
        )
    return value


def require_range(rule: str, least: float, most: float | None, said: str, hint: str) -> Callable[[Any], Any]:
    def check(value: Any) -> Any:
        if value < least or (most is not None and value > most):
            raise refuse(rule, f"{write_number(value)} is {said}", hint)
        return value

    return check


def require_pattern(pattern: re.Pattern[str], rule: str, said: str, hint: str) -> Callable[[str], str]:
    def check(value: str) -> str:
        if len(value) > LONGEST_ADDRESS or not pattern.fullmatch(value):
            raise refuse(rule, f"“{value}” {said}", hint)
        return value

    return check


def check_url(value: str) -> str:
    parts = split_addresses(value)
    if len(parts) > 1:
        number = "two" if len(parts) == 2 else len(parts)
        raise refuse("url-syntax", f"“{value}” is {number} web addresses run together", say_address(value))
    if len(value) > LONGEST_ADDRESS or not URL.fullmatch(value):
        raise refuse("url-syntax", f"“{value}” is not a web address", say_address(value))
    return value


def check_email(value: str) -> str:
    found = re.findall(EMAIL, value)
    if not EMAIL.fullmatch(value) or len(value) > LONGEST_ADDRESS:
        hint = "Write one address as it is typed into a mail program: name@example.org."
        if found:
            hint = f"Write {found[0]} alone."
        raise refuse("email-syntax", f"“{value}” is not a mail address", hint)
    return value


def check_doi(value: str) -> str:
    if not DOI.fullmatch(value):
        bare = find_doi(value)
        example = "A DOI starts with 10. and has a slash, for example 10.1177/1077559507310612."
        raise refuse("doi-syntax", f"“{value}” is not a DOI", f"Write {bare} alone." if bare else example)
    return value


def find_doi(text: str) -> str | None:
    """The DOI in an address or a sentence, without what follows it there; None when there is none."""
    start = DOI_START.search(text) if len(text) <= LONGEST_ADDRESS else None
    found = DOI.match(unquote(AFTER_DOI.split(text[start.start() :])[0])) if start else None
    if found is None:
        return None
    doi, longer = found[0], ""
    while doi != longer:
        longer, doi = doi, AT_DOI_END.sub("", doi)
        if doi.endswith(")") and doi.count(")") > doi.count("("):
            doi = doi[:-1]
    return doi if DOI.fullmatch(doi) else None


def parse_day(value: Any) -> Any:
    if isinstance(value, datetime.date):
        return value
    if not isinstance(value, str) or not DAY.fullmatch(value.strip()):
        hint = "Write year-month-day, for example 2026-11-21."
        raise refuse("date-syntax", f"“{value}” is not a date", hint)
    return _require_existing(value.strip(), value.strip())


def _require_existing(written: str, day: str) -> str:
    try:
        datetime.date.fromisoformat(day)
    except ValueError as error:
        hint = "There is no such day: compare it with the source."
        raise refuse("date-syntax", f"“{written}” is not a date", hint) from error
    return written


def refuse_future(value: datetime.date, info: ValidationInfo) -> datetime.date:
    if info.context is not None and value > info.context.today:
        raise _in_future(value, info.context.today)
    return value


def refuse_future_part(value: str, info: ValidationInfo) -> str:
    _require_existing(value, f"{value}-01-01"[:10])
    if info.context is not None and value > str(info.context.today):
        raise _in_future(value, info.context.today)
    return value


def _in_future(value: datetime.date | str, today: datetime.date) -> PydanticCustomError:
    hint = f"It is {today} at the latest: write the date on which it happened."
    return refuse("date-in-future", f"{value} is in the future", hint)
