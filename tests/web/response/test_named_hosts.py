"""Foreign hosts are refused as soon as hosts are named."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from app import create_app
from app.settings import Settings
from tests.conftest import CONTENT

PAGES = (
    "/",
    "/programs/keep",
    "/feed.atom",
    "/sitemap.xml",
    "/api/v1/programs",
    "/static/site.css",
    "/nowhere",
)


@pytest.fixture
def named(shipped: Path) -> FlaskClient:
    hosts = ("registry.example.org", "[2001:db8::1]")
    return create_app(Settings(content=CONTENT, catalog=shipped, hosts=hosts)).test_client()


@pytest.mark.parametrize(
    "host", ["evil.example", "registry.example.org.evil.example", "evil.example:80", "10.0.0.1"]
)
def test_c11_another_host_is_answered_400_and_named_nowhere(named: FlaskClient, host: str) -> None:
    for page in PAGES:
        answer = named.get(page, headers={"Host": host})
        assert answer.status_code == 400
        assert "evil" not in answer.text + str(answer.headers)
        assert answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    "host",
    [
        "registry.example.org",
        "REGISTRY.example.org:8000",
        "127.0.0.1:8000",
        "localhost",
        "[::1]",
        "[2001:db8::1]",
    ],
)
def test_c11_named_hosts_and_loopback_are_answered(named: FlaskClient, host: str) -> None:
    assert [named.get(page, headers={"Host": host}).status_code for page in PAGES] == [200] * 6 + [404]


def test_c11_the_public_address_needs_no_name_and_is_the_only_one_in_links(shipped: Path) -> None:
    settings = Settings(CONTENT, shipped, "https://public.example.org", hosts=("other.example.org",))
    client = create_app(settings).test_client()
    for host in ("public.example.org", "other.example.org", "127.0.0.1"):
        for page in ("/programs/keep", "/feed.atom", "/sitemap.xml"):
            text = client.get(page, headers={"Host": host}).text
            assert "https://public.example.org/" in text
            assert "other.example.org" not in text
