"""A client that asks a server as fast as it answers, on many connections."""

import socket
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from http.client import HTTPConnection
from itertools import cycle, islice, takewhile

HOST = "127.0.0.1"
CONNECTIONS = 16
CLIENT = f"A client in Python with {CONNECTIONS} connections"


@dataclass(frozen=True, slots=True)
class Server:
    """Where it listens, and the processes that answer."""

    port: int
    workers: Sequence[int]


@dataclass(frozen=True, slots=True)
class Target:
    """The paths to ask a server for, with an `etag` only if they have changed."""

    server: Server
    paths: Sequence[str]
    etag: str = ""


def get(port: int, path: str, etag: str = "") -> tuple[int, bytes, str]:
    """Status, body and ETag."""
    connection = HTTPConnection(HOST, port, timeout=60)
    connection.request("GET", path, headers={"If-None-Match": etag} if etag else {})
    answer = connection.getresponse()
    found = answer.status, answer.read(), answer.getheader("ETag") or ""
    connection.close()
    return found


def ask_for_seconds(target: Target, seconds: float) -> list[float]:
    """Ask in turn on all connections, each in a process of its own, again and again; latencies in ms."""
    start = time.time() + 1  # by then all processes are ready
    with ProcessPoolExecutor(CONNECTIONS) as clients:
        ask = partial(_ask, target, start, start + seconds)
        return [latency for some in clients.map(ask, range(CONNECTIONS)) for latency in some]


def ask_once(target: Target, paths: Iterable[str]) -> Iterator[float]:
    """One request after the other on one connection, in ms. Raises RuntimeError at an error."""
    port, condition = target.server.port, f"If-None-Match: {target.etag}\r\n" if target.etag else ""
    with socket.create_connection((HOST, port), timeout=60) as server, server.makefile("rb") as answers:
        for path in paths:
            request = f"GET {path} HTTP/1.1\r\nHost: {HOST}:{port}\r\n{condition}\r\n".encode()
            started = time.perf_counter()
            server.sendall(request)
            head = list(takewhile(bytes.strip, answers))  # ends also where the server hangs up
            if not head:
                raise RuntimeError(f"{path}: the server closed the connection")
            if int(head[0].split()[1]) >= 400:
                raise RuntimeError(f"{path}: {head[0]!r}")
            lengths = [int(line[15:]) for line in head if line[:15].lower() == b"content-length:"]
            answers.read(0 if b" 304 " in head[0] else sum(lengths))
            yield (time.perf_counter() - started) * 1000


def _ask(target: Target, start: float, end: float, number: int) -> list[float]:
    taken, paths = [], islice(cycle(target.paths), number * 37 % len(target.paths), None)
    time.sleep(max(0, start - time.time()))
    for latency in ask_once(target, paths):
        taken.append(latency)
        if time.time() > end:
            break
    return taken
