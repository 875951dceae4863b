"""The relations of FAIR Signposting, followed as its rules say, from pages to their files and back."""

import json
import re

import pytest
from flask.testing import FlaskClient

from tests.web.response.test_conventions import links

SITE = "http://localhost"
PAGES = {
    "/": "/",
    "/programs/homebuilders": "/programs/homebuilders",
    "/programs/homebuilders?as_of=2024-05-01": "/programs/homebuilders",
}
"""A page, and the permanent address by which it is cited."""
DESCRIBED = {
    "/": {"application/ld+json", "application/json"},
    "/programs/homebuilders": {
        "application/ld+json", "application/x-bibtex", "application/x-research-info-systems",
        "application/vnd.citationstyles.csl+json",
    },
}  # fmt: skip
every_page = pytest.mark.parametrize("page", PAGES)


def signposts(client: FlaskClient, address: str, relation: str) -> list[tuple[str, str]]:
    """(address, media type) of every link with that relation."""
    answer = client.get(address)
    assert answer.status_code == 200
    return [(target, kind) for target, rel, kind in links(answer) if rel == relation]


@every_page
def test_a_page_is_cited_by_one_permanent_address(page: str, client: FlaskClient) -> None:
    ((address, media_type),) = signposts(client, page, "cite-as")
    assert (address, media_type) == (SITE + PAGES[page], "")
    assert client.get(address).status_code == 200
    assert signposts(client, address, "cite-as") == [(address, "")]


@every_page
def test_its_descriptions_answer_in_the_media_type_that_is_said(page: str, client: FlaskClient) -> None:
    described = signposts(client, page, "describedby")
    assert {kind for _, kind in described} == DESCRIBED[PAGES[page]]
    for address, kind in described:
        answer = client.get(address)
        assert (answer.status_code, answer.mimetype) == (200, kind)


@every_page
def test_its_items_are_the_content_for_machines(page: str, client: FlaskClient) -> None:
    items = signposts(client, page, "item")
    assert len(items) >= 3
    for address, kind in items:
        answer = client.head(address)
        assert (answer.status_code, answer.mimetype) == (200, kind)


@every_page
def test_it_has_one_licence_and_says_that_it_is_a_page_about_something(
    page: str, client: FlaskClient
) -> None:
    assert signposts(client, page, "license") == [("https://creativecommons.org/licenses/by/4.0/", "")]
    kinds = [address for address, _ in signposts(client, page, "type")]
    about = "https://schema.org/Dataset" if page == "/" else "https://schema.org/Service"
    assert kinds == ["https://schema.org/AboutPage", about]


@every_page
@pytest.mark.parametrize("there, back", [("item", "collection"), ("describedby", "describes")])
def test_what_it_leads_to_leads_back(page: str, there: str, back: str, client: FlaskClient) -> None:
    for address, _ in signposts(client, page, there):
        assert signposts(client, address, back) == [(SITE + PAGES[page], "text/html")], address


def test_an_old_address_leads_to_the_page_with_the_signposts(client: FlaskClient) -> None:
    answer = client.get("/programs/HOMEBUILDERS/", follow_redirects=True)
    assert [target for target, rel, _ in links(answer) if rel == "cite-as"] == [
        f"{SITE}/programs/homebuilders"
    ]


def test_the_json_ld_file_says_what_the_page_says(client: FlaskClient) -> None:
    block = re.findall(
        r'<script type="application/ld\+json">(.*?)</script>',
        client.get("/programs/homebuilders").text,
        re.DOTALL,
    )
    assert json.loads(block[0]) == client.get("/programs/homebuilders.jsonld").get_json(force=True)
