"""Atom and JSON Feed, as feed readers read them."""

import re
from pathlib import Path
from typing import Any

import feedparser
import jsonschema
import pytest
from flask.testing import FlaskClient

from app import create_app
from app.catalog.build.build import build
from app.catalog.snapshot.snapshot import Snapshot
from app.settings import Settings
from tests.conftest import TODAY
from tests.small_content import copy_with

FEEDS = (
    "/feed.atom",
    "/feed.json",
    "/programs.atom?topic=post-permanency-services",
    "/programs.feed.json?topic=post-permanency-services",
)
TEXT = {"type": "string", "minLength": 1}
ADDRESS = {"type": "string", "pattern": "^https?://"}
TIME = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"}
JSON_FEED = {
    "type": "object",
    "required": ["version", "title", "items", "feed_url", "home_page_url"],
    "propertyNames": {
        "enum": [
            "version",
            "title",
            "home_page_url",
            "feed_url",
            "description",
            "icon",
            "language",
            "authors",
            "items",
            "_homeward",
        ]
    },
    "properties": {
        "version": {"const": "https://jsonfeed.org/version/1.1"},
        "title": TEXT,
        "home_page_url": ADDRESS,
        "feed_url": ADDRESS,
        "icon": ADDRESS,
        "authors": {
            "type": "array",
            "items": {"type": "object", "required": ["name"], "properties": {"name": TEXT, "url": ADDRESS}},
        },
        "items": {
            "type": "array",
            "maxItems": 100,
            "items": {
                "type": "object",
                "required": ["id", "url", "title", "content_html", "date_published"],
                "propertyNames": {
                    "enum": [
                        "id",
                        "url",
                        "external_url",
                        "title",
                        "content_html",
                        "date_published",
                        "date_modified",
                        "tags",
                        "_homeward",
                    ]
                },
                "properties": {
                    "id": {"type": "string", "pattern": r"^tag:[a-z0-9.-]+,2026:[a-z0-9%/_-]+$"},
                    "url": ADDRESS,
                    "external_url": ADDRESS,
                    "title": TEXT,
                    "content_html": TEXT,
                    "date_published": TIME,
                    "date_modified": TIME,
                    "tags": {"type": "array", "items": TEXT},
                },
            },
        },
    },
}
"""JSON Feed 1.1 as its specification puts it, for the members that we write: others are refused."""


def atom(client: FlaskClient, path: str) -> Any:
    """The feed as feedparser understands it: any complaint is a failure."""
    answer = client.get(path)
    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    found = feedparser.parse(answer.data, response_headers={"content-type": answer.headers["Content-Type"]})
    assert not found.bozo, found.get("bozo_exception")
    assert found.version == "atom10"
    return found


def json_feed(client: FlaskClient, path: str) -> Any:
    answer = client.get(path)
    assert answer.mimetype == "application/feed+json"
    found = answer.get_json(force=True)
    jsonschema.validate(found, JSON_FEED)
    return found


