"""Two nodes and a publisher against a real PostgreSQL: the same bytes everywhere, and nothing mixed or wrong."""

import logging
import os
import pickle
import resource
import shutil
import subprocess
import sys
import threading
import time
import zlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from app import create_app
from app.catalog.publish import node as node_module
from app.catalog.publish.database import DatabaseProblem, hide_password
from app.catalog.publish.format_name import name_format
from app.catalog.publish.node import FollowingNode as Node
from app.catalog.publish.pieces import ListedFile, digest_listing, digest_piece, list_files, pack
from app.catalog.publish.publisher import KEPT, publish
from app.catalog.store.generation import Generation, current_name, find_generation
from app.catalog.store.tables import ProgramRow
from app.settings import Settings
from tests.catalog.publish.postgres import PASSWORD, Postgres
from tests.conftest import ROOT, TODAY

Rebuild = Callable[..., Generation]
ADDRESSES = (
    "/", "/programs", "/programs?q=family", "/programs?q=famly+preservation", "/programs?rating=1&sort=name",
    "/programs?q=%22family+preservation%22", "/programs?age=4&view=table", "/programs/keep",
    "/programs/homebuilders", "/programs/keep.json", "/programs/keep.bib", "/programs/keep.ris",
    "/programs/nothing", "/topics", "/topics/post-permanency-services", "/populations", "/about", "/ratings",
    "/crosswalk", "/changes", "/feed.atom", "/feed.json", "/changes.ics", "/programs.csv", "/ratings.csv",
    "/registry.sqlite", "/sitemap.xml", "/llms.txt", "/robots.txt", "/datapackage.json", "/generation",
    "/badge/keep.svg", "/embed/keep", "/glossary", "/fit?age=4", "/compare?program=keep&program=homebuilders",
    "/api/v1/programs?q=family", "/api/v1/programs?q=therapy&limit=1", "/api/v1/programs/keep",
    "/api/v1/topics", "/api/v1/suggest?q=ho", "/api/v1/openapi.json",
)  # fmt: skip


def open_site(catalog: Path) -> FlaskClient:
    settings = Settings(content=catalog / "no-content", catalog=catalog, base_url="https://registry.example.org")
    return create_app(settings, lambda: TODAY).test_client()


CHANGED = 12
"""So many of them are asked again after a change."""


def answers(client: FlaskClient, addresses: Iterable[str] = ADDRESSES) -> dict[str, tuple[int, str | None, bytes]]:
    """Address -> status, ETag and bytes."""
    got = {address: client.get(address) for address in addresses}
    return {address: (each.status_code, each.headers.get("ETag"), each.data) for address, each in got.items()}


def serving(catalog: Path) -> str | None:
    return current_name(catalog)


@pytest.fixture
def nodes(address: str, tmp_path: Path) -> tuple[Node, Node]:
    return Node(address, tmp_path / "node-1"), Node(address, tmp_path / "node-2")


class Told:
    """What nodes said in the log, from warnings on."""

    def __init__(self, caplog: pytest.LogCaptureFixture) -> None:
        self._caplog = caplog

    @property
    def messages(self) -> list[str]:
        return [said for said in self._caplog.messages if said.startswith("Node of")]

    @property
    def text(self) -> str:
        return self._caplog.text

    def clear(self) -> None:
        self._caplog.clear()


@pytest.fixture(autouse=True)
def told(caplog: pytest.LogCaptureFixture) -> Told:
    caplog.set_level(logging.WARNING, "homeward")
    return Told(caplog)


