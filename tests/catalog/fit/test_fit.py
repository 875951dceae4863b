"""What fits a family: thirty stories, and the promises of fit over every program and many requests."""

import random
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from app.catalog.fit.fit import CRITERIA, GROUPS, FitRequest, FitResult, fit
from app.catalog.snapshot.snapshot import Snapshot
from app.evidence.entry.program import Program
from app.evidence.entry.registry_ratings import TIERS
from tests.catalog.fit.recorded_answers import expected_answer

STORIES = yaml.safe_load((Path(__file__).parent / "stories.yaml").read_text("utf-8"))
FIRST, LEAST_TOLD = 5, 27
DRAWN, SEED = 60, 18


def request_of(answers: Mapping[str, list[Any]]) -> FitRequest:
    return FitRequest({name: tuple(map(str, values)) for name, values in answers.items()}, per_page=1_000)


def drawn_requests(snapshot: Snapshot) -> Iterator[FitRequest]:
    """Any questions together, with values that some program records."""
    chance, holding = random.Random(SEED), snapshot.recorded_facts.holding
    values = {name: sorted(holding[name]) for name in holding} | {"weeks": ["1", "8", "12", "26", "104"]}
    for _ in range(DRAWN):
        names = chance.sample(CRITERIA, chance.randint(1, len(CRITERIA)))
        asked = {name: tuple(chance.sample(values[name], chance.choice((1, 1, 2)))) for name in names}
        yield FitRequest(asked, per_page=1_000)


@pytest.fixture(scope="module")
def asked(snapshot: Snapshot) -> list[tuple[FitRequest, FitResult]]:
    """Every story and every drawn request, with all programs of the answer."""
    requests = [request_of(each["answers"]) for each in STORIES] + list(drawn_requests(snapshot))
    return [(each, fit(snapshot, each)) for each in requests]


@pytest.fixture(scope="module")
def programs(snapshot: Snapshot) -> dict[str, Program]:
    return {card.slug: page.program for card in snapshot.cards if (page := snapshot.page(card.slug))}


def test_there_are_thirty_stories_and_their_programs_are_here(programs: Mapping[str, Program]) -> None:
    assert len(STORIES) == 30
    assert {slug for each in STORIES for slug in each["accepted"] if slug not in programs} == set()


def test_a_good_answer_is_among_the_first_five_in_27_of_30_stories(snapshot: Snapshot) -> None:
    missed = []
    for each in STORIES:
        first = fit(snapshot, request_of(each["answers"])).programs[:FIRST]
        if not set(each["accepted"]) & {program.card.slug for program in first}:
            missed.append(each["story"])
    assert len(STORIES) - len(missed) >= LEAST_TOLD, missed


def test_every_program_answers_what_its_entry_records(
    asked: list[tuple[FitRequest, FitResult]], programs: Mapping[str, Program]
) -> None:
    wrong = [
        (program.card.slug, name, values, program.answers[name])
        for wanted, found in asked
        for program in found.programs
        for name, values in wanted.asked.items()
        if program.answers[name] != expected_answer(programs[program.card.slug], name, values)
    ]
    assert wrong == []


def test_a_heading_says_what_all_of_its_programs_answer(
    asked: list[tuple[FitRequest, FitResult]], snapshot: Snapshot
) -> None:
    for _, found in asked:
        for program in found.programs:
            answers = set(program.answers.values())
            if program.card.harm or "negative" in program.card.tiers:
                assert program.group == "harm"
            elif answers & {"does-not", "not-named"}:
                assert program.group == "differs"
            else:
                assert program.group == ("may-fit" if "not-recorded" in answers else "fits")


def test_groups_follow_each_other_and_the_best_stand_first(
    asked: list[tuple[FitRequest, FitResult]], snapshot: Snapshot
) -> None:
    place = {card.slug: number for number, card in enumerate(snapshot.cards)}
    for _, found in asked:
        keys = [
            (
                GROUPS.index(each.group),
                each.count("does-not") + each.count("not-named"),
                -each.count("fits"),
                each.count("not-recorded"),
                TIERS.index(each.card.tiers[0]) if each.card.tiers else len(TIERS),
                place[each.card.slug],
            )
            for each in found.programs
        ]
        assert keys == sorted(keys)


def test_the_total_counts_what_fits_or_may_fit_and_every_program_is_listed(
    asked: list[tuple[FitRequest, FitResult]], snapshot: Snapshot
) -> None:
    for _, found in asked:
        groups = [each.group for each in found.programs]
        assert found.total == groups.count("fits") + groups.count("may-fit")
        assert found.listed == len(found.programs) == len(snapshot.cards)
        assert found.sizes == {group: groups.count(group) for group in GROUPS}


def test_a_relaxation_counts_what_asking_again_counts(
    asked: list[tuple[FitRequest, FitResult]], snapshot: Snapshot
) -> None:
    for wanted, found in asked:
        again = {
            name: fit(snapshot, FitRequest({n: v for n, v in wanted.asked.items() if n != name}, per_page=1)).total
            for name in wanted.asked
        }
        assert found.relaxations == {name: total for name, total in again.items() if total > found.total}


def test_pages_hold_every_program_once(snapshot: Snapshot) -> None:
    wanted = {"age": ("8",), "setting": ("home",)}
    pages = [fit(snapshot, FitRequest(wanted, page, 50)) for page in (1, 2, 3)]
    seen = [each.card.slug for page in pages for each in page.programs]
    assert seen == [each.card.slug for each in fit(snapshot, FitRequest(wanted, 1, 150)).programs]
    assert len(seen) == len(set(seen)) == len(snapshot.cards)


def test_with_nothing_asked_every_program_is_listed_and_harm_stands_last(snapshot: Snapshot) -> None:
    found = fit(snapshot, FitRequest(per_page=1_000))
    assert found.listed == len(found.programs) == len(snapshot.cards)
    assert found.total == len(snapshot.cards) - len(snapshot.harmful)
    assert found.relaxations == {}
    last = {each.card.slug for each in found.programs[-len(snapshot.harmful) :]}
    assert last == {snapshot.cards[number].slug for number in snapshot.harmful}
