"""Topic pages: every section of the source, programs by rating, NR and "none seen" kept apart."""

import re
from html import unescape

import pytest
from flask.testing import FlaskClient

from tests.conftest import CONTENT

TOPICS = sorted(path.stem for path in (CONTENT / "topics").glob("*.md"))


def shown(client: FlaskClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", answer.get_data(as_text=True))))


@pytest.mark.parametrize("said", [
    "Target population", "Services that fit", "Delivered by", "In order to be included",
    "In order to be rated", "Programs in this topic area",
    "Why was this topic chosen?", "Jorge Cabrera, Senior Director, Casey Family Programs, San Diego, CA",
    "Topic expert", "Peter Pecora, PhD", "Topic added: 2009",
    "One program rated 2 – Supported by Research Evidence", "Four programs rated NR – Not able to be Rated",
    "Four programs not named in the source",
    "programs with no published rating seen",
])  # fmt: skip
def test_the_post_permanency_page_has_every_section(said: str, client: FlaskClient) -> None:
    assert said in shown(client, "/topics/post-permanency-services")


@pytest.mark.parametrize("slug, whose", [
    ("dv-batterer-intervention", "are those that the source's rule for a rating names"),
    ("post-permanency-services", "are ours in part: the source's rule gives examples or wider words"),
    ("reunification-programs", "are ours: the source's rule was not seen, so we count what follows from the definition"),
])  # fmt: skip
def test_the_page_says_whose_the_list_of_outcomes_is(slug: str, whose: str, client: FlaskClient) -> None:
    assert f"The outcomes that count here {whose}" in shown(client, f"/topics/{slug}")


@pytest.mark.parametrize("slug", TOPICS)
def test_no_topic_says_that_its_outcomes_are_not_recorded(slug: str, client: FlaskClient) -> None:
    html = client.get(f"/topics/{slug}").get_data(as_text=True)
    (outcomes,) = re.findall(r'<div id="outcomes">(.*?)</div>', html)
    assert "not recorded" not in outcomes
    assert 'href="/programs?outcome=' in outcomes


def test_programs_come_first_after_one_paragraph_and_the_definition_below(client: FlaskClient) -> None:
    html = client.get("/topics/post-permanency-services").get_data(as_text=True)
    before = html[html.index("<h1>") : html.index('id="programs"')]
    assert before.count("<p") == 1
    assert 'href="#definition"' in before
    assert html.index('class="rated-group"') < html.index('id="definition"') < html.index('id="chosen"')


def test_unrated_programs_stand_after_nr(client: FlaskClient) -> None:
    page = shown(client, "/topics/post-permanency-services")
    assert page.index("rated 2 –") < page.index("rated NR –") < page.index("with no published rating seen")


@pytest.mark.parametrize("slug", TOPICS)
def test_every_topic_lists_each_of_its_programs_once(slug: str, client: FlaskClient) -> None:
    html = client.get(f"/topics/{slug}").get_data(as_text=True)
    listed = re.findall(r'<li><a href="/programs/([a-z0-9-]+)">', html)
    found = client.get(f"/api/v1/programs?topic={slug}&per_page=100").get_json()
    assert sorted(listed) == sorted(result["slug"] for result in found["results"])


def test_the_list_names_every_topic(client: FlaskClient) -> None:
    html = client.get("/topics").get_data(as_text=True)
    assert all(f'href="/topics/{slug}"' in html for slug in TOPICS)


def test_those_rated_elsewhere_are_a_group_before_those_of_which_no_rating_was_seen(
    client: FlaskClient,
) -> None:
    page = shown(client, "/topics/reunification-programs")
    groups = [
        page.index(each)
        for each in ("rated 2 –", "programs rated elsewhere", "with no published rating seen")
    ]
    assert groups == sorted(groups)
    assert "Rated elsewhere: Title IV-E, Well-Supported, in-home parent skill-based programs, 2022" in page
    assert "programs rated elsewhere" in shown(client, "/topics")


def test_an_unfavorable_rating_is_told_beside_a_good_one(client: FlaskClient) -> None:
    assert "CrimeSolutions No Effects." in shown(client, "/topics/home-visiting-child-well-being")
