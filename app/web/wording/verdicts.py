"""How pages say a verdict: the shared wording, with the names that this registry gives the levels."""

from app.catalog.snapshot.snapshot import Page
from app.evidence.entry.pages import OutcomesBasis
from app.evidence.entry.program import Harm
from app.evidence.rating import wording
from app.evidence.rating.profiles import CEBC, PROFILES
from app.evidence.rating.values import ConditionResult, Verdict
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


HARM = {
    "present": "A risk of harm is recorded.",
    "none_known": "Somebody looked: no report of harm is known.",
    "unknown": "Nobody has assessed it; no report of harm was found.",
}
"""What is said of harm: whoever reads a page must see whether somebody looked."""
ASSUMED = {
    "no-harm": "Harm: nobody has assessed it; no report of harm was found",
    "manual": "Manual: taken for granted from a registry’s rating; nobody here has seen it",
}
"""Condition -> what stands instead of it where it is only taken for granted."""
BASES_IN_SHORT: dict[OutcomesBasis, str] = {
    "source": "the source’s rule names them",
    "source-in-part": "the source’s rule names some, we chose the others",
    "ours": "we chose them, from the definition of the topic",
}


def is_assumed(condition: ConditionResult) -> bool:
    """Whether a condition counts as met though nobody looked: a tick would say too much."""
    return condition.state == "met" and condition.id in ASSUMED and bool(condition.notes)


def sign(condition: ConditionResult) -> str:
    """The state of a condition, `assumed` where nobody looked."""
    return "assumed" if is_assumed(condition) else condition.state


def clause(condition: ConditionResult, verdict: Verdict) -> str:
    """A condition in words, with the counts that its weight rests on and what must be known of it."""
    if is_assumed(condition):
        return f"{ASSUMED[condition.id]}."
    weighed = f" ({wording.weight_text(verdict)})" if condition.id.startswith("weight-") else ""
    notes = "".join(f" ({note})" for note in condition.notes)
    return f"{condition.text}{weighed}{notes}."


def say_harm(harm: Harm | None) -> str:
    """What is recorded of harm, in a sentence."""
    states = {harm.case, harm.basis} if harm else {None}
    found = next((state for state in ("present", "none_known") if state in states), "unknown")
    return HARM[found]


def verdicts_in_order(page: Page) -> list[Verdict | None]:
    """Our own check in each topic of a program, in the order of its topics."""
    return [page.verdict(membership.topic) for membership in page.program.topics]


FILTERS = {
    "agreement": wording.compare_with_published,
    "basis_in_short": BASES_IN_SHORT.__getitem__,
    "basis_text": wording.basis_text,
    "blocking_clause": wording.blocking_clause,
    "clause": clause,
    "checklist": wording.checklist,
    "either_is_enough": wording.either_is_enough,
    "headline": headline,
    "harm_said": say_harm,
    "named": wording.name_studies,
    "notice": wording.notice,
    "possible_levels": wording.possible_levels,
    "reason_text": wording.reason_text,
    "sign": sign,
    "supports": supports,
    "weight_text": wording.weight_text,
    "witnesses": wording.supporting_studies,
}
FUNCTIONS = (verdicts_in_order,)
