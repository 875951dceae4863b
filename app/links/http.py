"""HTTP requests for link checking: HEAD, GET where HEAD is not enough, one request a second to a host."""

import socket
import ssl
import threading
import time
import urllib.error
import urllib.request
from collections import defaultdict
from collections.abc import Callable
from email.message import Message
from email.utils import parsedate_to_datetime
from http.client import HTTPException
from typing import Any
from urllib.parse import quote, urlsplit, urlunsplit

from app.links.answers import Exchange, Failing, Hop, is_resolver

SECONDS_BETWEEN = 1.0
TIMEOUT = 15.0
MOST_HOPS = 10
LONGEST_PAUSE = 60.0
READ_BYTES = 20_000
ACCEPT = {
    "Accept": "text/html,application/xhtml+xml,application/pdf,*/*;q=0.8",
    "Accept-Language": "en,*;q=0.5",
}
SAME_FOR_GET = (410, 429)
"""Answers to HEAD that GET would only repeat."""
CHALLENGES = (
    b"captcha",
    b"are you a robot",
    b"just a moment...",
    b"verify you are human",
    b"challenge-platform",
)
ESCAPED = "!$%&'()*+,;=:@/~-._"


class RateLimiter:
    """Shared by all threads. `clock` gives seconds that only grow, `sleep` waits so many of them."""

    def __init__(self, clock: Callable[[], float], sleep: Callable[[float], object]) -> None:
        self._clock, self._sleep = clock, sleep
        self._free_at: dict[str, float] = defaultdict(float)
        self._lock = threading.Lock()

    def wait(self, host: str) -> None:
        """Return when it is this caller's turn to ask `host`."""
        with self._lock:
            now = self._clock()
            turn = max(now, self._free_at[host])
            self._free_at[host] = turn + SECONDS_BETWEEN
        if turn > now:
            self._sleep(turn - now)

    def pause(self, host: str, seconds: float) -> None:
        """Nobody asks `host` for so long."""
        with self._lock:
            self._free_at[host] = max(self._free_at[host], self._clock() + seconds)


class LinkClient:
    """Asks as `agent` (User-Agent). `now` gives the time of day in seconds, for pauses that name a date."""

    def __init__(
        self, agent: str, limiter: RateLimiter, now: Callable[[], float] = time.time, timeout: float = TIMEOUT
    ) -> None:
        self._agent, self._limiter, self._now, self._timeout = agent, limiter, now, timeout

    def __call__(self, url: str) -> Exchange:
        """Every answer on the way from `url`; repeated once after a short pause that the site asks for."""
        found = self._ask(url)
        if 0 < found.pause <= LONGEST_PAUSE:
            self._limiter.pause(host_of(found.hops[-1].url), found.pause)
            found = self._ask(url)
        return found

    def _ask(self, url: str) -> Exchange:
        found = self._follow(url, "HEAD")
        final = found.hops[-1].status if found.hops else 0
        settled = (
            found.failing in ("name", "absent", "certificate") or final in SAME_FOR_GET or found.pause > 0
        )
        is_good = not found.failing and final < 400 and final != 202
        return found if is_good or settled else self._follow(url, "GET")

    def _follow(self, url: str, method: str) -> Exchange:
        opener = urllib.request.build_opener(_NoRedirects, urllib.request.HTTPCookieProcessor())
        hops: list[Hop] = []
        address: str | None = url
        while address is not None:
            if len(hops) == MOST_HOPS:
                return Exchange(tuple(hops), "circle", "leads from page to page without an end")
            try:
                if urlsplit(address).scheme not in ("http", "https"):
                    return Exchange(tuple(hops), "connection", f"leads to {address}, which cannot be asked")
                hop, pause = self._request(opener, address, method)
            except (OSError, HTTPException, UnicodeError, ValueError) as error:
                return Exchange(tuple(hops), *_failure(error, self._timeout))
            hops.append(hop)
            address = None if is_resolver(hop.url) else hop.leads_to
        return Exchange(tuple(hops), pause=pause)

    def _request(self, opener: urllib.request.OpenerDirector, url: str, method: str) -> tuple[Hop, float]:
        headers = {"User-Agent": self._agent, **ACCEPT}
        request = urllib.request.Request(encode_address(url), method=method, headers=headers)
        self._limiter.wait(host_of(url))
        try:
            answer = opener.open(request, timeout=self._timeout)
        except urllib.error.HTTPError as error:  # also every redirect
            answer = error
        with answer:
            status, given = int(answer.status), answer.headers
            start = answer.read(READ_BYTES) if method == "GET" and (status >= 400 or status == 202) else b""
            challenged = given.get("cf-mitigated") == "challenge" or any(
                sign in start.lower() for sign in CHALLENGES
            )
            return Hop(url, status, given.get("Location"), challenged), self._pause(status, given)

    def _pause(self, status: int, headers: Message) -> float:
        asked = headers.get("Retry-After", "")
        if status not in (429, 503) or not asked:
            return 0
        if asked.isdigit():
            return float(asked)
        try:
            return max(0.0, parsedate_to_datetime(asked).timestamp() - self._now())
        except ValueError:
            return 0


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *request: Any) -> None:
        """Redirects are followed by the client, one step at a time, and each step waits its turn."""


def host_of(url: str) -> str:
    """The host of an address; the whole address where it is malformed (`https://[a.b/c`)."""
    try:
        return urlsplit(url).netloc.lower()
    except ValueError:
        return url


def encode_address(url: str) -> str:
    """The address in ASCII, as it goes over the wire."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    netloc = parts.netloc
    if not host.isascii():
        netloc = netloc.lower().replace(host, host.encode("idna").decode())
    path, query = quote(parts.path, safe=ESCAPED), quote(parts.query, safe=ESCAPED + "?[]")
    return urlunsplit((parts.scheme, netloc, path, query, ""))


def _failure(error: Exception, timeout: float) -> tuple[Failing, str]:
    cause = error.reason if isinstance(error, urllib.error.URLError) else error
    unknown_name = (socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME))
    if isinstance(cause, socket.gaierror) and cause.errno in unknown_name:
        return "name", "is on a site whose name nobody knows (DNS)"
    if isinstance(cause, socket.gaierror):
        return "absent", "could not be looked up: no name server answered"
    if isinstance(cause, ConnectionRefusedError):
        return "absent", "could not be reached: nobody answers at that address"
    if isinstance(cause, TimeoutError):
        return "timeout", f"did not answer within {timeout:.0f} seconds"
    if isinstance(cause, ssl.SSLCertVerificationError):
        return "certificate", f"has a certificate that does not hold: {cause.verify_message}"
    return "connection", f"could not be reached: {cause}"
