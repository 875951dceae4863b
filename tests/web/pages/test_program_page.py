"""A program page shows every recorded fact, says what is not recorded, and keeps old addresses."""

import re
from collections.abc import Callable, Iterator
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import create_app
from app.catalog.build.build import BuildResult
from app.settings import Settings
from tests.conftest import CONTENT

SLUGS = sorted(path.stem for path in (CONTENT / "programs").glob("*.md"))
# Ids, flags and dates are shown as words; html is the body; url, slug and generation are not in the entry.
SHOWN_AS_WORDS = {"topic", "relevance", "level", "groups", "permanency", "serves", "formats", "settings",
    "languages", "registry", "rating_id", "tier", "outcome", "kind", "type",
                  "design", "direction", "sample", "id", "status", "available", "case", "basis", "copy",
                  "seen", "as_of", "added", "reviewed",
                  "presenting_problems", "credentials", "mode", "item", "currency", "statement", "evidence",
                  "fact", "on", "of", "characteristic", "since", "certification", "required",
                  "validated", "takes_new_sites",
                  "html", "slug", "url", "generation", "derived", "website", "pages"}  # fmt: skip


def text_of(html: str) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", "", html)))


def texts(value: Any, key: str = "") -> Iterator[str]:
    if key in SHOWN_AS_WORDS:
        return
    if isinstance(value, dict):
        for inner, each in value.items():
            yield from texts(each, inner)
    elif isinstance(value, list):
        for each in value:
            yield from texts(each, key)
    elif isinstance(value, str):
        yield value


@pytest.fixture(scope="module")
def read(app: Flask) -> Callable[[str], tuple[str, Any]]:
    """The page of a program and the entry behind it, each asked for once."""
    client = app.test_client()

    @cache
    def answers(slug: str) -> tuple[str, Any]:
        page, entry = client.get(f"/programs/{slug}"), client.get(f"/programs/{slug}.json")
        return page.get_data(as_text=True), entry.get_json()

    return answers


@pytest.mark.parametrize("slug", SLUGS)
def test_every_recorded_text_is_on_the_page(slug: str, read: Callable[[str], tuple[str, Any]]) -> None:
    html, entry = read(slug)
    shown = text_of(html) + unescape(html)
    missing = [
        text
        for text in texts(entry)
        if re.sub(r"\s+", " ", text) not in shown
    ]
    assert missing == []


@pytest.mark.parametrize("slug", SLUGS)
def test_every_part_of_a_page_is_there_even_when_nothing_is_recorded(
    slug: str, read: Callable[[str], tuple[str, Any]]
) -> None:
    html, _ = read(slug)
    assert all(
        f'id="{part}"' in html
        for part in ("glance", "found", "about", "training", "why", "others", "more", "sources", "cite")
    )


@pytest.mark.parametrize("slug", SLUGS)
def test_a_page_has_no_row_for_what_is_not_recorded(slug: str, read: Callable[[str], tuple[str, Any]]) -> None:
    html, entry = read(slug)
    for part, is_recorded in {
        'id="cost"': entry["costs"] or entry["benefit_cost"],
        'id="adaptations"': entry["adaptations"],
        ">Trouble it is for<": entry["presenting_problems"],
        ">Not for<": entry["exclusions"],
        'id="components"': entry["components"] or "<h2>Essential components" in entry["html"],
        'id="studies"': entry["studies"],
        ">From whom<": entry["purveyor"],
        ">Staff<": entry["staff"],
        ">Support after training<": entry["support"],
        ">Trauma-informed<": entry["trauma_informed"],
        "Evidence last searched for on": entry["searched"],
        ">Registered as<": any(study["registration"] for study in entry["studies"]),
        ">Sought and not found<": any(study["looked_for"] for study in entry["studies"]),
    }.items():
        assert (part in html) == bool(is_recorded), part
    assert html.count("of the 19 questions answered") == 1


def test_a_rating_says_who_published_it_when_and_where(client: FlaskClient) -> None:
    shown = text_of(client.get("/programs/homebuilders").get_data(as_text=True))
    assert "2 – Supported by Research Evidence" in shown
    assert "CEBC" in shown
    assert "seen 21 November 2026 in a stored copy" in shown


