"""Requests as fast as a server answers them: wrk when it is installed, else a client in Python, which costs more than the server and is said."""

import re
import shutil
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPConnection
from itertools import cycle, islice
from multiprocessing import get_context
from pathlib import Path
from statistics import mean, quantiles
from tempfile import NamedTemporaryFile

CONNECTIONS, THREADS = 16, 2
UNITS = {"us": 1e-3, "ms": 1.0, "s": 1e3, "m": 6e4}
WALK = Path(__file__).with_name("walk.lua")
WRK = shutil.which("wrk")
CLIENT = f"wrk -t{THREADS} -c{CONNECTIONS}" if WRK else f"a client in Python with {CONNECTIONS} connections"
NOTHING: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Load:
    """Requests per second, latencies in ms; `refused` counts answers other than 2xx and 3xx."""

    requests: int
    rate: float
    middle: float
    slowest: float
    refused: int


@dataclass(frozen=True, slots=True)
class Got:
    status: int
    body: bytes
    tag: str | None


def get(port: int, path: str, headers: Mapping[str, str] = NOTHING) -> Got:
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path, headers=dict(headers))
    answer = connection.getresponse()
    got = Got(answer.status, answer.read(), answer.getheader("ETag"))
    connection.close()
    return got


def load(port: int, paths: Sequence[str], seconds: int, headers: Mapping[str, str] = NOTHING) -> Load:
    """Ask for all the paths in turn, again and again."""
    return _with_wrk(port, paths, seconds, headers) if WRK else _with_python(port, paths, seconds, headers)


def latencies(port: int, paths: Sequence[str]) -> list[float]:
    """One request after the other on one connection, in ms."""
    return list(_timed(port, paths, NOTHING))


def _with_wrk(port: int, paths: Sequence[str], seconds: int, headers: Mapping[str, str]) -> Load:
    with NamedTemporaryFile("w", suffix=".txt") as listed:
        listed.write("\n".join(paths) + "\n")
        listed.flush()
        command = [str(WRK), f"-t{THREADS}", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency", "-s", str(WALK)]
        for name, value in headers.items():
            command += ["-H", f"{name}: {value}"]
        said = subprocess.run([*command, f"http://127.0.0.1:{port}", "--", listed.name], check=True, capture_output=True, text=True).stdout
    refused = re.search(r"Non-2xx or 3xx responses: (\d+)", said)
    return Load(
        requests=int(_found(r"(\d+) requests in", said)[0]),
        rate=float(_found(r"Requests/sec:\s+([\d.]+)", said)[0]),
        middle=_milliseconds("50%", said),
        slowest=_milliseconds("99%", said),
        refused=int(refused[1]) if refused else 0,
    )


def _found(pattern: str, said: str) -> tuple[str, ...]:
    found = re.search(pattern, said)
    if found is None:
        raise ValueError(f"wrk did not say {pattern}: {said}")
    return found.groups()


def _milliseconds(share: str, said: str) -> float:
    number, unit = _found(rf"{share}\s+([\d.]+)(us|ms|s|m)", said)
    return float(number) * UNITS[unit]


def _with_python(port: int, paths: Sequence[str], seconds: int, headers: Mapping[str, str]) -> Load:
    started = time.perf_counter()
    with ProcessPoolExecutor(THREADS, mp_context=get_context("spawn")) as processes:
        shares = [processes.submit(_share, port, list(paths), seconds, dict(headers), number) for number in range(THREADS)]
        taken = [each for share in shares for each in share.result()]
    passed = min(time.perf_counter() - started, seconds)
    hundredths = quantiles(taken, n=100)
    return Load(len(taken), len(taken) / passed, hundredths[49], hundredths[98], 0)


def _share(port: int, paths: list[str], seconds: int, headers: dict[str, str], number: int) -> list[float]:
    """What one process of the Python client asks, on its part of the connections."""
    end = time.perf_counter() + seconds

    def connection(place: int) -> list[float]:
        walk = cycle(islice(cycle(paths), place * 37, place * 37 + len(paths)))
        timed, taken = _timed(port, walk, headers), []
        while time.perf_counter() < end:
            taken.append(next(timed))
        return taken

    part = CONNECTIONS // THREADS
    with ThreadPoolExecutor(part) as threads:
        return [each for taken in threads.map(connection, range(number * part, number * part + part)) for each in taken]


def _timed(port: int, paths: Sequence[str] | Iterator[str], headers: Mapping[str, str]) -> Iterator[float]:
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    for path in paths:
        started = time.perf_counter()
        connection.request("GET", path, headers=dict(headers))
        answer = connection.getresponse()
        answer.read()
        if answer.status >= 400:
            raise RuntimeError(f"{path}: {answer.status}")
        yield (time.perf_counter() - started) * 1000
    connection.close()


def average_length(port: int, paths: Sequence[str]) -> int:
    """Bytes of an answer."""
    return round(mean(len(get(port, path).body) for path in paths))
