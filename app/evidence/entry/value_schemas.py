"""The kinds of value as JSON Schema, for editors that complete keys; `value_checks.py` has the checks.

An editor's YAML reads `volume: 72` as a number and `"72"` as text; an entry may hold either,
so a schema allows both.
"""

from typing import Any

from app.evidence.entry import value_checks as checks
from app.evidence.entry.value_checks import LONGEST_ADDRESS, LONGEST_SUMMARY

Bound = float | None
VOCABULARY = "vocabulary"
"""A mark that `schema/json_schema.py` replaces by the ids of that vocabulary."""


def anchor_pattern(pattern: str) -> str:
    return f"^(?:{pattern})$"


def number_schema(pattern: str, least: Bound, most: Bound, kind: str = "number") -> dict[str, Any]:
    """Digits, as a number or as text; bounds hold for numbers."""
    bounds = {name: bound for name, bound in (("minimum", least), ("maximum", most)) if bound is not None}
    return {"type": [kind, "string"], "pattern": anchor_pattern(pattern), **bounds}


def vocabulary_schema(vocabulary: str) -> dict[str, Any]:
    return {"type": "string", VOCABULARY: vocabulary}


def _text(kind: str | list[str], pattern: str, **more: Any) -> dict[str, Any]:
    return {"type": kind, "pattern": anchor_pattern(pattern), **more}


TEXT = {"type": ["string", "number"], "pattern": r"\S"}
SUMMARY_TEXT = {**TEXT, "maxLength": LONGEST_SUMMARY}
SLUG_TEXT = _text(["string", "integer"], checks.SLUG.pattern, maxLength=LONGEST_ADDRESS, minimum=0)
URL_TEXT = _text("string", rf"(?!.+[^/=?]https?://)({checks.URL.pattern})", maxLength=LONGEST_ADDRESS)
EMAIL_TEXT = _text("string", checks.EMAIL.pattern, maxLength=LONGEST_ADDRESS)
HOST_TEXT = _text("string", checks.HOST.pattern, maxLength=LONGEST_ADDRESS)
DOI_TEXT = _text("string", checks.DOI.pattern)
PMID_TEXT = _text(["integer", "string"], checks.PMID.pattern, minimum=1, maximum=999_999_999)
CURRENCY_TEXT = _text("string", checks.CURRENCY.pattern)
DAY_TEXT = _text("string", checks.DAY.pattern, format="date")
PARTIAL_DATE_TEXT = _text(["string", "integer"], checks.PARTIAL_DATE.pattern, minimum=1000, maximum=9999)
