"""Sitemap, search description, robots.txt, llms.txt, canonical addresses and titles."""

import html
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sitemapparser.data_helpers import data_to_element
from sitemapparser.url_set import UrlSet

from app import create_app
from app.catalog.build.build import build
from app.catalog.snapshot.snapshot import Snapshot
from app.settings import Settings
from app.web.discovery.views import SitemapEntry, split_into_parts
from tests.conftest import TODAY
from tests.small_content import copy_with

BASE = "https://registry.example.org"
OPEN_SEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"
SEARCHES = (
    "/programs?q=kinship",
    "/programs?topic=post-permanency-services",
    "/programs?rating=none",
    "/programs?page=2",
    "/changes?page=2",
    "/changes?kind=added",
)


@pytest.fixture
def public(shipped: Path) -> FlaskClient:
    """The registry at its public address."""
    return create_app(Settings(catalog=shipped, base_url=BASE)).test_client()


def listed(client: FlaskClient) -> dict[str, str | None]:
    """Address -> day, as a sitemap parser reads them."""
    urls = list(UrlSet(data_to_element(client.get("/sitemap.xml").data)))
    found = {str(url.loc): str(url.lastmod)[:10] if url.lastmod else None for url in urls}
    assert len(found) == len(urls)
    return found


def pages(client: FlaskClient) -> Iterator[tuple[str, str]]:
    """(path, HTML) of every page of the sitemap, and of some searches."""
    for path in (*(address.removeprefix(BASE) for address in listed(client)), *SEARCHES):
        answer = client.get(path)
        assert (answer.status_code, answer.mimetype) == (200, "text/html"), path
        yield path, answer.get_data(as_text=True)


def test_the_sitemap_has_every_page_with_the_day_it_was_reviewed(
    public: FlaskClient, app: Flask, snapshot: Snapshot
) -> None:
    found = listed(public)
    assert {f"{BASE}/programs/{card.slug}": card.reviewed for card in snapshot.cards}.items() <= found.items()
    assert {
        f"{BASE}/guides/{slug}": str(guide.dates.reviewed) for slug, (guide, _) in snapshot.guides.items()
    }.items() <= found.items()
    assert {f"{BASE}/topics/{slug}": None for slug in snapshot.topics}.items() <= found.items()
    assert {f"{BASE}/populations/{id}" for id in snapshot.words["populations"]} <= set(found)
    fixed = {
        rule.rule
        for rule in app.url_map.iter_rules()
        if not rule.arguments and "GET" in (rule.methods or ()) and rule.rule != "/api/"
        and not rule.rule.startswith("/shortlist/")  # empty until somebody has a list
    }
    client = app.test_client()
    assert {
        f"{BASE}{path}"
        for path in fixed
        if client.get(path).mimetype == "text/html" and client.get(path).status_code == 200
    } <= set(found)


def test_what_is_retired_is_not_in_the_sitemap(tmp_path: Path) -> None:
    folder = copy_with(("keep", "homebuilders"), tmp_path / "content")
    entry = folder / "programs" / "keep.md"
    entry.write_text(
        entry.read_text("utf-8").replace(
            "status: active", "status: retired\nretired: {date: 2026-11-21, reason: closed}"
        ),
        "utf-8",
    )
    build(folder, tmp_path / "catalog", TODAY)
    found = listed(
        create_app(Settings(content=folder, catalog=tmp_path / "catalog", base_url=BASE)).test_client()
    )
    assert f"{BASE}/programs/homebuilders" in found
    assert f"{BASE}/programs/keep" not in found


def test_more_pages_than_one_sitemap_may_hold_are_parted(client: FlaskClient) -> None:
    places = [SitemapEntry(f"/{number}") for number in range(5)]
    assert [len(part) for part in split_into_parts(places, 2)] == [2, 2, 1]
    assert client.get("/sitemap-1.xml").data == client.get("/sitemap.xml").data
    assert client.get("/sitemap-2.xml").status_code == client.get("/sitemap-0.xml").status_code == 404
    with client.application.test_request_context("/"):
        index = client.application.jinja_env.get_template("discovery/sitemap_index.xml").render(
            addresses=[f"{BASE}/sitemap-1.xml", f"{BASE}/sitemap-2.xml"]
        )
    root = ElementTree.fromstring(index)
    assert root.tag == "{http://www.sitemaps.org/schemas/sitemap/0.9}sitemapindex"
    assert [place.text for place in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")] == [
        f"{BASE}/sitemap-1.xml",
        f"{BASE}/sitemap-2.xml",
    ]


