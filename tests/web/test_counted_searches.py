"""With HOMEWARD_COUNT_SEARCHES=yes words that found nothing are counted, and nothing else of a search."""

import datetime
import mmap
from collections.abc import Callable
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from app import create_app
from app.catalog.search import search_counts
from app.catalog.search.search_counts import MEMORY, read_counts
from app.settings import Settings
from tests.conftest import CONTENT, TODAY

Site = Callable[[bool], FlaskClient]


@pytest.fixture
def catalog(tmp_path: Path, shipped: Path) -> Path:
    """The shipped catalog, under a folder of its own in which something may be counted."""
    folder = tmp_path / "catalog"
    folder.mkdir()
    for each in shipped.iterdir():
        (folder / each.name).symlink_to(each)
    return folder


@pytest.fixture
def site(catalog: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    memory = mmap.mmap(-1, MEMORY)
    monkeypatch.setattr("app.catalog.search.search_counts.shared_memory", lambda: memory)
    assert search_counts.shared_memory() is memory
    return lambda counts: create_app(Settings(content=CONTENT, catalog=catalog, count_searches=counts), lambda: TODAY).test_client()


def counted(catalog: Path, day: datetime.date = TODAY) -> dict[str, int]:
    return read_counts(catalog, day).get(str(day), {})


def test_the_page_and_the_api_count_together(site: Site, catalog: Path) -> None:
    client = site(True)
    for _ in range(3):
        assert client.get("/programs?q=canoe+therapy").status_code == 200
    assert counted(catalog) == {}
    for _ in range(2):
        assert client.get("/api/v1/programs?q=canoe").status_code == 200
    assert counted(catalog) == {"canoe": 5}


def test_names_are_never_counted(site: Site, catalog: Path) -> None:
    client = site(True)
    for _ in range(6):
        client.get("/programs?q=Maria+Kowalski+canoe")
        client.get("/programs?q=smith")
    assert counted(catalog) == {"canoe": 5}


@pytest.mark.parametrize("more", ["age=5", "topic=post-permanency-services", "sort=name", "page=2"])
def test_a_page_an_order_or_a_filter_of_a_search_is_not_another_search(more: str, site: Site, catalog: Path) -> None:
    client = site(True)
    for _ in range(5):
        client.get(f"/programs?q=canoe+family&{more}")
        client.get("/programs.csv?q=canoe")
        client.get("/programs.atom?q=canoe")
    assert not (catalog / "searches.lock").exists()


def test_readers_are_told(site: Site) -> None:
    assert 'id="counted"' in site(True).get("/about").text
    assert 'id="counted"' not in site(False).get("/about").text


def test_nothing_is_counted_unless_the_operator_wants_it(site: Site, catalog: Path) -> None:
    before = {path.name for path in catalog.iterdir()}
    client = site(False)
    for _ in range(6):
        client.get("/programs?q=canoe")
    assert {path.name for path in catalog.iterdir()} == before
