"""Two nodes and a publisher over a real PostgreSQL: the same bytes, what is sent, switches, kills and absence."""

import datetime
import os
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from random import Random
from statistics import median
from urllib.parse import quote

from app.catalog.build.build import build
from app.catalog.store.generation import current_name
from benchmarks.corpus import SEED, Site
from benchmarks.load import HOST, get
from benchmarks.processes import PROGRAMS, free_port
from benchmarks.report import Table
from tests.catalog.publish.postgres import Postgres, find_programs

REQUESTS, SWITCHES, KILLS, AWAY = 500, 5, 20, 60.0
PATIENCE, READERS = 180, 2
CHUNK = 1 << 16
DATABASE = "registry"
ALIKE = {"HOMEWARD_ACCESS_LOG": "off", "HOMEWARD_BASE_URL": "https://registry.example.org"}
"""One public address, as behind a proxy: pages repeat it."""


class Counter:
    """A door to PostgreSQL that counts the bytes that go in and out."""

    def __init__(self, port: int) -> None:
        self._to, self.sent, self.received = port, 0, 0
        self._listening = socket.create_server((HOST, 0))
        self.port = self._listening.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while True:
            client, _ = self._listening.accept()
            with suppress(OSError):
                server = socket.create_connection((HOST, self._to))
                threading.Thread(target=self._pump, args=(client, server, "sent"), daemon=True).start()
                threading.Thread(target=self._pump, args=(server, client, "received"), daemon=True).start()
                continue
            client.close()

    def _pump(self, source: socket.socket, target: socket.socket, name: str) -> None:
        with suppress(OSError):
            while part := source.recv(CHUNK):
                target.sendall(part)
                setattr(self, name, getattr(self, name) + len(part))
        for each in (source, target):
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)


class NodeProcess:
    """`homeward serve --node` with two workers."""

    def __init__(self, site: Site, number: int, address: str) -> None:
        self.port = free_port()
        catalog = str(site.catalog.with_name(f"node-{number}"))
        self._environment = os.environ | {"HOMEWARD_CATALOG": catalog, "HOMEWARD_DATABASE_URL": address}
        self._environment |= ALIKE
        self.start()

    def start(self) -> None:
        command = [PROGRAMS / "homeward", "serve", "--node", "--port", str(self.port)]
        self._process = subprocess.Popen(
            command, env=self._environment, cwd="/", start_new_session=True, stderr=subprocess.DEVNULL
        )

    def kill(self) -> None:
        self._process.kill()  # the workers end with it
        self._process.wait()
        _wait(lambda: _generation(self.port) is None)

    def stop(self) -> None:
        self._process.send_signal(signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(10)
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)


class Readers:
    """Ask both nodes all the time; every answer that is not 200 is kept."""

    def __init__(self, ports: Sequence[int], paths: Sequence[str]) -> None:
        self.asked, self.failed, self._ended = 0, list[str](), threading.Event()
        self._ports, self._paths, self._random = ports, paths, Random(SEED)
        self._threads = [threading.Thread(target=self._ask) for _ in range(READERS)]

    def _ask(self) -> None:
        while not self._ended.is_set():
            port, path = self._random.choice(self._ports), self._random.choice(self._paths)
            try:
                status = str(get(port, path)[0])
            except (OSError, HTTPException) as error:
                status = repr(error)
            self.asked += 1
            if status != "200":
                self.failed.append(f"{path}: {status}")

    def __enter__(self) -> "Readers":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        for thread in self._threads:
            thread.join()

    def said(self) -> str:
        return f"{self.asked:,} requests, {len(self.failed)} failed {'; '.join(self.failed[:2])}".strip()


