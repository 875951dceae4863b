"""`/api/v1/fit` answers what the page does, with counts, sources and the neighbouring pages."""

import re

from flask.testing import FlaskClient

ASKED = "age=8&setting=school&weeks=20"


def test_the_page_and_the_api_list_the_same_programs(client: FlaskClient) -> None:
    listed = client.get(f"/api/v1/fit?{ASKED}&per_page=100").get_json()["results"]
    page = client.get(f"/fit?{ASKED}&per_page=100").get_data(as_text=True)
    assert re.findall(r'<h3><a href="/programs/([^"]+)"', page) == [each["slug"] for each in listed]


def test_every_program_answers_everything_and_counts_its_answers(client: FlaskClient) -> None:
    answer = client.get(f"/api/v1/fit?{ASKED}&per_page=100").get_json()
    assert answer["asked"] == {"age": ["8"], "setting": ["school"], "weeks": ["20"]}
    for each in answer["results"]:
        assert list(each["answers"]) == ["age", "setting", "weeks"]
        assert each["fits"] + each["does_not"] + each["not_named"] + each["not_recorded"] == 3
        assert each["studied_with"]["text"]
        assert each["pages"]
        for said in each["answers"].values():
            assert said["recorded"] is None or said["recorded"].strip()
            assert said["recorded"] or said["answer"] == "not-recorded"
            assert said["source"] is None or said["source"].startswith("http")


def test_a_source_is_named_where_the_entry_has_one_page_alone(client: FlaskClient) -> None:
    listed = client.get("/api/v1/fit?age=8&per_page=100").get_json()["results"]
    of_one = [each for each in listed if len(each["pages"]) == 1 and each["answers"]["age"]["recorded"]]
    assert all(each["answers"]["age"]["source"] == each["pages"][0] for each in of_one)


def test_counts_agree_and_relaxations_are_totals(client: FlaskClient) -> None:
    answer = client.get(f"/api/v1/fit?{ASKED}").get_json()
    assert answer["listed"] == client.get("/api/v1/programs").get_json()["total"]
    assert answer["total"] < answer["listed"]
    for each in answer["relaxations"]:
        kept = "&".join(pair for pair in ASKED.split("&") if not pair.startswith(f"{each['criterion']}="))
        assert client.get(f"/api/v1/fit?{kept}").get_json()["total"] == each["total"]


def test_with_nothing_asked_all_programs_are_listed(client: FlaskClient) -> None:
    answer = client.get("/api/v1/fit").get_json()
    assert (answer["asked"], answer["relaxations"], answer["ignored"]) == ({}, [], [])
    assert answer["listed"] == client.get("/api/v1/programs").get_json()["total"]
    assert all(each["answers"] == {} for each in answer["results"])


def test_unknown_names_are_told_and_change_nothing(client: FlaskClient) -> None:
    answer = client.get(f"/api/v1/fit?{ASKED}&county=butte&sort=name").get_json()
    assert answer["ignored"] == ["county", "sort"]
    assert answer["total"] == client.get(f"/api/v1/fit?{ASKED}").get_json()["total"]


def test_neighbouring_pages_and_the_page_for_people_are_linked(client: FlaskClient) -> None:
    links = client.get(f"/api/v1/fit?{ASKED}&page=2").headers["Link"]
    assert f'/api/v1/fit?{ASKED}>; rel="prev"' in links
    assert f'/api/v1/fit?{ASKED}&page=3>; rel="next"' in links
    assert re.search(r'/fit\?[^>]*>; rel="alternate"; type="text/html"', links)
