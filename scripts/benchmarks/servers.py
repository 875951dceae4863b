"""Servers started for a measurement, and stopped after it."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from benchmarks.building import Site
from benchmarks.environment import ROOT
from benchmarks.load import get
from benchmarks.processes import Memory, descendants, memory

PATIENCE = 120
STOPPING = 10


@dataclass(frozen=True, slots=True)
class Server:
    port: int
    process: subprocess.Popen[bytes]

    def workers(self) -> list[int]:
        """The processes that answer: all below the first one that are not there for bookkeeping."""
        below = descendants(self.process.pid)[1:]
        return [pid for pid in below if b"resource_tracker" not in Path(f"/proc/{pid}/cmdline").read_bytes()]

    def memories(self) -> list[Memory]:
        return [held for pid in self.workers() if (held := memory(pid))]


@contextmanager
def homeward(site: Site) -> Iterator[Server]:
    """`homeward serve` on a free port."""
    port = _free_port()
    command = [str(Path(sys.executable).with_name("homeward")), "serve", "--port", str(port)]
    with _running(port, command, site.environment()) as server:
        yield server


@contextmanager
def empty(length: int) -> Iterator[Server]:
    port = _free_port()
    environment = os.environ | {"PYTHONPATH": str(ROOT / "scripts")}
    with _running(port, [sys.executable, str(ROOT / "scripts/benchmarks/empty_site.py"), str(port), str(length)], environment) as server:
        yield server


@contextmanager
def _running(port: int, command: Sequence[str], environment: dict[str, str]) -> Iterator[Server]:
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    server = Server(port, process)
    try:
        _wait(server)
        yield server
    finally:
        _stop(process)


def _wait(server: Server) -> None:
    end = time.monotonic() + PATIENCE
    while server.process.poll() is None and time.monotonic() < end:
        with suppress(OSError):
            if get(server.port, "/").status == 200 and len(server.workers()) == 2:
                return
        time.sleep(0.1)
    raise RuntimeError("the server does not answer")


def _stop(process: subprocess.Popen[bytes]) -> None:
    everyone = descendants(process.pid)
    process.send_signal(signal.SIGINT)
    try:
        process.wait(STOPPING)
    except subprocess.TimeoutExpired:
        for pid in everyone:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
