"""The OpenAPI 3.1 document of the serving generation, from routes, vocabulary and the types of answers."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from flask import current_app
from werkzeug.routing import Rule

from app.catalog.snapshot.snapshot import Snapshot
from app.web.openapi.answers import ErrorAnswer, RetiredAnswer
from app.web.openapi.examples import AnswerExample, example_values, make_example
from app.web.openapi.model import HTML, JSON, Operation, Parameter, Schema
from app.web.openapi.operations import GROUPS, OPERATIONS
from app.web.openapi.schemas import component_schemas, reference_schema
from app.web.request.context import base_url

VERSION = "1.0.0"
ABOUT = (
    "Read-only, open to any site, without keys. Within v1 only additions are made: new addresses, "
    "parameters, keys and values; a program that reads this must pass over what it does not know. "
    "Published ratings are always somebody’s; derived ones are Homeward’s and kept apart."
)
TITLES = {
    200: "The answer.",
    206: "A part of it, as `Range` asked.",
    304: "Not modified since the answer with this `ETag`.",
    308: "Moved for ever: asked by a former slug, or in capitals. "
    "`Location` has the present address, in the same format.",
    400: "A parameter cannot be answered; `pointer` names it.",
    404: "There is nothing at this address.",
    410: "The entry was retired; what is left is its tombstone.",
    416: "There is no such part of it.",
    501: "A format that is not offered.",
    503: "No catalog has been built yet.",
}
TEXT_SCHEMA: Schema = {"type": "string"}


def _required(value: str | None = None) -> dict[str, Any]:
    """A header that is always there; `value` where it is always the same."""
    return {"required": True, "schema": TEXT_SCHEMA | ({"const": value} if value else {})}


ANY_SITE = {"description": "Any site may read this.", **_required("*")}
LOCATION = {"description": "The present address.", **_required()}
TAG = {"description": "Validates this answer: send it as `If-None-Match`.", **_required()}
RELATIONS = "canonical, alternate, first, prev, next, last, service-desc, service-doc, collection, describes"
LINK = {"description": f"Related addresses by `rel`: {RELATIONS}.", "schema": TEXT_SCHEMA}
SLUG: Schema = {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"}
IN_PATH: dict[str, tuple[str, Schema]] = {
    "slug": ("the permanent id, as in the address of the page.", SLUG),
    "number": ("which part of the sitemap, from 1.", {"type": "integer", "minimum": 1}),
}


def make_document(shown: Snapshot, cache_control: Callable[[str], str]) -> dict[str, Any]:
    """Describe every operation; `cache_control` gives the Cache-Control of an endpoint."""
    rules = {rule.endpoint: rule for rule in current_app.url_map.iter_rules()}
    described = [(each, rules[each.endpoint]) for each in OPERATIONS]
    site, values = shown.site, example_values(shown)
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
        "paths": {
            path_template(rule): {"get": _operation(each, rule, shown, values, cache_control(each.endpoint))}
            for each, rule in described
        },
        "components": {"schemas": component_schemas()},
        "externalDocs": {"description": "The same for people", "url": f"{base_url()}/api"},
    }


def path_template(rule: Rule) -> str:
    """`/programs/{slug}` of `/programs/<slug>`."""
    return re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule)


def _operation(
    operation: Operation, rule: Rule, shown: Snapshot, values: Mapping[str, str], kept: str
) -> dict[str, Any]:
    in_path = [
        {
            "name": name,
            "in": "path",
            "required": True,
            "description": IN_PATH[name][0],
            "schema": IN_PATH[name][1],
        }
        for name in sorted(rule.arguments)
    ]
    example = make_example(operation, path_template(rule), values)
    return {
        "operationId": operation.endpoint.replace(".", "_"),
        "tags": [operation.group],
        "summary": operation.summary,
        "description": operation.about,
        "parameters": in_path + [_parameter(each, shown) for each in operation.parameters],
        "responses": {
            str(each): _response(each, operation, example, kept) for each in _statuses(operation, rule)
        },
        **({"x-example-request": example.address} if example else {}),
    }


def _parameter(parameter: Parameter, shown: Snapshot) -> dict[str, Any]:
    form = {"style": "form", "explode": True} if parameter.array else {}
    presence = {"required": True} if parameter.required else {"allowEmptyValue": True}
    about = {"name": parameter.name, "in": "query", "description": parameter.about}
    return {**about, **presence, **form, "schema": parameter.schema(shown)}


def _statuses(operation: Operation, rule: Rule) -> list[int]:
    found = {200, 503, *operation.errors}
    found |= {304} if operation.has_validator else set()
    found |= {each.refused for each in operation.parameters}
    found |= {404} if rule.arguments else set()
    found |= {308} if "slug" in rule.arguments else set()
    found |= {410} if operation.tombstone else set()
    return sorted(found)


def _response(status: int, operation: Operation, example: AnswerExample | None, kept: str) -> dict[str, Any]:
    content = {} if status in (304, 308) else {"content": _contents(status, operation, example)}
    return {"description": TITLES[status], **content, "headers": _headers(status, operation, kept)}


def _headers(status: int, operation: Operation, kept: str) -> dict[str, Any]:
    headers: dict[str, Any] = {"Access-Control-Allow-Origin": ANY_SITE}
    if status in (200, 206):
        headers["Cache-Control"] = _required(kept)
        headers["Link"] = LINK
    if status == 308:
        headers["Location"] = LOCATION
    if operation.has_validator and status in (200, 206, 304):
        headers["ETag"] = TAG
    return headers


def _contents(status: int, operation: Operation, example: AnswerExample | None) -> dict[str, Any]:
    """What may be sent with a status, by media type."""
    if status in (200, 206):
        return {
            media_type: _content(media_type, answer, example)
            for media_type, answer in operation.answer.items()
        }
    if status == 410:
        media_type = operation.tombstone or operation.error_type
        return {
            media_type: {"schema": reference_schema(RetiredAnswer) if media_type == JSON else TEXT_SCHEMA}
        }
    is_page = operation.error_type == HTML
    return {operation.error_type: {"schema": TEXT_SCHEMA if is_page else reference_schema(ErrorAnswer)}}


def _content(media_type: str, answer: Any, example: AnswerExample | None) -> dict[str, Any]:
    shown = {"example": example.answer} if example and example.media_type == media_type else {}
    return {"schema": TEXT_SCHEMA if answer is None else reference_schema(answer), **shown}
