"""The description of the API says what is true: every address, every parameter, every key of every answer."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

from app.web.openapi.document import path_template
from app.web.openapi.operations import OPERATION, OPERATIONS

Node = dict[str, Any]


@pytest.fixture(scope="module")
def described(app: Flask) -> Node:
    document: Node = app.test_client().get("/api/openapi.json").get_json()
    return document


def test_it_is_a_valid_openapi_document(described: Node) -> None:
    assert described["openapi"] == "3.1.0"
    validate(described)


def test_every_address_is_described_or_is_a_page(app: Flask, client: FlaskClient, described: Node) -> None:
    others = ("static", "api.nothing", "operations.livez", "operations.metrics")  # for those who run it
    rules = [rule for rule in app.url_map.iter_rules() if rule.endpoint not in others]
    assert {path_template(rule) for rule in rules if rule.endpoint in OPERATION} == set(described["paths"])
    slugs = {
        "/topics/<slug>": "post-permanency-services",
        "/guides/<slug>": "moving-beyond-legal-permanency",
        "/populations/<id>": "kinship-caregivers",
    }
    for rule in rules:
        if rule.endpoint not in OPERATION:
            slug = slugs.get(rule.rule, "homebuilders")
            answer = client.get(rule.rule.replace("<slug>", slug).replace("<id>", slug))
            assert answer.mimetype == "text/html", (
                f"{rule.rule} is for machines: describe it in app/web/openapi/operations.py"
            )


def test_ids_are_unique_and_every_operation_says_what_it_is_for(described: Node) -> None:
    operations = [path["get"] for path in described["paths"].values()]
    assert len({each["operationId"] for each in operations}) == len(OPERATIONS)
    assert all(each["summary"] and each["description"] and each["tags"] for each in operations)
    assert all(parameter["description"] for each in operations for parameter in each["parameters"])


def test_choices_are_those_of_the_serving_generation(described: Node, client: FlaskClient) -> None:
    parameters = {each["name"]: each for each in described["paths"]["/api/v1/programs"]["get"]["parameters"]}
    assert parameters["rating"]["schema"]["items"]["enum"] == ["1", "2", "3", "4", "5", "nr", "none"]
    assert parameters["rating"]["explode"] is True
    topics = {each["slug"] for each in client.get("/api/v1/topics").get_json()["results"]}
    assert topics <= set(parameters["topic"]["schema"]["items"]["enum"])
    assert parameters["per_page"]["schema"] == {
        "type": "integer",
        "minimum": 1,
        "maximum": 100,
        "default": 20,
    }


ANSWERS = {
    "/api/v1": ("",),
    "/api/v1/programs": (
        "",
        "?q=kinship&passages=yes",
        "?q=famly",
        "?q=zzzz",
        "?per_page=100",
        "?topic=post-permanency-services&rating=none",
    ),
    "/api/v1/fit": ("", "?age=8&age=9&weeks=20&credential=nurse&topic=post-permanency-services&per_page=100"),
    "/api/v1/programs/{slug}": ("?as_of=2024-05-01", ""),
    "/programs.json": ("",),
    "/api/v1/suggest": ("?q=home", ""),
    "/api/v1/topics": ("",),
    "/api/v1/topics/{slug}": ("",),
    "/api/v1/vocabulary": ("",),
    "/programs/{slug}.csl.json": ("",),
    "/programs/{slug}.badge.json": ("", "?topic=post-permanency-services"),
    "/oembed": (
        "?url=http://localhost/programs/homebuilders",
        "?url=http://localhost/programs/keep&maxwidth=400",
    ),
    "/feed.json": ("",),
    "/programs.feed.json": ("?topic=post-permanency-services",),
    "/healthz": ("",),
    "/datapackage.json": ("",),
    "/dataset.jsonld": ("",),
    "/programs/{slug}.jsonld": ("",),
}


@pytest.mark.parametrize("path", ANSWERS)
def test_an_answer_has_the_keys_that_are_described_and_no_others(
    path: str, described: Node, client: FlaskClient
) -> None:
    schema = described["paths"][path]["get"]["responses"]["200"]["content"]
    slugs = (
        ("post-permanency-services",)
        if "topics" in path
        else ("homebuilders", "attachment-holding-therapy", "adopts-therapy")
    )
    for query in ANSWERS[path]:
        for slug in slugs if "{slug}" in path else ("",):
            answer = client.get(path.replace("{slug}", slug) + query)
            assert answer.status_code == 200
            check(answer.get_json(), schema[answer.mimetype]["schema"], closed(described["components"]))


@pytest.mark.parametrize(
    "path, status",
    [
        ("/api/v1/programs?rating=9", 400),
        ("/programs.csv?topic=x", 400),
        ("/api/v1/programs/nothing", 404),
        ("/programs/nothing.bib", 404),
    ],
)
def test_an_error_has_the_keys_that_are_described(
    path: str, status: int, described: Node, client: FlaskClient
) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    check(answer.get_json(), {"$ref": "#/components/schemas/ErrorAnswer"}, closed(described["components"]))


def test_every_example_holds_to_its_schema(described: Node) -> None:
    shown = [
        (content["example"], content["schema"])
        for path in described["paths"].values()
        for content in path["get"]["responses"]["200"]["content"].values()
        if "example" in content
    ]
    assert len(shown) > 18
    for example, schema in shown:
        check(example, schema, closed(described["components"]))


def test_an_example_can_be_asked_again(described: Node, client: FlaskClient) -> None:
    requests = [path["get"].get("x-example-request") for path in described["paths"].values()]
    assert {client.get(request).status_code for request in requests if request} == {200}


def test_the_page_shows_every_operation_and_every_parameter(described: Node, client: FlaskClient) -> None:
    page = client.get("/api").get_data(as_text=True)
    for path, methods in described["paths"].items():
        assert f"GET {path}" in page
        assert f'id="{methods["get"]["operationId"]}"' in page
        assert all(f"<code>{each['name']}</code>" in page for each in methods["get"]["parameters"])


def closed(components: Node) -> Node:
    """The same schemas without room for keys that they do not name."""
    return {name: _closed(node) for name, node in components.items()}


def _closed(node: Any) -> Any:
    if isinstance(node, list):
        return [_closed(each) for each in node]
    if not isinstance(node, dict):
        return node
    shut = {name: _closed(each) for name, each in node.items()}
    is_object = isinstance(node.get("properties"), dict) and node.get("type") == "object"
    is_open = is_object and node.get("title") != "OpenApiAnswer"
    return {"additionalProperties": False, **shut} if is_open else shut


def check(value: Any, schema: Node, components: Node) -> None:
    problems = list(Draft202012Validator({**schema, "components": components}).iter_errors(value))
    assert [f"{problem.json_path}: {problem.message[:300]}" for problem in problems] == []
