"""The page says what our own check of the studies gives, apart from what was published, and which clause makes the difference."""

import re
from html import unescape

import pytest
from flask.testing import FlaskClient

from app.catalog.snapshot.snapshot import Snapshot
from app.evidence.rating.profiles import PROFILES
from app.evidence.rating.reasons import REASONS


def shown(client: FlaskClient, path: str) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", "", client.get(path).get_data(as_text=True))))


def test_agreement_is_said_plainly_and_apart(client: FlaskClient) -> None:
    page = shown(client, "/programs/homebuilders")
    assert "CEBC published 2, and our own check gives the same level." in page
    assert "It is not a rating by CEBC." in page


def test_a_difference_names_the_clause_and_leaves_the_published_rating(client: FlaskClient) -> None:
    page = shown(client, "/programs/emdr-child-adolescent")
    assert "CEBC published 1; our own check gives 3. The published rating stands." in page
    assert "In that same trial the benefit lasted 6 months or more after treatment ended" in page
    assert "1 – Well-Supported by Research Evidence" in page


def test_witnesses_lead_to_the_studies(client: FlaskClient) -> None:
    html = client.get("/programs/homebuilders").get_data(as_text=True)
    assert re.search(r'<span class="witnesses"><a href="#study-walton-1993">', html)
    assert 'id="study-walton-1993"' in html


def test_a_verdict_says_whose_the_outcomes_are_and_leads_to_them(client: FlaskClient) -> None:
    html = client.get("/programs/homebuilders").get_data(as_text=True)
    assert html.count("Which outcomes count: ") == 3  # four topics, two of which say the same
    assert 'href="/topics/reunification-programs#outcomes">Reunification Programs</a> (we chose them' in html


def test_why_nothing_can_be_rated_is_said(client: FlaskClient) -> None:
    assert REASONS["no_studies"][1] in shown(client, "/programs/adopts-therapy")


def test_a_second_scale_is_read_from_the_same_facts(client: FlaskClient) -> None:
    page = shown(client, "/programs/homebuilders")
    assert "By a second scale" in page
    assert PROFILES["title-iv-e"].notice in page


@pytest.mark.parametrize("profile", PROFILES)
def test_the_rules_page_prints_every_condition_of_every_row(profile: str, client: FlaskClient) -> None:
    page = shown(client, "/ratings/how")
    assert all(condition.text in page for row in PROFILES[profile].rows for condition in row.conditions)
    assert all(text in page for _, text in REASONS.values())


@pytest.mark.parametrize("query, slug", [
    ("topic=post-permanency-services&derived=2", "homebuilders"), ("nr_reason=no_studies", "adopts-therapy"), ("differs=yes", "emdr-child-adolescent"),
    ("topic=post-permanency-services&differs=no", "homebuilders"), ("derived=undetermined", "keep"),
])  # fmt: skip
def test_programs_are_found_by_what_the_records_support(query: str, slug: str, client: FlaskClient) -> None:
    assert slug in [result["slug"] for result in client.get(f"/api/v1/programs?{query}&per_page=100").get_json()["results"]]


def test_published_and_derived_are_never_mixed(snapshot: Snapshot, client: FlaskClient) -> None:
    for card in snapshot.cards:
        program = client.get(f"/api/v1/programs/{card.slug}").get_json()
        published = {membership["topic"]: [rating["level"] for rating in membership["ratings"]] for membership in program["topics"]}
        assert {rating.topic: rating.level for rating in card.ratings} == {
            topic: levels[0] if levels else None for topic, levels in published.items()
        }
        assert all(verdict["profile"] in PROFILES for verdict in program["derived"])
