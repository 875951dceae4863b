"""The index of the API: it leads to everything, and says on which terms and how often one may ask."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.catalog.snapshot.snapshot import Snapshot
from app.web.openapi.api_changes import API_CHANGES, HOW_OFTEN
from tests.conftest import ROOT
from tests.web.pages.test_program_page import text_of


def test_it_says_what_it_is_and_which_edition_serves(client: FlaskClient, snapshot: Snapshot) -> None:
    index = client.get("/api/v1").get_json()
    described = client.get("/api/openapi.json").get_json()
    assert index["name"] == described["info"]["title"] == "Homeward API"
    assert index["version"] == described["info"]["version"]
    assert index["generation"] == snapshot.generation
    assert index["licence"] == {
        "name": "CC BY 4.0", "spdx": "CC-BY-4.0", "url": "https://creativecommons.org/licenses/by/4.0/",
    }  # fmt: skip


def test_every_list_is_there_and_answers_as_it_is_said(app: Flask, client: FlaskClient) -> None:
    index = client.get("/api/v1").get_json()
    listed = {each["url"].removeprefix("http://localhost"): each for each in index["endpoints"]}
    rules = {rule.rule for rule in app.url_map.iter_rules() if not rule.arguments}
    lists = {rule for rule in rules if rule.startswith("/api/v1/") or rule.endswith(".csv")}
    assert {"/api/v1/programs", "/api/v1/topics", "/api/v1/vocabulary", "/programs.csv"} <= lists
    assert lists <= set(listed)
    for path, endpoint in listed.items():
        assert endpoint["is_template"] == ("{" in path)
        if not endpoint["is_template"]:
            answer = client.get(path)
            assert (answer.status_code, answer.mimetype in endpoint["media_types"]) == (200, True), path


@pytest.mark.parametrize("key", ["documentation", "openapi", "changes", "terms_of_use"])
def test_what_it_leads_to_is_there(key: str, client: FlaskClient) -> None:
    address, _, anchor = client.get("/api/v1").get_json()[key].partition("#")
    answer = client.get(address)
    assert answer.status_code == 200
    assert not anchor or f'id="{anchor}"' in answer.text


def test_how_often_one_may_ask_is_said_alike_everywhere(client: FlaskClient) -> None:
    docs = (ROOT / "docs" / "addresses.md").read_text("utf-8").replace("`", "").replace("\n", " ")
    assert client.get("/api/v1").get_json()["how_often"] == HOW_OFTEN
    assert HOW_OFTEN in text_of(client.get("/api").text)
    assert HOW_OFTEN in docs
    for said in ("no limit", "once or twice a second", "download", "ETag"):
        assert said in HOW_OFTEN


def test_what_was_added_is_said_alike_on_the_page_and_in_the_docs(client: FlaskClient) -> None:
    docs, page = (ROOT / "docs" / "addresses.md").read_text("utf-8"), text_of(client.get("/api").text)
    days = [change.day for change in API_CHANGES]
    assert days == sorted(days, reverse=True)
    assert client.get("/api/v1").get_json()["changed"] == days[0]
    for change in API_CHANGES:
        assert f"- {change.day}: {' '.join(change.added)}\n" in docs
        assert all(each.replace("`", "") in page for each in change.added)


def test_a_slash_at_the_end_leads_to_the_index(client: FlaskClient) -> None:
    answer = client.get("/api/v1/")
    assert (answer.status_code, answer.headers["Location"]) == (308, "/api/v1")
