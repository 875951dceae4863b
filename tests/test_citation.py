"""CITATION.cff holds to the rules of the Citation File Format 1.2.0 and invents nothing."""

import re
import tomllib
from typing import Any

import pytest
import yaml
from packaging.licenses import canonicalize_license_expression

from tests.conftest import ROOT

Reference = dict[str, Any]
KEYS = {
    "abstract", "authors", "cff-version", "commit", "contact", "date-released", "doi", "identifiers",
    "keywords", "license", "license-url", "message", "preferred-citation", "references", "repository",
    "repository-artifact", "repository-code", "title", "type", "url", "version",
}  # fmt: skip
"""All that the format knows at the top."""


@pytest.fixture(scope="module")
def cited() -> Reference:
    read: Reference = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    return read


def test_it_has_what_the_format_asks_for_and_nothing_that_it_does_not_know(cited: Reference) -> None:
    assert {"cff-version", "message", "title", "authors"} <= set(cited) <= KEYS
    assert cited["cff-version"] == "1.2.0"
    assert cited["type"] in ("software", "dataset")
    assert len(set(cited["keywords"])) == len(cited["keywords"])
    preferred = cited["preferred-citation"]
    assert {"type", "title", "authors"} <= set(preferred)
    assert preferred["type"] == "database"


def test_its_authors_are_the_project_itself_and_no_address_is_invented(cited: Reference) -> None:
    for each in (cited, cited["preferred-citation"]):
        assert each["authors"] == [{"name": "Homeward"}]
    assert not re.search(r"https?:|10\.\d{4}/|orcid|@", (ROOT / "CITATION.cff").read_text("utf-8"))


def test_its_version_and_licences_are_those_of_the_project(cited: Reference) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    site = yaml.safe_load((ROOT / "content" / "site.yaml").read_text("utf-8"))
    assert cited["version"] == project["version"]
    assert cited["preferred-citation"]["license"] == site["licence"]["spdx"]
    both = f"{cited['license']} AND {site['licence']['spdx']}"
    assert project["license"] == canonicalize_license_expression(both) == both
    licence = (ROOT / "LICENSE").read_text("utf-8")
    assert all(f"SPDX: {id}" in licence for id in both.split(" AND "))
