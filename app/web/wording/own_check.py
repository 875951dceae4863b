"""Our own check of a program's topics, so that a page says everything once: alike topics are one."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.catalog.snapshot.snapshot import Page
from app.evidence.rating.values import ConditionResult, MissingFact, PossibleChange, Verdict
from app.evidence.rating.wording import (
    Agreement,
    checklist,
    compare_with_published,
    possible_levels,
    reason_text,
)


@dataclass(frozen=True, slots=True)
class CheckedTopics:
    """Topics whose check comes to the same, with what no check above them says.

    `said` compares it with what was published, `reason` says why there is no level. `repeats`: some of what
    belongs here stands above.
    """

    topics: tuple[str, ...]
    verdict: Verdict
    agreement: Agreement
    said: str
    reason: str
    conditions: tuple[ConditionResult, ...]
    missing: tuple[MissingFact, ...]
    changes: tuple[PossibleChange, ...]
    repeats: bool


def check_topics(page: Page) -> Iterator[CheckedTopics]:
    """The checks of a program's topics in their order, each that says something else once."""
    groups: list[tuple[tuple[object, ...], list[tuple[str, Verdict, Agreement]]]] = []
    for membership in page.program.topics:
        verdict = page.verdict(membership.topic)
        if verdict is not None:
            agreement = compare_with_published(verdict, membership.ratings[0] if membership.ratings else None)
            said = agreement.text, verdict.level, verdict.reachable, verdict.reasons, verdict.missing
            key = (*said, verdict.would_change, tuple(checklist(verdict)))
            alike = next((group for other, group in groups if other == key), None)
            if alike is None:
                groups.append((key, alike := []))
            alike.append((membership.topic, verdict, agreement))
    yield from _each_once([group for _, group in groups])


def _each_once(groups: list[list[tuple[str, Verdict, Agreement]]]) -> Iterator[CheckedTopics]:
    above: set[object] = set()
    for group in groups:
        _, verdict, agreement = group[0]
        reason = reason_text(verdict) if verdict.reasons and agreement.relation != "unknown" else ""
        listed = checklist(verdict)
        conditions = tuple(each for each in listed if each.text not in above)
        missing = tuple(each for each in verdict.missing if each not in above)
        changes = tuple(each for each in verdict.would_change if (each.to, each.needs) not in above)
        told = [agreement.text, possible_levels(verdict)]
        lengths = len(conditions) + len(missing) + len(changes)
        yield CheckedTopics(
            tuple(topic for topic, *_ in group),
            verdict,
            agreement,
            " ".join(each for each in told if each and each not in above),
            "" if reason in above else reason,
            conditions,
            missing,
            changes,
            lengths < len(listed) + len(verdict.missing) + len(verdict.would_change),
        )
        above |= {*told, reason, *(each.text for each in listed), *verdict.missing}
        above |= {(each.to, each.needs) for each in verdict.would_change}


FUNCTIONS = (check_topics,)
