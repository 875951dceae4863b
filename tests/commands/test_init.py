"""`homeward init`: a new registry on any subject, which the check has nothing to say about."""

import datetime
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask.testing import FlaskClient

from app import create_app
from app.catalog.build.build import build
from app.cli import main
from app.commands.init.new_registry import PATTERN
from app.settings import Settings
from tests.conftest import CONTENT

SHIPPED_WORDS = re.compile(r"famil|child welfare|permanen|foster|adopt|kinship|reunif", re.IGNORECASE)


def run(*words: str) -> Result:
    return CliRunner().invoke(main, words)


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A new registry, as the folder in which commands are run."""
    monkeypatch.chdir(tmp_path)
    for name in ("HOMEWARD_CONTENT", "HOMEWARD_CATALOG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    result = run("init", "x")
    assert result.exit_code == 0, result.output
    assert "cd x" in result.output
    monkeypatch.chdir(tmp_path / "x")
    return tmp_path / "x"


def test_the_strict_check_of_a_new_registry_finds_nothing(made: Path) -> None:
    result = run("check", "--strict")
    assert (result.exit_code, result.output) == (0, "No problems.\n")


def test_every_page_of_a_new_registry_answers(made: Path) -> None:
    """Also those of vocabularies that have no word yet."""
    assert build(made / "content", made / "catalog", datetime.date.today()).generation
    client = create_app(Settings(content=made / "content", catalog=made / "catalog")).test_client()
    pages = walk(client)
    assert len(pages) > 20
    assert {path for path, status in pages.items() if status != 200} == set()
    assert "invented" in client.get("/programs/example-reading-circle").get_data(as_text=True)


def walk(client: FlaskClient) -> dict[str, int]:
    """Every page that the home page leads to, by links, with its status; of searches the first alone."""
    seen: dict[str, int] = {}
    waiting = ["/"]
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        answer = client.get(path)
        seen[path] = answer.status_code
        if answer.mimetype == "text/html":
            links = re.findall(r'href="(/[^"#?]*)', answer.get_data(as_text=True))
            waiting += [link for link in links if not link.startswith(("/static/", "/oembed"))]
    return seen


def test_a_registry_that_is_there_stays_as_it_is(made: Path) -> None:
    before = {path: path.read_bytes() for path in made.rglob("*") if path.is_file()}
    result = run("init", ".")
    assert result.exit_code == 1
    assert "exists already; nothing was written" in result.output
    assert {path: path.read_bytes() for path in made.rglob("*") if path.is_file()} == before


def test_a_folder_that_has_a_readme_keeps_it(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("Mine.", "utf-8")
    assert run("init", str(tmp_path)).exit_code == 0
    assert (tmp_path / "README.md").read_text("utf-8") == "Mine."
    assert sorted(path.name for path in tmp_path.iterdir()) == ["README.md", "content"]


def test_what_the_disk_refuses_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    result = run("init", str(tmp_path / "file" / "x"))
    assert result.exit_code == 1
    assert result.output.startswith("Error: ")
    assert result.output.count("\n") == 1


def test_a_new_registry_is_about_no_subject_of_ours() -> None:
    files = [path for path in PATTERN.rglob("*") if path.is_file() and path.name != "serves.yaml"]
    assert {path.name for path in files if SHIPPED_WORDS.search(path.read_text("utf-8"))} == set()


@pytest.mark.parametrize("name", ["designs", "directions", "effects", "tiers"])
def test_words_that_hold_for_every_subject_are_those_of_the_shipped_registry(name: str) -> None:
    file = Path("vocabulary") / f"{name}.yaml"
    assert (PATTERN / "content" / file).read_bytes() == (CONTENT / file).read_bytes()
