"""Coverage of the registry: entries by topic, rating and derived level, studies, and what is not recorded."""

import json
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, get_args

from sqlalchemy import Connection, func, literal, select

from app.catalog.snapshot.facets import NOT_RECORDED, UNDETERMINED
from app.catalog.snapshot.question_coverage import (
    FactInStudies,
    count_by_answers,
    count_by_question,
    count_decisive,
    count_programs_with,
)
from app.catalog.snapshot.stored_documents import read_stored
from app.catalog.store import tables
from app.catalog.store.tables import columns
from app.evidence.entry.pages import OutcomesBasis
from app.evidence.entry.registry import LEVEL_IDS
from app.evidence.entry.registry_ratings import OUR_SCALE, TIERS, ProgramInCatalog

PROGRAM_FACTS = {
    "developer": "developer", "website": "website", "contact": "contact",
    "target groups": "target_population.groups", "ages": "target_population.ages", "permanency": "permanency",
    "format": "delivery.formats", "setting": "delivery.settings", "intensity": "delivery.intensity",
    "duration": "delivery.duration", "delivered by": "delivery.delivered_by",
    "languages": "delivery.languages", "goals": "goals", "essential components": "components",
    "manual": "manual", "training": "training", "fidelity measure": "fidelity", "studies": "studies",
}  # fmt: skip
"""What readers call a fact of a program -> its keys in the entry."""
STUDY_FACTS = {
    "sample": "sample", "peer review": "peer_reviewed", "usual care": "usual_care",
    "comparison condition": "comparison", "number of participants": "participants",
    "length of treatment": "treatment_months", "year": "year", "DOI": "doi",
}  # fmt: skip
"""What readers call a fact of a study -> its column."""
FINDING_FACTS = {
    "follow-up from end of treatment": "months_after_treatment", "significance": "significant",
    "still controlled": "controlled", "effect size": "effect_kind",
}  # fmt: skip
MANY_STUDIES = 5
NO_TIER = "no tier"


@dataclass(frozen=True, slots=True)
class Coverage:
    """Counts of active programs, of their studies and of retired programs.

    Of pairs of a program and a topic, `by_rating` counts published levels, `by_derived` those of our
    records, `by_outcomes_basis` whose the outcomes are that count. `topics_without_outcomes` are active.
    `by_registry` counts ratings in force, “registry: tier”; one without a tier says nothing about effects.
    `unrated` are programs of which no rating by any registry is recorded. `unrecorded` is fact ->
    (not recorded, of how many); `studies_per_program` ends with "5 or more". `by_question` is what a site
    asks -> programs that answer it, `by_answers` how many of these are answered -> programs; `decisive` are
    the facts of studies on which a rating turns.
    """

    programs: int
    retired: int
    topics: int
    studies: int
    findings: int
    without_source: int
    by_topic: Mapping[str, int]
    by_rating: Mapping[str, int]
    by_registry: Mapping[str, int]
    unrated: int
    by_derived: Mapping[str, int]
    by_outcomes_basis: Mapping[str, int]
    topics_without_outcomes: tuple[str, ...]
    nr_reasons: Mapping[str, int]
    studies_per_program: Mapping[str, int]
    unrecorded: Mapping[str, tuple[int, int]]
    by_question: Mapping[str, int]
    by_answers: Mapping[str, int]
    programs_with: Mapping[str, int]
    decisive: Mapping[str, FactInStudies]
    oldest_review: str | None
    oldest_programs: tuple[str, ...]


