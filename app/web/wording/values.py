"""How values are said on pages; what commands say too comes from `app/evidence/entry/wording.py`."""

import datetime

from app.catalog.snapshot.snapshot import Card
from app.evidence.entry.authors import Authors, parse_authors
from app.evidence.entry.bibliography import address_of_doi, write_pages
from app.evidence.entry.program import Ages, WeekSpan
from app.evidence.entry.study import Citation, Effect
from app.evidence.entry.wording import (
    MONTHS,
    NOT_RECORDED,
    age_range,
    count_in_words,
    day,
    months,
    number_of,
    study_name,
    timing,
    week_range,
    yes_no,
)

COUNTED = {
    "families": "families", "children": "children", "youth": "young people", "caregivers": "caregivers",
    "parents": "parents", "placements": "placements",
}  # fmt: skip
NO_RATING = "No published rating seen"


def month(value: datetime.date | str) -> str:
    """“Nov 2026”."""
    year, number, *_ = str(value).split("-")
    return f"{MONTHS[int(number) - 1][:3]} {year}"


def as_of_note(value: datetime.date) -> str:
    """What a program says that is asked for with a day."""
    return f"Ratings as on {day(value)}, everything else as today."


def ages(value: Ages | Card | None) -> str:
    """“Ages 0–17”, “Ages 4 and over”, “Up to age 12”; empty when none is recorded."""
    if value is None:
        return ""
    low, high = (value.min, value.max) if isinstance(value, Ages) else (value.age_min, value.age_max)
    return age_range(low, high)


def weeks(span: WeekSpan | None) -> str:
    return week_range(span.min, span.max) if span else ""


def effect(value: Effect | None, kinds: dict[str, str]) -> str:
    """“93 % of families with the program, 28 % in the comparison group”, “Cohen's d 0.49”.

    `kinds` is kind -> label.
    """
    if value is None:
        return NOT_RECORDED
    unit = "" if value.kind != "percent" else f" % of {COUNTED[value.of]}" if value.of else " %"
    parts = []
    if value.treatment is not None and value.comparison is not None:
        parts.append(
            f"{value.treatment:g}{unit} with the program, "
            f"{value.comparison:g}{unit[:2]} in the comparison group"
        )
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


def full_citation(citation: Citation) -> list[tuple[str, bool]]:
    """A reference in pieces; the flag marks those set in italics.

    What is not recorded is left out, except author and year.
    """
    authors = _joined(parse_authors(citation.authors)) or "[Authors not recorded]"
    pieces: list[tuple[str, bool]] = [(f"{authors} ({citation.year or 'year not recorded'}). ", False)]
    title = citation.title or "[Title not recorded]"
    pieces.append((f"{title}{'' if title[-1] in '.?!' else '.'} ", not citation.container))
    if citation.container:
        pieces.append((citation.container, True))
        volume = f", {citation.volume}" if citation.volume else ""
        issue = f"({citation.issue})" if citation.issue else ""
        pages = f", {write_pages(citation.pages, '–')}" if citation.pages else ""
        pieces.append((f"{volume}{issue}{pages}. ", False))
    return pieces


def _joined(authors: Authors) -> str:
    """“Doe, J., & Roe, A.”, “Doe, J., et al.”; empty when nobody is named."""
    *first, last = [author.written for author in authors.named] or [""]
    names = (
        [*first, last, "et al."] if authors.has_others and last else [*first, f"& {last}" if first else last]
    )
    joined = ", ".join(names)
    return joined if not joined or joined.endswith(".") else f"{joined}."


FILTERS = {
    "day": day, "month": month, "ages": ages, "weeks": weeks, "timing": timing, "effect": effect,
    "yes_no": yes_no, "months": months, "study_name": study_name, "full_citation": full_citation,
    "doi_address": address_of_doi, "as_of_note": as_of_note,
}  # fmt: skip
GLOBALS = {"NO_RATING": NO_RATING, "counted": count_in_words, "number_of": number_of}
