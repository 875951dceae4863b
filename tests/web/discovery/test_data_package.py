"""The data package, read by its own library: the description is valid, and every file is as it says."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from frictionless import Package

from app.catalog.snapshot.snapshot import Snapshot
from app.web.discovery.data_package import COLUMNS
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def downloaded(app: Flask, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The description, kept beside the files that it names."""
    folder, client = tmp_path_factory.mktemp("package"), app.test_client()
    described = client.get("/datapackage.json")
    (folder / "datapackage.json").write_bytes(described.data)
    for resource in described.get_json()["resources"]:
        (folder / resource["path"]).write_bytes(client.get(f"/{resource['path']}").data)
    return folder


def test_it_is_a_valid_data_package(client: FlaskClient) -> None:
    described = client.get("/datapackage.json").get_json()
    assert described["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert list(Package.metadata_validate(described)) == []


def test_every_cell_of_every_table_is_of_the_type_that_is_said(downloaded: Path, snapshot: Snapshot) -> None:
    report = Package(str(downloaded / "datapackage.json")).validate()
    assert report.flatten(["name", "fieldName", "rowNumber", "message"]) == []
    assert report.valid
    rows = {task.name: task.stats.get("rows") for task in report.tasks}
    assert rows["programs"] == len(snapshot.cards)
    assert rows["crosswalk"] >= len(snapshot.cards)


def test_it_names_every_table_and_the_database(app: Flask, client: FlaskClient) -> None:
    described = client.get("/datapackage.json").get_json()
    rules = [rule for rule in app.url_map.iter_rules() if rule.rule.endswith(".csv")]
    tables = {rule.rule for rule in rules if not _is_of_deciding(app, rule.endpoint)}
    named = {f"/{each['path']}": each for each in described["resources"]}
    assert set(named) == {*tables, "/registry.sqlite"}
    for path, resource in named.items():
        assert client.head(path).mimetype == resource["mediatype"]
        assert ("schema" in resource) == path.endswith(".csv")


def _is_of_deciding(app: Flask, endpoint: str) -> bool:
    """Whether a table answers a question from the data instead of holding it."""
    return app.view_functions[endpoint].__module__.startswith("app.web.deciding.")


def test_it_says_edition_licence_publisher_and_sources(client: FlaskClient, snapshot: Snapshot) -> None:
    described = client.get("/datapackage.json").get_json()
    assert (described["name"], described["version"]) == ("homeward", snapshot.generation)
    assert described["licenses"] == [
        {
            "name": "CC-BY-4.0",
            "path": "https://creativecommons.org/licenses/by/4.0/",
            "title": "CC BY 4.0",
        }
    ]
    assert described["contributors"] == [{"title": "Homeward", "roles": ["publisher"]}]
    assert described["sources"][0] == {
        "title": "California Evidence-Based Clearinghouse for Child Welfare",
        "path": "https://www.cebc4cw.org/",
    }


def test_it_is_served_like_the_downloads_and_can_be_found(client: FlaskClient) -> None:
    answer = client.get("/datapackage.json")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Cache-Control"] == client.get("/programs.csv").headers["Cache-Control"]
    again = client.get("/datapackage.json", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304
    for page in ("/api", "/llms.txt", "/about"):
        assert "/datapackage.json" in client.get(page).text


@pytest.mark.parametrize("table", COLUMNS)
def test_the_docs_and_the_page_of_the_api_name_every_column(table: str, client: FlaskClient) -> None:
    docs, page = (ROOT / "docs" / "addresses.md").read_text("utf-8"), client.get("/api").text
    for column in COLUMNS[table]:
        assert f"| `{column.name}` | {column.meaning} |\n" in docs
        assert f"<dt><code>{column.name}</code></dt>" in page
