"""The documentation of the API: the OpenAPI document, and a page made from it."""

import json
from functools import lru_cache
from typing import Any

import orjson
from flask import Blueprint, Response, render_template

from app.web.discovery.data_package import COLUMNS
from app.web.openapi.api_changes import API_CHANGES, HOW_OFTEN
from app.web.openapi.document import IN_PATH, TITLES, make_document
from app.web.openapi.operations import GROUPS
from app.web.openapi.parameters import SELECTION
from app.web.request.context import base_url, snapshot, today
from app.web.request.registry_files import REGISTRY_FILES
from app.web.response.headers import cache_control

api_docs = Blueprint("api_docs", __name__)

SEARCH = frozenset(each.name for each in SELECTION)


@api_docs.get("/api/openapi.json")
def document() -> Response:
    written = _document_json(snapshot().generation, base_url(), str(today()))
    return Response(written, mimetype="application/json")


@api_docs.get("/api")
def page() -> str:
    """Written from the same document, so that what people and programs are told cannot differ."""
    described = orjson.loads(document().data)
    operations = [(path, methods["get"]) for path, methods in described["paths"].items()]
    parameters = described["paths"]["/api/v1/programs"]["get"]["parameters"]
    return render_template(
        "api/docs.html",
        described=described,
        groups={name: [each for each in operations if name in each[1]["tags"]] for name in GROUPS},
        about=GROUPS,
        search=[each for each in parameters if each["name"] in SEARCH],
        own=_own_parameters,
        in_path=IN_PATH,
        pretty=_indented_json,
        statuses=TITLES,
        how_often=HOW_OFTEN,
        changes=API_CHANGES,
        tables=[(each, COLUMNS[each.id]) for each in REGISTRY_FILES if each.id in COLUMNS],
    )


def _indented_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


@lru_cache(maxsize=2)
def _document_json(generation: str, base: str, day: str) -> bytes:
    """The document of this request's generation; the arguments are what it depends on."""
    return orjson.dumps(make_document(snapshot(), cache_control))


def _own_parameters(operation: dict[str, Any]) -> tuple[list[dict[str, Any]], bool]:
    """The query parameters of an operation without those of a search, and whether it takes these as well."""
    listed = [each for each in operation["parameters"] if each["in"] == "query"]
    searches = SEARCH.issubset(each["name"] for each in listed)
    return [each for each in listed if not (searches and each["name"] in SEARCH)], searches
