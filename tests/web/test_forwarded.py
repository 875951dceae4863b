"""What a proxy says counts from a trusted one alone."""

from ipaddress import ip_network
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from app import create_app
from app.settings import Settings

SAID = {
    "X-Forwarded-For": "192.0.2.7", "X-Forwarded-Proto": "https", "X-Forwarded-Host": "registry.example.org",
    "X-Request-Id": "given-by-proxy",
}  # fmt: skip


@pytest.fixture(scope="module")
def behind_proxy(shipped: Path) -> FlaskClient:
    trusted = (ip_network("10.0.0.0/8"), ip_network("fd00::/8"))
    return create_app(Settings(catalog=shipped, trusted_proxies=trusted)).test_client()


def address_of(client: FlaskClient, peer: str, **more: str) -> str:
    """The address of a program as the API tells it."""
    headers = {**SAID, **{name.replace("_", "-"): value for name, value in more.items()}}
    answer = client.get("/api/v1/programs/keep", headers=headers, environ_overrides={"REMOTE_ADDR": peer})
    assert answer.status_code == 200
    url: str = answer.get_json()["url"]
    return url


@pytest.mark.parametrize("peer", ["10.0.0.1", "fd00::1", "::ffff:10.0.0.1"])
def test_a_trusted_proxy_tells_scheme_and_host(behind_proxy: FlaskClient, peer: str) -> None:
    assert address_of(behind_proxy, peer) == "https://registry.example.org/programs/keep"


@pytest.mark.parametrize("peer", ["192.0.2.1", "127.0.0.1", "::1", "", "10.0.0.1:80"])
def test_anybody_else_tells_nothing(behind_proxy: FlaskClient, client: FlaskClient, peer: str) -> None:
    assert address_of(behind_proxy, peer) == "http://localhost/programs/keep"
    assert address_of(client, peer) == "http://localhost/programs/keep"


def test_the_last_word_is_the_proxys_own(behind_proxy: FlaskClient) -> None:
    told = address_of(
        behind_proxy, "10.0.0.1", X_Forwarded_Host="evil.example, a.org", X_Forwarded_Proto="ftp"
    )
    assert told == "http://a.org/programs/keep"


def test_a_forwarded_host_is_looked_at_like_any_other(shipped: Path) -> None:
    settings = Settings(catalog=shipped, trusted_proxies=(ip_network("10.0.0.1"),), hosts=("a.org",))
    client = create_app(settings).test_client()
    for host, status in (("a.org", 200), ("b.org", 400), ("a..b", 400)):
        answer = client.get(
            "/about", headers={"X-Forwarded-Host": host}, environ_overrides={"REMOTE_ADDR": "10.0.0.1"}
        )
        assert answer.status_code == status, host
