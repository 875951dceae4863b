"""Recorded values in words, for pages and commands alike; what is missing is "not recorded"."""

import datetime
from collections.abc import Iterable
from functools import lru_cache
from textwrap import shorten

from app.evidence.entry.authors import name_authors, parse_authors
from app.evidence.entry.study import Finding, Study

NOT_RECORDED = "not recorded"
LONGEST_NAME = 48
SMALL = (
    "No", "One", "Two", "Three", "Four", "Five", "Six",
    "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve",
)  # fmt: skip
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def count_in_words(number: int, singular: str, plural: str | None = None) -> str:
    """“One program”, “Four programs”, “13 programs”: for headings that count in words."""
    said = SMALL[number] if number < len(SMALL) else f"{number:,}"
    return f"{said} {singular if number == 1 else plural or singular + 's'}"


def number_of(number: int, singular: str, plural: str | None = None) -> str:
    """“1 program”, “4 programs”: for counts that are read at a glance."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


def join_words(items: Iterable[str], last: str = "and") -> str:
    """“a”, “a and b”, “a, b and c”."""
    *others, final = items
    return f"{', '.join(others)} {last} {final}" if others else final


@lru_cache(maxsize=4096)
def day(value: datetime.date | str | None) -> str:
    """“21 November 2026”, “July 2011” or “2020”: as precise as the date is known."""
    if value is None:
        return NOT_RECORDED
    year, *rest = str(value).split("-")
    month = MONTHS[int(rest[0]) - 1] if rest else ""
    return " ".join(part for part in (str(int(rest[1])) if len(rest) > 1 else "", month, year) if part)


def age_range(low: int | None, high: int | None) -> str:
    """“Ages 0–17”, “Ages 4 and over”, “Up to age 12”; empty when neither bound is recorded."""
    if low is None and high is None:
        return ""
    if low is None:
        return f"Up to age {high}"
    if high is None:
        return f"Ages {low} and over"
    return f"Age {low}" if low == high else f"Ages {low}–{high}"


def week_range(low: float | None, high: float | None) -> str:
    """“4–6 weeks”, “up to 10 weeks”, “12 weeks or more”; empty when neither bound is recorded."""
    if low is None and high is None:
        return ""
    if low is None:
        return f"up to {_weeks(high)}"
    if high is None:
        return f"{_weeks(low)} or more"
    return _weeks(low) if low == high else f"{low:g}–{_weeks(high)}"


def _weeks(number: float | None) -> str:
    return f"{number:g} week{'' if number == 1 else 's'}"


def months(number: float) -> str:
    return f"{number:g} month{'' if number == 1 else 's'}"


def after_treatment(number: float) -> str:
    return f"{months(number)} after treatment ended" if number else "when treatment ended"


def timing(finding: Finding) -> str:
    """When an outcome was measured, as the entry records it."""
    if finding.months_after_treatment is not None:
        return after_treatment(finding.months_after_treatment)
    if finding.months_after_baseline is not None:
        return f"{months(finding.months_after_baseline)} after the study began"
    return finding.timing or NOT_RECORDED


def yes_no(value: bool | None) -> str:
    return NOT_RECORDED if value is None else "yes" if value else "no"


def study_name(study: Study) -> str:
    """“Walton and others, 1993”. Without authors its title stands in, without both its id."""
    citation = study.citation
    return _name(tuple(citation.authors or ()), citation.title, citation.year, study.id)


@lru_cache(maxsize=2_000)  # a page names each of its studies a dozen times
def _name(authors: tuple[str, ...], title: str | None, year: int | None, id: str) -> str:
    names = name_authors(parse_authors(authors))
    if not names:
        short = shorten(title or "", LONGEST_NAME, placeholder=" …", break_on_hyphens=False)
        who = f"“{short}”" if title else f"[Title not recorded] {id.replace('-', ' ')}"
        return f"{who}, {year}" if year else who
    return f"{names}, {year or 'year not recorded'}"