def nodes_table(site: Site, kills: int = KILLS, away: float = AWAY) -> Table:
    """Edits the content. Needs PostgreSQL."""
    programs = find_programs()
    if programs is None:
        return Table("Nodes", ("",), [("PostgreSQL is not installed",)])
    postgres = Postgres(programs)
    try:
        postgres.ask("postgres", f"CREATE DATABASE {DATABASE}")
        rows = list(_measure(site, postgres, kills, away))
    finally:
        postgres.remove()
    return Table(f"Two nodes and a publisher, {site.programs:,} programs", ("", "measured", ""), rows)


def _measure(site: Site, postgres: Postgres, kills: int, away: float) -> Iterator[tuple[str, str, str]]:
    def addressed(door: Counter) -> str:
        return postgres.address(DATABASE).replace(f":{postgres.port}/", f":{door.port}/")

    door, doors = Counter(postgres.port), [Counter(postgres.port) for _ in range(2)]
    seconds = _publish(site, addressed(door))
    yield "first publish", f"{seconds:.1f} s", f"{door.sent / 1e6:.2f} MB to the database"
    nodes = [NodeProcess(site, number, addressed(each)) for number, each in enumerate(doors)]
    ports, paths = [node.port for node in nodes], _draw_paths(site)
    try:
        started = time.perf_counter()
        _wait(lambda: all(_generation(port) == _built(site) for port in ports))
        taken = f"{time.perf_counter() - started:.1f} s"
        yield "two new nodes until they serve", taken, f"{doors[0].received / 1e6:.2f} MB to one of them"
        yield "the same bytes", *_compare(site, ports, paths)
        with Readers(ports, ["/programs?q=family", *paths[:50]]) as readers:
            switches, sent, received, taken_each = [], [], [], []
            for number in range(SWITCHES):
                before = door.sent, doors[0].received
                _edit(site, number)
                taken_each.append(_publish(site, addressed(door)))
                published = time.perf_counter()
                _wait(lambda: all(_generation(port) == _built(site) for port in ports))
                switches.append(time.perf_counter() - published)
                sent.append((door.sent - before[0]) / 1e6)
                received.append((doors[0].received - before[1]) / 1e6)
        yield "edit of one entry: publish", f"{max(sent):.2f} MB", "to the database, most of five"
        yield "the same: a node", f"{max(received):.2f} MB", "from the database, most of five"
        late = f"median {median(switches):.2f} s, longest {max(switches):.2f} s"
        yield "from the end of the command until both serve it", late, readers.said()
        yield f"kill -9 of the publisher, {kills} times", *_kill_publisher(
            site, addressed(door), ports, kills, max(taken_each)
        )
        yield f"kill -9 of a node, {kills} times", *_kill_nodes(site, nodes, kills, max(taken_each))
        with Readers(ports, ["/programs?q=family", *paths[:50]]) as readers:
            postgres.stop()
            time.sleep(away)
            postgres.start()
        yield f"database away for {away:.0f} s", readers.said(), ""
        yield "the same bytes at the end", *_compare(site, ports, paths)
    finally:
        for node in nodes:
            node.stop()


def _publish(site: Site, address: str) -> float:
    started = time.perf_counter()
    environment = site.environment() | {"HOMEWARD_DATABASE_URL": address}
    command = [PROGRAMS / "homeward", "publish"]
    subprocess.run(command, env=environment, check=True, stderr=subprocess.DEVNULL)
    return time.perf_counter() - started


def _edit(site: Site, number: int) -> None:
    path = site.content / "programs" / "keep.md"
    added = f"## About\n\nRound {number} of the edits.\n"
    path.write_text(path.read_text("utf-8").replace("## About\n", added, 1), "utf-8")
    build(site.content, site.catalog, datetime.date.today())


