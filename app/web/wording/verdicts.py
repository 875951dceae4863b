"""How pages say a verdict: the shared wording, with the names that this registry gives the levels."""

from app.evidence.rating import wording
from app.evidence.rating.profiles import CEBC, PROFILES
from app.evidence.rating.values import Verdict
from app.web.request.context import snapshot


def level_name(level: str, profile: str = CEBC.id) -> str:
    """“2 – Supported by Research Evidence”; the levels of other scales by their own words."""
    if profile != CEBC.id:
        return PROFILES[profile].labels.get(level, level)
    return f"{level} – {snapshot().levels[level.lower()][0].label}"


def headline(verdict: Verdict) -> str:
    """The verdict as a heading."""
    return wording.headline(verdict, lambda level: level_name(level, verdict.profile))


def supports(verdict: Verdict) -> str:
    """“2”, “3 to 1”, “3, 4 or NR”: what the records support, in as few words as fit beside a badge."""
    return wording.supported_levels(verdict, wording.short_level(verdict))


FILTERS = {
    "agreement": wording.compare_with_published,
    "basis_text": wording.basis_text,
    "blocking_clause": wording.blocking_clause,
    "checklist": wording.checklist,
    "either_is_enough": wording.either_is_enough,
    "headline": headline,
    "named": wording.name_studies,
    "notice": wording.notice,
    "reason_text": wording.reason_text,
    "supports": supports,
    "weight_text": wording.weight_text,
    "witnesses": wording.supporting_studies,
}
