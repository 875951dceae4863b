"""API v1, as the contract words it."""

import pytest
from flask.testing import FlaskClient


def test_a_result_has_the_promised_shape(client: FlaskClient) -> None:
    answer = client.get("/api/v1/programs?q=foster+families").get_json()
    assert set(answer) == {
        "total",
        "page",
        "per_page",
        "results",
        "facets",
        "did_you_mean",
        "query",
        "also",
        "ignored",
        "generation",
    }
    result = answer["results"][0]
    assert set(result) == {
        "slug",
        "name",
        "summary",
        "url",
        "ratings",
        "harm",
        "derived",
        "other_ratings",
        "tiers",
        "ages",
        "populations",
        "permanency",
        "reviewed",
        "highlight",
        "also_known_as",
    }
    assert result["url"] == f"http://localhost/programs/{result['slug']}"
    assert all(set(derived) == {"topic", "level"} for derived in result["derived"])
    assert any("<mark>" in each["highlight"] for each in answer["results"])


def test_a_result_holds_what_other_registries_say(client: FlaskClient) -> None:
    asked = "population=adoptive-families&age=9&tier=strong&tier=moderate&tier=promising"
    results = client.get(f"/api/v1/programs?{asked}").get_json()["results"]
    (found,) = (result for result in results if result["slug"] == "generationpmto")
    assert next(each for each in found["other_ratings"] if each["registry"] == "title-iv-e") == {
        "registry": "title-iv-e", "rating": "Well-Supported", "rating_id": "well-supported", "tier": "strong",
        "scope": "GenerationPMTO - Group", "as_of": "2022-03", "in_force": True, "as_printed": None,
    }  # fmt: skip
    assert found["tiers"] == ["strong"]
    assert found["ages"] == {"min": 3, "max": 18}
    assert "adoptive-families" in found["populations"]


def test_names_of_parameters_that_no_search_knows_are_told(client: FlaskClient) -> None:
    asked = "/api/v1/programs?topik=a&q=family&rated=cebc&topik=b&per_page=1&passages=no"
    assert client.get(asked).get_json()["ignored"] == ["topik"]


def test_a_rating_in_a_result_names_topic_level_label_and_publisher(client: FlaskClient) -> None:
    results = client.get("/api/v1/programs?topic=post-permanency-services").get_json()["results"]
    ratings = {result["slug"]: {each["topic"]: each for each in result["ratings"]} for result in results}
    assert ratings["homebuilders"]["post-permanency-services"] == {
        "topic": "post-permanency-services", "level": "2",
        "label": "Supported by Research Evidence", "by": "CEBC", "as_of": None,
    }  # fmt: skip
    assert ratings["adopts-therapy"]["post-permanency-services"]["level"] is None


def test_a_program_is_its_front_matter_and_where_it_stands(client: FlaskClient) -> None:
    program = client.get("/api/v1/programs/homebuilders").get_json()
    assert program["name"] == "Homebuilders®"
    assert program["topics"][0]["ratings"][0]["copy"] == "stored"
    assert program["studies"][0]["id"] == "walton-1993"
    assert program["studies"][0]["citation"]["volume"] == "72"
    assert set(program["html"]) >= {"About"}
    assert program["derived"][0]["level"] == "2"
    assert program == client.get("/programs/homebuilders.json").get_json()


def test_topics_count_their_programs_by_level(client: FlaskClient) -> None:
    answer = client.get("/api/v1/topics").get_json()
    assert answer["total"] == len(answer["results"])
    topic = next(each for each in answer["results"] if each["slug"] == "post-permanency-services")
    assert set(topic) == {"slug", "name", "url", "counts"}
    assert topic["counts"]["2"] == 1
    assert topic["counts"]["nr"] == 0
    assert topic["counts"]["none"] >= 1


def test_a_topic_is_its_keys_and_its_programs(client: FlaskClient) -> None:
    topic = client.get("/api/v1/topics/post-permanency-services").get_json()
    assert topic["unnamed"] == {"nr": 4}
    assert "re-entry" in topic["rated_outcomes"]
    assert topic["rated_outcomes_basis"] == "source-in-part"
    assert topic["programs"][0] == {
        "slug": "homebuilders",
        "name": "Homebuilders®",
        "url": "http://localhost/programs/homebuilders",
        "level": "2",
    }


def test_the_vocabulary_has_every_word_with_its_meaning(client: FlaskClient) -> None:
    words = client.get("/api/v1/vocabulary").get_json()
    assert words["populations"]["kinship-caregivers"]["label"] == "Kinship caregivers"
    assert words["outcomes"]["re-entry"]["domain"] == "permanency"
    assert words["ratings"]["nr"]["label"] == "Not able to be Rated"


@pytest.mark.parametrize("path, status", [
    ("/api/v1/programs", 200), ("/api/v1/programs?rating=9", 400), ("/api/v1/programs/nothing", 404),
    ("/api/v1/nothing", 404), ("/api/v1", 200),
])  # fmt: skip
def test_any_site_may_read_any_answer(path: str, status: int, client: FlaskClient) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.is_json


@pytest.mark.parametrize(
    "path", ["/api/v1/programs/nothing", "/api/v1/topics/nothing", "/programs/nothing.json", "/api/v2"]
)
def test_errors_have_one_shape(path: str, client: FlaskClient) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert set(answer.get_json()["error"]) == {"status", "title", "detail", "pointer"}


def test_health_runs_a_real_query(client: FlaskClient) -> None:
    answer = client.get("/healthz").get_json()
    assert answer["status"] == "ok"
    assert answer["programs"] >= 14
    assert answer["matched"] > 0


def test_a_recorded_risk_of_harm_is_told_wherever_the_program_is_listed(client: FlaskClient) -> None:
    found = client.get("/api/v1/programs?q=attachment+holding+therapy").get_json()["results"]
    harmful = [each["slug"] for each in found if each["harm"]]
    assert harmful == ["attachment-holding-therapy"]
    for path in (
        "/programs?q=attachment+holding+therapy",
        "/programs/attachment-holding-therapy",
        "/populations/adoptive-families",
        "/topics/attachment-interventions",
    ):
        assert "Warning: a risk of harm is recorded." in client.get(path).get_data(as_text=True)


def test_why_a_program_was_found_is_told_when_asked(client: FlaskClient) -> None:
    found = client.get("/api/v1/programs?q=motivational+interviewing&passages=yes").get_json()["results"]
    homebuilders = next(each for each in found if each["slug"] == "homebuilders")
    assert homebuilders["passage"]["from"] == "Essential components"
    assert "<mark>" in homebuilders["passage"]["html"]
    assert client.get("/api/v1/programs?passages=perhaps").status_code == 400