def _kill_publisher(
    site: Site, address: str, ports: Sequence[int], kills: int, longest: float
) -> tuple[str, str]:
    """At random moments; both nodes have to serve the old or the new generation, and the next publish works."""
    random, wrong, midway = Random(SEED), 0, 0
    environment = site.environment() | {"HOMEWARD_DATABASE_URL": address}
    for number in range(kills):
        old = _generation(ports[0])
        _edit(site, 1_000 + number)
        process = subprocess.Popen(
            [PROGRAMS / "homeward", "publish"], env=environment, stderr=subprocess.DEVNULL
        )
        time.sleep(random.uniform(0, longest))
        process.kill()
        midway += process.wait() == -signal.SIGKILL
        wrong += any(_generation(port) not in (old, _built(site)) for port in ports)
    _publish(site, address)
    _wait(lambda: all(_generation(port) == _built(site) for port in ports))
    return f"{wrong} wrong answers", f"{midway} of {kills} were killed before they ended"


def _kill_nodes(site: Site, nodes: Sequence[NodeProcess], kills: int, longest: float) -> tuple[str, str]:
    """At random moments after a publish is announced; started again, each serves what is published."""
    random, slowest = Random(SEED), 0.0
    for number in range(kills):
        node = nodes[number % len(nodes)]
        node.kill()
        started = time.perf_counter()
        node.start()
        time.sleep(random.uniform(0, longest))
        if number % 2:  # killed again while it starts and copies
            node.kill()
            node.start()
        _wait(lambda port=node.port: _generation(port) == _built(site))  # type: ignore[misc]
        slowest = max(slowest, time.perf_counter() - started)
    return "each served what is published", f"longest until then {slowest:.1f} s"


def _compare(site: Site, ports: Sequence[int], paths: Sequence[str]) -> tuple[str, str]:
    """Ask both nodes and a server of the default for the same; status, bytes and ETag have to agree."""
    with _default(site) as default:
        differing = [
            path for path in paths if len({get(port, path, "")[:3] for port in (*ports, default)}) > 1
        ]
    named = f"differing: {', '.join(differing[:3])}" if differing else "two nodes and the SQLite default"
    return f"{len(paths) - len(differing)} of {len(paths)} requests", named


@contextmanager
def _default(site: Site) -> Iterator[int]:
    port = free_port()
    command = [PROGRAMS / "homeward", "serve", "--port", str(port)]
    environment = site.environment() | ALIKE
    process = subprocess.Popen(command, env=environment, start_new_session=True, stderr=subprocess.DEVNULL)
    try:
        _wait(lambda: _generation(port) is not None)
        yield port
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(30)


def _draw_paths(site: Site) -> list[str]:
    random = Random(SEED)
    slugs = sorted(path.stem for path in (site.content / "programs").glob("*.md"))
    texts = [Path(site.content / "programs" / f"{random.choice(slugs)}.md").read_text("utf-8") for _ in range(20)]
    words = [word for text in texts for word in text.split() if word.isalpha()]

    def searched() -> str:
        return quote(" ".join(random.sample(words, random.randint(1, 3))))

    makers = (
        lambda: f"/programs/{random.choice(slugs)}",
        lambda: f"/programs/{random.choice(slugs)}.json",
        lambda: f"/programs?q={searched()}",
        lambda: f"/api/v1/programs?q={searched()}&limit={random.randint(1, 20)}",
        lambda: f"/programs?age={random.randint(0, 17)}&sort=name",
        lambda: f"/api/v1/suggest?q={random.choice(words)[:3]}",
    )
    return [random.choice(makers)() for _ in range(REQUESTS)]


def _built(site: Site) -> str:
    return current_name(site.catalog) or ""


def _generation(port: int) -> str | None:
    """What serves there; None when nobody answers."""
    connection = HTTPConnection(HOST, port, timeout=30)
    try:
        connection.request("GET", "/generation")
        answer = connection.getresponse()
        said = answer.read().decode()
        return said.strip() if answer.status == 200 else None
    except (OSError, HTTPException):
        return None
    finally:
        connection.close()


def _wait(is_so: Callable[[], bool]) -> None:
    last = time.monotonic() + PATIENCE
    while not is_so():
        if time.monotonic() > last:
            raise RuntimeError("what was waited for did not come")
        time.sleep(0.02)
