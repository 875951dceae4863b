"""The search page says how a search was read: what no program has, what is near, which filter words mean."""

import re

from flask.testing import FlaskClient


def notes(client: FlaskClient, q: str, **others: str) -> str:
    """The page without its tags, and its links in brackets."""
    html = client.get("/programs", query_string={"q": q, **others}).get_data(as_text=True)
    found = " ".join(re.findall(r'<p class="note">(.*?)</p>', html, re.DOTALL))
    return re.sub(r'<a href="([^"]*)">(.*?)</a>', r"[\2](\1)", found)


def test_s7_the_page_says_what_no_program_has_and_offers_near_words(client: FlaskClient) -> None:
    told = notes(client, "trifle families")
    assert "No program mentions “trifle”: left out." in told
    assert "Did you mean [triple](/programs?q=triple+families)" in told
    assert "Showing results for" not in told


def test_s8_the_page_offers_the_filter_with_its_count_in_one_link(client: FlaskClient) -> None:
    told = notes(client, "1 well supported kinship")
    link = "[Rated 1 – Well-Supported, for “kinship”](/programs?q=kinship&amp;rating=1)"
    assert f"Do you mean the rating? {link}: 1 program" in told
    assert "Do you mean the rating?" not in notes(client, "1 well supported kinship", rating="1")


def test_s8_the_link_keeps_the_other_filters(client: FlaskClient) -> None:
    assert "q=families&amp;rating=3&amp;permanency=adoption" in notes(
        client, "rated 3 families", permanency="adoption"
    )


def test_s7_and_s8_the_api_tells_the_same(client: FlaskClient) -> None:
    query = client.get("/api/v1/programs?q=rated+1+trifle+kinship").get_json()["query"]
    assert query["left_out"] == ["trifle"]
    assert query["near"][0]["typed"] == "trifle"
    assert "triple" in query["near"][0]["words"]
    assert query["recognised"] == [{"words": "rated 1", "parameter": "rating", "value": "1", "total": 1}]
    assert query["mended"] == []


def test_s3_and_s4_a_request_keeps_what_was_typed_and_drops_what_nobody_sees(client: FlaskClient) -> None:
    html = client.get("/programs", query_string={"q": "\ufeff“parent\xadtraining”\u200b"}).get_data(
        as_text=True
    )
    assert 'value="“parenttraining”"' in html
    totals = [
        client.get("/api/v1/programs", query_string={"q": q}).get_json()["total"]
        for q in ("“parent training”", '"parent training"', "parent training")
    ]
    assert totals[0] == totals[1] < totals[2]


def test_s4_a_search_that_grows_in_its_one_form_is_still_answered(client: FlaskClient) -> None:
    assert client.get("/programs", query_string={"q": "ﷺ½" * 100}).status_code == 200


def test_s4_the_suggestions_read_the_same_form(client: FlaskClient) -> None:
    for typed in ("ｈｏｍｅｂｕｉｌ", "home\u200bbuil", "home­builders™", "wendyʼs", "wendy`s", "wendy＇s"):
        found = client.get("/api/v1/suggest", query_string={"q": typed}).get_json()
        assert found["suggestions" if "suggestions" in found else "results"], typed
