"""Pages over HTTP: kept and made, beside an empty view and a file server with the same bytes; switches; memory."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import repeat, takewhile
from pathlib import Path
from random import Random
from statistics import mean, median
from tempfile import TemporaryDirectory
from urllib.parse import urlencode

from benchmarks.corpus import ROOT, SEED, Site
from benchmarks.documents import Documents
from benchmarks.load import CLIENT, Server, Target, ask_once, get
from benchmarks.processes import PROGRAMS as PROGRAMS_FOLDER
from benchmarks.processes import WORKERS, free_port, list_descendants, measure_memory, serve
from benchmarks.queries import Queries
from benchmarks.report import Table
from benchmarks.responses import EMPTY, ROUNDS, compare, header, measure_alone, search_parameters

PROGRAMS, SEARCHES, SWITCHES = 200, 200, 5
NOTHING_KEPT = {"HOMEWARD_PAGE_CACHE_MB": "0"}
PATIENCE, SECONDS_TO_SWITCH = 60, 2
NGINX = """
{user}worker_processes {workers}; pid {folder}/pid; error_log /dev/null; daemon off;
events {{}}
http {{
  access_log off; keepalive_requests 1000000000; client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi; uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  server {{ listen 127.0.0.1:{port}; root {folder}; location / {{ try_files /page =404; }} }}
}}
"""


def pages_tables(documents: Documents, queries: Queries, seconds: int) -> Iterator[Table]:
    kinds = _kinds(documents, queries)
    plain = documents.site.environment()
    with serve("homeward serve", plain) as kept, serve("homeward serve", plain | NOTHING_KEPT) as made:
        before = [measure_memory(pid)["Rss"] for pid in kept.workers]
        for name, paths in kinds.items():
            yield _race(name, paths, kept, made, seconds)
        _ask_every_worker(kept, [f"/programs/{card.slug}" for card in documents.snapshot.cards])
        yield _memory_table(before, kept, made)
        yield _switch_table(documents.site, kept, kinds)


def _kinds(documents: Documents, queries: Queries) -> dict[str, Sequence[str]]:
    chance = Random(SEED)
    slugs = [card.slug for card in documents.snapshot.cards]
    asked = list(dict.fromkeys(urlencode(search_parameters(each)) for some in queries.values() for each in some))
    return {
        "Program page": [f"/programs/{slug}" for slug in chance.sample(slugs, min(PROGRAMS, len(slugs)))],
        "Topic page": [f"/topics/{slug}" for slug in documents.snapshot.topics],
        "Search page": [f"/programs?{query}" for query in chance.sample(asked, min(SEARCHES, len(asked)))],
    }


def _race(name: str, paths: Sequence[str], kept: Server, made: Server, seconds: int) -> Table:
    length = round(mean(len(get(made.port, path)[1]) for path in paths))
    more = {"PYTHONPATH": str(ROOT / "scripts"), "HOMEWARD_BENCH_BYTES": str(length)}
    with serve(EMPTY, os.environ | more) as empty, _nginx(length) as files:
        targets = {"empty view": Target(empty, paths)}
        if files:
            targets["nginx, a file"] = Target(files, paths)
        if name != "Search page":
            targets["kept (warm)"] = Target(kept, paths)
            _ask_every_worker(kept, paths)
        targets["made each time (cold)"] = Target(made, paths)
        loaded, alone = compare(targets, seconds), measure_alone(targets, seconds)
    rows = [(*row, *more) for row, more in zip(loaded, alone, strict=True)]
    columns = *header("empty view"), "alone: processor ms", "times the empty view"
    notes = (
        f"{len(paths)} addresses, {length:,} bytes on average, not compressed, {WORKERS} workers each.",
        f"{CLIENT} for {seconds} s each in turn, medians of {ROUNDS} rounds.",
        "Alone: one connection, so that neither the client nor the other worker wants the same core.",
        "" if files else "nginx is not installed here.",
    )
    return Table(name, columns, rows, notes)


def _ask_every_worker(server: Server, paths: Sequence[str]) -> None:
    """A connection stays with its worker, so some connections reach each of them."""
    for _ in range(WORKERS * 3):
        list(ask_once(Target(server, []), paths))


@contextmanager
def _nginx(length: int) -> Iterator[Server | None]:
    """A file server with one file for every address; None where it is not installed."""
    program = shutil.which("nginx")
    if program is None:
        yield None
        return
    with TemporaryDirectory(prefix="homeward-nginx-") as name:
        folder, port = Path(name), free_port()
        (folder / "page").write_bytes(b"x" * length)
        user = "user root; " if os.geteuid() == 0 else ""  # else its workers may not read the folder
        said = NGINX.format(user=user, workers=WORKERS, folder=folder, port=port)
        (folder / "conf").write_text(said, "utf-8")
        process = subprocess.Popen([program, "-c", str(folder / "conf")], stderr=subprocess.DEVNULL)
        try:
            end = time.monotonic() + PATIENCE
            while time.monotonic() < end:
                with suppress(OSError):
                    get(port, "/")
                    break
                time.sleep(0.1)
            yield Server(port, list_descendants(process.pid)[1:])
        finally:
            process.terminate()
            process.wait()


def _memory_table(before: Sequence[float], kept: Server, made: Server) -> Table:
    rows = [("just started", *(f"{held:.0f}" for held in before))]
    for name, server in (("nothing kept, after the load", made), ("every program page asked for", kept)):
        rows.append((name, *(f"{measure_memory(pid)['Rss']:.0f}" for pid in server.workers)))
    workers = (f"worker {number}, RSS MB" for number in range(1, WORKERS + 1))
    return Table("Memory with kept pages", ("", *workers), rows, ("HOMEWARD_PAGE_CACHE_MB is 64, its default.",))


def _switch_table(site: Site, server: Server, kinds: dict[str, Sequence[str]]) -> Table:
    """The slowest request while a worker goes over to a new generation: the first that the new one answers, or one
    beside its opening.
    """
    entry, rows = site.content / "programs" / "keep.md", []
    for name, paths in kinds.items():
        taken = []
        for number in range(SWITCHES):
            text = entry.read_text("utf-8")
            entry.write_text(text.replace("## About\n", f"## About\n\n{name} {number}.\n", 1), "utf-8")
            subprocess.run([PROGRAMS_FOLDER / "homeward", "build"], env=site.environment(), check=True, capture_output=True)
            end = time.monotonic() + SECONDS_TO_SWITCH
            asked = ask_once(Target(server, []), repeat(paths[number % len(paths)]))
            taken.append(max(takewhile(lambda _, end=end: time.monotonic() < end, asked)))
        rows.append((name, f"{median(taken):.0f}", f"{max(taken):.0f}"))
    notes = (
        f"The slowest request of {SECONDS_TO_SWITCH} s on one connection after each of {SWITCHES} builds of an",
        "edited entry: a worker opens the new generation beside the old one in that time, then answers from it.",
    )
    return Table("First request after a switch", ("", "median ms", "longest ms"), rows, notes)