def count_coverage(connection: Connection) -> Coverage:
    """Count one generation: published ratings by program and topic, NR reasons of our own verdicts."""
    program, membership = columns(tables.ProgramRow), columns(tables.MembershipRow)
    topic = columns(tables.TopicRow)
    wanted = select(program.slug, program.document, program.reviewed).where(program.status == "active")
    active = connection.execute(wanted).all()
    documents = {row.slug: json.loads(row.document) for row in active}
    programs = [read_stored(ProgramInCatalog, row.document) for row in active]
    studies = [document["studies"] for document in documents.values()]
    oldest = min((row.reviewed for row in active), default=None)
    sourced = set(connection.execute(select(columns(tables.SourceRow).program)).scalars())
    wanted = select(membership.program, membership.topic, membership.level)
    in_topics = [row for row in connection.execute(wanted) if row.program in documents]
    rows = connection.execute(select(topic.slug, topic.document).order_by(topic.name)).all()
    topics = {row.slug: json.loads(row.document) for row in rows}
    bases = [topics[row.topic]["rated_outcomes_basis"] or NOT_RECORDED for row in in_topics]
    levels = [row.level or NOT_RECORDED for row in in_topics]
    return Coverage(
        programs=len(documents),
        retired=connection.execute(select(func.count()).where(program.status != "active")).scalar_one(),
        topics=len(topics),
        studies=sum(map(len, studies)),
        findings=sum(len(study["findings"]) for each in studies for study in each),
        without_source=sum(slug not in sourced for slug in documents),
        by_topic={slug: sum(row.topic == slug for row in in_topics) for slug in topics},
        by_rating={level: levels.count(level) for level in (*LEVEL_IDS, NOT_RECORDED)},
        by_derived=_count_derived(connection, list(documents)),
        by_outcomes_basis={basis: bases.count(basis) for basis in (*get_args(OutcomesBasis), NOT_RECORDED)},
        topics_without_outcomes=tuple(slug for slug, each in topics.items() if _lacks_outcomes(each)),
        by_registry=_count_by_registry(connection, documents.keys()),
        unrated=sum(not _is_rated(document) for document in documents.values()),
        nr_reasons=_count_reasons(connection, list(documents)),
        studies_per_program=_count_studies([len(each) for each in studies]),
        unrecorded=_count_unrecorded(connection, list(documents.values())),
        by_question=count_by_question(programs),
        by_answers=count_by_answers(programs),
        programs_with=count_programs_with(programs),
        decisive=count_decisive(programs),
        oldest_review=oldest,
        oldest_programs=tuple(sorted(row.slug for row in active if row.reviewed == oldest)),
    )


def _lacks_outcomes(topic: dict[str, Any]) -> bool:
    return topic["status"] == "active" and topic["rated_outcomes"] is None


def _count_derived(connection: Connection, slugs: list[str]) -> dict[str, int]:
    verdict = columns(tables.VerdictRow)
    wanted = select(verdict.derived).where(verdict.topic != "", verdict.program.in_(slugs))
    levels = connection.execute(wanted).scalars().all()
    return {level: levels.count(level) for level in (*LEVEL_IDS, UNDETERMINED)}


def _count_by_registry(connection: Connection, active: Collection[str]) -> dict[str, int]:
    """“cebc: strong” -> how many, the most of one registry first and then by tier."""
    rating, other = columns(tables.RatingRow), columns(tables.OtherRatingRow)
    registry = literal(OUR_SCALE).label("registry")
    ours = select(rating.program, registry, rating.tier).where(rating.position == 0)
    given = other.in_force, other.rating_id.is_not(None)
    theirs = select(other.program, other.registry_id, other.tier).where(*given)
    rows = connection.execute(ours.union_all(theirs))
    rated = [(row.registry, row.tier or NO_TIER) for row in rows if row.program in active]
    registries = [registry for registry, _ in Counter(registry for registry, _ in rated).most_common()]
    counts = Counter(rated)
    tiers = [*TIERS, NO_TIER]
    return {
        f"{registry}: {tier}": counts[registry, tier]
        for registry in registries for tier in tiers if (registry, tier) in counts
    }  # fmt: skip


def _is_rated(document: Mapping[str, Any]) -> bool:
    in_topics = any(membership["ratings"] for membership in document["topics"])
    return in_topics or any(other["rating"] for other in document["other_ratings"])


def _count_reasons(connection: Connection, slugs: list[str]) -> dict[str, int]:
    verdict = columns(tables.VerdictRow)
    wanted = select(verdict.reason, func.count()).where(verdict.derived == "nr", verdict.topic != "")
    reasons = connection.execute(wanted.where(verdict.program.in_(slugs)).group_by(verdict.reason))
    return dict(sorted(((row[0], row[1]) for row in reasons), key=lambda each: -each[1]))


def _count_studies(counts: list[int]) -> dict[str, int]:
    exact = {str(number): counts.count(number) for number in range(MANY_STUDIES)}
    return {**exact, f"{MANY_STUDIES} or more": sum(count >= MANY_STUDIES for count in counts)}


def _count_unrecorded(connection: Connection, documents: list[dict[str, Any]]) -> dict[str, tuple[int, int]]:
    unrecorded: dict[str, tuple[int, int]] = {}
    for name, keys in PROGRAM_FACTS.items():
        missing = sum(not _value(document, keys) for document in documents)
        unrecorded[name] = (missing, len(documents))
    study, finding = columns(tables.StudyRow), columns(tables.FindingRow)
    for kind, facts, column in (("study", STUDY_FACTS, study), ("finding", FINDING_FACTS, finding)):
        total = connection.execute(select(func.count()).select_from(column.program.table)).scalar_one()
        for name, key in facts.items():
            known = connection.execute(select(func.count(column[key]))).scalar_one()
            unrecorded[f"{kind}: {name}"] = (total - known, total)
    return unrecorded


def _value(document: Any, keys: str) -> Any:
    for key in keys.split("."):
        document = document.get(key) if document else None
    return document