def test_two_nodes_and_the_default_give_the_same_bytes_and_a_publish_reaches_both(
    address: str, nodes: tuple[Node, Node], registry: Path, rebuild: Rebuild, told: Told
) -> None:
    default = open_site(registry / "catalog")
    sites = [open_site(node.catalog) for node in nodes]
    assert [site.get("/programs").status_code for site in sites] == [503, 503]  # nothing is published yet
    first = publish(rebuild(), address)
    assert [node.update() for node in nodes] == [True, True]
    expected = answers(default)
    assert sum(status == 200 for status, _, _ in expected.values()) > 30
    for site in sites:
        assert answers(site) == expected
    second = publish(rebuild("Zebras are named here."), address)
    assert [node.update() for node in nodes] == [True, True]
    expected = answers(default, ADDRESSES[:CHANGED])
    assert b"Zebras" in expected["/programs/keep"][2]
    for site in sites:
        assert answers(site, ADDRESSES[:CHANGED]) == expected
    assert (first.new, second.new < second.pieces, second.sent < first.sent) == (first.pieces, True, True)
    assert publish(rebuild(), address).sent == 0
    assert told.messages == []


def test_a_switch_is_heard_at_once_and_a_database_that_goes_away_stops_nobody(
    postgres: Postgres, address: str, nodes: tuple[Node, Node], registry: Path, rebuild: Rebuild,
    told: Told, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(node_module, "SECONDS_BETWEEN_LOOKS", 300.0)  # so that what is heard was told
    monkeypatch.setattr(node_module, "SECONDS_BETWEEN_TRIES", 0.2)
    publish(rebuild(), address)
    sites = [open_site(node.catalog) for node in nodes]
    for node in nodes:
        threading.Thread(target=node.follow, daemon=True).start()
    wait_until(lambda: all(serving(node.catalog) == rebuild().name for node in nodes))
    wait_until(lambda: listeners(postgres, address) == 2)
    changed = rebuild("Okapis are named here.")
    publish(changed, address)
    wait_until(lambda: all(serving(node.catalog) == changed.name for node in nodes))
    assert told.messages == []
    postgres.stop()
    try:
        wait_until(lambda: len(told.messages) == 2)
        assert all(b"Okapis" in site.get("/programs/keep").data for site in sites)
        again = Node(address, nodes[0].catalog)  # a node that starts meanwhile
        assert again.update() is False
        assert b"Okapis" in open_site(again.catalog).get("/programs/keep").data
        with pytest.raises(DatabaseProblem):
            publish(changed, address)
    finally:
        postgres.start()
    wait_until(lambda: sum("well again" in said for said in told.messages) == 2)
    assert len(told.messages) == 5  # each node said once that it is away, and that it is back
    last = rebuild("Quaggas are named here.")
    publish(last, address)
    wait_until(lambda: all(serving(node.catalog) == last.name for node in nodes))
    assert PASSWORD not in "".join(told.messages)


def listeners(postgres: Postgres, address: str) -> int:
    asked = "SELECT count(*) FROM pg_stat_activity WHERE datname = %s AND query LIKE %s AND state = 'idle'"
    name = address.rpartition("/")[2]
    return int(postgres.ask("postgres", asked, name, "COMMIT%")[0][0])


def wait_until(is_so: Callable[[], bool]) -> None:
    last = time.monotonic() + 60
    while not is_so():
        assert time.monotonic() < last
        time.sleep(0.02)


KILLED = """
import os, sys
from pathlib import Path
from app.catalog.publish import publisher
from app.catalog.store.generation import current_name, find_generation
at = sys.argv[3]
before = getattr(publisher, at)
def last(*given):
    if at != "pack":
        before(*given)
    os.kill(os.getpid(), 9)
setattr(publisher, at, last)
catalog = Path(sys.argv[2])
publisher.publish(find_generation(catalog, current_name(catalog)), sys.argv[1])
"""


@pytest.mark.parametrize("at", ["pack", "_switch"])
def test_a_publisher_that_is_killed_midway_leaves_the_old_one(
    at: str, postgres: Postgres, database: str, address: str, nodes: tuple[Node, Node], registry: Path,
    rebuild: Rebuild,
) -> None:  # fmt: skip
    old = rebuild()
    publish(old, address)
    new = rebuild("Zebras are named here.")
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, address, str(registry / "catalog"), at], cwd=ROOT, timeout=120
    )
    assert killed.returncode == -9
    assert nodes[0].update()
    assert serving(nodes[0].catalog) == old.name
    assert postgres.ask(database, "SELECT name FROM homeward.generation") == [(old.name,)]
    publish(new, address)  # waits for what the killed one held
    assert nodes[0].update()
    assert serving(nodes[0].catalog) == new.name


