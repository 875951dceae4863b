"""From an entry to its rows. Pure."""

import json
from collections.abc import Iterator

from app.catalog.store.tables import (
    AliasRow,
    EntryFileRow,
    FindingRow,
    MembershipRow,
    OtherRatingRow,
    ProgramRow,
    ProgramWordRow,
    RatingRow,
    Row,
    SourceRow,
    StudyRow,
)
from app.evidence.entry.program import Program
from app.evidence.entry.registry import Item
from app.evidence.entry.study import Finding, Study
from app.evidence.entry.value_types import Entry


def document_of(value: Entry) -> str:
    """The front matter as JSON: the keys of the entry format, null where not recorded."""
    return value.model_dump_json()


def program_rows(item: Item[Program], html: dict[str, str], card: str) -> Iterator[Row]:
    """Every row of one program but its verdicts; `html` is its rendered Markdown by section, `card` what lists show of it."""
    program, slug = item.value, item.slug
    ages = program.target_population.ages
    yield ProgramRow, dict(
        slug=slug, name=program.name, summary=program.summary, status=program.status,
        successor=program.retired.successor if program.retired else None, developer=program.developer,
        age_min=ages.min if ages else None, age_max=ages.max if ages else None,
        added=str(program.dates.added), reviewed=str(program.dates.reviewed),
        digest=item.digest, document=document_of(program), html=json.dumps(html, ensure_ascii=False), card=card,
    )  # fmt: skip
    yield EntryFileRow, dict(program=slug, text=item.written)
    for position, alias in enumerate(program.aliases):
        yield AliasRow, dict(program=slug, position=position, alias=alias)
    for position, url in enumerate(dict.fromkeys(program.sources)):
        yield SourceRow, dict(program=slug, position=position, url=url)
    yield from _rating_rows(program, slug)
    for vocabulary, words in described_by(program).items():
        for position, word in enumerate(words):
            yield ProgramWordRow, dict(program=slug, vocabulary=vocabulary, word=word, position=position)
    for position, study in enumerate(program.studies):
        yield _study_row(study, slug, position)
        for number, finding in enumerate(study.findings):
            yield _finding_row(finding, slug, study.id, number)


def described_by(program: Program) -> dict[str, list[str]]:
    """Vocabulary -> the words that describe the program, each once. Outcomes and designs are those of studies not retracted."""
    delivery = program.delivery
    studies = [study for study in program.studies if not study.retracted]
    words = {
        "populations": program.target_population.groups,
        "permanency": program.permanency,
        "settings": delivery.settings if delivery else (),
        "formats": delivery.formats if delivery else (),
        "languages": delivery.languages if delivery else (),
        "outcomes": tuple(finding.outcome for study in studies for finding in study.findings),
        "designs": tuple(study.design for study in studies),
    }
    return {vocabulary: list(dict.fromkeys(ids)) for vocabulary, ids in words.items()}


def _rating_rows(program: Program, slug: str) -> Iterator[Row]:
    for position, membership in enumerate(program.topics):
        current = membership.ratings[0] if membership.ratings else None
        yield MembershipRow, dict(
            program=slug, topic=membership.topic, position=position, relevance=membership.relevance,
            level=current.level if current else None, rated_by=current.by if current else None, as_of=current.as_of if current else None,
        )  # fmt: skip
        for number, rating in enumerate(membership.ratings):
            yield RatingRow, dict(
                program=slug, topic=membership.topic, position=number, level=rating.level, rated_by=rating.by, as_of=rating.as_of,
                source=rating.source, seen=str(rating.seen) if rating.seen else None, copy_kind=rating.seen_copy, note=rating.note,
            )  # fmt: skip
    for position, other in enumerate(program.other_ratings):
        yield (
            OtherRatingRow,
            dict(
                program=slug,
                position=position,
                registry_id=other.registry,
                rating=other.rating,
                scope=other.scope,
                as_of=other.as_of,
                source=other.source,
                seen=str(other.seen) if other.seen else None,
                copy_kind=other.seen_copy,
                note=other.note,
            ),
        )


def _study_row(study: Study, slug: str, position: int) -> Row:
    return StudyRow, dict(
        program=slug, study=study.id, position=position, sample=study.sample, design=study.design, year=study.citation.year,
        title=study.citation.title, doi=study.citation.doi, participants=study.participants.n if study.participants else None,
        peer_reviewed=study.peer_reviewed, retracted=study.retracted, usual_care=study.usual_care,
        comparison=study.comparison.type if study.comparison else None, treatment_months=study.treatment_months,
    )  # fmt: skip


def _finding_row(finding: Finding, slug: str, study: str, position: int) -> Row:
    effect = finding.effect
    low, high = effect.ci if effect and effect.ci else (None, None)
    return FindingRow, dict(
        program=slug, study=study, position=position, outcome=finding.outcome, direction=finding.direction,
        months_after_treatment=finding.months_after_treatment, months_after_baseline=finding.months_after_baseline,
        significant=finding.significant, controlled=finding.controlled, subgroup=finding.subgroup,
        effect_kind=effect.kind if effect else None, effect_value=effect.value if effect else None, ci_low=low, ci_high=high,
    )  # fmt: skip
