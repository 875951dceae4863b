"""The rows of the database: one program with its verdicts, and everything but the programs."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from app.catalog.fit.details import details_to_json
from app.catalog.snapshot.cards import card_to_json, words_by_vocabulary
from app.catalog.snapshot.facets import UNDETERMINED
from app.catalog.store import tables
from app.catalog.store.tables import Row
from app.catalog.text.fields import VocabularyTexts, make_document
from app.evidence.entry.pages import Tier
from app.evidence.entry.program import Program, TopicMembership
from app.evidence.entry.registry import LEVEL_IDS, Item, Registry, glossary_terms, scales_of
from app.evidence.entry.registry_ratings import OUR_SCALE, ProgramInCatalog, Scale, match_tiers, with_scales
from app.evidence.entry.study import Finding, Study
from app.evidence.found.directions import directions_by_outcome
from app.evidence.found.sentences import FactBox, say_what_was_found
from app.evidence.markdown.renderer import MarkdownRenderer
from app.evidence.rating.profiles import CEBC, TITLE_IV_E
from app.evidence.rating.reasons import OUTCOMES_UNKNOWN, SEVERAL
from app.evidence.rating.values import Verdict
from app.evidence.rating.verdict import Subject, domains_of, level_on_outcome, rate


@dataclass(frozen=True, slots=True)
class PreparedProgram:
    """The rows of a program, and the text that is searched: field of the index -> text."""

    rows: list[Row]
    text: dict[str, str]


class ProgramPreparer:
    """Prepares entries of a registry without errors. Pure, so that several processes can share them."""

    def __init__(self, registry: Registry) -> None:
        self.registry = registry
        self.renderer = MarkdownRenderer(glossary_terms(registry.vocabulary))
        self.scales = scales_of(registry)
        self.domains = domains_of(registry)
        self.closed = [id for id, word in registry.vocabulary.get("registries", {}).items() if word.closed]
        self.words = VocabularyTexts(
            registry.vocabulary, {slug: item.value for slug, item in registry.topics.items()}
        )

    def __call__(self, item: Item[Program]) -> PreparedProgram:
        html = self.renderer.sections(item.body)
        verdicts = list(verdict_rows(item, self.registry))
        program = with_scales(item.value, self.scales)
        held = Item(item.slug, program, item.body, item.digest, item.written)
        box = self.found_in(item.value)
        card = card_to_json(item.slug, program, verdicts, self.tiers_of(program), self.domains, box)
        text = make_document(item.slug, item.value, html, self.words)
        return PreparedProgram([*program_rows(held, html, card, self.scales), *verdicts], text)

    def found_in(self, program: Program) -> FactBox:
        """What the studies found, on the outcomes that count for its ratings first."""
        rated = [self.registry.topics[each.topic].value.rated_outcomes or () for each in program.topics]
        words = self.registry.vocabulary.get("outcomes", {})
        return say_what_was_found(program.studies, words, list(chain(*rated)))

    def tiers_of(self, program: ProgramInCatalog) -> tuple[Tier, ...]:
        """The tiers that a program matches by the ratings in force of every registry."""
        ours = self.scales.get(OUR_SCALE, {})
        current = (membership.ratings[0].level for membership in program.topics if membership.ratings)
        given = [(OUR_SCALE, ours[level].tier) for level in current if level in ours]
        given += [(other.registry, other.tier) for other in program.other_ratings if other.in_force]
        return match_tiers(given, self.closed)


def program_rows(
    item: Item[ProgramInCatalog], html: dict[str, str], card: str, scales: Mapping[str, Scale]
) -> Iterator[Row]:
    """Every row of one program but its verdicts; `html` is its rendered Markdown by section."""
    program, slug = item.value, item.slug
    ages = program.target_population.ages
    yield tables.ProgramRow, dict(
        slug=slug, name=program.name, summary=program.summary, status=program.status,
        successor=program.retired.successor if program.retired else None, developer=program.developer,
        age_min=ages.min if ages else None, age_max=ages.max if ages else None,
        added=str(program.dates.added), reviewed=str(program.dates.reviewed), digest=item.digest,
        document=program.model_dump_json(), html=json.dumps(html, ensure_ascii=False), card=card,
    )  # fmt: skip
    yield tables.EntryFileRow, dict(program=slug, text=item.written)
    yield tables.FitDetailsRow, dict(program=slug, document=details_to_json(program))
    for position, alias in enumerate(program.aliases):
        yield tables.AliasRow, dict(program=slug, position=position, alias=alias)
    for position, url in enumerate(dict.fromkeys(program.sources)):
        yield tables.SourceRow, dict(program=slug, position=position, url=url)
    yield from _rating_rows(program, slug, scales.get(OUR_SCALE, {}))
    for vocabulary, words in words_by_vocabulary(program).items():
        for position, word in enumerate(words):
            values = dict(program=slug, vocabulary=vocabulary, word=word, position=position)
            yield tables.ProgramWordRow, values
    for position, study in enumerate(program.studies):
        yield _study_row(study, slug, position)
        for number, finding in enumerate(study.findings):
            yield _finding_row(finding, slug, study.id, number)
    for outcome, direction in directions_by_outcome(program.studies).items():
        level = level_on_outcome(program, outcome) or UNDETERMINED
        yield (
            tables.StudiedOutcomeRow,
            dict(program=slug, outcome=outcome, direction=direction, level=level.lower()),
        )


def _rating_rows(program: ProgramInCatalog, slug: str, levels: Scale) -> Iterator[Row]:
    for position, membership in enumerate(program.topics):
        current = membership.ratings[0] if membership.ratings else None
        yield tables.MembershipRow, dict(
            program=slug, topic=membership.topic, position=position, relevance=membership.relevance,
            level=current.level if current else None, rated_by=current.by if current else None,
            as_of=current.as_of if current else None,
        )  # fmt: skip
        for number, rating in enumerate(membership.ratings):
            yield tables.RatingRow, dict(
                program=slug, topic=membership.topic, position=number, level=rating.level, rated_by=rating.by,
                as_of=rating.as_of, source=rating.source, seen=str(rating.seen) if rating.seen else None,
                copy_kind=rating.seen_copy, note=rating.note,
                tier=levels[rating.level].tier if rating.level in levels else None,
            )  # fmt: skip
    for position, other in enumerate(program.other_ratings):
        yield tables.OtherRatingRow, dict(
            program=slug, position=position, registry_id=other.registry, rating=other.rating,
            rating_id=other.rating_id, tier=other.tier, as_printed=other.as_printed, in_force=other.in_force,
            scope=other.scope, as_of=other.as_of, source=other.source,
            seen=str(other.seen) if other.seen else None, copy_kind=other.seen_copy, note=other.note,
        )  # fmt: skip


def _study_row(study: Study, slug: str, position: int) -> Row:
    citation, participants, comparison = study.citation, study.participants, study.comparison
    return tables.StudyRow, dict(
        program=slug, study=study.id, position=position, sample=study.sample, design=study.design,
        year=citation.year, title=citation.title, doi=citation.doi, peer_reviewed=study.peer_reviewed,
        participants=participants.n if participants else None, retracted=study.retracted,
        comparison=comparison.type if comparison else None, usual_care=study.usual_care,
        treatment_months=study.treatment_months,
    )  # fmt: skip


def _finding_row(finding: Finding, slug: str, study: str, position: int) -> Row:
    effect = finding.effect
    low, high = effect.ci if effect and effect.ci else (None, None)
    return tables.FindingRow, dict(
        program=slug, study=study, position=position, outcome=finding.outcome, direction=finding.direction,
        months_after_treatment=finding.months_after_treatment, significant=finding.significant,
        months_after_baseline=finding.months_after_baseline, controlled=finding.controlled,
        subgroup=finding.subgroup, effect_kind=effect.kind if effect else None,
        effect_value=effect.value if effect else None, ci_low=low, ci_high=high,
    )  # fmt: skip


def verdict_rows(item: Item[Program], registry: Registry) -> Iterator[Row]:
    """One verdict on the CEBC scale for each topic, and one under Title IV-E, which has no topics."""
    domains = domains_of(registry)
    for membership in item.value.topics:
        subject = Subject(item.slug, item.value, membership.topic, registry.topics[membership.topic].value)
        verdict = rate(subject, CEBC, domains)
        yield _verdict_row(verdict, membership.topic, _differs(verdict, membership))
    any_topic = next(iter(registry.topics.values()), None)
    if any_topic:
        verdict = rate(Subject(item.slug, item.value, "", any_topic.value), TITLE_IV_E, domains)
        yield _verdict_row(verdict, "", None)


def _differs(verdict: Verdict, membership: TopicMembership) -> str | None:
    """Whether the records do not allow the published level; None where there is nothing to compare."""
    if not membership.ratings or verdict.reason == OUTCOMES_UNKNOWN:
        return None
    return "no" if membership.ratings[0].level.upper() in verdict.reachable else "yes"


def _reason(verdict: Verdict) -> str | None:
    """What lists of programs are filtered by: one reason, or that several are possible."""
    return verdict.reason or (SEVERAL if verdict.level == "NR" else None)


def _verdict_row(verdict: Verdict, topic: str, differs: str | None) -> Row:
    return tables.VerdictRow, dict(
        program=verdict.program, topic=topic, profile=verdict.profile, reason=_reason(verdict),
        differs=differs,
        derived=(verdict.level or UNDETERMINED).lower(), document=verdict.model_dump_json(),
    )  # fmt: skip


def frame_rows(registry: Registry) -> Iterator[Row]:
    """The rows of everything but the programs: topics, guides, levels, words and the site."""
    glossary = glossary_terms(registry.vocabulary)
    renderer, below_heading = MarkdownRenderer(glossary), MarkdownRenderer(glossary, headings_below=2)
    for slug, topic in registry.topics.items():
        name, document = topic.value.name, topic.value.model_dump_json()
        html = json.dumps(renderer.sections(topic.body), ensure_ascii=False)
        yield tables.TopicRow, dict(slug=slug, name=name, document=document, html=html)
    for slug, guide in registry.guides.items():
        title, document = guide.value.title, guide.value.model_dump_json()
        html = json.dumps({"": renderer.html(guide.body)}, ensure_ascii=False)
        yield tables.GuideRow, dict(slug=slug, title=title, document=document, html=html)
    for position, id in enumerate(LEVEL_IDS):
        level, document = registry.levels[id], registry.levels[id].value.model_dump_json()
        html = below_heading.html(level.body, f"level-{id}-")
        yield tables.LevelRow, dict(id=id, position=position, document=document, html=html)
    for vocabulary, words in registry.vocabulary.items():
        for position, (id, word) in enumerate(words.items()):
            document = word.model_dump_json()
            yield tables.WordRow, dict(vocabulary=vocabulary, id=id, position=position, document=document)
    if registry.documents:
        yield tables.DocumentsRow, dict(id=1, document=registry.documents.model_dump_json())
    if registry.site:
        about = renderer.html(registry.site.about)
        yield tables.SiteRow, dict(id=1, document=registry.site.model_dump_json(), about=about)