def test_a_program_without_studies_says_so(client: FlaskClient) -> None:
    shown = text_of(client.get("/programs/adopts-therapy").get_data(as_text=True))
    assert "No study of this program is recorded." in shown
    assert "not recorded" in shown
    assert "No published rating seen" in shown


def test_papers_of_one_trial_point_to_each_other(client: FlaskClient) -> None:
    html = client.get("/programs/homebuilders").get_data(as_text=True)
    record = html[html.index('id="study-walton-1993"') :]
    assert "the same people as" in record[: record.index("</article>")]


def test_the_page_can_be_cited_and_corrected(client: FlaskClient) -> None:
    html = client.get("/programs/keep").get_data(as_text=True)
    assert '<link rel="canonical" href="http://localhost/programs/keep">' in html
    assert "Report an error in this entry" in html
    assert "content/programs/keep.md" in html


@pytest.fixture
def changed(content: Path, build_content: Callable[[], BuildResult], tmp_path: Path) -> FlaskClient:
    """A registry in which KEEP was renamed from keep-old, and Pathways Home retired in its favor."""
    for slug, line in (
        ("keep", "status: active\nformer_slugs: [keep-old]"),
        (
            "pathways-home",
            "status: retired\nretired: {date: 2026-11-01, reason: No longer offered, successor: keep}",
        ),
    ):
        entry = content / "programs" / f"{slug}.md"
        entry.write_text(entry.read_text("utf-8").replace("status: active", line, 1), "utf-8")
    assert build_content().problems == ()
    return create_app(Settings(content=content, catalog=tmp_path / "catalog")).test_client()


@pytest.mark.parametrize("old, new", [
    ("/programs/keep-old", "/programs/keep"), ("/programs/keep-old.json", "/programs/keep.json"),
    ("/api/v1/programs/keep-old", "/api/v1/programs/keep"),
])  # fmt: skip
def test_a_former_address_leads_to_the_new_one_for_ever(old: str, new: str, changed: FlaskClient) -> None:
    answer = changed.get(old)
    assert (answer.status_code, answer.headers["Location"]) == (308, new)


def test_a_retired_program_leaves_a_tombstone(changed: FlaskClient) -> None:
    answer = changed.get("/programs/pathways-home")
    shown = text_of(answer.get_data(as_text=True))
    assert answer.status_code == 410
    assert "Since 1 November 2026: No longer offered" in shown
    assert 'href="/programs/keep"' in answer.get_data(as_text=True)
    for path in ("/programs/pathways-home.json", "/api/v1/programs/pathways-home"):
        answer = changed.get(path)
        assert answer.status_code == 410
        assert answer.get_json()["error"]["status"] == 410
        assert answer.get_json()["tombstone"] == {
            "slug": "pathways-home", "name": "Pathways Home", "date": "2026-11-01",
            "reason": "No longer offered", "successor": "keep",
        }  # fmt: skip


def test_a_retired_program_is_found_by_no_search(changed: FlaskClient) -> None:
    assert "pathways-home" not in [
        result["slug"] for result in changed.get("/api/v1/programs?per_page=100").get_json()["results"]
    ]


def test_a_superseded_rating_and_a_closed_registry_look_so(client: FlaskClient) -> None:
    replaced = client.get("/programs/sobriety-treatment-and-recovery-teams").get_data(as_text=True)
    assert "<s>Promising</s> <strong>superseded</strong>" in replaced
    strip = replaced[replaced.index('<ul class="rating-strip"') : replaced.index('<aside class="rail"')]
    assert "Promising</span><span>2020" not in strip
    closed = client.get("/programs/nurturing-parenting-programs").get_data(as_text=True)
    assert "registry closed 2018" in closed


def test_ratings_of_other_registries_stand_in_the_strip_in_their_own_words(client: FlaskClient) -> None:
    html = client.get("/programs/healthy-families-america").get_data(as_text=True)
    strip = html[html.index('<ul class="rating-strip"') : html.index('<aside class="rail"')]
    assert "<b>Title IV-E Well-Supported</b>" in strip
    assert "<b>CrimeSolutions No Effects</b>" in strip
    assert strip.index("Title IV-E Well-Supported") < strip.index("No CEBC rating seen")
