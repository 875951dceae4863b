"""Around the whole site: times each request, counts it, and writes its line in the access log."""

import logging
import os
import re
import time
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from app.web.observing.figures import OTHER, Figures
from app.web.observing.log_lines import write_request_line

log = logging.getLogger("homeward")

Environ = dict[str, Any]
WsgiApplication = Callable[[Environ, Any], Iterable[bytes]]

ROUTE = "homeward.route"
"""Key of the WSGI environment: the pattern of the address, “/programs/<slug>”. What answers sets it."""
REQUEST_ID = "homeward.request_id"
STARTED = "homeward.started"
"""When the request came in, as `time.perf_counter` tells it; set where requests wait for their turn."""
FORWARDED = "homeward.forwarded"
"""Whether a trusted proxy sent the request: its request id is then taken."""
GIVEN_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")
SLOW_SECONDS = 1.0
SHORT = 256 << 10
"""Bytes up to which an answer counts as sent once it is made."""
STANDARD_OUTPUT = 1
LONGEST_QUERY = 1_000


@dataclass(slots=True)
class ObservedRequest:
    """What is told of one request; `size` is in bytes."""

    id: str
    method: str
    route: str
    status: str
    seconds: float
    size: int
    address: str | None = None
    query: str | None = None


class RequestObserver:
    """A WSGI application around another; nothing that a reader typed is told unless it was asked for."""

    def __init__(
        self,
        application: WsgiApplication,
        figures: Figures,
        told: frozenset[str] | None,
        form: str,
        parameters: Collection[str],
    ) -> None:
        """`told` is what a line also tells (address, query), None for no lines; `form` is text or json.

        `parameters` are the names that a slow request may be described by.
        """
        self._application, self._figures, self._told, self._form = application, figures, told, form
        self._parameters = frozenset(parameters)

    def __call__(self, environ: Environ, start_response: Any) -> Iterable[bytes]:
        started = environ.get(STARTED) or time.perf_counter()
        environ[REQUEST_ID] = number = _request_id(environ)
        status, length = "500", -1

        def note(said: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
            nonlocal status, length
            status = said[:3]
            for name, value in headers:
                if name == "Content-Length":
                    length = int(value)
                    break
            if status[0] == "5":
                headers.append(("X-Request-Id", number))
            return start_response(said, headers, exc_info) if exc_info else start_response(said, headers)

        answer = self._application(environ, note)
        if environ["REQUEST_METHOD"] == "HEAD" or status == "304":
            length = 0
        if 0 <= length <= SHORT:
            self._record(environ, status, started, length)
            return answer
        return CountedAnswer(answer, lambda size: self._record(environ, status, started, size))

    def _record(self, environ: Environ, status: str, started: float, size: int) -> None:
        seconds = time.perf_counter() - started
        route = environ.get(ROUTE) or OTHER
        self._figures.count_request(route, status, seconds)
        if self._told is None and seconds < SLOW_SECONDS:
            return
        seen = ObservedRequest(environ[REQUEST_ID], environ["REQUEST_METHOD"], route, status, seconds, size)
        if seconds >= SLOW_SECONDS:
            shape = describe_query(environ.get("QUERY_STRING", ""), self._parameters)
            log.warning("slow: %s %s took %.0f ms (%s)", seen.method, route, seconds * 1_000, shape)
        if self._told is not None:
            if "address" in self._told:
                seen.address = environ.get("REMOTE_ADDR", "")
            if "query" in self._told:
                seen.query = environ.get("QUERY_STRING", "")[:LONGEST_QUERY]
            with suppress(OSError):  # nobody reads the lines any more
                os.write(STANDARD_OUTPUT, write_request_line(seen, self._form, time.time()))


class CountedAnswer:
    """The parts of an answer whose length nobody promised, or that is long; told of when it has ended."""

    def __init__(self, answer: Iterable[bytes], ended: Callable[[int], None]) -> None:
        self._answer, self._ended, self._sent, self._is_told = answer, ended, 0, False

    def __iter__(self) -> Iterator[bytes]:
        for part in self._answer:
            self._sent += len(part)
            yield part

    def close(self) -> None:
        if close := getattr(self._answer, "close", None):
            close()
        if not self._is_told:
            self._is_told = True
            self._ended(self._sent)


def describe_query(query: str, parameters: Collection[str]) -> str:
    """The shape of a query without anything that was typed: “q of 3 words, topic x2, 1 unknown”."""
    counts: dict[str, int] = {}
    words, unknown = 0, 0
    for name, value in parse_qsl(query, keep_blank_values=True):
        if name not in parameters:
            unknown += 1
            continue
        counts[name] = counts.get(name, 0) + 1
        words += len(value.split()) if name == "q" else 0
    said = [name + (f" of {words} words" if name == "q" else f" x{count}") for name, count in counts.items()]
    return ", ".join([*said, *([f"{unknown} unknown"] if unknown else [])]) or "no parameters"


def _request_id(environ: Environ) -> str:
    given: str = environ.get("HTTP_X_REQUEST_ID", "")
    return given if environ.get(FORWARDED) and GIVEN_ID.fullmatch(given) else os.urandom(8).hex()
