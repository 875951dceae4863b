"""What `--strict` adds: age and completeness, at their places, and never to a plain check."""

import datetime
from pathlib import Path

import pytest

from app.evidence.check.problem import Problem
from app.evidence.content import read_content
from app.evidence.entry.registry import Outline, Registry
from app.evidence.reading.document import read_markdown_document
from app.evidence.reading.source import read_source
from app.evidence.rules.completeness import check_strictly
from tests.conftest import CONTENT, TODAY

GOOD = (Path(__file__).parent.parent / "good_entry.md").read_text("utf-8")
NAME = "kitchen-table-coaching.md"


def checked(path: Path) -> tuple[Registry, list[Problem]]:
    """The entry at `path` beside the shipped content, of which only the words and topics are read."""
    return read_content(
        CONTENT,
        TODAY,
        more=(path,),
        remembered=lambda each: None if each == path else Outline(each.stem, (), (), None),
    )


def strictly(text: str, folder: Path, today: datetime.date = TODAY) -> list[Problem]:
    path = folder / NAME
    path.write_text(text, "utf-8")
    registry, problems = checked(path)
    return list(
        check_strictly([read_markdown_document(read_source(path, folder))], registry, problems, today)
    )


def test_what_readers_look_for_is_asked_for_where_it_would_stand(tmp_path: Path) -> None:
    without = GOOD.replace("  ages: {min: 2, max: 12}\n", "").replace("    relevance: high\n", "")
    new = [
        problem
        for problem in strictly(without, tmp_path)
        if problem.message not in {each.message for each in strictly(GOOD, tmp_path)}
    ]
    lines = without.split("\n")
    assert [(problem.message, lines[problem.line - 1]) for problem in new] == [
        ("the ages of the child are not recorded", "target_population:"),
        (
            "how relevant it is to child welfare in “post-permanency-services” is not recorded",
            "  - topic: post-permanency-services",
        ),
    ]
    assert all(problem.severity == "warning" and problem.hint for problem in new)


@pytest.mark.parametrize("today, said", [
    (datetime.date(2028, 11, 19), False), (datetime.date(2028, 11, 20), True),
    (datetime.date(2030, 1, 1), True),
])  # fmt: skip
def test_an_entry_is_due_for_review_after_24_months(today: datetime.date, said: bool, tmp_path: Path) -> None:
    due = [problem for problem in strictly(GOOD, tmp_path, today) if problem.rule == "review-due"]
    assert bool(due) is said
    if due:
        assert due[0].message == "last reviewed on 2026-11-20: due again since 2028-11-20"
        assert GOOD.split("\n")[due[0].line - 1][due[0].column - 1 :].startswith("2026-11-20")


def test_only_ratings_in_force_have_to_be_seen_again(tmp_path: Path) -> None:
    seen = [
        problem.message
        for problem in strictly(GOOD, tmp_path, datetime.date(2029, 1, 1))
        if problem.rule == "rating-not-seen-lately"
    ]
    assert seen == [
        "the rating 3 by CEBC was last seen on 2026-11-20, more than 24 months ago",
        "when the rating “Promising” by title-iv-e was last seen is not recorded",
    ]


def test_a_retired_entry_and_one_with_errors_are_left_alone(tmp_path: Path) -> None:
    retired = GOOD.replace("status: active", "status: retired\nretired: {date: 2026-01-01, reason: closed}")
    assert strictly(retired, tmp_path, datetime.date(2030, 1, 1)) == []
    assert (
        strictly(GOOD.replace("status: active", "status: activ"), tmp_path, datetime.date(2030, 1, 1)) == []
    )


def test_a_plain_check_and_a_build_never_ask(tmp_path: Path) -> None:
    path = tmp_path / NAME
    path.write_text(GOOD.replace("  ages: {min: 2, max: 12}\n", ""), "utf-8")
    assert checked(path)[1] == []
