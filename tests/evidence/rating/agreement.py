"""Whether the engine and the oracle say the same of a program, and whether what the engine promises holds."""

from collections.abc import Iterator

from app.evidence.entry.program import Program
from app.evidence.rating.contributions import Scope
from app.evidence.rating.open_questions import fill, unrecorded
from app.evidence.rating.profiles import CEBC, TITLE_IV_E, Profile
from app.evidence.rating.values import Verdict
from tests.evidence.rating.oracle import Answer, answer, range_of
from tests.evidence.rating.studies import DOMAINS, PERMANENCY, verdict

OUTCOMES = {
    CEBC.id: frozenset(PERMANENCY.rated_outcomes or ()),
    TITLE_IV_E.id: frozenset(
        outcome for outcome, domain in DOMAINS.items() if domain in (TITLE_IV_E.domains or ())
    ),
}


def disagreements(rated: Program, profile: Profile) -> Iterator[str]:
    """What the engine says otherwise than the oracle, in words."""
    found, expected = verdict(rated, profile=profile), answer(rated, OUTCOMES[profile.id], profile.id)
    if reach(found) != expected.levels:
        yield f"levels {sorted(reach(found))}, by the rules {sorted(expected.levels)}"
    if found.range != range_of(expected.levels, profile.id):
        yield f"range {found.range}, by the rules {range_of(expected.levels, profile.id)}"
    if found.judgement != expected.judgement:
        yield f"judgement {found.judgement}, by the rules {expected.judgement}"
    if profile is CEBC and found.level == "NR":
        yield from _about_reasons(found, expected)


def _about_reasons(found: Verdict, expected: Answer) -> Iterator[str]:
    if set(found.reasons) != expected.reasons:
        yield f"reasons {sorted(found.reasons)}, by the rules {sorted(expected.reasons)}"
    alone = next(iter(expected.reasons)) if len(expected.reasons) == 1 and not expected.judgement else None
    if found.reason != alone:
        yield f"reason {found.reason}, by the rules {alone}"


def broken_promises(rated: Program, profile: Profile) -> Iterator[str]:
    """Steps that do not lead where `would_change` says, and facts of `missing` that change nothing."""
    found, outcomes = verdict(rated, profile=profile), OUTCOMES[profile.id]
    for change in found.would_change:
        after, apart = rated, []
        for step in change.steps:
            after = step.take(after)
            apart += [step.study] if step.study else []
        numbered = [
            study.model_copy(update={"id": f"{study.id}-{n}", "sample": f"apart-{n}"})
            for n, study in enumerate(apart)
        ]
        after = after.model_copy(update={"studies": (*after.studies, *numbered)})
        level = answer(after, outcomes, profile.id, frozenset(f"apart-{n}" for n in range(len(apart)))).level
        if level != change.to or change.to == found.level:
            yield f"to {change.to} by {change.needs}: {level}"
    facts = {(each.fact, each.study, (each.finding or 0) + 1 if each.finding is not None else None): each
             for each in unrecorded(rated, Scope(outcomes, profile.needs_peer_review))}  # fmt: skip
    kinds: dict[str, bool] = {}
    for missing in found.missing:
        fact = facts[(missing.fact, missing.study, missing.finding)]
        alone = any(
            answer(fill(rated, fact, value), outcomes, profile.id).levels != reach(found)
            for value in fact.values
        )
        kinds[missing.fact] = (
            kinds.get(missing.fact, False) or alone or _together(rated, found, missing.fact, facts, profile)
        )
    yield from (
        f"{kind} is said to be missing and changes nothing" for kind, changes in kinds.items() if not changes
    )


def _together(rated: Program, found: Verdict, kind: str, facts: dict, profile: Profile) -> bool:  # type: ignore[type-arg]
    for end in (0, -1):
        filled = rated
        for fact in facts.values():
            if fact.fact == kind:
                filled = fill(filled, fact, fact.values[end])
        if answer(filled, OUTCOMES[profile.id], profile.id).levels != reach(found):
            return True
    return False


def reach(found: Verdict) -> frozenset[str]:
    """Every level that the verdict allows."""
    return frozenset({found.level} if found.level else found.candidates or ())
