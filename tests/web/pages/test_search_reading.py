"""The search page says how a search was read: what no program has, what is near, which filter words mean."""

import re
from html import unescape

import pytest
from flask.testing import FlaskClient


def notes(client: FlaskClient, q: str, **others: str) -> str:
    """The page without its tags, and its links in brackets."""
    html = client.get("/programs", query_string={"q": q, **others}).get_data(as_text=True)
    found = " ".join(re.findall(r'<p class="note">(.*?)</p>', html, re.DOTALL))
    return re.sub(r'<a href="([^"]*)">(.*?)</a>', r"[\2](\1)", found)


def offers(client: FlaskClient, q: str, **others: str) -> list[tuple[str, str]]:
    """(words, address) of the filters that the page offers."""
    html = client.get("/programs", query_string={"q": q, **others}).get_data(as_text=True)
    found = re.search(r'<ul class="chips offers".*?</ul>', html, re.DOTALL)
    links = re.findall(r'<a href="([^"]*)">(.*?)</a>', found.group(), re.DOTALL) if found else []
    said = [(" ".join(re.sub(r"<[^>]*>", "", words).split()), unescape(href)) for href, words in links]
    return [each for each in said if not each[1].startswith("/fit")]


def test_s7_the_page_says_what_no_program_has_and_offers_near_words(client: FlaskClient) -> None:
    told = notes(client, "trifle families")
    assert "No program mentions “trifle”: left out." in told
    assert "Did you mean [triple](/programs?q=triple+families)" in told
    assert "Showing results for" not in told


def test_s8_the_page_offers_the_filters_with_their_counts_in_one_link(client: FlaskClient) -> None:
    told = offers(client, "9 year old adopted, aggressive")
    words, address = told[0]
    assert re.fullmatch(r"Only programs for age 9 \d+ programs", words)
    assert address == "/programs?q=9+year+old+adopted%2C+aggressive&age=9"
    total = client.get(address.replace("/programs", "/api/v1/programs", 1)).get_json()["total"]
    assert f" {total} programs" in words
    assert [words.rsplit(" ", 2)[0] for words, _ in told[1:]] == [
        "Only programs that serve adoption",
        "Only programs for children with behavior problems",
    ]


@pytest.mark.parametrize("q, words", [
    ("teen who runs away", "for ages 13 to 17"), ("Spanish-speaking foster parents", "in Spanish"),
    ("1 well supported kinship", "rated 1 – Well-Supported"), ("promising kinship", "with promising evidence"),
    ("Title IV-E well-supported kinship", "rated by Title IV-E: Well-Supported"),
])  # fmt: skip
def test_an_offer_says_what_the_filter_is(q: str, words: str, client: FlaskClient) -> None:
    assert any(told.startswith(f"Only programs {words} ") for told, _ in offers(client, q))


def test_s8_a_filter_that_is_on_is_not_offered(client: FlaskClient) -> None:
    assert any("rated 1" in words for words, _ in offers(client, "1 well supported kinship"))
    assert not any("rated 1" in words for words, _ in offers(client, "1 well supported kinship", rating="1"))


def test_s8_the_link_keeps_the_other_filters(client: FlaskClient) -> None:
    (address,) = (href for words, href in offers(client, "rated 3 families", permanency="adoption") if "rated" in words)
    assert address == "/programs?q=rated+3+families&rating=3&permanency=adoption"


def test_the_name_of_a_program_is_offered_no_filter(client: FlaskClient) -> None:
    assert offers(client, "kinship navigator") == offers(client, "homebuilders") == []


def test_s7_and_s8_the_api_tells_the_same(client: FlaskClient) -> None:
    query = client.get("/api/v1/programs?q=rated+1+trifle+kinship").get_json()["query"]
    assert query["left_out"] == ["trifle"]
    assert query["near"][0]["typed"] == "trifle"
    assert "triple" in query["near"][0]["words"]
    assert query["recognised"][-1] == {
        "words": "rated 1", "parameter": "rating", "value": "1", "values": ["1"], "total": 2,
    }  # fmt: skip
    assert query["mended"] == []


def test_a_question_is_led_to_its_answer_above_the_programs_on_the_first_page(client: FlaskClient) -> None:
    told = notes(client, "what does NR mean")
    level, guide = told.index("Rating: [NR – Not able to be Rated](/ratings#level-nr)"), told.index("Guide: [What ")
    assert level < guide < told.index("](/guides/not-able-to-be-rated)")
    assert "Word: [kinship care](/glossary#kinship-care)" in notes(client, "kinship")
    assert "Word:" not in notes(client, "kinship", page="2")
    assert "Word:" not in notes(client, "grandmother with two grandchildren, money and support")


def test_what_it_leads_to_is_there(client: FlaskClient) -> None:
    for q in ("what does NR mean", "Title IV-E well-supported", "strong evidence", "RCT", "post-permanency services"):
        also = client.get("/api/v1/programs", query_string={"q": q}).get_json()["also"]
        assert also
        for each in also:
            address, _, place = each["url"].removeprefix("http://localhost").partition("#")
            page = client.get(address)
            assert page.status_code == 200
            assert not place or f'id="{place}"' in page.get_data(as_text=True)


def test_the_filter_that_a_question_names_is_counted_among_all_programs(client: FlaskClient) -> None:
    rated = client.get("/api/v1/programs?rating=nr").get_json()["total"]
    assert offers(client, "what does NR mean")[0] == (
        f"Only programs rated NR – Not able to be Rated {rated} programs", "/programs?rating=nr",
    )  # fmt: skip


def test_nothing_that_words_may_mean_is_applied_unasked(client: FlaskClient) -> None:
    for q in ("9 year old adopted, aggressive", "Spanish-speaking foster parents", "rated 3 families"):
        html = client.get("/programs", query_string={"q": q}).get_data(as_text=True)
        assert offers(client, q)
        assert ">0 on<" in html
        assert " checked" not in html.split('id="results"')[0]
        answer = client.get("/api/v1/programs", query_string={"q": q}).get_json()
        assert all(each["total"] <= answer["total"] for each in answer["query"]["recognised"])


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


def test_an_outcome_is_offered_where_studies_found_it_better(client: FlaskClient) -> None:
    ((words, address),) = offers(client, "re-entry to care")
    total = client.get("/api/v1/programs?better=re-entry").get_json()["total"]
    assert words == f"Only programs with better results on re-entry to care {total} programs"
    assert address.endswith("&better=re-entry")
    assert not any("better results" in words for words, _ in offers(client, "adopted"))  # a kind of permanency
