"""The commands as an editor types them."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from app.cli import COMMANDS, main
from tests.commands.conftest import FEW
from tests.conftest import ROOT
from tests.small_content import copy_with

HOMEWARD = str(Path(sys.executable).with_name("homeward"))
WRONG = ROOT / "tests" / "evidence" / "check" / "everything_wrong.md"
Run = Callable[..., Result]


@pytest.fixture
def run(content: Path, tmp_path: Path) -> Run:
    environment = {"HOMEWARD_CONTENT": str(content), "HOMEWARD_CATALOG": str(tmp_path / "catalog")}
    return lambda *words, **more: CliRunner().invoke(main, list(words), env={**environment, **more})


@pytest.fixture
def few(tmp_path: Path) -> Path:
    """A content of two programs, for what is the same however many there are."""
    return copy_with(("keep", "homebuilders"), tmp_path / "few")


def break_keep(content: Path) -> Path:
    entry = content / "programs" / "keep.md"
    entry.write_text(entry.read_text("utf-8").replace("status: active", "status: activ"), "utf-8")
    return entry


LARGE = {
    "flask",
    "numpy",
    "whoosh",
    "sqlmodel",
    "pydantic",
    "markdown",
    "granian",
    "yaml",
    "rapidfuzz",
    "icalendar",
}
"""Libraries that take long to import."""


@pytest.mark.parametrize("words, needed", [
    (["--version"], set()), (["--help"], set()), (["rules"], {"pydantic"}), (["check"], {"pydantic", "yaml", "markdown"}),
])  # fmt: skip
def test_c7_a_command_imports_what_it_needs(words: list[str], needed: set[str], few: Path) -> None:
    at_end = "import atexit, sys; atexit.register(lambda: print(*sys.modules, file=sys.stderr))"
    command = [sys.executable, "-c", f"{at_end}; from app.cli import main; main()", *words]
    environment = {**os.environ, "HOMEWARD_CONTENT": str(few), "PYTHONPATH": str(ROOT)}
    printed = subprocess.run(command, env=environment, cwd=few, capture_output=True, text=True, timeout=60)
    assert printed.stdout
    assert LARGE & set(printed.stderr.split()) <= needed


def test_c7_the_list_of_commands_says_the_first_sentence_of_each(run: Run) -> None:
    for name, (_, first) in COMMANDS.items():
        command = main.commands[name]
        assert command.name == name
        assert " ".join((command.help or "").split()).startswith(first)
        assert first.endswith(".")
        assert click.Command(name, help=first).get_short_help_str(60) == command.get_short_help_str(60)
        assert f"  {name} " in run("--help").output


def test_check_of_good_content_is_silent_success(run: Run) -> None:
    result = run("check")
    assert (result.exit_code, result.output) == (0, "No problems.\n")


def test_check_shows_the_place_the_line_and_the_remedy(run: Run, content: Path) -> None:
    entry = break_keep(content)
    result = run("check")
    number = next(
        number for number, line in enumerate(entry.read_text("utf-8").split("\n"), 1) if "activ" in line
    )
    assert result.exit_code == 1
    assert result.output.split("\n")[:4] == [
        f"{entry}:{number}:9: unknown-choice “activ” is not one of: active, retired",
        "    status: activ",
        "            ^",
        "    Did you mean active?",
    ]
    assert "1 error, 0 warnings." in result.output


def test_check_of_one_path_speaks_of_that_path_alone(run: Run, content: Path) -> None:
    break_keep(content)
    assert run("check", str(content / "programs" / "homebuilders.md")).exit_code == 0
    assert run("check", str(content / "programs" / "keep.md")).exit_code == 1
    assert run("check", str(content / "programs")).exit_code == 1


def test_the_wrong_entry_breaks_at_least_twenty_five_rules(run: Run) -> None:
    result = run("check", str(WRONG), "--format", "json")
    problems = json.loads(result.output)
    assert result.exit_code == 1
    assert len({problem["rule"] for problem in problems}) >= 25
    assert all(
        set(problem) == {"path", "line", "column", "rule", "severity", "message", "hint"}
        for problem in problems
    )


def test_check_as_json_of_good_content_is_an_empty_list(run: Run) -> None:
    assert json.loads(run("check", "--format", "json").output) == []


def test_check_speaks_to_github_and_to_sarif_readers(run: Run) -> None:
    annotations = run("check", str(WRONG), "--format", "github").output.strip().split("\n")
    assert all(line.startswith(("::error file=", "::warning file=")) for line in annotations)
    log = json.loads(run("check", str(WRONG), "--format", "sarif").output)
    assert log["version"] == "2.1.0"
    assert len(log["runs"][0]["results"]) == len(annotations)


def test_a_warning_alone_is_no_failure(run: Run, content: Path) -> None:
    entry = content / "programs" / "keep.md"
    entry.write_bytes(entry.read_bytes().replace(b"\n", b"\r\n"))
    result = run("check")
    assert result.exit_code == 0
    assert "crlf warning:" in result.output


@pytest.mark.parametrize("words, environment", [
    (("check", "nowhere.md"), {}), (("check", "--format", "xml"), {}), (("chekc",), {}),
    (("check",), {"HOMEWARD_CONTENT": "/nowhere"}), (("check",), {"PORT": "eighty"}),
    (("check",), {"HOMEWARD_LOG_LEVEL": "loud"}), (("check",), {"HOMEWARD_BASE_URL": "registry"}),
])  # fmt: skip
def test_wrong_usage_is_exit_2_and_says_what(
    words: tuple[str, ...], environment: dict[str, str], run: Run
) -> None:
    result = run(*words, **environment)
    assert result.exit_code == 2
    assert "Error:" in result.output


def test_build_says_what_it_did_and_refuses_errors(run: Run, few: Path) -> None:
    assert "Built 2 programs" in run("build", HOMEWARD_CONTENT=str(few)).output
    assert "up to date" in run("build", HOMEWARD_CONTENT=str(few)).output
    break_keep(few)
    result = run("build", HOMEWARD_CONTENT=str(few))
    assert result.exit_code == 1
    assert "Not built: 1 error." in result.output


@contextmanager
def served(
    content: Path, catalog: Path, *options: str, own_group: bool = False
) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {
        **os.environ,
        "HOMEWARD_CONTENT": str(content),
        "HOMEWARD_CATALOG": str(catalog),
        "PORT": str(port),
    }
    command = [HOMEWARD, "serve", *options]
    process = subprocess.Popen(
        command, env=environment, cwd=ROOT, stderr=subprocess.PIPE, text=True, start_new_session=own_group
    )
    limit = threading.Timer(
        60, process.kill
    )  # a server that says nothing ends the test instead of holding it
    limit.start()
    try:
        yield f"http://127.0.0.1:{port}", process
    finally:
        limit.cancel()
        process.terminate()
        process.wait(20)


def answer(address: str) -> str:
    """The answer as soon as the server accepts: connections that are refused are tried again for a while."""
    last = time.monotonic() + 30
    while time.monotonic() < last:
        try:
            with urllib.request.urlopen(address, timeout=10) as response:
                return str(response.read().decode())
        except ConnectionError:
            continue
        except urllib.error.URLError as error:
            if not isinstance(error.reason, ConnectionError):
                raise
    raise AssertionError(f"{address} never answered")


def test_serve_builds_serves_and_follows_a_new_build(run: Run, few: Path, tmp_path: Path) -> None:
    with served(few, tmp_path / "catalog") as (address, _):
        before = json.loads(answer(f"{address}/healthz"))
        assert before["programs"] == 2
        entry = few / "programs" / "keep.md"
        entry.write_text(entry.read_text("utf-8").replace("## About\n", "## About\n\nZebras.\n"), "utf-8")
        assert run("build", HOMEWARD_CONTENT=str(few)).exit_code == 0
        last = time.monotonic() + 10  # a worker serves the old one while it opens the new one
        while "Zebras." not in answer(f"{address}/programs/keep"):
            assert time.monotonic() < last, "the new generation never serves"


def test_report_prints_what_the_registry_covers(run: Run, content: Path) -> None:
    printed = run("report")
    assert printed.exit_code == 0
    assert f"{len(FEW)} active programs" in printed.output
    told = json.loads(run("report", "--format", "json").stdout)
    assert (told["programs"], told["topics"]) == (len(FEW), len(list((content / "topics").iterdir())))


def test_serve_watch_builds_on_save(few: Path, tmp_path: Path) -> None:
    with served(few, tmp_path / "catalog", "--watch", "--workers", "1") as (address, process):
        before = answer(f"{address}/generation")
        assert "watch/watch.js" in answer(f"{address}/programs/keep")
        entry = few / "programs" / "keep.md"
        entry.write_text(entry.read_text("utf-8").replace("## About\n", "## About\n\nZebras.\n"), "utf-8")
        assert process.stderr is not None
        assert any("(1 new or changed)" in line for line in process.stderr)
        assert answer(f"{address}/generation") != before
        assert "Zebras." in answer(f"{address}/programs/keep")


def test_one_interrupt_from_the_terminal_stops_everything(few: Path, tmp_path: Path) -> None:
    with served(few, tmp_path / "catalog", own_group=True) as (address, process):
        answer(f"{address}/healthz")
        os.killpg(process.pid, signal.SIGINT)  # what Ctrl-C sends: to the whole group, workers included
        assert process.wait(20) == 0
        with pytest.raises(urllib.error.URLError):
            urllib.request.urlopen(f"{address}/healthz", timeout=5)


def test_a_taken_port_is_said_so(few: Path, tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        environment = {
            **os.environ,
            "HOMEWARD_CONTENT": str(few),
            "HOMEWARD_CATALOG": str(tmp_path / "catalog"),
        }
        command = [HOMEWARD, "serve", "--port", str(taken.getsockname()[1])]
        result = subprocess.run(
            command, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=30
        )
    assert result.returncode == 1
    assert "Choose another port" in result.stderr
