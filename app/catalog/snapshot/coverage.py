"""How much the registry knows: entries by topic, rating and reason, studies, and how often each fact is not recorded. Counted in the database."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select

from app.catalog.snapshot.facets import NOT_RECORDED
from app.catalog.store.tables import (
    FindingRow,
    MembershipRow,
    ProgramRow,
    SourceRow,
    StudyRow,
    TopicRow,
    VerdictRow,
    columns,
)
from app.evidence.entry.registry import LEVEL_IDS

RECORDED: Mapping[str, tuple[str, ...]] = {
    "developer": ("developer",),
    "website": ("website",),
    "contact": ("contact",),
    "target groups": ("target_population", "groups"),
    "ages": ("target_population", "ages"),
    "permanency": ("permanency",),
    "format": ("delivery", "formats"),
    "setting": ("delivery", "settings"),
    "intensity": ("delivery", "intensity"),
    "duration": ("delivery", "duration"),
    "delivered by": ("delivery", "delivered_by"),
    "languages": ("delivery", "languages"),
    "goals": ("goals",),
    "essential components": ("components",),
    "manual": ("manual",),
    "training": ("training",),
    "fidelity measure": ("fidelity",),
    "studies": ("studies",),
}
"""What readers call a fact of a program -> its keys in the entry."""
OF_STUDIES = {
    "sample": "sample",
    "peer review": "peer_reviewed",
    "usual care": "usual_care",
    "comparison condition": "comparison",
    "number of participants": "participants",
    "length of treatment": "treatment_months",
    "year": "year",
    "DOI": "doi",
}
OF_FINDINGS = {
    "follow-up from end of treatment": "months_after_treatment",
    "significance": "significant",
    "still controlled": "controlled",
    "effect size": "effect_kind",
}
MANY_STUDIES = 5


@dataclass(frozen=True, slots=True)
class Coverage:
    """Counts of active programs unless said otherwise. `unrecorded` is fact -> (not recorded, of how many); `studies_per_program` ends with "5 or more"."""

    programs: int
    retired: int
    topics: int
    studies: int
    findings: int
    without_source: int
    by_topic: Mapping[str, int]
    by_rating: Mapping[str, int]
    nr_reasons: Mapping[str, int]
    studies_per_program: Mapping[str, int]
    unrecorded: Mapping[str, tuple[int, int]]
    oldest_review: str | None
    oldest_programs: tuple[str, ...]


def count_coverage(connection: Connection) -> Coverage:
    """Count one generation. Ratings are published ones, one count for each program and topic; NR reasons are those of our own verdicts."""
    program, study, membership, verdict = columns(ProgramRow), columns(StudyRow), columns(MembershipRow), columns(VerdictRow)
    documents = {
        row.slug: json.loads(row.document) for row in connection.execute(select(program.slug, program.document).where(program.status == "active"))
    }
    studies = {slug: len(document["studies"]) for slug, document in documents.items()}
    reviewed = {row.slug: row.reviewed for row in connection.execute(select(program.slug, program.reviewed).where(program.status == "active"))}
    oldest = min(reviewed.values(), default=None)
    sourced = {row.program for row in connection.execute(select(columns(SourceRow).program))}
    in_topics = [row for row in connection.execute(select(membership.program, membership.topic, membership.level)) if row.program in documents]
    topics = [row.slug for row in connection.execute(select(columns(TopicRow).slug).order_by(columns(TopicRow).name))]
    levels = [row.level or NOT_RECORDED for row in in_topics]
    reasons = connection.execute(
        select(verdict.reason, func.count())
        .where(verdict.derived == "nr", verdict.topic != "", verdict.program.in_(list(documents)))
        .group_by(verdict.reason)
    )
    return Coverage(
        programs=len(documents),
        retired=connection.execute(select(func.count()).where(program.status != "active")).scalar_one(),
        topics=len(topics),
        studies=sum(studies.values()),
        findings=sum(len(each["findings"]) for document in documents.values() for each in document["studies"]),
        without_source=sum(slug not in sourced for slug in documents),
        by_topic={slug: sum(row.topic == slug for row in in_topics) for slug in topics},
        by_rating={level: levels.count(level) for level in (*LEVEL_IDS, NOT_RECORDED)},
        nr_reasons=dict(sorted(((row[0], row[1]) for row in reasons), key=lambda each: -each[1])),
        studies_per_program=_per_program(list(studies.values())),
        unrecorded=_unrecorded(connection, list(documents.values()), study),
        oldest_review=oldest,
        oldest_programs=tuple(sorted(slug for slug, day in reviewed.items() if day == oldest)),
    )


def _per_program(counts: list[int]) -> dict[str, int]:
    exact = {str(number): counts.count(number) for number in range(MANY_STUDIES)}
    return {**exact, f"{MANY_STUDIES} or more": sum(count >= MANY_STUDIES for count in counts)}


def _unrecorded(connection: Connection, documents: list[dict[str, Any]], study: Any) -> dict[str, tuple[int, int]]:
    told = {name: (sum(not _at(document, keys) for document in documents), len(documents)) for name, keys in RECORDED.items()}
    for words, table in ((OF_STUDIES, columns(StudyRow)), (OF_FINDINGS, columns(FindingRow))):
        total = connection.execute(select(func.count()).select_from(table.program.table)).scalar_one()
        for name, column in words.items():
            known = connection.execute(select(func.count(table[column]))).scalar_one()
            told[f"{'study' if words is OF_STUDIES else 'finding'}: {name}"] = (total - known, total)
    return told


def _at(document: Any, keys: tuple[str, ...]) -> Any:
    for key in keys:
        document = document.get(key) if document else None
    return document
