"""What a process and its children cost, read from /proc."""

import os
import subprocess
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

SAMPLED_EVERY = 0.2
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


def run_command(command: Sequence[str], environment: dict[str, str]) -> tuple[float, float]:
    """Seconds, and the highest memory of all processes in MB. Raises CalledProcessError."""
    started, peak = time.perf_counter(), 0.0
    process = subprocess.Popen(command, env=environment)
    while process.poll() is None:
        pids = list_descendants(process.pid)
        peak = max(peak, sum(measure_memory(pid).get("Pss", 0) for pid in pids))
        with suppress(subprocess.TimeoutExpired):
            process.wait(SAMPLED_EVERY)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return time.perf_counter() - started, peak
