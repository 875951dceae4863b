"""What `homeward serve` does around the server itself."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app import serving
from app.catalog.build.build import build
from app.cli import main
from app.settings import Settings
from tests.commands.test_cli import answer
from tests.conftest import ROOT, TODAY
from tests.small_content import copy_with


class Unserved:
    """Stands for the server, which would go on until it is stopped."""

    def __init__(self, *_: object, **__: object) -> None:
        pass

    def serve(self) -> None:
        pass


def test_without_watch_nothing_is_edited_whatever_the_environment_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serving, "Granian", Unserved)
    for name, value in (("HOMEWARD_WATCH", "1"), ("HOMEWARD_CONTENT", ""), ("HOMEWARD_CATALOG", "")):
        monkeypatch.setenv(name, value)
    serving.serve_forever(Settings(content=tmp_path, catalog=tmp_path), "127.0.0.1", 0, 1, rebuild=None)
    assert Settings.from_environment(os.environ).watch is False


def test_when_saves_cannot_be_followed_the_terminal_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    serving._rebuild_on_save(Settings(content=tmp_path / "gone"), lambda: None)
    assert (
        f"Saves under {tmp_path / 'gone'} are not followed any more: No path was found. Stop with Ctrl-C"
        in capsys.readouterr().err
    )


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with content and its catalog."""
    folder = tmp_path_factory.mktemp("built")
    copy_with(("keep", "homebuilders"), folder / "content")
    build(folder / "content", folder / "catalog", TODAY)
    return folder


@pytest.fixture
def registry(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "registry"))


