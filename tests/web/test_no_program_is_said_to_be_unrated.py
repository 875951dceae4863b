"""No program with a rating by any registry is said to have none, wherever it stands; those without any say so."""

import csv
import io
import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path
from urllib.parse import quote_plus
from xml.etree import ElementTree

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import create_app
from app.catalog.snapshot.snapshot import Card, Snapshot
from app.evidence.diff.compare import compare_registries
from app.settings import Settings
from tests.conftest import CONTENT, TODAY
from tests.shipped import read_shipped

NONE = re.compile(
    r"no published rating|not rated in|nobody’s rating|no rating by any|\bunrated\b", re.IGNORECASE
)


@pytest.fixture(scope="module")
def reader(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture(scope="module")
def texts(reader: FlaskClient) -> dict[str, str]:
    """The long answers that hold every program, asked for once."""
    paths = {"crosswalk": "/crosswalk", "csv": "/programs.csv", "crosswalk csv": "/crosswalk.csv", "ratings": "/ratings.csv"}
    return {name: answer(reader, path) for name, path in paths.items()}


@pytest.fixture(scope="module")
def form(shipped: Path, tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """An editor at the form, over a copy of the shipped content."""
    folder = tmp_path_factory.mktemp("form")
    content = Path(shutil.copytree(CONTENT, folder / "content"))
    catalog = Path(shutil.copytree(shipped, folder / "catalog"))
    app = create_app(Settings(content=content, catalog=catalog, watch=True), today=lambda: TODAY)
    return app.test_client()


def pages_of(reader: FlaskClient, path: str, programs: int) -> Iterator[str]:
    """The pages of a search for everything."""
    yield from (answer(reader, f"{path}?per_page=100&page={page}") for page in range(1, -(-programs // 100) + 1))


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


def test_the_pages(reader: FlaskClient, snapshot: Snapshot) -> None:
    for card in snapshot.cards:
        html = answer(reader, f"/programs/{card.slug}")
        strip = html[html.index('<ul class="rating-strip"') : html.index('<aside class="rail"')]
        assert agrees(words_of(strip), card), card.slug
        told = html[: html.index('<section class="prose" aria-labelledby="notes"')]
        assert not (card.is_rated and NONE.search(told)), f"{card.slug}: in the head, its pictures or the ratings"


def test_the_cards_of_a_search(reader: FlaskClient, snapshot: Snapshot) -> None:
    cards = [
        each
        for page in pages_of(reader, "/programs", len(snapshot.cards))
        for each in page.split('<li class="result">')[1:]
    ]
    assert len(cards) == len(snapshot.cards)
    for card in snapshot.cards:
        (mine,) = (each for each in cards if f'href="/programs/{card.slug}"' in each)
        assert agrees(words_of(mine.split('<ul class="tags">')[0]), card), card.slug


def test_the_topic_pages(reader: FlaskClient, snapshot: Snapshot) -> None:
    groups = {
        topic: answer(reader, f"/topics/{topic}").split('<div class="rated-group">')[1:] for topic in snapshot.topics
    }
    for card in snapshot.cards:
        for topic in (rating.topic for rating in card.ratings):
            (mine,) = (each for each in groups[topic] if f'<li><a href="/programs/{card.slug}">' in each)
            assert agrees(words_of(mine.split("<ul")[0]), card), card.slug


def test_badges_and_cards_of_other_sites(reader: FlaskClient, snapshot: Snapshot) -> None:
    """Without a topic, in each of its own, and in one that it is not in."""
    for card in snapshot.cards:
        own = [rating.topic for rating in card.ratings]
        other = next(topic for topic in snapshot.topics if topic not in own)
        for query in ("", *(f"?topic={topic}" for topic in (*own, other))):
            drawing = ElementTree.fromstring(answer(reader, f"/programs/{card.slug}.badge.svg{query}"))
            texts = [" ".join(drawing.itertext()), answer(reader, f"/programs/{card.slug}.badge.json{query}")]
            texts += [] if other in query else [words_of(answer(reader, f"/embed/{card.slug}{query}"))]
            assert all(agrees(text, card) for text in texts), (card.slug, query)


def test_the_api(reader: FlaskClient, snapshot: Snapshot) -> None:
    results = {
        each["slug"]: each
        for page in pages_of(reader, "/api/v1/programs", len(snapshot.cards))
        for each in json.loads(page)["results"]
    }
    for card in snapshot.cards:
        whole, result = reader.get(f"/api/v1/programs/{card.slug}").get_json(), results[card.slug]
        in_topics = (
            any(each["ratings"] for each in whole["topics"]),
            any(each["level"] for each in result["ratings"]),
        )
        for found, has_level in zip((whole, result), in_topics, strict=True):
            assert (has_level or any(each["rating"] for each in found["other_ratings"])) is card.is_rated
            assert not (card.is_rated and NONE.search(str({**found, "html": ""}))), card.slug


def test_tables_and_the_crosswalk(texts: dict[str, str], snapshot: Snapshot) -> None:
    lines = texts["crosswalk"].split("<tr>")
    for card in snapshot.cards:
        (row,) = rows_of(texts["csv"], card)
        assert not NONE.search(row["published_ratings"])
        assert bool(row["rated"] or row["tiers"]) is card.is_rated
        assert any(each["rating_id"] for each in rows_of(texts["ratings"], card)) is card.is_rated
        across = rows_of(texts["crosswalk csv"], card)
        assert any(each["rating_id"] for each in across) is card.is_rated
        mine = [each for each in lines if f'href="/programs/{card.slug}"' in each]
        assert mine
        said = any("No published rating seen" in each for each in mine)
        assert said is (not card.is_rated and not card.other_ratings), card.slug


def test_feeds(reader: FlaskClient, snapshot: Snapshot) -> None:
    for card in snapshot.cards:
        name = quote_plus(f'"{card.name}"')
        items = reader.get(f"/programs.feed.json?q={name}").get_json()["items"]
        mine = [words_of(each["content_html"]) for each in items if each["_homeward"]["program"] == card.slug]
        assert mine, card.slug
        assert any(NONE.search(each) for each in mine) is not card.is_rated, card.slug


def test_the_form_of_an_editor(form: FlaskClient, snapshot: Snapshot) -> None:
    """One program of each set of registries and levels: beside those, a form says the same of every program."""
    kinds = {
        (frozenset(each.level for each in card.ratings), frozenset(each.registry for each in card.other_ratings)): card
        for card in snapshot.cards
        if card.is_rated
    }
    assert len(kinds) >= 10
    for card in kinds.values():
        html = answer(form, f"/edit/{card.slug}")
        outside = re.sub(r"<textarea.*?</textarea>", "", html, flags=re.DOTALL)
        assert not NONE.search(words_of(outside)), card.slug


def test_the_difference_that_an_editor_makes(snapshot: Snapshot) -> None:
    """What an editor is told who adds all of them to an empty registry."""
    now, _ = read_shipped()
    rated = {card.slug for card in snapshot.cards if card.is_rated}
    for change in compare_registries(replace(now, programs={}), now):
        if change.program in rated:
            assert not any(NONE.search(each) for each in (change.sentence, *change.reasons)), change.program
