"""Error pages help: they name what is near, offer the search, and never show a stack trace."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from app import create_app
from app.settings import Settings


@pytest.mark.parametrize("path, suggestion", [
    ("/programs/homebuilder", "/programs/homebuilders"),
    ("/programs/Home-Builders", "/programs/homebuilders"),
    ("/topics/post-permanency", "/topics/post-permanency-services"),
])  # fmt: skip
def test_a_near_miss_is_suggested(path: str, suggestion: str, client: FlaskClient) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert f'href="{suggestion}"' in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    "path",
    ["/nothing", "/programs/nothing", "/topics/x", "/populations/x", "/guides/x", "/%00", "/programs/%2e%2e"],
)
def test_a_missing_page_offers_the_search(path: str, client: FlaskClient) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert 'role="search"' in answer.get_data(as_text=True)


@pytest.mark.parametrize("path", [
    "/nothing", "/programs/nothing", "/static/nothing.css", "/api/v1/nothing", "/embed/nothing", "/guides/x/y",
])  # fmt: skip
def test_no_answer_is_in_the_words_of_the_framework(path: str, client: FlaskClient) -> None:
    for answer in (client.get(path), client.post("/programs"), client.delete(path)):
        assert "requested URL" not in answer.get_data(as_text=True)


def test_a_wrong_method_is_refused(client: FlaskClient) -> None:
    assert client.post("/programs").status_code == 405
    assert client.post("/api/v1/programs").get_json()["error"]["status"] == 405


def test_without_a_catalog_the_site_says_how_to_get_one(tmp_path: Path) -> None:
    client = create_app(Settings(catalog=tmp_path)).test_client()
    for path in ("/", "/programs", "/api/v1/programs", "/healthz", "/nothing"):
        answer = client.get(path)
        assert answer.status_code == 503
        assert "homeward build" in answer.get_data(as_text=True)


def test_a_fault_of_ours_is_500_without_its_inside(shipped: Path) -> None:
    app = create_app(Settings(catalog=shipped))
    app.add_url_rule("/broken", view_func=lambda: 1 / 0)
    app.add_url_rule("/api/broken", endpoint="api-broken", view_func=lambda: 1 / 0)
    answer = app.test_client().get("/broken")
    assert answer.status_code == 500
    assert "ZeroDivision" not in answer.get_data(as_text=True)
    assert app.test_client().get("/api/broken").get_json()["error"]["status"] == 500


@pytest.mark.parametrize("asked, address", [
    ("/programs/", "/programs"), ("/programs/keep/", "/programs/keep"), ("/topics/?x=1", "/topics?x=1"),
    ("/programs/KEEP", "/programs/keep"),
])  # fmt: skip
def test_a_page_has_one_address(asked: str, address: str, client: FlaskClient) -> None:
    answer = client.get(asked)
    assert answer.status_code == 308
    assert answer.headers["Location"] in (address, f"http://localhost{address}")
