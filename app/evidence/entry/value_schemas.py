"""The kinds of value as JSON Schema, for editors that complete while somebody types; what the check itself asks is in `value_checks.py`.

An editor's YAML reads `volume: 72` as a number and `"72"` as text; an entry may hold either, so a schema allows both.
"""

from typing import Any

from app.evidence.entry.value_checks import (
    DAY,
    DOI,
    HOST,
    LONGEST_ADDRESS,
    LONGEST_SUMMARY,
    PARTIAL_DATE,
    PMID,
    SLUG,
    URL,
)

VOCABULARY = "vocabulary"
"""A mark that `schema.py` replaces by the ids of that vocabulary."""


def whole(pattern: str) -> str:
    return f"^(?:{pattern})$"


def number(
    pattern: str, least: float | None = None, most: float | None = None, kind: str = "number"
) -> dict[str, Any]:
    """Digits, as a number or as text; bounds hold for numbers."""
    bounds = {"minimum": least, "maximum": most}
    return {
        "type": [kind, "string"],
        "pattern": whole(pattern),
        **{name: bound for name, bound in bounds.items() if bound is not None},
    }


def words(vocabulary: str) -> dict[str, Any]:
    return {"type": "string", VOCABULARY: vocabulary}


TEXT = {"type": ["string", "number"], "pattern": r"\S"}
SUMMARY_TEXT = {"type": ["string", "number"], "pattern": r"\S", "maxLength": LONGEST_SUMMARY}
SLUG_TEXT = {
    "type": ["string", "integer"],
    "pattern": whole(SLUG.pattern),
    "maxLength": LONGEST_ADDRESS,
    "minimum": 0,
}
URL_TEXT = {"type": "string", "pattern": whole(URL.pattern), "maxLength": LONGEST_ADDRESS}
HOST_TEXT = {"type": "string", "pattern": whole(HOST.pattern), "maxLength": LONGEST_ADDRESS}
DOI_TEXT = {"type": "string", "pattern": whole(DOI.pattern)}
PMID_TEXT = {
    "type": ["integer", "string"],
    "pattern": whole(PMID.pattern),
    "minimum": 1,
    "maximum": 999_999_999,
}
DAY_TEXT = {"type": "string", "pattern": whole(DAY.pattern), "format": "date"}
PARTIAL_DATE_TEXT = {
    "type": ["string", "integer"],
    "pattern": whole(PARTIAL_DATE.pattern),
    "minimum": 1000,
    "maximum": 9999,
}
