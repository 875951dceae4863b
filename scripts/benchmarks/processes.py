"""What a process and its children cost, read from /proc."""

import os
import subprocess
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

SAMPLED_EVERY = 0.2
KILO = 1024
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Memory:
    """In MB. `proportional` counts a page shared by n processes as a share of 1/n."""

    resident: float
    proportional: float
    shared: float


@dataclass(frozen=True, slots=True)
class Ran:
    """`seconds` of the wall clock, and the highest memory (proportional, all processes together, in MB) that was seen."""

    seconds: float
    peak: float


def descendants(pid: int) -> list[int]:
    """`pid` and every process below it."""
    found = [pid]
    for parent in found:
        found += _children(parent)
    return found


def _children(pid: int) -> Iterator[int]:
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            yield from map(int, task.read_text().split())
        except OSError:  # it ended meanwhile
            continue


def memory(pid: int) -> Memory | None:
    """None when the process is gone."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]
    except OSError:
        return None
    kilobytes = {line.split(":")[0]: int(line.split()[1]) for line in lines}
    shared = kilobytes["Shared_Clean"] + kilobytes["Shared_Dirty"]
    return Memory(kilobytes["Rss"] / KILO, kilobytes["Pss"] / KILO, shared / KILO)


def processor_seconds(pids: Sequence[int]) -> float:
    """What the processes have used of the processor so far."""
    return sum(sum(map(int, Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13])) for pid in pids) / TICKS


def run(command: Sequence[str], environment: dict[str, str]) -> Ran:
    """Run a command whose words are shown as it speaks. Raises CalledProcessError when it fails."""
    started = time.perf_counter()
    process = subprocess.Popen(command, env=environment)
    seen = [0.0]
    watching = threading.Thread(target=_watch, args=(process, seen))
    watching.start()
    code = process.wait()
    seconds = time.perf_counter() - started
    watching.join()
    if code:
        raise subprocess.CalledProcessError(code, command)
    return Ran(seconds, max(seen))


def _watch(process: subprocess.Popen[bytes], seen: list[float]) -> None:
    while process.poll() is None:
        held = [memory(pid) for pid in descendants(process.pid)]
        seen.append(sum(each.proportional for each in held if each))
        time.sleep(SAMPLED_EVERY)
