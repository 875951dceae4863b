"""How a verdict is said: what the records support, whether that is what was published, and which clause decides."""

import re
from dataclasses import dataclass
from typing import Literal

from app.evidence.entry.program import Program, PublishedRating
from app.evidence.rating.profiles import CEBC, PROFILES, Profile
from app.evidence.rating.reasons import REASONS
from app.evidence.rating.values import ConditionResult, Verdict
from app.web.request.context import snapshot
from app.web.wording.values import study_name

TITLE_IV_E_LEVELS = {
    "well-supported": "Well-supported",
    "supported": "Supported",
    "promising": "Promising",
    "does-not-meet": "Does not meet criteria",
}
Relation = Literal["agrees", "allows", "differs", "unpublished", "unknown"]


@dataclass(frozen=True, slots=True)
class Agreement:
    """How the published rating and the records relate. `clauses` are the conditions of the published level that the records do not bear out."""

    relation: Relation
    short: str
    text: str
    clauses: tuple[ConditionResult, ...] = ()


def level_name(level: str, profile: str = CEBC.id) -> str:
    if profile != CEBC.id:
        return TITLE_IV_E_LEVELS.get(level, level)
    return f"{level} – {snapshot().levels[level.lower()][0].label}"


def supports(verdict: Verdict) -> str:
    """“2”, “3 to 1”, “3, 4 or NR”: what the records support, in as few words as fit beside a badge."""
    names = [level if verdict.profile == CEBC.id else TITLE_IV_E_LEVELS[level].lower() for level in verdict.reachable]
    if len(names) == 1:
        return names[0]
    if verdict.range:
        weakest, strongest = (level if verdict.profile == CEBC.id else TITLE_IV_E_LEVELS[level].lower() for level in verdict.range)
        return f"{weakest} to {strongest}"
    return f"{', '.join(names[:-1])} or {names[-1]}"


def headline(verdict: Verdict) -> str:
    """The verdict as a heading."""
    if verdict.level:
        return f"Our records support {level_name(verdict.level, verdict.profile)}"
    if verdict.reason == "topic_outcomes_not_recorded":
        return "Not determined: which outcomes count here is not recorded"
    if verdict.judgement:
        return f"Somebody has to judge: {supports(verdict)}"
    return f"Not determined: anything from {supports(verdict)}"


def agreement(verdict: Verdict, published: PublishedRating | None) -> Agreement:
    """What to say of a published rating beside the records."""
    ours = supports(verdict)
    if published is None:
        return Agreement("unpublished", f"Our records support {ours}", "No published rating was seen, so there is nothing to compare this with.")
    level = published.level.upper()
    if verdict.reason == "topic_outcomes_not_recorded":
        return Agreement(
            "unknown", "Not compared: the outcomes that count are not recorded", f"{published.by} published {level}. {REASONS[verdict.reason][1]}"
        )
    if verdict.level == level:
        return Agreement(
            "agrees", f"Our records support {ours}: agrees", f"{published.by} published {level}, and our records support the same level."
        )
    if level in verdict.reachable:
        return Agreement("allows", f"Our records allow it ({ours})", f"{published.by} published {level}. Our records allow it, and do not settle it.")
    clauses = tuple(each for each in verdict.conditions if each.level == level and each.state != "met")
    text = f"{published.by} published {level}; our records support {ours}. The published rating stands as published."
    return Agreement("differs", f"Our records support {ours}: differs", text, clauses)


def checklist(verdict: Verdict) -> list[ConditionResult]:
    """The conditions that a reader needs: those of the level, and what the next stronger one asks beyond it."""
    profile = PROFILES[verdict.profile]
    if verdict.level and verdict.level != profile.otherwise:
        own = [each for each in verdict.conditions if each.level == verdict.level and each.state == "met"]
        stronger = profile.levels[: profile.levels.index(verdict.level)][-1:]
        return _once([*own, *(each for each in verdict.conditions if each.level in stronger and each.state != "met")])
    aim = next((level for level in verdict.reachable if level != profile.otherwise), _lowest_earned(profile))
    return _once([each for each in verdict.conditions if each.level == aim])


def _lowest_earned(profile: Profile) -> str:
    """The least demanding level above `otherwise`: what a program that cannot be rated falls short of."""
    return profile.order[profile.order.index(profile.otherwise) + 1]


def _once(conditions: list[ConditionResult]) -> list[ConditionResult]:
    return list({each.id: each for each in reversed(conditions)}.values())[::-1]


def witnesses(condition: ConditionResult, program: Program) -> list[tuple[str, str]]:
    """(study id, its name) of the studies that bear a condition out, each once."""
    ids = dict.fromkeys(witness.split("#")[0] for witness in condition.witnesses)
    return [(study.id, study_name(study)) for study in program.studies if study.id in ids]


def named(text: str, program: Program) -> str:
    """A sentence of a verdict with the ids in quotation marks replaced by the names of the studies."""
    names = {study.id: study_name(study) for study in program.studies}
    return re.sub(r"“([a-z0-9-]+)”", lambda found: names.get(found[1], found[0]), text)


def reason_text(verdict: Verdict) -> str:
    return REASONS[verdict.reason][1] if verdict.reason else ""


def weight_text(verdict: Verdict) -> str:
    """“1 for, 0 against, 0 both ways, 1–2 without a difference”: samples, as few and as many as the records allow."""
    said = {sign: f"{least}" if least == most else f"{least}–{most}" for sign, (least, most) in verdict.signs.items()}
    return f"{said['+']} for, {said['-']} against, {said['±']} both ways, {said['0']} without a difference"


def notice(verdict: Verdict) -> str:
    return PROFILES[verdict.profile].notice


FILTERS = {
    "agreement": agreement, "checklist": checklist, "headline": headline, "named": named, "notice": notice, "reason_text": reason_text,
    "supports": supports, "weight_text": weight_text, "witnesses": witnesses,
}  # fmt: skip
