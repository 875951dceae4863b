"""A PostgreSQL server for the session, a database for each test, and content of two programs."""

import shutil
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from app.catalog.build.build import build
from app.catalog.store.generation import Generation
from tests.catalog.publish.postgres import Postgres, find_programs
from tests.conftest import TODAY
from tests.small_content import copy_with

NUMBER = count()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    programs = find_programs()
    if programs is None:
        pytest.skip("PostgreSQL IS NOT INSTALLED: nothing of publishing and nodes is tested here")
    server = Postgres(programs)
    yield server
    server.remove()


@pytest.fixture
def database(postgres: Postgres) -> str:
    """The name of an empty database."""
    name = f"registry_{next(NUMBER)}"
    postgres.ask("postgres", f"CREATE DATABASE {name} STRATEGY FILE_COPY")
    return name


@pytest.fixture
def address(postgres: Postgres, database: str) -> str:
    return postgres.address(database)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with content and its catalog."""
    folder = tmp_path_factory.mktemp("published")
    copy_with(("keep", "homebuilders"), folder / "content")
    assert build(folder / "content", folder / "catalog", TODAY).generation
    return folder


@pytest.fixture
def registry(built: Path, tmp_path: Path) -> Path:
    """A copy that a test may change."""
    return Path(shutil.copytree(built, tmp_path / "registry"))


@pytest.fixture
def rebuild(registry: Path) -> Callable[..., Generation]:
    """The generation of the registry, after an edit if a text is given."""

    def make(text: str = "") -> Generation:
        entry = registry / "content" / "programs" / "keep.md"
        if text:
            entry.write_text(entry.read_text("utf-8").replace("## About\n", f"## About\n\n{text}\n", 1), "utf-8")
        made = build(registry / "content", registry / "catalog", TODAY).generation
        assert made
        return made

    return make
