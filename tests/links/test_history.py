"""What is remembered of a link from day to day, and when it is asked again."""

import datetime
from pathlib import Path

import pytest

from app.links.answers import Answer, Failing
from app.links.history import (
    LinkHistory,
    UnreadableHistory,
    is_fresh,
    read_histories,
    save_histories,
    update_history,
)

MONDAY, TUESDAY = datetime.date(2026, 11, 16), datetime.date(2026, 11, 17)
OK, DEAD, BLOCKED = (
    Answer("ok", "answers 200 OK"),
    Answer("dead", "answers 404 Not Found"),
    Answer("blocked", "answers 403 Forbidden"),
)


def unreachable(failing: Failing) -> Answer:
    return Answer("unreachable", "did not answer", failing=failing)


def test_a_dead_link_keeps_the_day_on_which_it_was_last_good_and_since_when_it_is_dead() -> None:
    good = update_history(OK, None, MONDAY)
    dead = update_history(DEAD, update_history(DEAD, good, TUESDAY), datetime.date(2026, 11, 24))
    assert (dead.last_good, dead.since, dead.checked) == ("2026-11-16", "2026-11-17", "2026-11-24")
    assert update_history(OK, dead, datetime.date(2026, 12, 1)).since is None


def test_a_blocked_link_is_never_dead() -> None:
    assert update_history(BLOCKED, update_history(OK, None, MONDAY), TUESDAY) == LinkHistory(
        "blocked", "answers 403 Forbidden", "2026-11-17", "2026-11-16"
    )


def test_a_name_that_nobody_knows_on_two_days_is_dead_on_one_day_it_may_be_an_outage() -> None:
    first = update_history(unreachable("name"), None, MONDAY)
    assert first.state == "unreachable"
    assert update_history(unreachable("name"), first, MONDAY).state == "unreachable"
    second = update_history(unreachable("name"), first, TUESDAY)
    assert (second.state, second.since) == ("dead", "2026-11-16")
    assert update_history(unreachable("timeout"), first, TUESDAY).state == "unreachable"


@pytest.mark.parametrize("answer, days, fresh", [
    (OK, 6, True), (OK, 7, False), (BLOCKED, 6, True), (DEAD, 0, True), (DEAD, 1, False),
    (unreachable("timeout"), 0, False), (OK, -1, False),
])  # fmt: skip
def test_when_a_link_is_asked_again(answer: Answer, days: int, fresh: bool) -> None:
    assert is_fresh(update_history(answer, None, MONDAY), MONDAY + datetime.timedelta(days)) is fresh


def test_what_is_kept_is_remembered_and_added_to(tmp_path: Path) -> None:
    assert read_histories(tmp_path) == {}
    one, two = update_history(OK, None, MONDAY), update_history(DEAD, None, MONDAY)
    save_histories(tmp_path, {"https://example.org/1": one})
    save_histories(tmp_path, {"https://example.org/2": two})
    assert read_histories(tmp_path) == {"https://example.org/1": one, "https://example.org/2": two}
    assert [path.name for path in tmp_path.iterdir()] == ["links.json"]


@pytest.mark.parametrize(
    "text",
    ["", "[]", '{"version": 1}', '{"version": 99, "links": {}}', '{"version": 1, "links": {"u": {"x": 1}}}'],
)
def test_a_file_of_another_kind_is_refused_with_a_remedy(text: str, tmp_path: Path) -> None:
    (tmp_path / "links.json").write_text(text, "utf-8")
    with pytest.raises(UnreadableHistory, match=r"links\.json .*delete it"):
        read_histories(tmp_path)
