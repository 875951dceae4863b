"""How a verdict is said: on pages, in the editor and in the sentences of a comparison."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from app.evidence.entry.pages import OutcomesBasis
from app.evidence.entry.program import Program, PublishedRating
from app.evidence.entry.wording import count_in_words, study_name
from app.evidence.rating.profiles import PROFILES, Profile
from app.evidence.rating.reasons import OUTCOMES_UNKNOWN, REASONS
from app.evidence.rating.values import ConditionResult, Verdict

Relation = Literal["agrees", "allows", "differs", "unpublished", "unknown"]
BASES: dict[OutcomesBasis, str] = {
    "source": "The outcomes that count here are those that the source's rule for a rating names.",
    "source-in-part": "The outcomes that count here are ours in part: the source's rule gives examples or "
    "wider words, and we chose what stands for them.",
    "ours": "The outcomes that count here are ours: the source's rule was not seen, so we count what follows "
    "from the definition of the topic.",
}
"""Whose the outcomes of a topic are, as readers are told beside the list and beside what follows from it."""
LevelName = Callable[[str], str]
"""What a level is called where it is said: “2”, “2 – Supported by Research Evidence”."""

CANNOT_TELL = "We cannot tell from the studies we have"


@dataclass(frozen=True, slots=True)
class Agreement:
    """How a published rating and the records relate; `clauses`: what it asks for and the records lack."""

    relation: Relation
    short: str
    text: str
    clauses: tuple[ConditionResult, ...] = ()


def short_level(verdict: Verdict) -> LevelName:
    """Levels in as few words as fit beside a badge:

    CEBC's numerals, the words of other scales in small letters.
    """
    labels = PROFILES[verdict.profile].labels
    return lambda level: labels.get(level, level).lower() if labels else level


def supported_levels(verdict: Verdict, name: LevelName) -> str:
    """“2”, “3 to 1”, “3, 4 or NR”: the levels that the records support or allow."""
    names = [name(level) for level in verdict.reachable]
    if len(names) == 1:
        return names[0]
    if verdict.range and not verdict.judgement:
        return " to ".join(map(name, verdict.range))
    return f"{', '.join(names[:-1])} or {names[-1]}"


def headline(verdict: Verdict, name: LevelName) -> str:
    """The verdict as a sentence without its full stop; `name` gives the full name of a level."""
    if verdict.level:
        return f"Our own check of the studies gives {name(verdict.level)}"
    if verdict.reason == OUTCOMES_UNKNOWN:
        return "We cannot tell: which outcomes count here is not recorded"
    if verdict.judgement and verdict.missing:
        return f"{CANNOT_TELL}: {_missing(verdict)}, and then somebody has to judge"
    if verdict.judgement:
        return "The studies point in different directions, so somebody has to judge"
    return f"{CANNOT_TELL}: {_missing(verdict)}"


def _missing(verdict: Verdict) -> str:
    """“two facts are missing”."""
    number = len(verdict.missing)
    return f"{count_in_words(number, 'fact').lower()} {'is' if number == 1 else 'are'} missing"


def possible_levels(verdict: Verdict) -> str:
    """“It may be anything from 3 to 1.”; empty where the records settle one level."""
    if verdict.level or verdict.reason == OUTCOMES_UNKNOWN:
        return ""
    allowed = supported_levels(verdict, short_level(verdict))
    return f"It may be {'anything from ' if verdict.range and not verdict.judgement else ''}{allowed}."


def compare_with_published(verdict: Verdict, published: PublishedRating | None) -> Agreement:
    """What to say of a published rating beside the records."""
    ours = supported_levels(verdict, short_level(verdict))
    said = headline(verdict, short_level(verdict))
    if published is None:
        return Agreement("unpublished", said, "No CEBC rating was seen in this topic to compare this with.")
    level = published.level.upper()
    theirs = f"{published.by} published {level}"
    if verdict.reason == OUTCOMES_UNKNOWN:
        return Agreement("unknown", said, f"{theirs}. {REASONS[verdict.reason][1]}")
    if verdict.level == level:
        short = f"Our own check of the studies gives {level} too"
        return Agreement("agrees", short, f"{theirs}, and our own check gives the same level.")
    if level in verdict.reachable:
        return Agreement("allows", said, f"{theirs}, which our own check allows but does not settle.")
    text = f"{theirs}; our own check gives {ours}. The published rating stands."
    clauses = tuple(each for each in verdict.conditions if each.level == level and each.state != "met")
    return Agreement("differs", said, text, clauses)


def checklist(verdict: Verdict) -> list[ConditionResult]:
    """The conditions that a reader needs, those that are not met first among those that keep a level away.

    Of a level that is earned: its own, and what the next stronger one asks beyond it. Of the worst level: the
    ways to it, of which either is enough. Else those of the strongest level within reach.
    """
    profile = PROFILES[verdict.profile]
    if verdict.level and either_is_enough(verdict):
        return _each_once([each for each in verdict.conditions if each.level == verdict.level])
    if verdict.level and verdict.level != profile.otherwise:
        own = [each for each in verdict.conditions if each.level == verdict.level and each.state == "met"]
        aim = _next_earned(verdict.level, profile)
        return _each_once([*own, *_hindrances(verdict, aim)])
    aim = next((level for level in verdict.reachable if level != profile.otherwise), _lowest_earned(profile))
    kept = [each for each in verdict.conditions if each.level == aim and each.state == "met"]
    return _each_once([*_hindrances(verdict, aim), *kept])


def either_is_enough(verdict: Verdict) -> bool:
    """Whether the level is one to which several conditions lead, each alone (harm, or a negative weight)."""
    rows = [row for row in PROFILES[verdict.profile].rows if row.level == verdict.level]
    return len(rows) > 1 and verdict.level != PROFILES[verdict.profile].otherwise


def blocking_clause(verdict: Verdict) -> ConditionResult | None:
    """The clause that stands between a verdict and the next stronger level; None where nothing does.

    What is not met comes before what is not known. At the worst level it is the condition that led there.
    """
    listed = checklist(verdict)
    if verdict.level and either_is_enough(verdict):
        return next((each for each in listed if each.state == "met"), None)
    by_state = sorted(
        (each for each in listed if each.state != "met"), key=lambda each: each.state != "not_met"
    )
    return by_state[0] if by_state else None


def _hindrances(verdict: Verdict, aim: str | None) -> list[ConditionResult]:
    """The conditions of a level that do not hold, and of those the ones that are certain first."""
    asked = [each for each in verdict.conditions if each.level == aim and each.state != "met"]
    return sorted(asked, key=lambda each: each.state != "not_met")


def _next_earned(level: str, profile: Profile) -> str | None:
    """The next stronger level that a program earns: NR is none."""
    stronger = profile.order[profile.order.index(level) + 1 :]
    return next((each for each in stronger if each != profile.otherwise), None)


def _lowest_earned(profile: Profile) -> str:
    """The least demanding level above `otherwise`: what a program that cannot be rated falls short of."""
    return profile.order[profile.order.index(profile.otherwise) + 1]


def _each_once(conditions: Sequence[ConditionResult]) -> list[ConditionResult]:
    return list({each.id: each for each in reversed(conditions)}.values())[::-1]


def supporting_studies(condition: ConditionResult, program: Program) -> list[tuple[str, str]]:
    """(study id, its name) of the studies that bear a condition out, each once."""
    ids = dict.fromkeys(witness.split("#")[0] for witness in condition.witnesses)
    return [(study.id, study_name(study)) for study in program.studies if study.id in ids]


def name_studies(text: str, program: Program) -> str:
    """A sentence of a verdict with the ids in quotation marks replaced by the names of the studies."""
    studies = {study.id: study for study in program.studies}

    def name(found: re.Match[str]) -> str:
        return study_name(studies[found[1]]) if found[1] in studies else found[0]

    return re.sub(r"“([a-z0-9-]+)”", name, text)


def reason_text(verdict: Verdict) -> str:
    """Why a program cannot be rated, as sentences; empty where it can."""
    if verdict.reason_text:
        return verdict.reason_text
    said = " ".join(REASONS[reason][1] for reason in verdict.reasons)
    return f"One of these, depending on what is not recorded: {said}" if said else ""


def weight_text(verdict: Verdict) -> str:
    """“1 or 2 for, none against, 1 without a difference”: studies of different people, at least and most."""
    told = {"+": "for", "-": "against", "±": "for and against", "0": "without a difference"}
    said = [
        f"{_span(*verdict.signs[sign])} {words}"
        for sign, words in told.items()
        if sign in "+-" or verdict.signs[sign][1]
    ]
    return ", ".join(said)


def _span(least: int, most: int) -> str:
    if least == most:
        return str(least or "none")
    return f"{least or 'none'} {'or' if most == least + 1 else 'to'} {most}"


def notice(verdict: Verdict) -> str:
    """Whose reading this is."""
    return PROFILES[verdict.profile].notice


def basis_text(basis: OutcomesBasis | None) -> str:
    """Whose the outcomes are that count in a topic; empty where they are not those of a topic."""
    return BASES[basis] if basis else ""