def test_robots_may_come_and_find_the_sitemap(public: FlaskClient) -> None:
    assert (
        public.get("/robots.txt").get_data(as_text=True)
        == f"User-agent: *\nAllow: /\n\nSitemap: {BASE}/sitemap.xml\n"
    )


def test_a_browser_can_add_the_search(public: FlaskClient) -> None:
    answer = public.get("/opensearch.xml")
    assert answer.mimetype == "application/opensearchdescription+xml"
    root = ElementTree.fromstring(answer.data)
    assert root.tag == f"{OPEN_SEARCH}OpenSearchDescription"
    said = {
        name: root.findtext(f"{OPEN_SEARCH}{name}") or "" for name in ("ShortName", "LongName", "Description")
    }
    assert 0 < len(said["ShortName"]) <= 16
    assert 0 < len(said["LongName"]) <= 48
    assert 0 < len(said["Description"]) <= 1024
    for url in root.iter(f"{OPEN_SEARCH}Url"):
        address = (
            url.attrib["template"].replace("{searchTerms}", quote("foster & kin")).replace("{startPage?}", "")
        )
        assert address.startswith(BASE)
        assert public.get(address.removeprefix(BASE)).mimetype == url.attrib["type"]
    assert (
        'rel="search" type="application/opensearchdescription+xml" title="Homeward" href="/opensearch.xml"'
        in public.get("/").get_data(as_text=True)
    )


def test_language_models_are_told_how_to_read_a_rating_and_where_the_data_is(
    public: FlaskClient, snapshot: Snapshot
) -> None:
    answer = public.get("/llms.txt")
    assert answer.mimetype == "text/plain"
    text = answer.get_data(as_text=True)
    assert text.startswith("# Homeward\n\n> ")
    for said in (
        "A published rating is somebody's",
        "A derived rating is Homeward's own",
        "No published rating seen",
        "It is not NR",
    ):
        assert said in text
    assert all(level.text in text for level, _ in snapshot.levels.values())
    addresses = set(re.findall(r"https?://registry\.example\.org[^\s)<]*", text))
    assert len(addresses) > 20
    for address in addresses - {f"{BASE}/programs/"}:
        assert public.head(address.removeprefix(BASE)).status_code == 200, address
    assert public.get("/programs/keep.json").status_code == 200


def test_every_page_has_a_title_a_description_and_an_address_of_its_own(public: FlaskClient) -> None:
    titles: Counter[str] = Counter()
    descriptions: Counter[str] = Counter()
    for path, page in pages(public):
        titles[html.unescape(page.split("<title>", 1)[1].split("</title>", 1)[0])] += 1
        (description,) = re.findall(r'<meta name="description" content="([^"]*)">', page)
        descriptions[description] += 1
        assert 15 < len(html.unescape(description)) <= 320, (path, description)
        assert re.findall(r'<link rel="canonical" href="([^"]*)">', page) == [BASE + path]
    assert {text: count for text, count in (titles + descriptions).items() if count > 1} == {}


@pytest.mark.parametrize("asked, canonical", [
    (
        "/programs?rating=2&rating=1&topic=post-permanency-services",
        "/programs?topic=post-permanency-services&amp;rating=1&amp;rating=2",
    ),
    ("/programs?sort=tier&page=1&per_page=20&nothing=1", "/programs"),
    ("/programs?q=+kinship++care&sort=relevance", "/programs?q=kinship+care"),
    ("/programs?sort=name&page=2", "/programs?sort=name&amp;page=2"),
    ("/programs/keep?as_of=2026-01-01", "/programs/keep"),
    ("/crosswalk?sort=date", "/crosswalk"),
    ("/fit?weeks=8&age=9&age=9&nothing=1&page=1", "/fit?age=9&amp;weeks=8"),
    ("/changes?page=1&kind=", "/changes"),
])  # fmt: skip
def test_however_a_page_is_asked_for_it_names_one_address(
    asked: str, canonical: str, public: FlaskClient
) -> None:
    assert f'<link rel="canonical" href="{BASE}{canonical}">' in public.get(asked).get_data(as_text=True)


@pytest.mark.parametrize("path", ["/nothing", "/programs/nothing", "/programs?topic=nonsense"])
def test_an_error_names_no_address(path: str, public: FlaskClient) -> None:
    assert 'rel="canonical"' not in public.get(path).get_data(as_text=True)
