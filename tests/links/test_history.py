"""What is remembered of a link from day to day, and when it is asked again."""

import datetime
from pathlib import Path

import pytest

from app.links.answers import Answer, Failing
from app.links.history import CannotRead, LinkHistory, after, is_fresh, keep, remembered

MONDAY, TUESDAY = datetime.date(2026, 11, 16), datetime.date(2026, 11, 17)
OK, DEAD, BLOCKED = Answer("ok", "answers 200 OK"), Answer("dead", "answers 404 Not Found"), Answer("blocked", "answers 403 Forbidden")


def unreachable(failing: Failing) -> Answer:
    return Answer("unreachable", "did not answer", failing=failing)


def test_a_dead_link_keeps_the_day_on_which_it_was_last_good_and_since_when_it_is_dead() -> None:
    good = after(OK, None, MONDAY)
    dead = after(DEAD, after(DEAD, good, TUESDAY), datetime.date(2026, 11, 24))
    assert (dead.last_good, dead.since, dead.checked) == ("2026-11-16", "2026-11-17", "2026-11-24")
    assert after(OK, dead, datetime.date(2026, 12, 1)).since is None


def test_a_blocked_link_is_never_dead() -> None:
    assert after(BLOCKED, after(OK, None, MONDAY), TUESDAY) == LinkHistory("blocked", "answers 403 Forbidden", "2026-11-17", "2026-11-16")


def test_a_name_that_nobody_knows_on_two_days_is_dead_on_one_day_it_may_be_an_outage() -> None:
    first = after(unreachable("name"), None, MONDAY)
    assert first.state == "unreachable"
    assert after(unreachable("name"), first, MONDAY).state == "unreachable"
    second = after(unreachable("name"), first, TUESDAY)
    assert (second.state, second.since) == ("dead", "2026-11-16")
    assert after(unreachable("timeout"), first, TUESDAY).state == "unreachable"


@pytest.mark.parametrize("answer, days, fresh", [
    (OK, 6, True), (OK, 7, False), (BLOCKED, 6, True), (DEAD, 0, True), (DEAD, 1, False), (unreachable("timeout"), 0, False), (OK, -1, False),
])  # fmt: skip
def test_when_a_link_is_asked_again(answer: Answer, days: int, fresh: bool) -> None:
    assert is_fresh(after(answer, None, MONDAY), MONDAY + datetime.timedelta(days)) is fresh


def test_what_is_kept_is_remembered_and_added_to(tmp_path: Path) -> None:
    assert remembered(tmp_path) == {}
    one, two = after(OK, None, MONDAY), after(DEAD, None, MONDAY)
    keep(tmp_path, {"https://example.org/1": one})
    keep(tmp_path, {"https://example.org/2": two})
    assert remembered(tmp_path) == {"https://example.org/1": one, "https://example.org/2": two}
    assert [path.name for path in tmp_path.iterdir()] == ["links.json"]


@pytest.mark.parametrize("text", ["", "[]", '{"version": 1}', '{"version": 99, "links": {}}', '{"version": 1, "links": {"u": {"x": 1}}}'])
def test_a_file_of_another_kind_is_refused_with_a_remedy(text: str, tmp_path: Path) -> None:
    (tmp_path / "links.json").write_text(text, "utf-8")
    with pytest.raises(CannotRead, match=r"links\.json .*delete it"):
        remembered(tmp_path)
