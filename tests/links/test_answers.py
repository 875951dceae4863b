"""What answers say of a link: each state, and what it is told apart from."""

import pytest

from app.links.answers import Exchange, Hop, judge

OLD, NEW, NEWER = "https://example.org/old", "https://example.org/new", "https://example.net/newer"


@pytest.mark.parametrize("status, state", [
    (200, "ok"), (206, "ok"), (404, "dead"), (410, "dead"), (401, "blocked"), (403, "blocked"),
    (405, "blocked"), (429, "blocked"), (451, "blocked"), (999, "blocked"), (400, "unreachable"),
    (500, "unreachable"), (503, "unreachable"),
])  # fmt: skip
def test_a_status_is_a_state(status: int, state: str) -> None:
    assert judge(Exchange((Hop(OLD, status),))).state == state


def test_a_page_that_asks_for_a_person_is_blocked_and_not_down() -> None:
    assert judge(Exchange((Hop(OLD, 503, challenged=True),))).state == "blocked"


@pytest.mark.parametrize("hops, moved_to", [
    ((Hop(OLD, 301, NEW), Hop(NEW, 200)), NEW),
    ((Hop(OLD, 308, "/new"), Hop(NEW, 200)), NEW),
    ((Hop(OLD, 302, NEW), Hop(NEW, 200)), None),
    ((Hop(OLD, 301, NEW), Hop(NEW, 308, NEWER), Hop(NEWER, 200)), NEWER),
    ((Hop(OLD, 301, NEW), Hop(NEW, 302, "/today"), Hop("https://example.org/today", 200)), NEW),
])  # fmt: skip
def test_a_page_has_moved_only_where_it_moved_for_good(hops: tuple[Hop, ...], moved_to: str | None) -> None:
    answer = judge(Exchange(hops))
    assert (answer.state, answer.moved_to) == ("moved" if moved_to else "ok", moved_to)


@pytest.mark.parametrize("status, state", [(404, "dead"), (403, "blocked")])
def test_where_a_moved_page_ends_decides(status: int, state: str) -> None:
    assert judge(Exchange((Hop(OLD, 301, NEW), Hop(NEW, status)))).state == state


def test_a_doi_that_leads_on_is_good_and_has_not_moved() -> None:
    doi = "https://doi.org/10.1177/1077559507310612"
    assert judge(Exchange((Hop(doi, 301, "https://publisher.example.org/"),))).state == "ok"
    assert judge(Exchange((Hop(doi, 404),))).state == "dead"


def test_what_did_not_answer_is_unreachable_with_the_reason() -> None:
    answer = judge(Exchange((), "timeout", "did not answer within 15 seconds"))
    assert (answer.state, answer.said) == ("unreachable", "did not answer within 15 seconds")
