"""The suggestions of the search box, as its script and other sites read them."""

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient

from app import create_app
from app.settings import Settings


def test_a_suggestion_has_the_promised_shape(client: FlaskClient) -> None:
    answer = client.get("/api/v1/suggest?q=tf-cb").get_json()
    assert set(answer) == {"query", "results", "generation"}
    assert answer["query"] == "tf-cb"
    assert answer["results"][0] == {
        "kind": "program", "label": "Trauma-Focused Cognitive Behavioral Therapy", "detail": "TF-CBT",
        "url": "http://localhost/programs/trauma-focused-cognitive-behavioral-therapy",
    }  # fmt: skip
    assert answer["generation"] == client.get("/api/v1/programs").get_json()["generation"]


@pytest.mark.parametrize(
    "kind, folder", [("program", "programs"), ("topic", "topics"), ("population", "populations")]
)
def test_every_suggestion_leads_to_its_page(kind: str, folder: str, client: FlaskClient) -> None:
    found = [
        each
        for letter in "abcdefghijklmnopqrstuvwxyz"
        for each in client.get(f"/api/v1/suggest?q={letter}").get_json()["results"]
    ]
    paths = {urlsplit(each["url"]).path for each in found if each["kind"] == kind}
    assert paths
    assert {
        path for path in paths if not path.startswith(f"/{folder}/") or client.get(path).status_code != 200
    } == set()


@pytest.mark.parametrize("query", ["", "?q=", "?q=+++", "?q=%00%0A", "?q=zzzz", "?nothing=x"])
def test_nothing_typed_or_nothing_found_is_an_empty_list(query: str, client: FlaskClient) -> None:
    answer = client.get(f"/api/v1/suggest{query}")
    assert answer.status_code == 200
    assert answer.get_json()["results"] == []


def test_200_characters_are_answered_and_201_refused(client: FlaskClient) -> None:
    assert client.get("/api/v1/suggest", query_string={"q": "a" * 200}).status_code == 200
    refused = client.get("/api/v1/suggest", query_string={"q": "a" * 201})
    assert refused.status_code == 400
    assert refused.get_json()["error"]["pointer"] == "q"
    assert refused.get_json() == client.get("/api/v1/programs", query_string={"q": "a" * 201}).get_json()


def test_any_site_may_ask_and_the_same_answer_is_not_sent_twice(client: FlaskClient) -> None:
    first = client.get("/api/v1/suggest?q=kin")
    assert first.headers["Access-Control-Allow-Origin"] == "*"
    again = client.get("/api/v1/suggest?q=kin", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert (
        client.get("/api/v1/suggest?q=kins", headers={"If-None-Match": first.headers["ETag"]}).status_code
        == 200
    )


def test_addresses_use_the_public_base(shipped: Path) -> None:
    client = create_app(Settings(catalog=shipped, base_url="https://registry.example.org")).test_client()
    assert (
        client.get("/api/v1/suggest?q=keep").get_json()["results"][0]["url"]
        == "https://registry.example.org/programs/keep"
    )


@pytest.mark.parametrize(
    "path, loads",
    [
        ("/", True),
        ("/programs", True),
        ("/programs?q=zzzz&rating=1", True),
        ("/about", False),
        ("/programs/keep", False),
    ],
)
def test_only_pages_with_a_search_box_load_the_script(path: str, loads: bool, client: FlaskClient) -> None:
    html = client.get(path).get_data(as_text=True)
    assert ("/static/suggest.js?v=" in html) is loads
