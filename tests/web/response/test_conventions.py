"""What all addresses for machines share: error shape, open to any site, validators, links, paging."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app import create_app
from app.settings import Settings
from app.web.openapi.operations import OPERATIONS
from app.web.response.headers import CACHING, REVALIDATE, cache_control
from tests.conftest import CONTENT

LINK = re.compile(r'<([^>]+)>; rel="([^"]+)"(?:; type="([^"]+)")?')
NOTHING = (
    "/api/v1/nothing", "/api/v1/programs/nothing", "/api/v1/topics/nothing", "/programs/nothing.json",
    "/programs/nothing.md", "/programs/nothing.bib", "/programs/nothing.badge.svg", "/og/nothing.png",
    "/sitemap-9.xml", "/nothing.csv",
)  # fmt: skip
REFUSED = (
    "/api/v1/programs?rating=9",
    "/programs.csv?topic=x",
    "/api/v1/fit?problem=x",
    "/programs.atom?sort=x",
    "/crosswalk.csv?registry=x",
    "/programs/keep.badge.svg?topic=x",
    "/oembed",
)


def addresses(app: Flask) -> Iterator[str]:
    """One that answers, of every operation."""
    rules = {rule.endpoint: rule.rule for rule in app.url_map.iter_rules()}
    for operation in OPERATIONS:
        slug = "post-permanency-services" if "topics" in rules[operation.endpoint] else "homebuilders"
        path = rules[operation.endpoint].replace("<slug>", slug).replace("<int:number>", "1")
        yield f"{path}?url=http://localhost/programs/keep" if path == "/oembed" else path


def links(answer: TestResponse) -> list[tuple[str, str, str]]:
    """(address, relation, media type)."""
    return [found for header in answer.headers.getlist("Link") for found in LINK.findall(header)]


def related(answer: TestResponse, relation: str) -> list[str]:
    return [address.removeprefix("http://localhost") for address, rel, _ in links(answer) if rel == relation]


@pytest.mark.parametrize("path", [*NOTHING, *REFUSED])
def test_an_error_is_json_with_one_shape_whatever_the_format(path: str, client: FlaskClient) -> None:
    answer = client.get(path)
    assert answer.status_code == (400 if path in REFUSED else 404)
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    error = answer.get_json()["error"]
    assert set(error) == {"status", "title", "detail", "pointer"}
    assert error["status"] == answer.status_code
    assert (error["pointer"] is not None) == (path in REFUSED)


def test_a_parameter_that_cannot_be_answered_is_named_with_what_may_stand_there(client: FlaskClient) -> None:
    error = client.get("/programs.csv?rating=9").get_json()["error"]
    assert error["pointer"] == "rating"
    assert error["detail"] == "“9” is not a value of rating. Use one of: 1, 2, 3, 4, 5, nr, none."


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/programs",
        "/programs.csv",
        "/feed.atom",
        "/programs/keep.bib",
        "/programs/keep.badge.svg",
        "/healthz",
    ],
)
def test_another_method_is_refused_with_those_that_are_allowed(path: str, client: FlaskClient) -> None:
    for answer in (client.post(path), client.delete(path)):
        assert answer.status_code == answer.get_json()["error"]["status"] == 405
        assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}
        assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_any_site_may_read_every_machine_answer_and_ask_before(app: Flask, client: FlaskClient) -> None:
    for path in addresses(app):
        answer, before = (
            client.get(path),
            client.options(
                path,
                headers={"Origin": "https://example.org", "Access-Control-Request-Headers": "If-None-Match"},
            ),
        )
        assert answer.status_code == 200, path
        for each in (answer, before):
            assert each.headers["Access-Control-Allow-Origin"] == "*", path
            assert {"ETag", "Link"} <= set(each.headers["Access-Control-Expose-Headers"].split(", "))
        assert before.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
        assert before.headers["Access-Control-Allow-Headers"] == "*"


@pytest.mark.parametrize(
    "path",
    [
        "/programs/KEEP.json",
        "/programs/KEEP.badge.svg",
        "/embed/KEEP",
        "/api/v1/programs/KEEP",
        "/api/v1/programs/",
        "/feed.atom/",
    ],
)
def test_any_site_may_follow_a_redirect(path: str, client: FlaskClient) -> None:
    answer = client.get(path)
    assert answer.status_code == 308
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_pages_for_people_are_not_open_to_scripts_of_other_sites(client: FlaskClient) -> None:
    for path in ("/", "/programs", "/programs/keep", "/nothing", "/api"):
        assert "Access-Control-Allow-Origin" not in client.get(path).headers


def test_what_did_not_change_is_not_sent_again_and_head_says_the_same(
    app: Flask, client: FlaskClient
) -> None:
    for path, operation in zip(addresses(app), OPERATIONS, strict=True):
        if operation.has_validator:
            first = client.get(path)
            again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
            assert (again.status_code, again.data) == (304, b""), path
            for name in ("ETag", "Cache-Control", "Access-Control-Allow-Origin"):
                assert again.headers[name] == first.headers[name], path
            head = client.head(path)
            assert (head.status_code, head.data) == (200, b"")
            assert head.headers["ETag"] == first.headers["ETag"]


def test_how_long_an_answer_may_be_kept_is_said_at_each_address(app: Flask, client: FlaskClient) -> None:
    for path, operation in zip(addresses(app), OPERATIONS, strict=True):
        said = client.get(path).headers["Cache-Control"]
        assert said == cache_control(operation.endpoint) != REVALIDATE, path
        assert ("stale-while-revalidate" in said) == operation.has_validator
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules()}
    assert {
        name
        for name in CACHING
        if not any(endpoint in (name, f"{name}.{endpoint.partition('.')[2]}") for endpoint in endpoints)
    } == set()


def test_while_somebody_edits_nothing_is_kept(shipped: Path) -> None:
    watching = create_app(Settings(content=CONTENT, catalog=shipped, watch=True)).test_client()
    assert watching.get("/programs/keep.json").headers["Cache-Control"] == REVALIDATE


def test_pages_of_results_lead_through_all_of_them(client: FlaskClient) -> None:
    found: list[str] = []
    answer = client.get("/api/v1/programs?q=kinship&rating=1&rating=none&per_page=3&passages=yes")
    first, last, total = related(answer, "first"), related(answer, "last"), answer.get_json()["total"]
    assert related(answer, "prev") == []
    while True:
        found += [each["slug"] for each in answer.get_json()["results"]]
        assert "passage" in answer.get_json()["results"][0]
        assert (related(answer, "first"), related(answer, "last")) == (first, last)
        following = related(answer, "next")
        if not following:
            break
        previous, answer = answer, client.get(following[0])
        assert client.get(related(answer, "prev")[0]).get_json()["results"] == previous.get_json()["results"]
    assert len(found) == len(set(found)) == total > 6
    assert related(answer, "canonical") == last


def test_a_search_has_one_canonical_address_and_leads_to_its_page_and_files(client: FlaskClient) -> None:
    one, other = (
        client.get(f"/api/v1/programs?{query}")
        for query in ("rating=none&rating=1&sort=rating", "rating=1&rating=none&x=y")
    )
    assert (
        related(one, "canonical") == related(other, "canonical") == ["/api/v1/programs?rating=1&rating=none"]
    )
    assert related(one, "alternate") == [
        f"/programs{ending}?rating=1&rating=none" for ending in ("", ".csv", ".json", ".atom")
    ]
    assert [client.get(address).status_code for address in related(one, "alternate")] == [200] * 4


@pytest.mark.parametrize(
    "path", ["/programs/keep", "/programs/keep.json", "/api/v1/programs/keep", "/programs/keep.bib"]
)
def test_a_program_names_its_page_and_its_other_formats(path: str, client: FlaskClient) -> None:
    answer = client.get(path)
    assert related(answer, "canonical") == ["/programs/keep"]
    alternates = [(address, kind) for address, rel, kind in links(answer) if rel == "alternate"]
    assert len(alternates) == 7
    for address, kind in alternates:
        assert not address.endswith(path) or path == "/programs/keep"
        assert client.get(address).mimetype == kind


def test_the_other_formats_of_a_day_are_of_that_day(client: FlaskClient) -> None:
    answer = client.get("/programs/keep?as_of=2024-01-01")
    assert related(answer, "canonical") == ["/programs/keep"]
    assert [address for address in related(answer, "alternate") if address.endswith("?as_of=2024-01-01")] == [
        "/programs/keep.json?as_of=2024-01-01", "/api/v1/programs/keep?as_of=2024-01-01",
    ]  # fmt: skip


def test_every_machine_answer_says_where_it_is_described(app: Flask, client: FlaskClient) -> None:
    for path in addresses(app):
        answer = client.get(path)
        assert related(answer, "service-desc") == ["/api/openapi.json"], path
        assert related(answer, "service-doc") == ["/api"]


def test_options_of_an_odd_address_tell_no_links(client: FlaskClient) -> None:
    """Nobody looked whether it is there, and a line break in it would end the header."""
    for path in ("/programs/keep%0d%0aSet-Cookie:a", "/programs/keep"):
        answer = client.options(path)
        assert (answer.status_code, answer.headers.get("Link")) == (200, None)
    assert client.get("/programs/keep").headers["Link"]
