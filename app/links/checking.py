"""Checks many links: eight hosts in parallel, the links of one host one after the other."""

import threading
from collections import defaultdict
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor

from app.links.answers import Answer, Exchange, judge
from app.links.http import LONGEST_PAUSE, host_of

SITES_AT_ONCE = 8
Ask = Callable[[str], Exchange]
OnAnswer = Callable[[str, Answer | None], None]
"""Called for each link, one call at a time; None: not asked, because its site wants a long pause."""


def group_by_site(urls: Iterable[str]) -> dict[str, list[str]]:
    """Host -> its links; the host with most links first, because it takes longest."""
    found: dict[str, list[str]] = defaultdict(list)
    for url in dict.fromkeys(urls):
        found[host_of(url)].append(url)
    return dict(sorted(found.items(), key=lambda item: -len(item[1])))


def ask_all(urls: Iterable[str], ask: Ask, on_answer: OnAnswer, stop: threading.Event) -> None:
    """Ask every link once. An interruption, or `stop`, lets the running requests end and starts no other."""
    turn = threading.Lock()

    def report(url: str, answer: Answer | None) -> None:
        with turn:
            on_answer(url, answer)

    with ThreadPoolExecutor(SITES_AT_ONCE) as sites:
        try:
            running = [
                sites.submit(_ask_site, links, ask, report, stop) for links in group_by_site(urls).values()
            ]
            for done in running:
                done.result()
        finally:
            stop.set()


def _ask_site(urls: list[str], ask: Ask, on_answer: OnAnswer, stop: threading.Event) -> None:
    left_alone = False
    for url in urls:
        if stop.is_set():
            return
        if left_alone:
            on_answer(url, None)
            continue
        exchange = ask(url)
        if stop.is_set():  # a wait that was cut short proves nothing
            return
        on_answer(url, judge(exchange))
        left_alone = exchange.pause > LONGEST_PAUSE and host_of(exchange.hops[-1].url) == host_of(url)
