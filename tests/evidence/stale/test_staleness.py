"""What is stale on a day: reviews, ratings, studies, and the facts that would settle a derived range."""

import datetime
import json
from dataclasses import replace

import pytest

from app.evidence.entry.implementation import Cost, Manual, Searched, Training
from app.evidence.entry.registry import Registry
from app.evidence.rating.contributions import Scope
from app.evidence.rating.open_questions import fill, unrecorded
from app.evidence.rating.profiles import CEBC
from app.evidence.rating.verdict import Subject, domains_of, rate
from app.evidence.stale.staleness import DeadLink, StaleReport, find_stale
from app.evidence.stale.staleness_report import FORMATS, SHOWN, as_markdown, as_text
from tests.conftest import TODAY
from tests.shipped import read_shipped

LATER = datetime.date(2028, 11, 29)
DEAD = DeadLink(
    "https://example.org/gone",
    "answers 404 Not Found",
    "2026-05-03",
    ("content/programs/keep.md:12:5", "content/programs/keep.md:40:7"),
)


@pytest.fixture(scope="module")
def registry() -> Registry:
    return read_shipped()[0]


@pytest.fixture(scope="module")
def today(registry: Registry) -> StaleReport:
    return find_stale(registry, TODAY)


def test_an_entry_is_due_24_months_after_its_review_and_soon_three_months_before(
    registry: Registry, today: StaleReport
) -> None:
    entries = [*registry.programs.values(), *registry.guides.values()]
    oldest = min(item.value.dates.reviewed for item in entries)
    first = oldest.replace(year=oldest.year + 2)
    assert (today.due, today.next_due) == ((), first)
    before, then = find_stale(registry, first - datetime.timedelta(1)), find_stale(registry, first)
    assert before.due == ()
    assert {review.entry for review in before.soon} == {f"programs/{slug}" for slug in registry.programs} | {
        f"guides/{slug}" for slug in registry.guides
    }
    assert {review.reviewed for review in then.due} == {oldest}
    assert len(then.due) + len(then.soon) == len(before.soon)


def test_ratings_are_old_24_months_after_they_were_seen(registry: Registry, today: StaleReport) -> None:
    assert all(rating.seen is None for rating in today.ratings)
    assert len(find_stale(registry, datetime.date(2029, 1, 1)).ratings) > 100


def test_what_it_takes_costs_and_searches_are_old_after_24_months(registry: Registry) -> None:
    keep, seen = registry.programs["keep"], datetime.date(2026, 11, 20)
    changed = keep.value.model_copy(
        update={
            "manual": Manual(available="yes", seen=seen), "training": Training(available="yes"), "fidelity": None,
            "support": None, "purveyor": None, "staff": None, "costs": (Cost(item="training", seen=seen),),
            "searched": Searched(on=seen),
        }
    )  # fmt: skip
    one = replace(registry, programs={"keep": replace(keep, value=changed)})
    assert find_stale(one, datetime.date(2028, 11, 19)).parts == ()
    found = find_stale(one, datetime.date(2028, 11, 20))
    assert [(each.part, each.seen) for each in found.parts] == [
        ("cost of training", seen), ("manual", seen), ("search for new studies", seen)
    ]  # fmt: skip
    assert "keep: manual, last seen 2026-11-20" in as_text(found, everything=True)


def test_the_oldest_evidence_comes_first_and_programs_without_studies_are_named(
    registry: Registry, today: StaleReport
) -> None:
    years = [each.newest for each in today.evidence if each.newest]
    assert years == sorted(years)
    assert len(today.evidence) + len(today.without_study) == len(registry.programs)


def test_a_fact_that_settles_a_range_gives_that_level_when_it_is_found(
    registry: Registry, today: StaleReport
) -> None:
    each, fact = next(
        (each, fact)
        for each in today.ranges
        for fact in each.alone
        if fact.finding is not None and len(fact.gives) == 3 and all(level for _, level in fact.gives)
    )
    assert [value for value, _ in fact.gives] == ["12 months or more", "6 to 11 months", "sooner"]
    program, topic = registry.programs[each.program].value, registry.topics[each.topic].value
    (missing,) = (
        one
        for one in unrecorded(program, Scope(frozenset(topic.rated_outcomes or ())))
        if (one.study, one.fact) == (fact.study, "months_after_treatment")
        and one.finding in (fact.finding - 1, fact.finding)
    )
    levels = [
        rate(
            Subject(each.program, fill(program, missing, value), each.topic, topic),
            CEBC,
            domains_of(registry),
        ).level
        for value in missing.values
    ]
    assert levels == [level for _, level in fact.gives]
    assert len(set(levels)) > 1


def test_ranges_that_one_fact_settles_come_first(today: StaleReport) -> None:
    ranks = [each.effort[0] for each in today.ranges]
    assert ranks == sorted(ranks)
    assert {0, 1} <= set(ranks)


def test_a_topic_without_rated_outcomes_is_told_with_its_programs(registry: Registry) -> None:
    item = registry.topics["reunification-programs"]
    draft = replace(item, value=item.value.model_copy(update={"rated_outcomes": None}))
    found = find_stale(replace(registry, topics={**registry.topics, item.slug: draft}), TODAY)
    (told,) = found.unrated_topics
    assert (told.topic, "homebuilders" in told.programs) == ("reunification-programs", True)
    assert all(each.topic != "reunification-programs" for each in found.ranges)


def test_every_topic_that_ships_says_which_outcomes_count(today: StaleReport) -> None:
    assert today.unrated_topics == ()


def test_the_text_fits_on_a_screen_and_says_how_many_more(registry: Registry) -> None:
    found = find_stale(registry, LATER, "2028-11-20", [DEAD] * 9)
    text = as_text(found, everything=False)
    assert len(text.split("\n")) <= 62
    assert f"… and {9 - SHOWN} more (--all)" in text
    assert (
        "content/programs/keep.md:12:5 and 1 other place: https://example.org/gone answers 404 Not Found, last good on 2026-05-03"
        in text
    )
    assert "(--all)" not in as_text(found, everything=True)


def test_nothing_stale_is_said_in_words(today: StaleReport) -> None:
    text = as_text(today, everything=False)
    assert f"Nothing; the next is due on {today.next_due}." in text
    assert "No link was asked yet: `homeward check --links` asks." in text


def test_markdown_has_the_same_sections(today: StaleReport) -> None:
    headings = [
        line.removeprefix("## ")
        for line in as_markdown(today, everything=False).split("\n")
        if line.startswith("## ")
    ]
    assert headings
    assert all(heading in as_text(today, everything=False) for heading in headings)


def test_json_has_everything(registry: Registry) -> None:
    found = json.loads(FORMATS["json"](find_stale(registry, LATER, "2028-11-20", [DEAD]), False))
    assert found["on"] == str(LATER)
    assert found["dead_links"][0]["places"] == list(DEAD.places)
    assert len(found["due"]) > SHOWN
    assert set(found["ranges"][0]) == {"program", "topic", "range", "alone", "together", "missing"}


def test_an_empty_registry_has_nothing_stale() -> None:
    assert as_text(find_stale(Registry(), TODAY), everything=False).count("0 ") >= 4
