"""How to read the registry with a program: the OpenAPI document, and the same as a page."""

import json
from functools import lru_cache
from typing import Any

import orjson
from flask import Blueprint, Response, render_template

from app.web.downloads.program_table import COLUMNS
from app.web.openapi.document import IN_PATH, TITLES, openapi_document
from app.web.openapi.operations import GROUPS
from app.web.openapi.parameters import SELECTION
from app.web.request.context import base_url, snapshot, today

api_docs = Blueprint("api_docs", __name__)

SEARCH = frozenset(each.name for each in SELECTION)


@api_docs.get("/api/openapi.json")
def document() -> Response:
    return Response(_written(snapshot().generation, base_url(), str(today())), mimetype="application/json")


@api_docs.get("/api")
def page() -> str:
    """Written from the same document, so that what people and programs are told cannot differ."""
    described = orjson.loads(_written(snapshot().generation, base_url(), str(today())))
    operations = [(path, methods["get"]) for path, methods in described["paths"].items()]
    groups = {name: [each for each in operations if name in each[1]["tags"]] for name in GROUPS}
    search = [each for each in described["paths"]["/api/v1/programs"]["get"]["parameters"] if each["name"] in SEARCH]
    return render_template(
        "api/docs.html",
        described=described,
        groups=groups,
        about=GROUPS,
        search=search,
        own=_own_parameters,
        in_path=IN_PATH,
        pretty=_pretty,
        statuses=TITLES,
        columns=COLUMNS,
    )


def _pretty(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


@lru_cache(maxsize=2)
def _written(generation: str, base: str, day: str) -> bytes:
    """The document of this request's generation; the arguments are what it depends on."""
    return orjson.dumps(openapi_document(snapshot()))


def _own_parameters(operation: dict[str, Any]) -> tuple[list[dict[str, Any]], bool]:
    """The query parameters of an operation without those of a search, and whether it takes these as well. Those in paths are told once for all."""
    listed = [each for each in operation["parameters"] if each["in"] == "query"]
    searches = SEARCH.issubset(each["name"] for each in listed)
    return [each for each in listed if not (searches and each["name"] in SEARCH)], searches
