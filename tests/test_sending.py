"""Somebody who reads slowly holds nobody else up."""

import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import pytest

from app import sending
from app.sending import BUSY, CUT, MOST_LONG, LongAnswer, PatientSender
from tests.commands.test_cli import answer
from tests.conftest import ROOT
from tests.slow_site import LARGE

SERVE = (
    "import sys; from app.serving import make_server; "
    "make_server('tests.slow_site:application', '127.0.0.1', int(sys.argv[1]), 1, 'error').serve()"
)


@contextmanager
def slow_site() -> Iterator[int]:
    """The port of a server with one worker."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    process = subprocess.Popen([sys.executable, "-c", SERVE, str(port)], cwd=ROOT)
    try:
        assert answer(f"http://127.0.0.1:{port}/") == "quick"
        yield port
    finally:
        process.terminate()
        process.wait(20)


def open_slowly(port: int) -> socket.socket:
    """Ask for the large file, and take the first bytes of it alone."""
    reader = socket.socket()
    reader.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2_048)
    reader.settimeout(10)
    reader.connect(("127.0.0.1", port))
    reader.sendall(f"GET {LARGE} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
    assert reader.recv(8) == b"HTTP/1.1"
    return reader


def test_r1_eight_slow_readers_and_two_hundred_idle_connections_hold_nobody_up() -> None:
    with slow_site() as port, ExitStack() as opened:
        for _ in range(200):
            opened.enter_context(socket.create_connection(("127.0.0.1", port)))
        for _ in range(8):
            opened.enter_context(open_slowly(port))
        started = time.monotonic()
        assert [answer(f"http://127.0.0.1:{port}/") for _ in range(20)] == ["quick"] * 20
        assert time.monotonic() - started < 4  # each of them took a fraction of 200 ms


def site(parts: list[bytes]) -> PatientSender:
    def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterator[bytes]:
        start_response("200 OK", [])
        return iter(parts)

    return PatientSender(application)


def ask(sender: PatientSender) -> tuple[str, Any]:
    status: list[str] = []
    found = sender({}, lambda said, _headers: status.append(said))
    return status[-1], found


def test_r1_a_short_answer_is_handed_over_whole_and_a_long_one_in_parts() -> None:
    assert ask(site([b"a", b"b"])) == ("200 OK", [b"ab"])
    long = [bytes(100_000)] * 10
    status, found = ask(site(long))
    assert isinstance(found, LongAnswer)
    assert b"".join(found) == b"".join(long)
    assert status == "200 OK"


def test_r1_long_answers_leave_threads_for_the_others_and_make_room_when_they_end() -> None:
    sender = site([bytes(300_000)] * 2)
    held = [ask(sender)[1] for _ in range(MOST_LONG)]
    assert ask(sender) == ("503 Service Unavailable", [BUSY])
    held.pop().close()
    assert ask(sender)[0] == "200 OK"


def test_r1_who_reads_too_slowly_makes_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "SECONDS_OF_PATIENCE", -1)
    monkeypatch.setattr(sending, "LEAST_RATE", 1e12)
    sender = site([bytes(300_000)] * 2)
    assert list(ask(sender)[1]) == [CUT]


def test_r1_one_request_at_a_time_is_inside_the_application() -> None:
    inside, most, start = [0], [0], threading.Barrier(4)

    def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterator[bytes]:
        start_response("200 OK", [])
        for _ in range(20):
            inside[0] += 1
            os.sched_yield()
            most[0] = max(most[0], inside[0])
            inside[0] -= 1
            yield bytes(100_000)

    def read(sender: PatientSender) -> None:
        start.wait(10)
        for _ in range(5):
            b"".join(ask(sender)[1])

    shared = PatientSender(application)
    readers = [threading.Thread(target=read, args=(shared,)) for _ in range(4)]
    for each in readers:
        each.start()
    for each in readers:
        each.join(30)
    assert most == [1]