@contextmanager
def serve(registry: Path, *before: str, **environment: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """`homeward serve` over this registry; `before` is shell that runs first."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    given = {"HOMEWARD_CONTENT": str(registry / "content"), "HOMEWARD_CATALOG": str(registry / "catalog")}
    command = "; ".join((*before, f'exec "{sys.executable}" -c "from app.cli import main; main()" serve'))
    process = subprocess.Popen(
        ["bash", "-c", command],
        env=os.environ | given | {"PORT": str(port)} | environment,
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        yield f"http://127.0.0.1:{port}", process
    finally:
        process.terminate()
        process.wait(20)


def edit(registry: Path) -> None:
    entry = registry / "content" / "programs" / "keep.md"
    entry.write_text(entry.read_text("utf-8").replace("## About\n", "## About\n\nZebras.\n"), "utf-8")


def is_taken(address: str) -> bool:
    with closing(socket.socket()) as probe:
        return probe.connect_ex(("127.0.0.1", int(address.rsplit(":", 1)[1]))) == 0


def test_r7_workers_end_with_the_process_that_started_them(registry: Path) -> None:
    with serve(registry) as (address, process):
        assert answer(f"{address}/generation")
        process.kill()
        last = time.monotonic() + 10
        while is_taken(address):
            assert time.monotonic() < last, "the workers go on without their parent"


def test_r8_a_full_disk_does_not_keep_the_last_good_catalog_from_serving(registry: Path) -> None:
    edit(registry)
    with serve(registry, "ulimit -f 0") as (address, process):
        assert "Zebras" not in answer(f"{address}/programs/keep")
        process.terminate()
        _, said = process.communicate(timeout=20)
    assert "Serving the last good catalog as it is" in said
    assert "Traceback" not in said


@pytest.mark.parametrize("level", ["info", "debug"])
def test_what_a_family_needs_is_neither_logged_nor_stored(registry: Path, level: str) -> None:
    asked = "age=7&problem=domestic-violence&population=kinship-caregivers"
    with serve(registry, "exec 1>&2", HOMEWARD_LOG_LEVEL=level) as (address, process):
        assert answer(f"{address}/generation")
        before = {path: path.stat().st_mtime_ns for path in registry.rglob("*")}
        for path in ("/fit", "/api/v1/fit"):
            assert answer(f"{address}{path}?{asked}")
        assert {path: path.stat().st_mtime_ns for path in registry.rglob("*")} == before
        process.terminate()
        _, said = process.communicate(timeout=20)
    assert not [word for word in ("domestic-violence", "kinship-caregivers", "age=7") if word in said]


@pytest.mark.parametrize("obstacle", ["lock", "generations"])
def test_r8_a_catalog_that_refuses_to_be_written_is_served_or_told(registry: Path, obstacle: str) -> None:
    edit(registry)
    path = registry / "catalog" / obstacle
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    path.mkdir() if obstacle == "lock" else path.write_text("")
    if obstacle == "generations":
        result = run(registry, "serve")
        assert result.exit_code == 1
        assert result.output.startswith("Error: nothing to serve: the catalog ")
        return
    with serve(registry) as (address, _):
        assert "Zebras" not in answer(f"{address}/programs/keep")


def run(registry: Path, *words: str, **environment: str) -> Result:
    given = {"HOMEWARD_CONTENT": str(registry / "content"), "HOMEWARD_CATALOG": str(registry / "catalog")}
    return CliRunner().invoke(main, words, env=given | environment)


@pytest.mark.parametrize("command", ["build", "serve", "report", "stale"])
@pytest.mark.parametrize(
    "named", ["/proc/xx", "{}/content/site.yaml", "{}/content/site.yaml/x", "{}/" + "x" * 300]
)
def test_c9_a_catalog_that_cannot_be_is_told_in_one_line(registry: Path, named: str, command: str) -> None:
    result = run(registry, command, HOMEWARD_CATALOG=named.format(registry))
    assert isinstance(result.exception, SystemExit | None)
    errors = [line for line in result.output.splitlines() if line.startswith("Error:")]
    assert len(errors) == 1 or (command == "stale" and result.exit_code == 0)
    assert all(named.format(registry) in line and "HOMEWARD_CATALOG" in line for line in errors)


@pytest.mark.parametrize("named", ["{}/content", "{}/content/catalog", "{}"])
def test_c9_a_catalog_is_never_made_among_other_files(registry: Path, named: str) -> None:
    result = run(registry, "build", HOMEWARD_CATALOG=named.format(registry))
    assert result.exit_code == 2
    assert "HOMEWARD_CATALOG names another folder." in result.output
    assert sorted(path.name for path in registry.iterdir()) == ["catalog", "content"]


def test_metrics_are_those_of_all_workers_and_outlive_one(registry: Path) -> None:
    """Each worker alone would tell about half, and a worker that ends takes nothing with it."""
    with serve(registry, HOMEWARD_LOG_LEVEL="warning") as (address, process):
        for _ in range(20):
            answer(f"{address}/livez")
        asked = 'homeward_requests_total{route="/livez",status="200"} 20\n'
        assert all(asked in answer(f"{address}/metrics") for _ in range(4))
        (first, *_) = children_of(process.pid)
        os.kill(first, signal.SIGKILL)
        assert asked in answer(f"{address}/metrics")


def children_of(pid: int) -> list[int]:
    """The workers of a server; one of the processes that it starts keeps account of shared things."""
    found = subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True, check=True)
    lines = {int(each): Path(f"/proc/{each}/cmdline").read_text("utf-8") for each in found.stdout.split()}
    return [each for each, line in lines.items() if "resource_tracker" not in line]


START = (
    "import sys; from app.serving import serve_forever; from app.settings import Settings; "
    "serve_forever(Settings(), '127.0.0.1', int(sys.argv[1]), 1, None)"
)


def test_workers_that_cannot_start_are_told_and_end_the_server() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    environment = os.environ | {"PORT": "eighty"}  # which a worker reads, and refuses
    command = [sys.executable, "-c", START, port]
    ended = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert ended.returncode == 1
    assert "A worker cannot start: PORT=eighty: use a number from 1 to 65535" in ended.stderr
    assert "the workers end as soon as they start" in ended.stderr


@pytest.mark.parametrize("named, warned", [
    ({}, True), ({"HOMEWARD_HOSTS": "registry.example.org"}, False),
    ({"HOMEWARD_BASE_URL": "https://registry.example.org"}, False),
])  # fmt: skip
def test_c11_a_server_that_answers_for_any_host_is_warned_of(
    registry: Path, named: dict[str, str], warned: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serving, "Granian", Unserved)
    for host, expected in (("0.0.0.0", warned), ("::", warned), ("127.0.0.1", False), ("localhost", False)):
        if ":" in host:
            assert serving.is_loopback(host) is False
            continue
        result = run(registry, "serve", "--host", host, "--port", "8999", **named)
        assert ("HOMEWARD_HOSTS" in result.output) == expected


def test_two_workers_count_together_what_was_searched_in_vain(registry: Path) -> None:
    with serve(registry, HOMEWARD_COUNT_SEARCHES="yes") as (address, _):
        assert run(registry, "report", "--searches").output.splitlines()[1].strip().startswith("none, or they are not counted")
        for _ in range(5):
            answer(f"{address}/programs?q=canoe")
        told = json.loads(run(registry, "report", "--searches", "--format", "json").output)
    assert [(each["word"], each["times"], each["days"]) for each in told] == [("canoe", 5, 1)]
    said = run(registry, "report", "--searches").output
    assert re.search(r"  canoe +5  on 1 day, last on \d{4}-\d\d-\d\d", said)
