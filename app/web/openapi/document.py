"""The OpenAPI 3.1 document of the serving generation: routes from the application, choices from the vocabulary, schemas from the models."""

import re
from typing import Any

from flask import current_app
from werkzeug.routing import Rule

from app.catalog.snapshot.snapshot import Snapshot
from app.web.openapi.described import HTML, JSON, Operation, Parameter, Schema
from app.web.openapi.examples import AnswerExample, example_of
from app.web.openapi.operations import GROUPS, OPERATIONS
from app.web.openapi.schemas import component_schemas, reference
from app.web.request.context import base_url
from app.web.response.headers import caching

VERSION = "1.0.0"
ABOUT = (
    "Read-only, open to any site, without keys. Within v1 only additions are made: new addresses, parameters, keys and values; "
    "a program that reads this must pass over what it does not know. Published ratings are always somebody’s; derived ones are Homeward’s and kept apart."
)
TITLES = {
    200: "The answer.",
    206: "A part of it, as `Range` asked.",
    304: "Not modified since the answer with this `ETag`.",
    308: "Moved for ever: asked by a former slug, or in capitals. `Location` has the present address, in the same format.",
    400: "A parameter cannot be answered; `pointer` names it.",
    404: "There is nothing at this address.",
    410: "The entry was retired; what is left is its tombstone.",
    416: "There is no such part of it.",
    501: "A format that is not offered.",
    503: "No catalog has been built yet.",
}
TAG = {"description": "Validates this answer: send it as `If-None-Match`.", "required": True, "schema": {"type": "string"}}
LINK = {
    "description": "Related addresses by `rel`: canonical, alternate, first, prev, next, last, service-desc, service-doc.",
    "schema": {"type": "string"},
}
ANY_SITE = {"description": "Any site may read this.", "required": True, "schema": {"type": "string", "const": "*"}}
LOCATION = {"description": "The present address.", "required": True, "schema": {"type": "string"}}
IN_PATH: dict[str, tuple[str, Schema]] = {
    "slug": ("the permanent id, as in the address of the page.", {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"}),
    "number": ("which part of the sitemap, from 1.", {"type": "integer", "minimum": 1}),
}


def openapi_document(shown: Snapshot) -> dict[str, Any]:
    rules = {rule.endpoint: rule for rule in current_app.url_map.iter_rules()}
    site = shown.site
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"{site.title} API",
            "version": VERSION,
            "summary": site.tagline,
            "description": ABOUT,
            "license": {"name": site.licence.name, "url": str(site.licence.url)},
            "x-generation": shown.generation,
        },
        "servers": [{"url": base_url()}],
        "tags": [{"name": name, "description": about} for name, about in GROUPS.items()],
        "paths": {path_of(rules[each.endpoint]): {"get": _operation(each, rules[each.endpoint], shown)} for each in OPERATIONS},
        "components": {"schemas": component_schemas()},
        "externalDocs": {"description": "The same for people", "url": f"{base_url()}/api"},
    }


def path_of(rule: Rule) -> str:
    """`/programs/{slug}` of `/programs/<slug>`."""
    return re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule)


def _operation(operation: Operation, rule: Rule, shown: Snapshot) -> dict[str, Any]:
    in_path = [
        {"name": name, "in": "path", "required": True, "description": IN_PATH[name][0], "schema": IN_PATH[name][1]} for name in sorted(rule.arguments)
    ]
    example = example_of(operation, path_of(rule), shown)
    return {
        "operationId": operation.endpoint.replace(".", "_"),
        "tags": [operation.group],
        "summary": operation.summary,
        "description": operation.about,
        "parameters": in_path + [_parameter(each, shown) for each in operation.parameters],
        "responses": {str(status): _response(status, operation, example) for status in statuses(operation, rule)},
        **({"x-example-request": example.address} if example else {}),
    }


def _parameter(parameter: Parameter, shown: Snapshot) -> dict[str, Any]:
    form = {"style": "form", "explode": True} if parameter.array else {}
    empty = {} if parameter.required else {"allowEmptyValue": True}
    required = {"required": True} if parameter.required else {}
    return {"name": parameter.name, "in": "query", "description": parameter.about, **required, **empty, **form, "schema": parameter.schema(shown)}


def statuses(operation: Operation, rule: Rule) -> list[int]:
    found = {200, 503, *operation.errors}
    found |= {304} if operation.is_validated else set()
    found |= {each.refused for each in operation.parameters}
    found |= {404} if rule.arguments else set()
    found |= {308} if "slug" in rule.arguments else set()
    found |= {410} if operation.tombstone else set()
    return sorted(found)


def _response(status: int, operation: Operation, example: AnswerExample | None) -> dict[str, Any]:
    content = {} if status in (304, 308) else {"content": _contents(status, operation, example)}
    return {"description": TITLES[status], **content, "headers": _headers(status, operation)}


def _headers(status: int, operation: Operation) -> dict[str, Any]:
    headers: dict[str, Any] = {"Access-Control-Allow-Origin": ANY_SITE}
    if status in (200, 206):
        headers |= {"Cache-Control": {"required": True, "schema": {"type": "string", "const": caching(operation.endpoint)}}, "Link": LINK}
    if status == 308:
        headers["Location"] = LOCATION
    if operation.is_validated and status in (200, 206, 304):
        headers["ETag"] = TAG
    return headers


def _contents(status: int, operation: Operation, example: AnswerExample | None) -> dict[str, Any]:
    """What may be sent with a status, by media type."""
    if status in (200, 206):
        return {media_type: _content(media_type, shape, example) for media_type, shape in operation.answer.items()}
    if status == 410:
        told = operation.tombstone or operation.error_type
        return {told: {"schema": reference("RetiredEntry") if told == JSON else {"type": "string"}}}
    return {operation.error_type: {"schema": {"type": "string"} if operation.error_type == HTML else reference("Error")}}


def _content(media_type: str, shape: str | None, example: AnswerExample | None) -> dict[str, Any]:
    shown = {"example": example.answer} if example and example.media_type == media_type else {}
    if shape is None:
        return {"schema": {"type": "string"}, **shown}
    name = shape.removesuffix("[]")
    return {"schema": reference(name) if name == shape else {"type": "array", "items": reference(name)}, **shown}
