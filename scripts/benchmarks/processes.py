"""Servers with two workers, and what a process and its children cost, read from /proc."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from benchmarks.load import HOST, Server, get

PROGRAMS = Path(sys.executable).parent
WORKERS = 2
PATIENCE, STOPPING = 120, 10
TICKS = os.sysconf("SC_CLK_TCK")


def list_descendants(pid: int) -> list[int]:
    """`pid` and every process below it."""
    found = [pid]
    for parent in found:
        for task in Path(f"/proc/{parent}/task").glob("*/children"):
            with suppress(OSError):  # it ended meanwhile
                found += map(int, task.read_text().split())
    return found


def measure_memory(pid: int) -> dict[str, float]:
    """Kind of memory (Rss, Pss, Shared_Clean, …) -> MB; empty once the process is gone."""
    with suppress(OSError):
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]
        return {line.split(":")[0]: int(line.split()[1]) / 1024 for line in lines}
    return {}


def sum_processor_seconds(pids: Sequence[int]) -> float:
    """What the processes have used of the processor so far."""
    stats = (Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split() for pid in pids)
    return sum(int(stat[11]) + int(stat[12]) for stat in stats) / TICKS


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


@contextmanager
def serve(command: str, environment: dict[str, str]) -> Iterator[Server]:
    port = free_port()
    program, *arguments = command.split()
    words = [str(PROGRAMS / program), *arguments, "--port", str(port)]
    streams = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen(words, env=environment, start_new_session=True, **streams)
    try:
        yield Server(port, _wait_for_workers(process, port))
    finally:
        process.send_signal(signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            process.wait(STOPPING)
        with suppress(ProcessLookupError):  # none of its session is left
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _wait_for_workers(process: subprocess.Popen[bytes], port: int) -> list[int]:
    """The processes that answer: all below the first one that are not there for bookkeeping."""
    end = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < end:
        with suppress(OSError):
            commands = {pid: Path(f"/proc/{pid}/cmdline") for pid in list_descendants(process.pid)[1:]}
            workers = [pid for pid, at in commands.items() if b"resource_tracker" not in at.read_bytes()]
            if get(port, "/")[0] == 200 and len(workers) == WORKERS:
                return workers
        time.sleep(0.1)
    raise RuntimeError("the server does not answer")
