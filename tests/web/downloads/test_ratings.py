"""Every published rating as a row of its own, for spreadsheets and programs."""

import csv
import io

from flask.testing import FlaskClient

from app.catalog.snapshot.snapshot import Snapshot


def rows(client: FlaskClient) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(client.get("/ratings.csv").get_data(as_text=True))))


def test_each_rating_of_each_program_is_a_row_with_ids(client: FlaskClient) -> None:
    every = rows(client)
    for result in client.get("/api/v1/programs?per_page=100").get_json()["results"]:
        own = [row for row in every if row["program"] == result["slug"]]
        here = [(row["topic"], row["rating_id"]) for row in own if row["topic"] and row["in_force"] == "yes"]
        assert here == [(each["topic"], each["level"]) for each in result["ratings"] if each["level"]]
        elsewhere = [(row["registry"], row["rating_id"], row["tier"]) for row in own if not row["topic"]]
        assert elsewhere == [
            (each["registry"], each["rating_id"] or "", each["tier"] or "")
            for each in result["other_ratings"]
        ]


def test_what_was_replaced_is_there_and_says_so(client: FlaskClient) -> None:
    own = [row for row in rows(client) if row["program"] == "sobriety-treatment-and-recovery-teams"]
    ratings = {(row["registry"], row["rating"], row["in_force"]) for row in own}
    assert {("title-iv-e", "Supported", "yes"), ("title-iv-e", "Promising", "no")} <= ratings


def test_a_mere_listing_has_words_and_neither_id_nor_tier(client: FlaskClient) -> None:
    listed = [row for row in rows(client) if row["as_printed"] == "Listed" and not row["rating"]]
    assert "nurturing-parenting-programs" in {row["program"] for row in listed}
    assert {(row["rating_id"], row["tier"]) for row in listed} == {("", "")}


def test_the_api_gives_the_same_rows(client: FlaskClient, snapshot: Snapshot) -> None:
    answer = client.get("/api/v1/ratings").get_json()
    assert answer["total"] == len(answer["results"]) == len(snapshot.published)
    assert answer["generation"] == snapshot.generation
    for result, row in zip(answer["results"], rows(client), strict=True):
        assert list(result) == list(row)
        assert {key: value for key, value in row.items() if key != "in_force"} == {
            key: value or "" for key, value in result.items() if key != "in_force"
        }
        assert (row["in_force"] == "yes") == result["in_force"]
