"""Many links asked at once: eight sites side by side, the links of one site one after the other."""

import threading
from collections import defaultdict
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor

from app.links.answers import Answer, Exchange, judge
from app.links.http import LONGEST_PAUSE, host_of

SITES_AT_ONCE = 8
Ask = Callable[[str], Exchange]
Heard = Callable[[str, Answer | None], None]
"""Told of each link as its answer comes; None: not asked, because its site asked for a long pause. One call at a time."""


def by_site(urls: Iterable[str]) -> dict[str, list[str]]:
    """Host -> its links; the site with most links first, because it takes longest."""
    found: dict[str, list[str]] = defaultdict(list)
    for url in dict.fromkeys(urls):
        found[host_of(url)].append(url)
    return dict(sorted(found.items(), key=lambda item: -len(item[1])))


def ask_all(urls: Iterable[str], ask: Ask, heard: Heard, stop: threading.Event) -> None:
    """Ask every link once. When this is interrupted, or `stop` is set, what is being asked ends and nothing more is asked."""
    turn = threading.Lock()

    def told(url: str, answer: Answer | None) -> None:
        with turn:
            heard(url, answer)

    with ThreadPoolExecutor(SITES_AT_ONCE) as sites:
        try:
            for done in [sites.submit(_ask_site, links, ask, told, stop) for links in by_site(urls).values()]:
                done.result()
        finally:
            stop.set()


def _ask_site(urls: list[str], ask: Ask, heard: Heard, stop: threading.Event) -> None:
    left_alone = False
    for url in urls:
        if stop.is_set():
            return
        if left_alone:
            heard(url, None)
            continue
        exchange = ask(url)
        if stop.is_set():  # a wait that was cut short proves nothing
            return
        heard(url, judge(exchange))
        left_alone = exchange.pause > LONGEST_PAUSE and host_of(exchange.hops[-1].url) == host_of(url)
