"""No program with a rating by any registry is said to have none, wherever it stands; those without any say so."""

import csv
import io
import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from html import unescape
from pathlib import Path
from urllib.parse import quote_plus
from xml.etree import ElementTree

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import create_app
from app.catalog.snapshot.snapshot import Card, Snapshot
from app.evidence.content import read_content
from app.evidence.diff.compare import compare_registries
from app.evidence.entry.registry import Registry
from app.settings import Settings
from tests.conftest import CONTENT, TODAY

PROGRAMS = sorted(path.stem for path in (CONTENT / "programs").glob("*.md"))
NONE = re.compile(
    r"no published rating|not rated in|nobody’s rating|no rating by any|\bunrated\b", re.IGNORECASE
)


@pytest.fixture(scope="module")
def reader(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture(scope="module")
def texts(reader: FlaskClient) -> dict[str, str]:
    """The long answers that hold every program, asked for once."""
    paths = {
        "search": "/programs?per_page=100", "api": "/api/v1/programs?per_page=100", "crosswalk": "/crosswalk",
        "topics": "/topics", "csv": "/programs.csv", "crosswalk csv": "/crosswalk.csv", "ratings": "/ratings.csv",
    }  # fmt: skip
    return {name: answer(reader, path) for name, path in paths.items()}


@pytest.fixture(scope="module")
def form(shipped: Path, tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """An editor at the form, over a copy of the shipped content."""
    folder = tmp_path_factory.mktemp("form")
    content = Path(shutil.copytree(CONTENT, folder / "content"))
    catalog = Path(shutil.copytree(shipped, folder / "catalog"))
    app = create_app(Settings(content=content, catalog=catalog, watch=True), today=lambda: TODAY)
    return app.test_client()


@pytest.fixture
def card(slug: str, snapshot: Snapshot) -> Card:
    return snapshot.cards[snapshot.position[slug]]


def answer(client: FlaskClient, path: str) -> str:
    found = client.get(path)
    assert found.status_code == 200, path
    return found.get_data(as_text=True)


def words_of(html: str) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", html)))


def agrees(text: str, card: Card) -> bool:
    """Whether the text says that no rating was seen just where that is so."""
    return bool(NONE.search(text)) is not card.is_rated


def rows_of(text: str, card: Card) -> list[dict[str, str]]:
    rows = csv.DictReader(io.StringIO(text))
    return [row for row in rows if card.slug in (row.get("slug"), row.get("program"))]


@pytest.mark.parametrize("slug", PROGRAMS)
def test_the_page(card: Card, reader: FlaskClient) -> None:
    html = answer(reader, f"/programs/{card.slug}")
    strip = html[html.index('<ul class="rating-strip"') : html.index('<aside class="rail"')]
    assert agrees(words_of(strip), card)
    told = html[: html.index('<section class="prose" aria-labelledby="notes"')]
    assert not (card.is_rated and NONE.search(told)), "in the head, its pictures or the ratings of the page"


@pytest.mark.parametrize("slug", PROGRAMS)
def test_the_card_of_a_search(card: Card, texts: dict[str, str]) -> None:
    cards = texts["search"].split('<li class="result">')[1:]
    (mine,) = (each for each in cards if f'href="/programs/{card.slug}"' in each)
    assert agrees(words_of(mine.split('<ul class="tags">')[0]), card)


@pytest.mark.parametrize("slug", PROGRAMS)
def test_the_topic_pages(card: Card, reader: FlaskClient) -> None:
    for topic in (rating.topic for rating in card.ratings):
        groups = answer(reader, f"/topics/{topic}").split('<div class="rated-group">')[1:]
        (mine,) = (each for each in groups if f'<li><a href="/programs/{card.slug}">' in each)
        assert agrees(words_of(mine.split("<ul")[0]), card)


@pytest.mark.parametrize("slug", PROGRAMS)
def test_badges_and_cards_of_other_sites(card: Card, reader: FlaskClient, snapshot: Snapshot) -> None:
    for topic in ("", *(f"?topic={each}" for each in snapshot.topics)):
        holds = not topic or any(f"={rating.topic}" in topic for rating in card.ratings)
        drawing = ElementTree.fromstring(answer(reader, f"/programs/{card.slug}.badge.svg{topic}"))
        texts = [" ".join(drawing.itertext()), answer(reader, f"/programs/{card.slug}.badge.json{topic}")]
        texts += [words_of(answer(reader, f"/embed/{card.slug}{topic}"))] if holds else []
        assert all(agrees(text, card) for text in texts)


@pytest.mark.parametrize("slug", PROGRAMS)
def test_the_api(card: Card, reader: FlaskClient, texts: dict[str, str]) -> None:
    whole = reader.get(f"/api/v1/programs/{card.slug}").get_json()
    (result,) = (each for each in json.loads(texts["api"])["results"] if each["slug"] == card.slug)
    in_topics = (
        any(each["ratings"] for each in whole["topics"]),
        any(each["level"] for each in result["ratings"]),
    )
    for found, has_level in zip((whole, result), in_topics, strict=True):
        assert (has_level or any(each["rating"] for each in found["other_ratings"])) is card.is_rated
        assert not (card.is_rated and NONE.search(str({**found, "html": ""})))


@pytest.mark.parametrize("slug", PROGRAMS)
def test_tables_and_the_crosswalk(card: Card, texts: dict[str, str]) -> None:
    (row,) = rows_of(texts["csv"], card)
    assert not NONE.search(row["published_ratings"])
    assert bool(row["rated"] or row["tiers"]) is card.is_rated
    assert any(each["rating_id"] for each in rows_of(texts["ratings"], card)) is card.is_rated
    across = rows_of(texts["crosswalk csv"], card)
    assert any(each["rating_id"] for each in across) is card.is_rated
    lines = [each for each in texts["crosswalk"].split("<tr>") if f'href="/programs/{card.slug}"' in each]
    assert lines
    said = any("No published rating seen" in each for each in lines)
    assert said is (not card.is_rated and not card.other_ratings)


@pytest.mark.parametrize("slug", PROGRAMS)
def test_feeds(card: Card, reader: FlaskClient) -> None:
    name = quote_plus(f'"{card.name}"')
    items = reader.get(f"/programs.feed.json?q={name}").get_json()["items"]
    mine = [words_of(each["content_html"]) for each in items if each["_homeward"]["program"] == card.slug]
    assert mine
    assert any(NONE.search(each) for each in mine) is not card.is_rated


@pytest.mark.parametrize("slug", PROGRAMS)
def test_the_form_of_an_editor(card: Card, form: FlaskClient) -> None:
    html = answer(form, f"/edit/{card.slug}")
    outside = re.sub(r"<textarea.*?</textarea>", "", html, flags=re.DOTALL)
    assert not (card.is_rated and NONE.search(words_of(outside)))


@cache
def shipped_registry() -> Registry:
    return read_content(CONTENT, TODAY)[0]


def added(slug: str) -> Iterator[str]:
    """What an editor is told who adds the program to a registry of all others."""
    now = shipped_registry()
    others = {each: item for each, item in now.programs.items() if each != slug}
    for change in compare_registries(replace(now, programs=others), now):
        yield from (change.sentence, *change.reasons)


@pytest.mark.parametrize("slug", PROGRAMS)
def test_the_difference_that_an_editor_makes(card: Card) -> None:
    assert not any(NONE.search(each) for each in added(card.slug))
