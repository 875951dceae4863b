"""Programs made of a few words: what a case of the rating rules is about, and nothing else."""

import datetime
from typing import Any

from app.evidence.entry.implementation import Manual, Training
from app.evidence.entry.pages import Topic
from app.evidence.entry.program import (
    Dates,
    Harm,
    Level,
    Program,
    PublishedRating,
    TargetPopulation,
    TopicMembership,
)
from app.evidence.entry.study import Citation, Comparison, Finding, Study
from app.evidence.rating.profiles import CEBC, Profile
from app.evidence.rating.values import Verdict
from app.evidence.rating.verdict import Subject, rate

DAY = datetime.date(2026, 11, 21)
DOMAINS = {
    "re-entry": "permanency",
    "reunification": "permanency",
    "child-mental-health": "child-well-being",
    "service-process": "service",
}
PERMANENCY = Topic(
    name="Post-permanency", definition="Staying home", rated_outcomes=("re-entry", "reunification")
)


def finding(
    direction: str = "favorable",
    months: float | None = 0,
    outcome: str = "re-entry",
    controlled: bool | None = True,
    **more: Any,
) -> Finding:
    return Finding(
        outcome=outcome, direction=direction, months_after_treatment=months, controlled=controlled, **more
    )  # type: ignore[arg-type]


def study(
    id: str,
    *findings: Finding,
    design: str = "rct",
    sample: str | None = "",
    usual_care: bool | None = True,
    peer_reviewed: bool | None = True,
    **more: Any,
) -> Study:
    """A peer-reviewed trial in usual care of a sample of its own, unless said otherwise."""
    more.setdefault("comparison", Comparison(type="usual-care"))
    return Study(
        id=id, sample=id if sample == "" else sample, citation=Citation(title=id), design=design, usual_care=usual_care,  # type: ignore[arg-type]
        peer_reviewed=peer_reviewed, findings=findings, **more,
    )  # fmt: skip


def program(
    *studies: Study,
    manual: str | None = "yes",
    training: str | None = None,
    harm: Harm | None = None,
    level: Level | None = None,
) -> Program:
    ratings = (PublishedRating(level=level, by="CEBC", source="https://example.org"),) if level else ()
    return Program(
        name="A program", summary="Helps.", status="active", target_population=TargetPopulation(description="Families"),
        manual=Manual(available=manual) if manual else None, training=Training(available=training) if training else None,  # type: ignore[arg-type]
        harm=harm, topics=(TopicMembership(topic="post-permanency", ratings=ratings),), studies=studies, sources=("https://example.org",),
        dates=Dates(added=DAY, reviewed=DAY),
    )  # fmt: skip


def verdict(rated: Program, topic: Topic = PERMANENCY, profile: Profile = CEBC) -> Verdict:
    return rate(Subject("a-program", rated, "post-permanency", topic), profile, DOMAINS)
