"""The search page and the search API: the same parameters, the same results."""

import re
from html import unescape
from urllib.parse import parse_qsl, urlencode

import pytest
from flask.testing import FlaskClient

from app.catalog.snapshot.facets import FACETS
from app.catalog.snapshot.snapshot import Snapshot


def page(client: FlaskClient, query: str) -> str:
    answer = client.get(f"/programs?{query}")
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def results(html: str) -> list[str]:
    return re.findall(r'<h3><a href="/programs/([a-z0-9-]+)">', html)


def total(html: str) -> int:
    found = re.search(r'id="total">([\d,]+) program', html)
    assert found
    return int(found[1].replace(",", ""))


def test_post_permanency_rated_2_shows_homebuilders_first(client: FlaskClient) -> None:
    html = page(client, "topic=post-permanency-services&rating=2")
    assert results(html)[0] == "homebuilders"
    assert "<b>CEBC 2 – Supported</b>, Post-Permanency Services" in html


@pytest.mark.parametrize("facet", [facet.name for facet in FACETS])
def test_page_and_api_keep_every_promise_of_every_facet(facet: str, client: FlaskClient) -> None:
    promised = client.get("/api/v1/programs").get_json()["facets"][facet]
    assert promised
    for value, count in promised.items():
        query = urlencode({facet: value})
        assert total(page(client, query)) == count
        assert client.get(f"/api/v1/programs?{query}").get_json()["total"] == count


@pytest.mark.parametrize(
    "query",
    [
        "sort=tier",
        "q=kinship+caregiver",
        "q=trauma&rating=1&rating=2",
        "age=7&sort=name",
        "permanency=adoption&sort=reviewed",
        "q=zzzz",
    ],
)
def test_page_and_api_find_the_same_in_the_same_order(query: str, client: FlaskClient) -> None:
    answer = client.get(f"/api/v1/programs?{query}").get_json()
    html = page(client, query)
    assert results(html) == [result["slug"] for result in answer["results"]]
    assert total(html) == answer["total"]


@pytest.mark.parametrize("query, pointer", [
    ("rating=9", "rating"), ("rating=NR", "rating"), ("topic=nowhere", "topic"),
    ("population=x&population=foster-parents", "population"), ("age=26", "age"), ("age=-1", "age"),
    ("age=07", "age"), ("age=4.5", "age"), ("sort=best", "sort"), ("page=0", "page"), ("page=x", "page"),
    ("page=-1", "page"), ("page=99999999999999999999", "page"), ("per_page=0", "per_page"),
    ("per_page=101", "per_page"), ("q=" + "a" * 201, "q"),
])  # fmt: skip
def test_a_bad_parameter_is_named(query: str, pointer: str, client: FlaskClient) -> None:
    answer = client.get(f"/api/v1/programs?{query}")
    assert answer.status_code == 400
    error = answer.get_json()["error"]
    assert set(error) == {"status", "title", "detail", "pointer"}
    assert (error["status"], error["pointer"]) == (400, pointer)
    shown = client.get(f"/programs?{query}")
    assert shown.status_code == 400
    html = unescape(shown.get_data(as_text=True))
    assert error["detail"].split(" Use one of: ")[0] in html
    assert "Use one of" not in html


@pytest.mark.parametrize(
    "query", ["unknown=1", "topic=", "q=", "page=1&utm_source=x", "sort=", "per_page=100", "q=" + "a" * 200]
)
def test_what_means_nothing_is_ignored(query: str, client: FlaskClient) -> None:
    assert client.get(f"/programs?{query}", follow_redirects=True).status_code == 200


@pytest.mark.parametrize("query, tidy", [
    ("q=&sort=", "/programs"), ("q=&sort=name&rating=2", "/programs?rating=2&sort=name"),
    ("q=kin&sort=&age=9&topic=", "/programs?q=kin&age=9"),
])  # fmt: skip
def test_a_form_without_script_ends_at_the_tidy_address(query: str, tidy: str, client: FlaskClient) -> None:
    answer = client.get(f"/programs?{query}")
    assert answer.status_code == 308
    assert answer.location == tidy
    assert client.get(tidy).status_code == 200


@pytest.mark.parametrize("query, left, words", [
    ("topic=nonsense&age=9&page=3", "/programs?age=9", "Search without this filter"),
    ("age=26&age=9", "/programs?age=9", "Search without this filter"),
    ("rating=9", "/programs", "Search without this filter"),
    ("sort=best&q=kin", "/programs?q=kin", "The same without “sort”"),
])  # fmt: skip
def test_what_cannot_be_searched_leads_to_the_search_without_it(
    query: str, left: str, words: str, client: FlaskClient
) -> None:
    html = unescape(client.get(f"/programs?{query}").get_data(as_text=True))
    assert f'<a href="{left}">{words}</a>' in html
    assert client.get(left).status_code == 200


