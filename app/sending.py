"""Hands answers to the server so that somebody who reads slowly holds nobody else up.

The application runs in one thread at a time, as its database connection wants it. A short answer is handed
over whole, which ends its request; a long one keeps a thread, and takes its turn for each of its parts.
"""

import threading
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from app.web.observing.request_observer import STARTED

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
WsgiApplication = Callable[[Environ, StartResponse], Iterable[bytes]]

SHORT = 256 << 10
"""Bytes of an answer that is handed over whole."""
PART = 64 << 10
MOST_LONG = 48
"""Long answers that a worker sends at a time; each has a thread."""
THREADS = MOST_LONG + 16
SECONDS_OF_PATIENCE, LEAST_RATE = 60, 4_000
"""After so many seconds, who reads fewer bytes a second makes room for others."""
CUT = b"\nThis answer was cut off: it was read too slowly.\n"
BUSY = b"Too many large files are being sent. Try again in half a minute.\n"
BUSY_HEADERS = [
    ("Content-Type", "text/plain; charset=utf-8"),
    ("Content-Length", str(len(BUSY))),
    ("Retry-After", "30"),
    ("Cache-Control", "no-store"),
    ("X-Content-Type-Options", "nosniff"),
]


class PatientSender:
    """A WSGI application around another."""

    def __init__(self, application: WsgiApplication) -> None:
        self._application = application
        self._turn, self._free = threading.Lock(), threading.Semaphore(MOST_LONG)

    @property
    def turn(self) -> threading.Lock:
        """Held by whoever runs the application."""
        return self._turn

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        environ[STARTED] = time.perf_counter()
        with self._turn:
            answer = self._application(environ, start_response)
            parts = iter(answer)
            begun, is_whole = _take(parts, SHORT)
            if is_whole:
                _close(answer)
                return [begun]
            if self._free.acquire(blocking=False):
                return LongAnswer(begun, parts, answer, self._turn, self._free)
            _close(answer)
        start_response("503 Service Unavailable", BUSY_HEADERS)
        return [BUSY]


class LongAnswer:
    """The parts of an answer, made as they are sent; whoever reads it too slowly loses the rest."""

    def __init__(
        self,
        begun: bytes,
        parts: Iterator[bytes],
        answer: Iterable[bytes],
        turn: threading.Lock,
        free: threading.Semaphore,
    ) -> None:
        self._begun, self._parts, self._answer, self._turn, self._free = begun, parts, answer, turn, free
        self._since, self._sent, self._ended = time.monotonic(), 0, False

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        if self._ended:
            raise StopIteration
        if self._is_too_slow():
            self.close()
            return CUT  # who was promised a length sees by it that the rest is missing
        part = self._begun or self._make_part()
        self._begun, self._sent = b"", self._sent + len(part)
        if not part:
            self.close()
            raise StopIteration
        return part

    def close(self) -> None:
        """Called by the server when all is sent or the reader is gone."""
        if not self._ended:
            self._ended = True
            with self._turn:
                _close(self._answer)
            self._free.release()

    def __del__(self) -> None:
        self.close()

    def _make_part(self) -> bytes:
        with self._turn:
            return _take(self._parts, PART)[0]

    def _is_too_slow(self) -> bool:
        seconds = time.monotonic() - self._since
        return seconds > SECONDS_OF_PATIENCE and self._sent < seconds * LEAST_RATE


def _take(parts: Iterator[bytes], size: int) -> tuple[bytes, bool]:
    """At least `size` bytes, fewer at the end; and whether that was all."""
    taken, length = [], 0
    for part in parts:
        taken.append(part)
        length += len(part)
        if length >= size:
            return b"".join(taken), False
    return b"".join(taken), True


def _close(answer: Iterable[bytes]) -> None:
    if close := getattr(answer, "close", None):
        close()
