"""Every answer carries the policy; every page has a validator and is not sent twice."""

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from app import create_app
from app.catalog.build.build import BuildResult
from app.settings import Settings
from app.web.response.headers import SECURITY

PAGES = ("/", "/programs", "/programs?q=kinship", "/programs/homebuilders", "/topics",
    "/topics/post-permanency-services", "/ratings", "/populations",
         "/populations/kinship-caregivers", "/guides", "/guides/moving-beyond-legal-permanency", "/glossary",
         "/about", "/api/v1/programs")  # fmt: skip


@pytest.mark.parametrize("path", [*PAGES, "/nothing", "/programs?rating=9", "/static/site.css", "/healthz"])
def test_every_answer_carries_the_security_policy(path: str, client: FlaskClient) -> None:
    headers = client.get(path).headers
    assert {name: headers[name] for name in SECURITY} == SECURITY
    assert "unsafe-inline" not in headers["Content-Security-Policy"]
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("path", PAGES)
def test_a_page_that_did_not_change_is_not_sent_again(path: str, client: FlaskClient) -> None:
    first = client.get(path)
    again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert again.data == b""
    assert again.headers["ETag"] == first.headers["ETag"]
    assert client.get(path, headers={"If-None-Match": 'W/"other"'}).status_code == 200


def test_one_page_does_not_validate_another(client: FlaskClient) -> None:
    tags = [client.get(path).headers["ETag"] for path in PAGES]
    assert len(set(tags)) == len(tags)


def test_a_new_generation_changes_the_validator(
    content: Path, build_content: Callable[[], BuildResult], tmp_path: Path
) -> None:
    build_content()
    client = create_app(Settings(content=content, catalog=tmp_path / "catalog")).test_client()
    before = client.get("/about").headers["ETag"]
    entry = content / "programs" / "keep.md"
    entry.write_text(entry.read_text("utf-8").replace("## About\n", "## About\n\nNew.\n"), "utf-8")
    build_content()
    assert client.get("/about", headers={"If-None-Match": before}).status_code == 200


def test_errors_are_not_kept(client: FlaskClient) -> None:
    assert client.get("/nothing").headers["Cache-Control"] == "no-store"


def test_files_with_a_fingerprint_are_kept_for_ever(client: FlaskClient) -> None:
    html = client.get("/").get_data(as_text=True)
    address = html.split('<link rel="stylesheet" href="')[1].split('"')[0]
    assert "immutable" in client.get(address).headers["Cache-Control"]
    assert "immutable" not in client.get("/static/site.css").headers["Cache-Control"]


def test_pages_are_compressed(client: FlaskClient) -> None:
    plain = client.get("/programs").data
    packed = client.get("/programs", headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain
    assert len(packed.data) < len(plain) / 4
    assert client.get("/programs", headers={"Accept-Encoding": "br"}).headers["Content-Encoding"] == "br"


def test_addresses_use_the_public_base(shipped: Path) -> None:
    client = create_app(Settings(catalog=shipped, base_url="https://registry.example.org")).test_client()
    assert (
        client.get("/api/v1/programs/keep").get_json()["url"] == "https://registry.example.org/programs/keep"
    )
    assert 'href="https://registry.example.org/programs/keep"' in client.get("/programs/keep").get_data(
        as_text=True
    )
