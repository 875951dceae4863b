"""Many links at once: site by site, nothing asked twice, and an interruption that keeps what was heard."""

import threading

import pytest

from app.links.answers import Answer, Exchange, Hop
from app.links.checking import SITES_AT_ONCE, ask_all, group_by_site

A, B = "https://a.example.org", "https://b.example.org"


def good(url: str) -> Exchange:
    return Exchange((Hop(url, 200),))


def test_links_are_asked_once_and_the_largest_site_first() -> None:
    assert list(group_by_site([f"{A}/1", f"{B}/1", f"{B}/2", f"{A}/1"]).items()) == [
        ("b.example.org", [f"{B}/1", f"{B}/2"]),
        ("a.example.org", [f"{A}/1"]),
    ]


def test_every_link_is_heard_of() -> None:
    heard: dict[str, Answer | None] = {}
    ask_all(
        [f"https://{number % 20}.example.org/{number}" for number in range(60)],
        good,
        heard.__setitem__,
        threading.Event(),
    )
    assert len(heard) == 60
    assert {answer.state for answer in heard.values() if answer} == {"ok"}


def test_no_more_sites_are_asked_at_once_than_is_polite_and_one_link_of_a_site() -> None:
    lock, running, most = threading.Lock(), [], []
    full = threading.Barrier(SITES_AT_ONCE, timeout=5)

    def ask(url: str) -> Exchange:
        with lock:
            running.append(url.split("/")[2])
            most.append(list(running))
        full.wait()
        with lock:
            running.remove(url.split("/")[2])
        return good(url)

    urls = [f"https://{number % SITES_AT_ONCE}.example.org/{number}" for number in range(SITES_AT_ONCE * 2)]
    ask_all(urls, ask, lambda url, answer: None, threading.Event())
    assert max(map(len, most)) == SITES_AT_ONCE
    assert all(len(set(sites)) == len(sites) for sites in most)


def test_a_site_that_wants_a_long_pause_is_left_alone() -> None:
    heard: dict[str, Answer | None] = {}
    ask_all(
        [f"{A}/1", f"{A}/2", f"{B}/1"],
        lambda url: Exchange((Hop(url, 429),), pause=3600) if "a." in url else good(url),
        heard.__setitem__,
        threading.Event(),
    )
    assert {url: answer and answer.state for url, answer in heard.items()} == {
        f"{A}/1": "blocked",
        f"{A}/2": None,
        f"{B}/1": "ok",
    }


def test_an_interruption_stops_asking_and_keeps_what_was_heard() -> None:
    heard: list[str] = []
    stop = threading.Event()

    def ask(url: str) -> Exchange:
        if url.endswith("/2"):
            stop.set()
        return good(url)

    ask_all([f"{A}/{number}" for number in range(9)], ask, lambda url, answer: heard.append(url), stop)
    assert heard == [f"{A}/0", f"{A}/1"]


def test_a_fault_in_asking_is_not_hidden() -> None:
    def ask(url: str) -> Exchange:
        raise ZeroDivisionError(url)

    with pytest.raises(ZeroDivisionError):
        ask_all([f"{A}/1"], ask, lambda url, answer: None, threading.Event())
