"""The state of a link, judged from the HTTP answers of its site; no input or output here."""

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from itertools import takewhile
from typing import Literal
from urllib.parse import urljoin, urlsplit

State = Literal["ok", "moved", "blocked", "dead", "unreachable"]
Failing = Literal["", "name", "absent", "timeout", "certificate", "connection", "circle"]
"""Why there was no answer: `name`, unknown to DNS; `absent`, nobody listens; `connection`, it broke off."""
PERMANENT, REDIRECTS = (301, 308), (301, 302, 303, 307, 308)
GONE = (404, 410)
REFUSED = (401, 402, 403, 405, 406, 407, 429, 451, 999)
"""Answers that a person with a browser may not get: 999 is what LinkedIn answers to programs."""
RESOLVERS = ("doi.org", "www.doi.org", "dx.doi.org")


@dataclass(frozen=True, slots=True)
class Hop:
    """One answer of the address `url`. `challenged`: it wants proof that the asker is a person."""

    url: str
    status: int
    location: str | None = None
    challenged: bool = False

    @property
    def leads_to(self) -> str | None:
        return urljoin(self.url, self.location) if self.status in REDIRECTS and self.location else None


@dataclass(frozen=True, slots=True)
class Exchange:
    """The answers to one request, up to the first that is no redirect.

    `failing` says why there is no last answer, `said` in words. `pause`: seconds that the site asks to wait.
    """

    hops: tuple[Hop, ...]
    failing: Failing = ""
    said: str = ""
    pause: float = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """The state of a link. `said` continues “it …”; `moved_to` is the new permanent address of the page."""

    state: State
    said: str
    moved_to: str | None = None
    failing: Failing = ""


def is_resolver(url: str) -> bool:
    """Whether this is the address of a DOI: its redirect is the answer, the publisher is not asked."""
    return urlsplit(url).hostname in RESOLVERS


def judge(exchange: Exchange) -> Answer:
    """The state of a link after an exchange."""
    if exchange.failing:
        return Answer("unreachable", exchange.said, failing=exchange.failing)
    last = exchange.hops[-1]
    said = f"answers {last.status}{_phrase(last.status)}"
    if last.challenged:
        return Answer("blocked", f"{said} and asks to prove that one is a person")
    if last.status in GONE:
        return Answer("dead", said)
    if last.status in REFUSED:
        return Answer("blocked", said)
    if is_resolver(last.url) and last.leads_to:
        return Answer("ok", said)
    if 200 <= last.status < 300:
        target = _moved_to(exchange.hops)
        return Answer("moved", f"moved for good to {target}", target) if target else Answer("ok", said)
    return Answer("unreachable", said)


def is_front_page(url: str) -> bool:
    return urlsplit(url).path in ("", "/") and not urlsplit(url).query


def _moved_to(hops: Sequence[Hop]) -> str | None:
    """Where the permanent redirects at the start end; temporary ones after them do not count."""
    for_good = [hop.leads_to for hop in takewhile(lambda hop: hop.status in PERMANENT, hops)]
    return for_good[-1] if for_good else None


def _phrase(status: int) -> str:
    known = {each.value: each.phrase for each in HTTPStatus}
    return f" {known[status]}" if status in known else ""
