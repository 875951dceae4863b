"""The pages to read: home, ratings, populations, guides, glossary, about."""

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from app import create_app
from app.catalog.build.build import BuildResult
from app.catalog.snapshot.snapshot import Snapshot
from app.settings import Settings


def page(client: FlaskClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return unescape(answer.get_data(as_text=True))


def test_home_has_a_search_the_scale_the_topics_and_the_way_to_what_is_new(
    client: FlaskClient, snapshot: Snapshot
) -> None:
    html = page(client, "/")
    assert 'role="search"' in html
    assert all(f'href="/ratings#level-{level}"' in html for level in snapshot.levels)
    assert all(f'href="/topics/{slug}"' in html for slug in snapshot.topics)
    assert 'href="/changes"' in html


def test_home_starts_from_six_needs_and_each_finds_as_many_programs_as_it_says(client: FlaskClient) -> None:
    html = page(client, "/")
    needs = re.findall(r'<li><a href="(/programs[?][^"]+)">([^<]+)</a> <span class="value-count">(\d+)<', html)
    assert len(needs) == 6
    for address, need, count in needs:
        answer = client.get(unescape(address)).get_data(as_text=True)
        assert f'<h2 id="total">{count} program' in answer, need


def test_home_shows_families_programs_and_findings_side_by_side(
    client: FlaskClient, snapshot: Snapshot
) -> None:
    html = page(client, "/")
    table = html[html.index('id="families"') : html.index('id="scale"')]
    assert snapshot.site.home
    assert f'href="/guides/{snapshot.site.home.guide}"' in table
    assert table.count("<tr>") > 10
    assert len(re.findall('href="/programs/[a-z0-9-]+"', table)) > 10


def test_home_without_needs_is_a_search_all_the_same_and_folds_topics_without_a_program(
    content: Path, build_content: Callable[[], BuildResult], tmp_path: Path
) -> None:
    site = content / "site.yaml"
    site.write_text(site.read_text("utf-8").partition("\nhome:")[0] + "\n", "utf-8")
    topic = (content / "topics" / "casework-practice.md").read_text("utf-8")
    (content / "topics" / "kites.md").write_text(re.sub("(?m)^name: .*", "name: Kites", topic), "utf-8")
    assert build_content().generation is not None
    html = page(create_app(Settings(content=content, catalog=tmp_path / "catalog")).test_client(), "/")
    assert "Find a program" in html
    assert 'role="search"' in html
    assert 'id="families"' not in html
    shown, folded = html.split('<details class="more">')
    assert "One topic area without a program yet" in folded
    assert "/topics/kites" in folded
    assert "/topics/kites" not in shown


def test_every_level_has_an_anchor_and_unrated_its_own(client: FlaskClient, snapshot: Snapshot) -> None:
    html = page(client, "/ratings")
    assert all(f'id="level-{level}"' in html for level in snapshot.levels)
    assert 'id="no-published-rating"' in html


def test_every_population_has_a_page_with_its_programs(client: FlaskClient, snapshot: Snapshot) -> None:
    for id, word in snapshot.words["populations"].items():
        html = page(client, f"/populations/{id}")
        assert word.label in html
        listed = re.findall(r'<h3><a href="/programs/([a-z0-9-]+)">', html)
        assert sorted(listed) == sorted(
            card.slug for card in snapshot.cards if id in card.words.get("populations", ())
        )


def test_the_guide_has_its_references(client: FlaskClient) -> None:
    html = page(client, "/guides/moving-beyond-legal-permanency")
    assert "Moving Beyond Legal Permanency" in html
    assert "Children’s Bureau Express" in html.replace("'", "’")
    assert 'id="fn:' in html


def test_the_glossary_anchors_every_term(client: FlaskClient, snapshot: Snapshot) -> None:
    html = page(client, "/glossary")
    assert all(f'<div id="{id}">' in html for id in snapshot.words["glossary"])


def test_a_retired_word_of_the_glossary_keeps_its_place_and_says_so(
    content: Path, build_content: Callable[[], BuildResult], tmp_path: Path
) -> None:
    glossary = content / "vocabulary" / "glossary.yaml"
    retired = "{date: 2026-11-01, reason: Out of use, successor: kinship-care}"
    zebra = f"zebra:\n  label: Zebra\n  definition: A horse.\n  status: retired\n  retired: {retired}\n"
    glossary.write_text(glossary.read_text("utf-8") + zebra, "utf-8")
    assert build_content().generation is not None
    html = page(
        create_app(Settings(content=content, catalog=tmp_path / "catalog")).test_client(), "/glossary"
    )
    assert '<h2 id="letter-Z">' not in html
    assert "No longer used" in html
    instead = 'In its place: <a href="#kinship-care">kinship-care</a>.'
    assert f'<div id="zebra"><dt>Zebra</dt><dd>Retired on 1 November 2026. Out of use {instead}</dd>' in html


@pytest.mark.parametrize("path", ["/", "/programs", "/programs/keep", "/about"])
def test_every_page_says_that_homeward_is_independent_and_whence_its_material_comes(
    path: str, client: FlaskClient
) -> None:
    html = page(client, path)
    assert "independent of the California Evidence-Based Clearinghouse" in html
    assert "www.cebc4cw.org" in html
    assert "medical or legal advice" in html
    assert "creativecommons.org/licenses/by/4.0" in html


def test_about_says_how_to_report_an_error(client: FlaskClient) -> None:
    assert 'id="corrections"' in page(client, "/about")
