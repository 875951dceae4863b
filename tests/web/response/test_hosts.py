"""A request whose Host cannot be one is refused like any other wrong request."""

import logging

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import EnvironBuilder, run_wsgi_app

from app import create_app
from app.settings import Settings
from app.web.response.headers import SECURITY

IMPOSSIBLE = [
    "a..b", ".a", f"{'a' * 64}.example", "", "localhost:rubbish", "localhost:99999", "localhost:", "localhost:-1", "a:1:2", "[::1", "[zz]",
    "a b", "a/b", "a@b", "a\\b", "-a.example", "%", "a,b", "é.example", "1.2.3.4:٣", ".".join(["a" * 60] * 5),
]  # fmt: skip
POSSIBLE = [
    "localhost",
    "localhost:8000",
    "EXAMPLE.org",
    "example.org.",
    "[::1]",
    "[::1]:8000",
    "127.0.0.1:80",
    "a_b.example",
    "xn--bcher-kva.example",
]


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/programs/homebuilders",
        "/api/v1/programs",
        "/static/site.css",
        "/nothing",
        "/healthz",
        "/programs/",
    ],
)
@pytest.mark.parametrize("host", IMPOSSIBLE)
def test_r5_a_host_that_cannot_be_one_is_a_wrong_request(
    host: str, path: str, client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        answer = client.get(path, environ_overrides={"HTTP_HOST": host})
    assert answer.status_code == 400
    assert {name: answer.headers.get(name) for name in SECURITY} == SECURITY
    assert "immutable" not in answer.headers["Cache-Control"]
    assert "The Host of the request is no name of a host." in answer.text
    assert "refused.invalid" not in answer.text
    assert caplog.records == []


@pytest.mark.parametrize("host", POSSIBLE)
def test_r5_any_other_host_is_answered(host: str, client: FlaskClient) -> None:
    assert client.get("/", environ_overrides={"HTTP_HOST": host}).status_code == 200


def test_r5_a_request_without_a_host_is_answered(app: Flask) -> None:
    for headers in ({}, {"HTTP_HOST": ""}):
        environment = EnvironBuilder().get_environ()
        del environment["HTTP_HOST"]
        _, status, _ = run_wsgi_app(app, {**environment, **headers, "SERVER_PROTOCOL": "HTTP/1.0"})
        assert status == "200 OK"


def test_r5_the_editor_and_a_site_without_a_catalog_refuse_it_too(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    for watch in (False, True):
        client = create_app(Settings(catalog=tmp_path_factory.mktemp("empty"), watch=watch)).test_client()
        for path in ("/", "/edit"):
            assert client.get(path, environ_overrides={"HTTP_HOST": "a..b"}).status_code == 400