@pytest.fixture
def published(address: str, nodes: tuple[Node, Node], rebuild: Rebuild) -> Generation:
    """A generation that both nodes serve; the next one is published and not yet copied."""
    old = rebuild()
    publish(old, address)
    assert [node.update() for node in nodes] == [True, True]
    publish(rebuild("Zebras are named here."), address)
    return old


NEWEST = "(SELECT generation FROM homeward.current)"
OTHER_BYTES = zlib.compress(b"something else")


def replace_arrays(postgres: Postgres, database: str, content: bytes, generation: str) -> None:
    """Put other bytes in place of the newest arrays, with all digests as a publisher would write them."""
    digest = digest_piece(content)
    postgres.ask(database, "INSERT INTO homeward.piece VALUES (%s, %s)", digest, pack(content))
    postgres.ask(
        database,
        f"UPDATE homeward.generation_file SET size = %s, checksum = %s, pieces = %s WHERE generation = {NEWEST} "
        f"AND name = (SELECT min(name) FROM homeward.generation_file WHERE name LIKE 'index/arrays/%%')",
        len(content), zlib.crc32(content), [digest],
    )  # fmt: skip
    sign(postgres, database, generation)


def sign(postgres: Postgres, database: str, generation: str) -> None:
    """Renew the digest of the list of files."""
    asked = "SELECT name, size, checksum, pieces FROM homeward.generation_file WHERE generation = %s"
    files = [ListedFile(*row[:3], tuple(row[3])) for row in postgres.ask(database, asked, generation)]
    listing = digest_listing(generation, name_format(), 2, files)
    postgres.ask(database, "UPDATE homeward.generation SET listing = %s WHERE name = %s", listing, generation)


class Planted:
    """Unpickled, it leaves a trace."""

    def __reduce__(self) -> tuple[Callable[[str], int], tuple[str]]:
        return os.system, (f"touch {TRACE}",)


TRACE = Path("/tmp") / f"homeward-unpickled-{os.getpid()}"


def test_what_is_not_as_its_digest_says_is_refused_once_and_the_last_good_one_serves(
    postgres: Postgres, database: str, address: str, published: Generation, nodes: tuple[Node, Node],
    registry: Path, told: Told,
) -> None:  # fmt: skip
    newest = current_name(registry / "catalog") or ""
    shared = f"digest IN (SELECT unnest(pieces) FROM homeward.generation_file WHERE generation <> {NEWEST})"
    faults = {
        "is not what its digest says": (
            "UPDATE homeward.piece SET packed = %s WHERE NOT " + shared, OTHER_BYTES,
        ),
        "is missing": ("DELETE FROM homeward.piece WHERE NOT " + shared,),
        "the list of files": (f"UPDATE homeward.generation SET programs = 3 WHERE name = {NEWEST}",),
        "is no name of a generation": ("UPDATE homeward.current SET generation = %s", "../../etc"),
    }  # fmt: skip
    whole = registry.parent / "whole"
    for said, (statement, *values) in faults.items():
        if said == "is no name of a generation":
            postgres.ask(database, "ALTER TABLE homeward.current DROP CONSTRAINT current_generation_fkey")
        postgres.ask(database, statement, *values)
        node = Node(address, Path(shutil.copytree(nodes[0].catalog, whole, dirs_exist_ok=True)))
        told.clear()
        assert [node.update(), node.update()] == [False, False]
        assert len(told.messages) == 1
        assert said in told.messages[0]
        assert serving(node.catalog) == published.name
        assert b"Zebras" not in open_site(node.catalog).get("/programs/keep").data
        assert [path.name for path in (node.catalog / "generations").iterdir()] == [published.name]
    assert newest not in (published.name, "")


