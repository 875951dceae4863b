"""How values are said to readers: numbers, dates, ages, months, effects, citations. What is missing is "not recorded", never a guess."""

from __future__ import annotations

import datetime
from textwrap import shorten

from app.catalog.snapshot import Card
from app.evidence.program import Ages, WeekSpan
from app.evidence.study import Citation, Effect, Finding, Study

NOT_RECORDED = "not recorded"
NO_RATING = "No published rating seen"
LONGEST_NAME = 48
SMALL = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve")
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")


def counted(number: int, singular: str, plural: str | None = None) -> str:
    """“One program”, “Four programs”, “13 programs”: for headings that count in words."""
    said = SMALL[number] if number < len(SMALL) else f"{number:,}"
    return f"{said} {singular if number == 1 else plural or singular + 's'}"


def number_of(number: int, singular: str, plural: str | None = None) -> str:
    """“1 program”, “4 programs”: for counts that are read at a glance."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


def day(value: datetime.date | str | None) -> str:
    """“21 November 2026”, “July 2011” or “2020”: as precise as the date is known."""
    if value is None:
        return NOT_RECORDED
    year, *rest = str(value).split("-")
    month = MONTHS[int(rest[0]) - 1] if rest else ""
    return " ".join(part for part in (str(int(rest[1])) if len(rest) > 1 else "", month, year) if part)


def month(value: datetime.date | str) -> str:
    """“Nov 2026”."""
    year, number, *_ = str(value).split("-")
    return f"{MONTHS[int(number) - 1][:3]} {year}"


def ages(value: Ages | Card | None) -> str:
    """“Ages 0–17”, “Ages 4 and over”, “Up to age 12”; empty when none is recorded."""
    if value is None:
        return ""
    low, high = (value.min, value.max) if isinstance(value, Ages) else (value.age_min, value.age_max)
    if low is None and high is None:
        return ""
    if low is None:
        return f"Up to age {high}"
    if high is None:
        return f"Ages {low} and over"
    return f"Age {low}" if low == high else f"Ages {low}–{high}"


def weeks(span: WeekSpan | None) -> str:
    if span is None or (span.min is None and span.max is None):
        return ""
    if span.min is None:
        return f"up to {span.max:g} weeks"
    if span.max is None:
        return f"{span.min:g} weeks or more"
    return f"{span.min:g} weeks" if span.min == span.max else f"{span.min:g}–{span.max:g} weeks"


def months(number: float) -> str:
    return f"{number:g} month{'' if number == 1 else 's'}"


def timing(finding: Finding) -> str:
    """When an outcome was measured, as the entry records it."""
    if finding.months_after_treatment is not None:
        return f"{months(finding.months_after_treatment)} after treatment ended" if finding.months_after_treatment else "when treatment ended"
    if finding.months_after_baseline is not None:
        return f"{months(finding.months_after_baseline)} after the study began"
    return finding.timing or NOT_RECORDED


def effect(value: Effect | None, kinds: dict[str, str]) -> str:
    """“93 % with the program, 28 % without”, “Cohen's d 0.49 (95 % CI 0.2 to 0.8)”. `kinds` is kind -> label."""
    if value is None:
        return NOT_RECORDED
    unit = " %" if value.kind == "percent" else ""
    parts = []
    if value.treatment is not None and value.comparison is not None:
        parts.append(f"{value.treatment:g}{unit} with the program, {value.comparison:g}{unit} in the comparison group")
    elif value.treatment is not None:
        parts.append(f"{value.treatment:g}{unit} with the program")
    elif value.comparison is not None:
        parts.append(f"{value.comparison:g}{unit} in the comparison group")
    if value.value is not None:
        parts.append(_contrast(value, value.value, kinds.get(value.kind, value.kind)))
    elif value.label:
        parts.append(value.label)
    if value.ci:
        parts.append(f"95 % confidence interval {value.ci[0]:g} to {value.ci[1]:g}")
    return "; ".join(parts) or NOT_RECORDED


def _contrast(value: Effect, number: float, kind: str) -> str:
    """“Cohen's d 0.49”; a label that carries the number itself stands in its place: “Odds ratio about 3”."""
    if value.label and f"{number:g}" in value.label:
        return f"{kind} {value.label}"
    return f"{value.label or kind} {number:g}{' points' if value.kind == 'percentage-points' else ''}"


def yes_no(value: bool | None) -> str:
    return NOT_RECORDED if value is None else "yes" if value else "no"


def study_name(study: Study) -> str:
    """“Walton and others, 1993”: enough to recognise a study in a table. Without authors its title stands in, without both its id."""
    citation = study.citation
    names = [author.split(",")[0] for author in citation.authors or ()]
    if not names:
        who = (
            f"“{shorten(citation.title, LONGEST_NAME, placeholder=' …', break_on_hyphens=False)}”"
            if citation.title
            else f"Untitled study “{study.id}”"
        )
        return f"{who}, {citation.year}" if citation.year else who
    others = {1: "", 2: f" and {names[-1]}"}.get(len(names), " and others")
    return f"{names[0]}{others}, {citation.year or 'year not recorded'}"


def full_citation(citation: Citation) -> list[tuple[str, bool]]:
    """A reference in pieces; the flag marks those set in italics. What is not recorded is left out, except author and year."""
    authors = _joined(citation.authors) if citation.authors else "[Authors not recorded]"
    pieces: list[tuple[str, bool]] = [(f"{authors} ({citation.year or 'year not recorded'}). ", False)]
    title = citation.title or "[Title not recorded]"
    pieces.append((f"{title}{'' if title[-1] in '.?!' else '.'} ", not citation.container))
    if citation.container:
        pieces.append((citation.container, True))
        volume = f", {citation.volume}" if citation.volume else ""
        issue = f"({citation.issue})" if citation.issue else ""
        pages = f", {citation.pages.replace('-', '–')}" if citation.pages else ""
        pieces.append((f"{volume}{issue}{pages}. ", False))
    return pieces


def _joined(authors: tuple[str, ...]) -> str:
    joined = authors[0] if len(authors) == 1 else f"{', '.join(authors[:-1])}, & {authors[-1]}"
    return joined if joined.endswith(".") else f"{joined}."


FILTERS = {
    "day": day, "month": month, "ages": ages, "weeks": weeks, "timing": timing, "effect": effect, "yes_no": yes_no, "months": months,
    "study_name": study_name, "full_citation": full_citation,
}  # fmt: skip
GLOBALS = {"counted": counted, "number_of": number_of}
