"""Servers with two workers, started for a measurement and stopped after it."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from benchmarks.corpus import Site
from benchmarks.environment import ROOT
from benchmarks.load import HOST, get
from benchmarks.processes import list_descendants

WORKERS = 2
PATIENCE, STOPPING = 120, 10
EMPTY = "granian --interface wsgi --workers 2 --blocking-threads 1 benchmarks.empty_site:app"


@dataclass(frozen=True, slots=True)
class Server:
    port: int
    process: subprocess.Popen[bytes]

    def workers(self) -> list[int]:
        """The processes that answer: all below the first one that are not there for bookkeeping."""
        below = list_descendants(self.process.pid)[1:]
        return [pid for pid in below if b"resource_tracker" not in Path(f"/proc/{pid}/cmdline").read_bytes()]


def serve_homeward(site: Site) -> AbstractContextManager[Server]:
    return _serve(["homeward", "serve"], site.environment())


def serve_empty(length: int) -> AbstractContextManager[Server]:
    more = {"PYTHONPATH": str(ROOT / "scripts"), "HOMEWARD_BENCH_BYTES": str(length)}
    return _serve(EMPTY.split(), os.environ | more)


@contextmanager
def _serve(words: list[str], environment: dict[str, str]) -> Iterator[Server]:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port = int(probe.getsockname()[1])
    command = [str(Path(sys.executable).with_name(words[0])), *words[1:], "--port", str(port)]
    streams = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen(command, env=environment, start_new_session=True, **streams)
    server = Server(port, process)
    try:
        _wait(server)
        yield server
    finally:
        everyone = list_descendants(process.pid)
        process.send_signal(signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            process.wait(STOPPING)
        for pid in everyone if process.poll() is None else ():
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        process.wait()


def _wait(server: Server) -> None:
    end = time.monotonic() + PATIENCE
    while server.process.poll() is None and time.monotonic() < end:
        with suppress(OSError):
            if get(server.port, "/")[0] == 200 and len(server.workers()) == WORKERS:
                return
        time.sleep(0.1)
    raise RuntimeError("the server does not answer")
