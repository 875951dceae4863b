"""What the recorded studies of a program support, worked out once at build time. Pure."""

from collections.abc import Iterator

from app.catalog.snapshot.snapshot import UNDETERMINED
from app.catalog.store.tables import Row, VerdictRow
from app.evidence.entry.program import Program, TopicMembership
from app.evidence.entry.registry import Item, Registry
from app.evidence.rating.profiles import CEBC, TITLE_IV_E
from app.evidence.rating.values import Verdict
from app.evidence.rating.verdict import Subject, domains_of, rate


def verdict_rows(item: Item[Program], registry: Registry) -> Iterator[Row]:
    """One verdict on the CEBC scale for each topic of the program, and one under Title IV-E, which does not rate by topic."""
    domains = domains_of(registry)
    for membership in item.value.topics:
        subject = Subject(item.slug, item.value, membership.topic, registry.topics[membership.topic].value)
        verdict = rate(subject, CEBC, domains)
        yield _row(verdict, membership.topic, differs(verdict, membership))
    any_topic = next(iter(registry.topics.values()), None)
    if any_topic:
        yield _row(rate(Subject(item.slug, item.value, "", any_topic.value), TITLE_IV_E, domains), "", None)


def differs(verdict: Verdict, membership: TopicMembership) -> str | None:
    """Whether the published level is one that the records do not allow; None where there is nothing to compare."""
    if not membership.ratings or verdict.reason == "topic_outcomes_not_recorded":
        return None
    return "no" if membership.ratings[0].level.upper() in verdict.reachable else "yes"


def _row(verdict: Verdict, topic: str, differs: str | None) -> Row:
    return VerdictRow, dict(
        program=verdict.program, topic=topic, profile=verdict.profile, derived=(verdict.level or UNDETERMINED).lower(), reason=verdict.reason,
        differs=differs, document=verdict.model_dump_json(),
    )  # fmt: skip
