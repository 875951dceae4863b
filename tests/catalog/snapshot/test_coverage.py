"""What the registry covers, counted again by reading the entries one by one."""

import datetime
from collections import Counter

from app.catalog.snapshot.question_coverage import FactInStudies, count_decisive
from app.catalog.snapshot.snapshot import Snapshot
from app.commands.report import as_json, as_text
from app.evidence.entry.program import Program
from app.evidence.entry.study import Citation, Comparison, Finding, LookedFor, Study
from tests.conftest import CONTENT


def entries(snapshot: Snapshot) -> dict[str, Program]:
    return {card.slug: page.program for card in snapshot.cards if (page := snapshot.page(card.slug))}


def test_the_registry_is_worth_visiting(snapshot: Snapshot) -> None:
    coverage = snapshot.coverage
    assert coverage.programs >= 60
    assert coverage.topics >= 24
    assert coverage.studies >= 130
    assert coverage.without_source == 0


def test_counts_are_those_of_the_entries(snapshot: Snapshot) -> None:
    coverage, programs = snapshot.coverage, entries(snapshot)
    memberships = [membership for program in programs.values() for membership in program.topics]
    assert coverage.programs + coverage.retired == len(list((CONTENT / "programs").glob("*.md")))
    assert coverage.studies == sum(len(program.studies) for program in programs.values())
    topics = Counter(membership.topic for membership in memberships)
    assert coverage.by_topic == {slug: topics[slug] for slug in snapshot.topics}
    assert coverage.by_rating["none"] == sum(not membership.ratings for membership in memberships)
    assert sum(coverage.by_rating.values()) == len(memberships)
    assert sum(coverage.studies_per_program.values()) == coverage.programs
    reasons = {rating.nr_reason for card in snapshot.cards for rating in card.ratings}
    assert coverage.nr_reasons.keys() <= reasons


def test_derived_levels_are_counted_by_pair_and_by_whose_outcomes_count(snapshot: Snapshot) -> None:
    coverage = snapshot.coverage
    pairs = [rating for card in snapshot.cards for rating in card.ratings]
    bases = Counter(snapshot.topics[rating.topic][0].rated_outcomes_basis for rating in pairs)
    assert coverage.by_derived == {
        level: sum(rating.derived == level for rating in pairs)
        for level in ("1", "2", "3", "4", "5", "nr", "undetermined")
    }
    assert coverage.by_outcomes_basis == {
        "source": bases["source"], "source-in-part": bases["source-in-part"], "ours": bases["ours"], "none": 0,
    }  # fmt: skip
    assert sum(coverage.by_derived.values()) == len(pairs) == sum(bases.values())


def test_no_topic_is_left_without_outcomes_that_count(snapshot: Snapshot) -> None:
    assert snapshot.coverage.topics_without_outcomes == ()
    assert "Topic areas without outcomes that count: none" in as_text(snapshot.coverage)


def test_what_is_not_recorded_is_counted_for_programs_studies_and_findings(snapshot: Snapshot) -> None:
    unrecorded, programs = snapshot.coverage.unrecorded, entries(snapshot)
    studies = [study for program in programs.values() for study in program.studies]
    findings = [finding for study in studies for finding in study.findings]
    websites = [program.website for program in programs.values()]
    assert unrecorded["website"] == (websites.count(None), len(programs))
    assert unrecorded["study: DOI"] == (sum(study.citation.doi is None for study in studies), len(studies))
    significant = [finding.significant for finding in findings]
    assert unrecorded["finding: significance"] == (significant.count(None), len(findings))


def test_the_questions_of_a_site_are_counted_by_program(snapshot: Snapshot) -> None:
    coverage, programs = snapshot.coverage, entries(snapshot).values()
    assert len(coverage.by_question) == 19
    credentials = [each for each in programs if each.staff and each.staff.credentials and each.staff.source]
    assert coverage.by_question["what staff must have learned"] == len(credentials)
    answers = {int(number): count for number, count in coverage.by_answers.items()}
    assert sum(answers.values()) == coverage.programs
    assert sum(number * count for number, count in answers.items()) == sum(coverage.by_question.values())
    assert coverage.programs_with["costs"] == sum(bool(each.costs) for each in programs)
    assert coverage.programs_with["settings"] == sum(
        bool(each.delivery and each.delivery.settings) for each in programs
    )


def test_facts_on_which_a_rating_turns_are_recorded_looked_for_or_missing() -> None:
    citation, day = Citation(title="A trial"), datetime.date(2026, 11, 20)
    sought = LookedFor(fact="usual_care", on=day, where="the abstract")
    finding = Finding(outcome="re-entry", direction="favorable", months_after_treatment=6)
    studies = [
        Study(id="a", citation=citation, design="rct", usual_care=True, sample="one", findings=(finding,)),
        Study(id="b", citation=citation, design="rct", looked_for=(sought,)),
        Study(
            id="c", citation=citation, design="quasi-experimental", comparison=Comparison(type="usual-care")
        ),
        Study(id="d", citation=citation, design="single-group", usual_care=True),
        Study(id="e", citation=citation, design="rct", usual_care=True, retracted=True),
    ]
    program = Program.model_construct(studies=tuple(studies))
    assert count_decisive([program]) == {
        "usual care or not": FactInStudies(1, 1, 3),
        "comparison condition": FactInStudies(1, 0, 3),
        "months after treatment": FactInStudies(1, 0, 3),
        "sample": FactInStudies(1, 0, 3),
    }
    assert FactInStudies(1, 1, 3).percent == 67


def test_the_oldest_review_names_its_programs(snapshot: Snapshot) -> None:
    reviewed = {slug: str(program.dates.reviewed) for slug, program in entries(snapshot).items()}
    assert snapshot.coverage.oldest_review == min(reviewed.values())
    oldest = {slug for slug, day in reviewed.items() if day == min(reviewed.values())}
    assert set(snapshot.coverage.oldest_programs) == oldest


def test_it_prints_for_people_and_for_programs(snapshot: Snapshot) -> None:
    assert f"{snapshot.coverage.programs} active programs" in as_text(snapshot.coverage)
    assert '"by_topic": {' in as_json(snapshot.coverage)
    assert "Programs that answer what a site asks" in as_text(snapshot.coverage)


def test_ratings_are_counted_by_registry_and_tier_and_programs_without_any(snapshot: Snapshot) -> None:
    coverage = snapshot.coverage
    assert coverage.unrated == sum(not card.is_rated for card in snapshot.cards)
    others = [each for card in snapshot.cards for each in card.other_ratings if each.in_force and each.rating]
    in_topics = sum(bool(each.level) for card in snapshot.cards for each in card.ratings)
    assert sum(coverage.by_registry.values()) == len(others) + in_topics
    strong = [each for each in others if (each.registry, each.tier) == ("title-iv-e", "strong")]
    assert coverage.by_registry["title-iv-e: strong"] == len(strong)
    assert f"{coverage.unrated} programs of which no rating by any registry was seen" in as_text(coverage)
