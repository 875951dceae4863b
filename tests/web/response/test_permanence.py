"""Links last: renamed entries are found under every old address, and retired ones say so."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import create_app
from app.catalog.build.build import build
from app.settings import Settings
from app.web.request.formats import FORMAT, FORMATS, Format, alternates, match_format
from tests.conftest import TODAY
from tests.small_content import copy_with
from tests.web.pages.test_program_page import text_of

RETIRED = "status: retired\nretired: {date: 2026-11-01, reason: No longer offered, successor: %s}"
BASE = "https://registry.example.org"
POPULATIONS = """
families-here:
  label: Families here
  former_slugs: [families-there]
families-gone:
  label: Families gone
  status: retired
  retired: {date: 2026-11-01, reason: Nobody used it, successor: families-here}
families-lost:
  label: Families lost
  status: retired
  retired: {date: 2026-11-02, reason: Nobody knew it}
"""
every_format = pytest.mark.parametrize("form", FORMATS, ids=FORMAT)


def replaced(path: Path, old: str, new: str) -> Path:
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")
    return path


def guide(title: str, keys: str) -> str:
    dates = "dates: {added: 2026-11-01, reviewed: 2026-11-01}"
    front = f"title: {title}\nsummary: One sentence.\nsources: [{{title: A work}}]\n{dates}\n{keys}"
    return f"---\n{front}\n---\nText.\n"


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """KEEP, a topic, a guide and a population moved; a program and four other entries are retired."""
    folder = tmp_path_factory.mktemp("moved")
    content = copy_with(("keep", "pathways-home", "homebuilders"), folder / "content")
    programs, topics, guides = content / "programs", content / "topics", content / "guides"
    replaced(programs / "keep.md", "\nsummary:", "\nformer_slugs: [keep, kept]\nsummary:").rename(
        programs / "keep-families.md"
    )
    replaced(
        programs / "pathways-home.md",
        "status: active",
        f"former_slugs: [paths-home]\n{RETIRED % 'keep-families'}",
    )
    replaced(
        topics / "kinship-caregiver-support-programs.md",
        "status: active",
        "status: active\nformer_slugs: [kin-support]",
    )
    last_year = f"name: Last Year\ndefinition: Gone.\n{RETIRED % 'reunification-programs'}"
    (topics / "last-year.md").write_text(f"---\n{last_year}\n---\n## About this topic\n\nText.\n")
    guides.mkdir()
    (guides / "new-guide.md").write_text(guide("New guide", "status: active\nformer_slugs: [old-guide]"))
    (guides / "past-guide.md").write_text(guide("Past guide", RETIRED % "new-guide"))
    with (content / "vocabulary" / "populations.yaml").open("a", encoding="utf-8") as populations:
        populations.write(POPULATIONS)
    built = build(content, folder / "catalog", TODAY)
    assert built.generation is not None, built.problems
    return create_app(Settings(content=content, catalog=folder / "catalog", base_url=BASE))


def test_every_format_of_the_table_is_served_as_it_says(app: Flask, client: FlaskClient) -> None:
    routes = {rule.rule.replace("<slug>", "{slug}") for rule in app.url_map.iter_rules()}
    assert {form.address for form in FORMATS} <= routes
    answers = {form: client.get(form.path("keep-families")) for form in FORMATS}
    assert {form.id: answer.status_code for form, answer in answers.items()} == dict.fromkeys(FORMAT, 200)
    assert {form.id: answer.mimetype for form, answer in answers.items()} == {
        form.id: form.media_type for form in FORMATS
    }


def test_every_format_that_is_served_is_in_the_table(app: Flask) -> None:
    """A picture is made anew whenever its page is, and nobody links to it."""
    routes = [
        rule.rule.replace("<slug>", "some-slug") for rule in app.url_map.iter_rules() if "<slug>" in rule.rule
    ]
    others = {route for route in routes if match_format(route) == (None, None)}
    assert others == {
        "/topics/some-slug",
        "/api/v1/topics/some-slug",
        "/guides/some-slug",
        "/og/some-slug.png",
    }


@every_format
@pytest.mark.parametrize("old", ["keep", "kept", "Keep", "KEEP-Families"])
def test_an_old_address_leads_to_the_new_one_in_the_same_format(
    form: Format, old: str, client: FlaskClient
) -> None:
    answer = client.get(form.path(old))
    assert (answer.status_code, answer.headers["Location"]) == (308, form.path("keep-families"))
    assert client.get(answer.headers["Location"]).status_code == 200


@every_format
def test_the_query_goes_along(form: Format, client: FlaskClient) -> None:
    asked = "topic=kinship-caregiver-support-programs&as_of=2026-11-20&q=a%20b%26c"
    answer = client.get(f"{form.path('kept')}?{asked}")
    assert urlsplit(answer.headers["Location"]).query == asked
    assert client.get(answer.headers["Location"]).status_code == 200


@every_format
def test_a_slash_at_the_end_and_a_suffix_in_capitals_lead_home(form: Format, client: FlaskClient) -> None:
    assert client.get(f"{form.path('keep')}/", follow_redirects=True).request.path == form.path(
        "keep-families"
    )
    slug = form.path("keep-families")
    stem, dot, suffix = slug.partition(".")
    assert client.get(stem + dot + suffix.upper(), follow_redirects=True).request.path == slug


@every_format
def test_redirects_and_tombstones_may_be_read_from_any_site(form: Format, client: FlaskClient) -> None:
    if form.use == "page":
        return
    for slug in ("kept", "pathways-home", "keep-families", "nothing"):
        answer = client.get(form.path(slug))
        assert (slug, answer.headers.get("Access-Control-Allow-Origin")) == (slug, "*")
    assert client.get(f"{form.path('kept')}/").headers.get("Access-Control-Allow-Origin") == "*"


@every_format
def test_a_retired_program_says_so_in_every_format(form: Format, client: FlaskClient) -> None:
    answer = client.get(form.path("pathways-home"))
    body = answer.get_data(as_text=True)
    if form.outlives:
        assert answer.status_code == 200
        assert "retired" in body.lower()
        return
    assert answer.status_code == 410
    assert "KEEP" in body or '"successor":"keep-families"' in body
    assert "No longer offered" in body
    if form.tombstone == "json":
        assert answer.get_json()["error"] == {
            "status": 410, "title": "This entry was retired",
            "detail": "Pathways Home was retired from this registry.", "pointer": None,
        }  # fmt: skip
        assert answer.get_json()["tombstone"] == {
            "slug": "pathways-home", "name": "Pathways Home", "date": "2026-11-01",
            "reason": "No longer offered", "successor": "keep-families",
        }  # fmt: skip
    elif form.tombstone == "text":
        assert answer.mimetype == "text/plain"
        name = "KEEP (Keeping Foster and Kin Parents Supported and Trained)"
        assert f"In its place: {name}, {BASE}/programs/keep-families\n" in body
        assert "Date: 1 November 2026\n" in body
    else:
        assert answer.mimetype == "text/html"
        assert "/programs/keep-families" in body


@every_format
def test_an_old_address_of_a_retired_program_leads_to_its_tombstone(
    form: Format, client: FlaskClient
) -> None:
    for old in ("paths-home", "Pathways-Home"):
        answer = client.get(form.path(old), follow_redirects=True)
        assert answer.request.path == form.path("pathways-home")
        assert answer.status_code == (200 if form.outlives else 410)


@every_format
def test_what_never_was_is_not_found(form: Format, client: FlaskClient) -> None:
    answer = client.get(form.path("nothing"))
    assert answer.status_code == 404
    if form.tombstone != "page":
        assert answer.get_json()["error"]["detail"] == "No program has the address “nothing”."


@pytest.mark.parametrize("old, new", [
    ("/topics/kin-support", "/topics/kinship-caregiver-support-programs"),
    ("/api/v1/topics/kin-support", "/api/v1/topics/kinship-caregiver-support-programs"),
    ("/topics/Reunification-Programs", "/topics/reunification-programs"),
    ("/guides/old-guide", "/guides/new-guide"), ("/guides/New-Guide", "/guides/new-guide"),
    ("/populations/families-there", "/populations/families-here"),
    ("/populations/FAMILIES-HERE", "/populations/families-here"),
])  # fmt: skip
def test_topics_guides_and_populations_move_likewise(old: str, new: str, client: FlaskClient) -> None:
    answer = client.get(f"{old}?x=1")
    assert (answer.status_code, answer.headers["Location"]) == (308, f"{new}?x=1")
    assert client.get(new).status_code == 200


@pytest.mark.parametrize("path, name, successor", [
    ("/topics/last-year", "Last Year", '<a href="/topics/reunification-programs">Reunification Programs</a>'),
    ("/guides/past-guide", "Past guide", '<a href="/guides/new-guide">New guide</a>'),
    ("/populations/families-gone", "Families gone", '<a href="/populations/families-here">Families here</a>'),
    ("/populations/families-lost", "Families lost", "No entry of this registry takes its place."),
])  # fmt: skip
def test_retired_topics_guides_and_populations_leave_a_tombstone(
    path: str, name: str, successor: str, client: FlaskClient
) -> None:
    answer = client.get(path)
    html = answer.get_data(as_text=True)
    assert answer.status_code == 410
    assert f"<h1>{name} was retired</h1>" in html
    assert successor in html


def test_a_retired_topic_leaves_one_in_the_api(client: FlaskClient) -> None:
    answer = client.get("/api/v1/topics/last-year")
    assert answer.status_code == 410
    assert answer.get_json()["tombstone"] == {
        "slug": "last-year", "name": "Last Year", "date": "2026-11-01", "reason": "No longer offered",
        "successor": "reunification-programs",
    }  # fmt: skip


@pytest.mark.parametrize("path", ["/programs", "/api/v1/programs", "/programs.csv", "/programs.atom"])
def test_a_search_by_what_was_renamed_still_finds(path: str, client: FlaskClient) -> None:
    renamed = client.get(f"{path}?topic=kin-support&population=families-there&population=kinship-caregivers")
    assert renamed.status_code == 200
    assert b"keep-families" in renamed.data


def test_a_search_by_what_was_retired_names_what_to_use_instead(client: FlaskClient) -> None:
    answer = client.get("/api/v1/programs?topic=last-year")
    assert answer.status_code == 400
    assert (
        answer.get_json()["error"]["detail"]
        == "“last-year” is retired as a topic. Use reunification-programs."
    )


@pytest.mark.parametrize("path",
    ["/", "/programs", "/api/v1/programs", "/fit", "/api/v1/fit?per_page=100", "/populations", "/topics", "/guides", "/sitemap.xml",
        "/programs.csv", "/programs.json",
                                  "/crosswalk.csv", "/changes.ics",
                                  "/topics/reunification-programs"])  # fmt: skip
def test_nothing_lists_what_was_retired(path: str, client: FlaskClient) -> None:
    """Feeds say that a program was retired; nothing else speaks of it."""
    body = client.get(path).get_data(as_text=True)
    assert [
        gone for gone in ("pathways-home", "last-year", "past-guide", "families-gone") if gone in body
    ] == []


def test_the_page_of_a_program_names_its_other_formats(client: FlaskClient) -> None:
    head = client.get("/programs/keep-families").get_data(as_text=True).partition("</head>")[0]
    links = [
        f'type="{form.media_type}" title="{form.label}" href="{path}"'
        for form, path in alternates("keep-families")
    ]
    assert len(links) == 7
    assert [link for link in links if f'<link rel="alternate" {link}>' not in head] == []
    dated = client.get("/programs/keep-families?as_of=2026-11-20").get_data(as_text=True)
    assert '"/programs/keep-families.json?as_of=2026-11-20"' in dated
    assert '"/programs/keep-families.md"' in dated


def test_a_strange_query_is_carried_and_no_other_site_is_led_to(client: FlaskClient) -> None:
    assert (
        client.get("/programs/keep?x=%0d%0aSet-Cookie:a=b").headers["Location"]
        == "/programs/keep-families?x=%0d%0aSet-Cookie:a=b"
    )
    odd = client.get("/programs/keep", environ_overrides={"QUERY_STRING": "x=\xff\xfe"})
    assert odd.headers["Location"] == "/programs/keep-families?x=%FF%FE"
    for path in (
        "//evil.example/",
        "/%5Cevil.example/",
        "/%2F%2Fevil.example/",
        "/%09/evil.example/",
        "/%09%09/evil.example/?next=1",
        "/%0a/evil.example/",
    ):
        assert not re.match(r"(https?:)?[/\\]{2}(?!localhost)", client.get(path).headers.get("Location", "/"))
    assert client.get("/x%3fy/").headers["Location"] == "/x%3Fy"


@pytest.mark.parametrize("path", ["/oembed?url={base}/programs/pathways-home", "/og/pathways-home.png"])
def test_what_machines_ask_of_a_retired_program_is_answered_in_json(path: str, client: FlaskClient) -> None:
    answer = client.get(path.format(base=BASE))
    assert answer.status_code == 410
    assert answer.get_json()["tombstone"]["slug"] == "pathways-home"


def test_the_promise_names_every_format_and_is_one_click_away(client: FlaskClient) -> None:
    page = client.get("/about/links").get_data(as_text=True)
    assert [form.address for form in FORMATS if f'href="{form.path("homebuilders")}"' not in page] == []
    assert [code for code in ("308", "410", "304") if f"<code>{code}</code>" not in page] == []
    for path in ("/", "/about", "/programs/keep-families", "/programs/pathways-home"):
        assert 'href="/about/links"' in client.get(path).get_data(as_text=True)
    assert "things can only be added" in text_of(page)