def test_a_page_past_the_last_leads_to_the_last_and_the_first(client: FlaskClient) -> None:
    answer = client.get("/programs?q=family&per_page=50&page=9")
    html = unescape(answer.get_data(as_text=True))
    assert answer.status_code == 404
    last = re.search(r'<a href="(/programs[?]q=family&per_page=50&page=(\d+))">The last page, \2</a>', html)
    assert last
    assert 'rel="next"' not in page(client, last[1].split("?")[1])
    assert '<a href="/programs?q=family&per_page=50">The first page</a>' in html
    assert "Did you mean" not in html


def test_past_the_last_page_is_404_but_page_one_of_nothing_is_not(client: FlaskClient) -> None:
    assert client.get("/programs?page=9").status_code == 404
    assert client.get("/api/v1/programs?page=9").get_json()["error"]["status"] == 404
    assert client.get("/programs?rating=5&page=1").status_code == 200


def test_every_filter_that_is_on_can_be_removed_alone(client: FlaskClient) -> None:
    query = "topic=post-permanency-services&topic=reunification-programs&age=7&sort=name"
    chips = [unescape(href) for href in re.findall(r'<a class="chip" href="([^"]+)"', page(client, query))]
    assert len(chips) == 3
    for href in chips:
        left = parse_qsl(href.split("?")[1])
        assert len(left) == 3
        assert ("sort", "name") in left
        assert client.get(href).status_code == 200


def test_pages_link_to_each_other_and_keep_the_search(client: FlaskClient) -> None:
    html = page(client, "per_page=5&sort=name&page=2")
    previous, following = (re.search(rf'<a href="([^"]+)" rel="{rel}"', html) for rel in ("prev", "next"))
    assert previous
    assert following
    assert dict(parse_qsl(unescape(following[1]).split("?")[1])) == {
        "sort": "name",
        "page": "3",
        "per_page": "5",
    }
    names = [
        name for number in (1, 2, 3) for name in results(page(client, f"per_page=5&sort=name&page={number}"))
    ]
    assert names == results(page(client, "sort=name&per_page=15"))


def test_a_filter_keeps_how_many_are_on_a_page(client: FlaskClient) -> None:
    assert '<input type="hidden" name="per_page" value="50">' in page(client, "q=family&per_page=50")
    assert 'name="per_page"' not in page(client, "q=family")


def test_one_program_is_one_program(client: FlaskClient) -> None:
    assert re.search(r'>1<span class="hidden"> program</span>', page(client, ""))
    assert not re.search(r'>1<span class="hidden"> programs</span>', page(client, ""))


def test_what_only_leaves_out_is_a_search(client: FlaskClient) -> None:
    html = page(client, "q=-residential")
    assert 0 < total(html) < total(page(client, ""))
    assert "has no word to search for" not in html


def test_nothing_found_names_the_filter_to_drop_and_keeps_the_promise(client: FlaskClient) -> None:
    html = page(client, "q=homebuilders&rating=5&permanency=reunification")
    offers = re.findall(r'<a href="([^"]+)">Without [^<]*</a>: (\d+) program', html)
    assert offers
    for href, count in offers:
        assert total(client.get(unescape(href)).get_data(as_text=True)) == int(count)


def test_programs_without_ages_are_counted_and_linked(client: FlaskClient, snapshot: Snapshot) -> None:
    html = page(client, "age=7")
    found = re.search(r'no ages recorded and cannot be matched by age: <a href="([^"]+)"', html)
    assert found
    linked = client.get(unescape(found[1])).get_data(as_text=True)
    without = {card.slug for card in snapshot.cards if card.age_min is None and card.age_max is None}
    assert total(linked) == len(without)
    assert results(linked)
    assert set(results(linked)) <= without


def test_no_published_rating_is_drawn_as_its_own_state(client: FlaskClient) -> None:
    html = page(client, "tier=none")
    assert "badge-none" in html
    assert "badge-nr" not in html


def test_the_words_of_a_search_are_shown_as_text(client: FlaskClient) -> None:
    html = page(client, urlencode({"q": '<script>alert("x")</script>'}))
    assert "<script>alert" not in html


def test_a_card_shows_the_rating_of_the_membership_that_matched(client: FlaskClient) -> None:
    html = page(client, "differs=yes&permanency=reunification&q=homebuilders")
    assert "<b>CEBC 2 – Supported</b>, Family Stabilization Programs" in html
