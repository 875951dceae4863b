"""What is installed elsewhere: the wheel has everything, writes only where it may, and bounds what it needs."""

import os
import re
import subprocess
import sys
import zipfile
from email.parser import Parser
from pathlib import Path

import pytest

from tests.conftest import ROOT

MAKE = "import sys; from flit_core.buildapi import build_wheel; print(build_wheel(sys.argv[1]))"
RUN = "from app.cli import main; main()"
DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md"), *(ROOT / "deploy").glob("*")]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-c", MAKE, str(folder)]
    made = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return folder / made.stdout.split()[-1]


@pytest.fixture(scope="module")
def installed(wheel: Path) -> Path:
    """A folder as pip makes it from the wheel: the package alone, without the checkout around it."""
    folder = wheel.with_name("site-packages")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def run(installed: Path, where: Path, *words: str) -> subprocess.CompletedProcess[str]:
    given = {name: value for name, value in os.environ.items() if not name.startswith("HOMEWARD_")}
    given |= {"PYTHONPATH": str(installed), "PYTHONDONTWRITEBYTECODE": "1", "HOME": str(installed.parent / "home")}
    command = [sys.executable, "-c", RUN, *words]
    return subprocess.run(command, cwd=where, env=given, capture_output=True, text=True, check=False)


def test_an_installed_homeward_begins_and_builds_registries_and_writes_nothing_beside_its_code(
    installed: Path, tmp_path: Path
) -> None:
    before = {path: path.read_bytes() for path in installed.rglob("*") if path.is_file()}
    for name in ("a", "b"):
        assert run(installed, tmp_path, "init", name).returncode == 0
        for words in (["check", "--strict"], ["schema", "--write"], ["build"], ["report"]):
            result = run(installed, tmp_path / name, *words)
            assert result.returncode == 0, result.stderr
    assert {path: path.read_bytes() for path in installed.rglob("*") if path.is_file()} == before
    catalogs = list((installed.parent / "home/.local/share/homeward").iterdir())
    assert {path.name.rsplit("-", 1)[0] for path in catalogs} == {"a", "b"}


def test_where_there_is_no_registry_an_installed_homeward_says_how_to_begin_one(
    installed: Path, tmp_path: Path
) -> None:
    result = run(installed, tmp_path, "build")
    assert result.returncode == 2
    assert "`homeward init FOLDER` makes a new registry" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_everything_that_the_code_reads_is_in_the_wheel(installed: Path) -> None:
    tracked = subprocess.run(["git", "ls-files", "app"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert {name for name in tracked.stdout.split() if not (installed / name).is_file()} == set()


def test_every_dependency_has_bounds(installed: Path) -> None:
    (described,) = installed.glob("*.dist-info/METADATA")
    needed = Parser().parsestr(described.read_text("utf-8")).get_all("Requires-Dist") or []
    served = [each for each in needed if "extra ==" not in each]
    assert len(served) > 15
    assert {each for each in served if not re.search(r"==|>=[^,]+,<|<[^,]+,>=", each)} == set()


def test_no_document_gives_the_bare_name_to_an_installer() -> None:
    """Whoever holds that name on an index is not us."""
    texts = {path.name: path.read_text("utf-8") for path in DOCUMENTS if path.is_file()}
    bare = re.compile(r"(?:pip|pipx|uv)[\w ]* (?:install|run|add) (?:-\S+ )*homeward\b(?!-)")
    assert {name for name, text in texts.items() if bare.search(text)} == set()
