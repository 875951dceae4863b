"""A client that asks a server as fast as it answers, on many connections."""

import socket
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from http.client import HTTPConnection
from itertools import cycle, islice
from statistics import quantiles

HOST = "127.0.0.1"
CONNECTIONS = 16
CLIENT = f"a client in Python with {CONNECTIONS} connections"
NO_HEADERS: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Load:
    """Requests per second, and latencies in ms."""

    requests: int
    rate: float
    p50: float
    p99: float


def get(port: int, path: str, headers: Mapping[str, str] = NO_HEADERS) -> tuple[int, bytes, str]:
    """Status, body and ETag."""
    connection = HTTPConnection(HOST, port, timeout=60)
    connection.request("GET", path, headers=dict(headers))
    answer = connection.getresponse()
    found = answer.status, answer.read(), answer.getheader("ETag") or ""
    connection.close()
    return found


def measure_load(port: int, paths: Sequence[str], seconds: float, headers: Mapping[str, str]) -> Load:
    """Ask for the paths in turn on all connections, each in a process of its own, again and again."""
    start = time.time() + 1  # by then all processes are ready
    with ProcessPoolExecutor(CONNECTIONS) as clients:
        asked = [(port, list(paths), start, seconds, dict(headers), at) for at in range(CONNECTIONS)]
        taken = [each for part in clients.map(_ask, asked) for each in part]
    hundredths = quantiles(taken, n=100)
    return Load(len(taken), len(taken) / seconds, hundredths[49], hundredths[98])


def latencies(port: int, paths: Iterable[str], headers: Mapping[str, str] = NO_HEADERS) -> Iterator[float]:
    """One request after the other on one connection, in ms. Raises RuntimeError at an error."""
    extra = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    with socket.create_connection((HOST, port), timeout=60) as server, server.makefile("rb") as answers:
        for path in paths:
            request = f"GET {path} HTTP/1.1\r\nHost: {HOST}:{port}\r\n{extra}\r\n".encode()
            started = time.perf_counter()
            server.sendall(request)
            head = list(iter(answers.readline, b"\r\n"))
            if int(head[0].split()[1]) >= 400:
                raise RuntimeError(f"{path}: {head[0]!r}")
            lengths = [int(line[15:]) for line in head if line[:15].lower() == b"content-length:"]
            answers.read(0 if b" 304 " in head[0] else sum(lengths))
            yield (time.perf_counter() - started) * 1000


def _ask(asked: tuple[int, list[str], float, float, dict[str, str], int]) -> list[float]:
    port, paths, start, seconds, headers, number = asked
    taken, walk = [], islice(cycle(paths), number * 37 % len(paths), None)
    time.sleep(max(0, start - time.time()))
    for each in latencies(port, walk, headers):
        taken.append(each)
        if time.time() > start + seconds:
            break
    return taken
