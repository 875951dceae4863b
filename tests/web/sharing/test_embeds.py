"""The card of a program in other people's pages, and oEmbed, as a client library reads it."""

from urllib.parse import quote
from xml.etree import ElementTree

import micawber
import pytest
from flask.testing import FlaskClient

from app import create_app
from app.catalog.build.build import build
from app.settings import Settings
from tests.conftest import TODAY
from tests.small_content import copy_with

RENAMED, RETIRED = "homebuilders", "keep"


@pytest.fixture(scope="module")
def moved(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """A registry at a public address, in which one program has another name now and one is retired."""
    folder = tmp_path_factory.mktemp("moved")
    content = copy_with(("homebuilders", "keep", "attachment-holding-therapy"), folder / "content")
    programs = content / "programs"
    entry = (
        (programs / f"{RENAMED}.md")
        .read_text("utf-8")
        .replace("status: active", f"former_slugs: [{RENAMED}]\nstatus: active")
    )
    (programs / f"{RENAMED}.md").unlink()
    (programs / "home-builders.md").write_text(entry, "utf-8")
    retired = (
        "status: retired\nretired: {date: 2026-03-01, reason: No longer offered, successor: home-builders}"
    )
    entry = (programs / f"{RETIRED}.md").read_text("utf-8").replace("status: active", retired)
    (programs / f"{RETIRED}.md").write_text(entry, "utf-8")
    built = build(content, folder / "catalog", TODAY)
    assert built.generation is not None, built
    return create_app(
        Settings(content=content, catalog=folder / "catalog", base_url="https://registry.example")
    ).test_client()


def test_a_card_may_be_framed_by_anybody_and_nothing_else_is_relaxed(client: FlaskClient) -> None:
    card, page = client.get("/embed/homebuilders"), client.get("/programs/homebuilders")
    assert card.headers["Content-Security-Policy"] == page.headers["Content-Security-Policy"].replace(
        "frame-ancestors 'none'", "frame-ancestors * file:"
    )
    assert "X-Frame-Options" not in card.headers
    assert page.headers["X-Frame-Options"] == "DENY"
    assert {"Set-Cookie"}.isdisjoint(card.headers.keys())
    assert "<script" not in card.text


def test_a_card_says_every_topic_with_its_rating_and_its_links_leave_the_frame(client: FlaskClient) -> None:
    card = client.get("/embed/homebuilders").text
    assert card.count("Supported by Research Evidence") == 4
    assert card.count("Rated by CEBC, date not recorded") == 4
    assert card.count("<a ") == card.count('target="_blank" rel="noopener"')
    assert "derived" not in card.lower()
    one = client.get("/embed/homebuilders?topic=post-permanency-services").text
    assert (one.count("Supported by Research Evidence"), "Reunification Programs" in one) == (1, False)


def test_a_card_warns_of_harm(client: FlaskClient) -> None:
    assert "Warning: a risk of harm is recorded." in client.get("/embed/attachment-holding-therapy").text


@pytest.mark.parametrize(
    "address, status, said",
    [
        ("/embed/nobody", 404, "No program has the address “nobody”."),
        ("/embed/keep?topic=x", 400, "“x” is not a value of topic"),
    ],
)
def test_inside_a_frame_an_error_is_a_card_too(
    client: FlaskClient, address: str, status: int, said: str
) -> None:
    answer = client.get(address)
    assert answer.status_code == status
    assert said in answer.text
    assert '<main class="card">' in answer.text
    assert "frame-ancestors *" in answer.headers["Content-Security-Policy"]


def test_the_card_of_a_retired_program_is_a_tombstone(moved: FlaskClient) -> None:
    answer = moved.get(f"/embed/{RETIRED}")
    assert answer.status_code == 410
    for part in (
        "was retired",
        "Since 1 March 2026: No longer offered",
        "https://registry.example/programs/home-builders",
        "Homebuilders®",
    ):
        assert part in answer.text
    assert '<main class="card">' in answer.text


def test_a_badge_outlives_its_program_and_its_name(moved: FlaskClient) -> None:
    assert "Retired from this registry" in moved.get(f"/programs/{RETIRED}.badge.svg").text
    shield = moved.get(f"/programs/{RETIRED}.badge.json").json
    assert shield is not None
    assert shield["message"] == "Retired from this registry; Since 1 March 2026"
    for ending in ("svg", "json"):
        answer = moved.get(
            f"/programs/{RENAMED}.badge.{ending}?topic=post-permanency-services", follow_redirects=True
        )
        assert (
            answer.request.full_path
            == f"/programs/home-builders.badge.{ending}?topic=post-permanency-services"
        )
        assert "Supported by Research Evidence" in answer.text


def test_a_client_library_gets_the_card(site: str) -> None:
    providers = micawber.ProviderRegistry()
    providers.register(f"{site}/programs/.*", micawber.Provider(f"{site}/oembed"))
    got = providers.request(f"{site}/programs/homebuilders", maxwidth=500)
    assert (got["type"], got["version"], got["title"], got["width"]) == ("rich", "1.0", "Homebuilders®", 500)
    assert f'<iframe src="{site}/embed/homebuilders"' in got["html"]
    assert "thumbnail_url" not in got
    assert (
        providers.request(f"{site}/programs/homebuilders")["thumbnail_url"] == f"{site}/og/homebuilders.png"
    )
    assert "<iframe" in micawber.parse_text(f"{site}/programs/homebuilders", providers)


def test_a_page_names_its_provider(client: FlaskClient) -> None:
    page = client.get("/programs/homebuilders").text
    link = (
        page.split('type="application/json+oembed"')[1].split('href="')[1].split('"')[0].replace("&amp;", "&")
    )
    found = client.get(link).json
    assert found is not None
    assert found["title"] == "Homebuilders®"


def test_xml_says_the_same_as_json(client: FlaskClient) -> None:
    address = f"/oembed?url={quote('http://localhost/embed/keep')}&maxheight=200"
    answer = client.get(f"{address}&format=xml")
    assert answer.mimetype == "text/xml"
    found = client.get(address).json
    assert found is not None
    assert found["height"] == 200
    assert {each.tag: each.text for each in ElementTree.fromstring(answer.data)} == {
        name: str(value) for name, value in found.items()
    }


@pytest.mark.parametrize(
    "url",
    [
        "https://registry.example/programs/home-builders",
        "http://registry.example/programs/home-builders/?as_of=2024-05-01#studies",
        "http://localhost/programs/HOME-builders",
        f"https://registry.example/programs/{RENAMED}",
        f"https://registry.example/embed/{RENAMED}",
    ],
)
def test_the_public_address_and_the_requests_own_are_ours_and_old_addresses_stay(
    moved: FlaskClient, url: str
) -> None:
    found = moved.get("/oembed", query_string={"url": url}).json
    assert found is not None
    assert 'src="https://registry.example/embed/home-builders"' in found["html"]
    assert found["provider_url"] == "https://registry.example"


@pytest.mark.parametrize(
    "query, status",
    [
        ({}, 400),
        ({"url": "http://[broken"}, 400),
        ({"url": "http://localhost/programs/homebuilders", "maxwidth": "0"}, 400),
        ({"url": "http://localhost/programs/homebuilders", "maxheight": "wide"}, 400),
        ({"url": "http://localhost/programs/homebuilders", "format": "yaml"}, 501),
        ({"url": "http://localhost/programs/nobody"}, 404),
        ({"url": "http://localhost/topics/post-permanency-services"}, 404),
        ({"url": "http://localhost/programs"}, 404),
        ({"url": "https://elsewhere.example/programs/homebuilders"}, 404),
        ({"url": "http://localhost@elsewhere.example/programs/homebuilders"}, 404),
        ({"url": "file://localhost/programs/homebuilders"}, 404),
    ],
)
def test_what_is_not_ours_or_not_said_right_is_refused(
    client: FlaskClient, query: dict[str, str], status: int
) -> None:
    assert client.get("/oembed", query_string=query).status_code == status


def test_a_retired_program_is_not_embedded(moved: FlaskClient) -> None:
    assert (
        moved.get("/oembed", query_string={"url": f"https://registry.example/programs/{RETIRED}"}).status_code
        == 410
    )
    assert moved.get(f"/og/{RETIRED}.png").status_code == 410