def test_no_pickle_no_odd_name_and_no_odd_size_is_taken(
    postgres: Postgres, database: str, address: str, published: Generation, nodes: tuple[Node, Node],
    registry: Path, told: Told,
) -> None:  # fmt: skip
    newest = current_name(registry / "catalog") or ""
    sent = [file.name for file in list_files(find_generation(registry / "catalog", newest))]
    assert not [name for name in sent if name.endswith((".seg", ".toc")) or "MAIN_WRITELOCK" in name]
    header = b'{"slugs": ["|O", [1], 0]}'.ljust(63) + b"\n"
    for planted in (pickle.dumps(Planted()), header + bytes(64)):
        replace_arrays(postgres, database, planted, newest)
        told.clear()
        assert Node(address, nodes[0].catalog).update() is False
        assert len(told.messages) == 1
        assert serving(nodes[0].catalog) == published.name
    assert not TRACE.exists()
    row = "INSERT INTO homeward.generation_file SELECT generation, %s, size, checksum, pieces FROM homeward."
    copied = f"{row}generation_file WHERE generation = {NEWEST} AND name = 'index/english'"
    odd = ("../x", "/etc/passwd", "index/_MAIN_1.toc", "index/arrays/../../x", "index/arrays/a\n", "x" * 300, "")
    for name in odd:
        postgres.ask(database, copied, name)
        sign(postgres, database, newest)
        told.clear()
        assert Node(address, nodes[0].catalog).update() is False
        assert "is no name of a file of a generation" in told.messages[0]
        postgres.ask(database, "DELETE FROM homeward.generation_file WHERE name = %s", name)
    enlarge = "UPDATE homeward.generation_file SET size = %s WHERE name = 'registry.sqlite'"
    for size, said in ((1 << 50, "at most"), (-1, "another size"), (1, "another size")):
        postgres.ask(database, enlarge, size)
        told.clear()
        assert Node(address, nodes[0].catalog).update() is False
        assert said in told.messages[0]
    assert serving(nodes[0].catalog) == published.name
    assert {path.name for path in nodes[0].catalog.iterdir()} == {"current", "generations", "lock"}