RETIRED = "{date: 2026-11-22, reason: No longer offered., successor: keep}"
MARKED_UP = (
    "{registry: blueprints, rating: model, as_printed: 'Best <b>&</b> \"first\"', scope: a <i> b, as_of: 2019, "
    "source: https://example.org/a?b=1&c=2, seen: 2026-11-22, note: '<script>alert(1)</script>'}"
)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Three programs: ADOPTS with markup in its texts, Homebuilders retired, KEEP with a new rating."""
    folder = copy_with(("keep", "homebuilders", "adopts-therapy"), tmp_path / "content")
    for slug, old, new in (
        ("homebuilders", "status: active", f"status: retired\nretired: {RETIRED}"),
        ("adopts-therapy", "\nsources:\n", f"\nother_ratings:\n  - {MARKED_UP}\nsources:\n"),
    ):
        entry = folder / "programs" / f"{slug}.md"
        text = entry.read_text("utf-8")
        assert old in text
        entry.write_text(text.replace(old, new, 1), "utf-8")
    return folder


@pytest.fixture
def small_client(small: Path, tmp_path: Path) -> FlaskClient:
    made = build(small, tmp_path / "catalog", TODAY)
    assert made.generation, made.problems
    return create_app(
        Settings(content=small, catalog=tmp_path / "catalog", base_url="https://registry.example.org")
    ).test_client()


def test_a_feed_reader_gets_the_hundred_newest_changes(client: FlaskClient, snapshot: Snapshot) -> None:
    found = atom(client, "/feed.atom")
    assert len(found.entries) == 100 < len(snapshot.changes)
    assert found.feed.title == "Homeward: what changed"
    assert found.feed.author_detail.name == snapshot.site.publisher
    assert snapshot.site.licence.name in found.feed.rights
    links = {(link.rel, link.type): link.href for link in found.feed.links if link.rel != "license"}
    assert links == {
        ("self", "application/atom+xml"): "http://localhost/feed.atom",
        ("alternate", "text/html"): "http://localhost/changes",
        ("alternate", "application/feed+json"): "http://localhost/feed.json",
    }
    for entry in found.entries:
        assert entry.id.startswith("tag:homeward,2026:")
        assert entry.updated == entry.published <= found.feed.updated
    programs = {f"http://localhost/programs/{card.slug}" for card in snapshot.cards}
    assert {entry.link for entry in found.entries} <= programs
    assert [entry.updated for entry in found.entries] == sorted(
        (entry.updated for entry in found.entries), reverse=True
    )


def test_both_forms_say_the_same(client: FlaskClient) -> None:
    for path in ("/feed{}", "/programs{}?rating=1&rating=2&setting=home"):
        read = atom(client, path.format(".atom"))
        written = json_feed(client, path.format(".json" if path == "/feed{}" else ".feed.json"))
        assert [entry.id for entry in read.entries] == [item["id"] for item in written["items"]] != []
        assert [entry.title for entry in read.entries] == [item["title"] for item in written["items"]]
        assert read.feed.title == written["title"]
        assert {link.href for link in read.feed.links} >= {written["feed_url"], written["home_page_url"]}


def test_a_rating_names_its_publisher_its_topic_and_whose_date_it_has(client: FlaskClient) -> None:
    items = {item["id"]: item for item in json_feed(client, "/programs.feed.json?q=homebuilders")["items"]}
    mine = items["tag:homeward,2026:homebuilders/rating/post-permanency-services/cebc/2"]
    assert mine["title"] == (
        "Homebuilders® rated “2 – Supported by Research Evidence” by California Evidence-Based "
        "Clearinghouse for Child Welfare in Post-Permanency Services"
    )
    assert "Date of rating not recorded; seen on 21 November 2026 in a stored copy." in mine["content_html"]
    assert (mine["_homeward"]["level"], mine["_homeward"]["as_of"], mine["_homeward"]["seen"]) == (
        "2",
        None,
        "2026-11-21",
    )
    assert mine["tags"] == ["rating", "post-permanency-services"]
    theirs = items["tag:homeward,2026:homebuilders/rating/elsewhere/homvee/does-not-meet-criteria"]
    assert "Date of rating: July 2011; seen on 21 November 2026" in theirs["content_html"]
    assert (theirs["_homeward"]["level"], theirs["_homeward"]["as_of"]) == (None, "2011-07")
    assert theirs["external_url"].startswith("http://homvee.acf.hhs.gov/")


def test_a_feed_of_a_search_says_its_filters_and_holds_its_programs(client: FlaskClient) -> None:
    query = "rating=2&topic=post-permanency-services&rating=1&q=home"
    found = json_feed(client, f"/programs.feed.json?{query}")
    programs = {
        result["slug"]
        for result in client.get(f"/api/v1/programs?per_page=100&{query}").get_json()["results"]
    }
    assert {item["_homeward"]["program"] for item in found["items"]} == programs != set()
    assert found["title"] == (
        "Homeward: changes to programs found by “home” with topic area: Post-Permanency Services; "
        "scientific rating: 1 – Well-Supported or 2 – Supported"
    )
    assert json_feed(client, "/programs.feed.json")["title"] == "Homeward: changes to all programs"


@pytest.mark.parametrize("form", ["/programs.atom", "/programs.feed.json"])
def test_the_same_search_is_the_same_feed_however_it_is_written(form: str, client: FlaskClient) -> None:
    plain, other = (
        client.get(f"{form}?{query}").data
        for query in ("rating=1&rating=2", "sort=name&rating=2&page=9&per_page=zero&rating=1&rating=1")
    )
    assert plain == other


@pytest.mark.parametrize("form", ["/programs.atom", "/programs.feed.json"])
def test_an_unknown_value_is_refused_and_named(form: str, client: FlaskClient) -> None:
    answer = client.get(f"{form}?topic=nonsense")
    assert answer.status_code == 400
    assert "“nonsense” is not a value of topic" in answer.get_data(as_text=True)


def test_a_feed_without_entries_is_a_feed(client: FlaskClient, snapshot: Snapshot) -> None:
    query = "?q=zzzzqq&rating=5"
    assert atom(client, f"/programs.atom{query}").entries == []
    assert (
        atom(client, f"/programs.atom{query}").feed.updated
        == f"{max(change.entered for change in snapshot.changes)}T00:00:00Z"
    )
    assert json_feed(client, f"/programs.feed.json{query}")["items"] == []


def test_texts_are_escaped_once_for_xml_and_once_for_html(small_client: FlaskClient) -> None:
    entry = next(entry for entry in atom(small_client, "/feed.atom").entries if "/blueprints/" in entry.id)
    assert (
        entry.id == "tag:registry.example.org,2026:adopts-therapy/rating/elsewhere/blueprints/best-b-b-first"
    )
    assert 'rated “Best <b>&</b> "first"”' in entry.title.replace("&lt;", "<").replace("&gt;", ">").replace(
        "&amp;", "&"
    )
    raw = small_client.get("/feed.atom").get_data(as_text=True)
    assert "&lt;strong&gt;Best &amp;lt;b&amp;gt;&amp;amp;&amp;lt;/b&amp;gt;" in raw
    item = next(item for item in json_feed(small_client, "/feed.json")["items"] if item["id"] == entry.id)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in item["content_html"]
    assert "<script" not in item["content_html"]
    assert item["external_url"] == "https://example.org/a?b=1&c=2"


def test_links_of_a_feed_lead_to_the_public_address(small_client: FlaskClient) -> None:
    for item in json_feed(small_client, "/feed.json")["items"]:
        assert item["url"].startswith("https://registry.example.org/programs/")
        assert 'href="/' not in item["content_html"]


def test_a_retired_program_is_told_in_the_feeds_it_was_in(small_client: FlaskClient) -> None:
    for path in ("/feed.json", "/programs.feed.json?topic=post-permanency-services&rating=2"):
        gone = next(
            item
            for item in json_feed(small_client, path)["items"]
            if item["id"].endswith("homebuilders/retired")
        )
        assert gone["title"] == "Homebuilders® retired from the registry"
        assert "No longer offered." in gone["content_html"]
        assert 'href="https://registry.example.org/programs/keep"' in gone["content_html"]
        assert small_client.get(gone["url"].removeprefix("https://registry.example.org")).status_code == 410
    assert "homebuilders/retired" not in small_client.get("/programs.atom?rating=none").get_data(as_text=True)
    assert (
        "Retired programs cannot be searched by words"
        in json_feed(small_client, "/programs.feed.json?q=home")["description"]
    )


@pytest.mark.parametrize("path", FEEDS)
def test_feeds_are_open_to_all_and_not_sent_twice(path: str, client: FlaskClient) -> None:
    first = client.get(path)
    assert first.headers["Access-Control-Allow-Origin"] == "*"
    again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_the_same_content_built_again_is_the_same_feed(client: FlaskClient, shipped: Path) -> None:
    other = create_app(Settings(catalog=shipped)).test_client()
    assert client.get("/feed.atom").data == other.get("/feed.atom").data


@pytest.mark.parametrize("path, address", [
    ("/", "/feed.atom"),
    ("/changes", "/feed.atom"),
    ("/programs", "/programs.atom"),
    ("/programs?rating=2&rating=1&page=2&per_page=1&sort=name", "/programs.atom?rating=1&amp;rating=2"),
    ("/topics/post-permanency-services", "/programs.atom?topic=post-permanency-services"),
])  # fmt: skip
def test_pages_name_their_feeds(path: str, address: str, client: FlaskClient) -> None:
    html = client.get(path).get_data(as_text=True)
    head = html.split("</head>", 1)[0]
    title = head.split("application/atom+xml")[1].split('"')[2]
    assert f'type="application/atom+xml" title="{title}" href="{address}">' in head
    as_json = address.replace("programs.atom", "programs.feed.json").replace("feed.atom", "feed.json")
    assert f'href="{as_json}">' in head


@pytest.fixture
def moving(tmp_path: Path) -> FlaskClient:
    """KEEP went from 2 to 3, Homebuilders from 3 to 2, ADOPTS was rated 2 for the first time and is retired as 3."""
    folder, topic = (
        copy_with(("keep", "homebuilders", "adopts-therapy"), tmp_path / "content"),
        "post-permanency-services",
    )
    for slug, levels in (("keep", "32"), ("homebuilders", "23"), ("adopts-therapy", "32")):
        entry = folder / "programs" / f"{slug}.md"
        ratings = [
            f"{{level: {level}, by: CEBC, as_of: {2024 - place}, source: https://example.org/, seen: 2026-11-2{2 - place}}}"
            for place, level in enumerate(levels)
        ]
        topics = f"topics:\n  - topic: {topic}\n    relevance: high\n    ratings: [{', '.join(ratings)}]\n"
        before, _, after = entry.read_text("utf-8").partition("\ntopics:")
        text = f"{before}\n{topics}{re.split(r'^(?=[a-z])', after, maxsplit=1, flags=re.MULTILINE)[1]}"
        if slug == "adopts-therapy":
            text = text.replace("status: active", f"status: retired\nretired: {RETIRED}", 1)
        entry.write_text(text, "utf-8")
    made = build(folder, tmp_path / "catalog", TODAY)
    assert made.generation, made.problems
    return create_app(Settings(content=folder, catalog=tmp_path / "catalog")).test_client()


def rated(client: FlaskClient, query: str) -> set[tuple[str, str | None]]:
    items = json_feed(client, f"/programs.feed.json?{query}")["items"]
    assert [item["id"] for item in items] == [
        entry.id for entry in atom(client, f"/programs.atom?{query}").entries
    ]
    return {
        (item["_homeward"]["program"], item["_homeward"].get("level"))
        for item in items
        if item["_homeward"].get("topic")
    }


def test_c8_a_feed_of_a_rating_tells_who_joined_and_who_left(moving: FlaskClient) -> None:
    everything = {(slug, level) for slug in ("keep", "homebuilders", "adopts-therapy") for level in "23"}
    assert rated(moving, "rating=2") == rated(moving, "rating=2&topic=post-permanency-services") == everything
    assert rated(moving, "rating=3") == everything
    assert rated(moving, "rating=none") == {("keep", "2"), ("homebuilders", "3"), ("adopts-therapy", "2")}
    assert rated(moving, "rating=1") == set()


def test_c8_the_other_filters_and_the_words_hold_as_ever(moving: FlaskClient) -> None:
    assert rated(moving, "rating=2&q=keep") >= {("keep", "3"), ("keep", "2")}
    assert rated(moving, "rating=3&q=keep+-homebuilders") == {("keep", "3"), ("keep", "2")}
    assert rated(moving, "rating=2&relevance=low") == set()
    relevant = rated(moving, "rating=2&relevance=high")
    assert relevant == rated(moving, "rating=2")


def test_c8_records_that_bear_a_rating_out_are_followed_too(moving: FlaskClient) -> None:
    both = rated(moving, "differs=yes") | rated(moving, "differs=no")
    assert {slug for slug, _ in both} == {"keep", "homebuilders", "adopts-therapy"}
    assert rated(moving, "differs=yes&rating=none") == set()


def test_c8_the_feed_says_what_it_carries(moving: FlaskClient) -> None:
    assert "joined or left these filters" in json_feed(moving, "/programs.feed.json?rating=2")["description"]
    assert "joined or left" not in json_feed(moving, "/programs.feed.json")["description"]
