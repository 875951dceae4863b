"""What the answers of a site say about a link. Pure: an exchange in, a judgment out."""

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from itertools import takewhile
from typing import Literal
from urllib.parse import urljoin, urlsplit

State = Literal["ok", "moved", "blocked", "dead", "unreachable"]
Failing = Literal["", "name", "absent", "timeout", "certificate", "connection", "circle"]
"""Why there was no answer: `name`, nobody knows the site; `absent`, nobody listens there; `connection`, it broke off."""
PERMANENT, REDIRECTS = (301, 308), (301, 302, 303, 307, 308)
GONE = (404, 410)
REFUSED = (401, 402, 403, 405, 406, 407, 429, 451, 999)
"""Answers that a person with a browser may not get: 999 is what one large network says to programs."""
RESOLVERS = ("doi.org", "www.doi.org", "dx.doi.org")


@dataclass(frozen=True, slots=True)
class Hop:
    """One answer: of which address, with which status, leading where. `challenged`: it asks to prove that one is a person."""

    url: str
    status: int
    location: str | None = None
    challenged: bool = False

    @property
    def leads_to(self) -> str | None:
        return urljoin(self.url, self.location) if self.status in REDIRECTS and self.location else None


@dataclass(frozen=True, slots=True)
class Exchange:
    """The answers to one question, in order, up to the first that does not lead on. `failing` says why there is no last one, `said` in words.

    `pause`: for how many seconds the site asks not to be asked again; 0 when it does not.
    """

    hops: tuple[Hop, ...]
    failing: Failing = ""
    said: str = ""
    pause: float = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """How a link stands. `said` goes on after “it …”; `moved_to` is where the page is for good."""

    state: State
    said: str
    moved_to: str | None = None
    failing: Failing = ""


def is_resolver(url: str) -> bool:
    """Whether this is an address of a DOI: then leading on is the answer, and the publisher is not asked."""
    return urlsplit(url).hostname in RESOLVERS


def judge(exchange: Exchange) -> Answer:
    """The state of a link from what was answered."""
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
    """Where the answers that lead on for good end; those that lead on for now, after them, do not count."""
    for_good = [hop.leads_to for hop in takewhile(lambda hop: hop.status in PERMANENT, hops)]
    return for_good[-1] if for_good else None


def _phrase(status: int) -> str:
    known = {each.value: each.phrase for each in HTTPStatus}
    return f" {known[status]}" if status in known else ""