def test_two_versions_of_the_code_run_side_by_side(
    postgres: Postgres, database: str, address: str, nodes: tuple[Node, Node], rebuild: Rebuild,
    told: Told, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    old = rebuild()
    publish(old, address)
    own = name_format()
    postgres.ask(database, "UPDATE homeward.current SET format = '0-other'")
    assert nodes[0].update() is False  # only the other format is there
    postgres.ask(database, "UPDATE homeward.current SET format = %s", own)
    assert nodes[0].update() is True
    postgres.ask(database, "INSERT INTO homeward.current SELECT '9-new', generation, switch + 1, now() FROM homeward.current")
    new = rebuild("Zebras are named here.")
    told.clear()
    assert [nodes[0].update(), nodes[0].update(), serving(nodes[0].catalog)] == [True, True, old.name]
    assert len(told.messages) == 1
    assert "9-new" in told.messages[0]
    publish(new, address)
    assert [nodes[0].update(), serving(nodes[0].catalog)] == [True, new.name]


def test_a_half_written_publish_and_a_clean_up_are_seen_by_nobody_who_copies(
    postgres: Postgres, database: str, address: str, nodes: tuple[Node, Node], rebuild: Rebuild,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    first = rebuild()
    publish(first, address)
    read, seen = node_module.read_listing, []

    def publish_meanwhile(*given: object) -> object:
        if not seen:
            for text in ("One.", "Two.", "Three."):
                seen.append(rebuild(text).name)
                publish(find_generation(first.folder.parent.parent, seen[-1]), address)
            postgres.ask(database, "DELETE FROM homeward.generation_file WHERE generation = %s", first.name)
        return read(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(node_module, "read_listing", publish_meanwhile)
    assert nodes[0].update()
    assert serving(nodes[0].catalog) == first.name  # as the database was when the copy began
    assert nodes[0].update()
    assert serving(nodes[0].catalog) == seen[-1]
    kept = postgres.ask(database, "SELECT name FROM homeward.generation ORDER BY switch DESC")
    assert [name for (name,) in kept] == [*reversed(seen)][:KEPT]
    unused = "NOT IN (SELECT unnest(pieces) FROM homeward.generation_file)"
    assert postgres.ask(database, f"SELECT count(*) FROM homeward.piece WHERE digest {unused}") == [(0,)]


def test_the_tables_are_there_for_sql_and_a_node_may_only_read(
    postgres: Postgres, database: str, address: str, registry: Path, rebuild: Rebuild, tmp_path: Path
) -> None:
    statements = (ROOT / "docs" / "many-machines.md").read_text("utf-8").split("```sql\n")[1].split("```")[0]
    role = f"node_{database}"
    written = statements.replace("homeward_node", role).replace("ROLE homeward ", "ROLE owner ")
    for statement in written.replace("PASSWORD '…'", f"PASSWORD '{PASSWORD}'").split(";\n"):
        if statement.strip():
            postgres.ask(database, statement)
    publish(rebuild(), address)
    publish(rebuild("Zebras are named here."), address)
    for name, table in ProgramRow.metadata.tables.items():
        held = postgres.ask(database, f"SELECT * FROM registry.{name}")
        assert sorted(map(repr, held)) == sorted(map(repr, in_sqlite(registry, table))), name
    node = Node(postgres.address(database, role), tmp_path / "node")
    assert node.update()
    with pytest.raises(DatabaseProblem, match=r"(read-only|permission)"):
        publish(rebuild(), postgres.address(database, role))
    listening = threading.Thread(target=node.follow, daemon=True)
    listening.start()
    wait_until(lambda: listeners(postgres, address) == 1)
    publish(rebuild("Okapis are named here."), address)
    wait_until(lambda: serving(node.catalog) == current_name(registry / "catalog"))


def in_sqlite(registry: Path, table: object) -> Iterator[tuple[object, ...]]:
    from sqlalchemy import URL, create_engine, select

    generation = find_generation(registry / "catalog", current_name(registry / "catalog") or "")
    engine = create_engine(URL.create("sqlite", database=str(generation.database)))
    with engine.connect() as connection:
        yield from map(tuple, connection.execute(select(table)))  # type: ignore[call-overload]
    engine.dispose()


def test_the_password_is_in_no_error(postgres: Postgres, tmp_path: Path, told: Told) -> None:
    wrong = postgres.address("postgres").replace("owner", "nobody-there")
    gone = f"{postgres.address('postgres').rpartition(':')[0]}:1/postgres?sslpassword=other-secret"
    for address in (wrong, gone, f"{wrong}?unknown=1", f"{wrong}?connect_timeout=soon"):
        assert Node(address, tmp_path / "node").update() is False
    assert len(told.messages) == 4
    for secret in (PASSWORD, "s3cret%2Fw%40rd", "other-secret"):
        assert secret not in told.text
        assert secret not in hide_password(f"a {secret} b", gone)
    assert PASSWORD not in repr(Settings.from_environment({"HOMEWARD_DATABASE_URL": wrong}))


def test_two_publishers_at_once_and_a_full_disk_mix_nothing(
    postgres: Postgres, database: str, address: str, nodes: tuple[Node, Node], rebuild: Rebuild, told: Told
) -> None:
    one = rebuild()
    two = rebuild("Zebras are named here.")
    threads = [threading.Thread(target=publish, args=(each, address)) for each in (one, two)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    ((current,),) = postgres.ask(database, "SELECT generation FROM homeward.current")
    assert [node.update() for node in nodes] == [True, True]
    assert {serving(node.catalog) for node in nodes} == {current}
    assert current in (one.name, two.name)
    publish(rebuild("Okapis are named here."), address)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, before[1]))
    try:
        assert [nodes[0].update(), nodes[0].update()] == [False, False]
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert [("the disk refuses" in said) for said in told.messages] == [True]
    assert serving(nodes[0].catalog) == current
    assert Node(address, nodes[0].catalog).update()
