"""The index of the API: where everything is, on which terms, and how often one may ask."""

from collections.abc import Iterator

from flask import current_app
from werkzeug.routing import Rule

from app.web.openapi.answers import IndexAnswer, IndexEndpoint, IndexLicence
from app.web.openapi.api_changes import API_CHANGES, HOW_OFTEN
from app.web.openapi.document import VERSION, path_template
from app.web.openapi.model import Operation
from app.web.openapi.operations import CHANGES, FILES, OPERATIONS, PROGRAM, WORDS
from app.web.request.context import absolute_url, snapshot

LISTED = (PROGRAM, WORDS, FILES, CHANGES)
"""The groups of operations whose addresses are in the index."""


def describe_api() -> IndexAnswer:
    shown = snapshot()
    site = shown.site
    licence: IndexLicence = {
        "name": site.licence.name, "spdx": site.licence.spdx, "url": site.licence.url,
    }  # fmt: skip
    return {
        "name": f"{site.title} API",
        "version": VERSION,
        "generation": shown.generation,
        "documentation": absolute_url("/api"),
        "openapi": absolute_url("/api/openapi.json"),
        "changes": absolute_url("/api#changelog"),
        "changed": API_CHANGES[0].day,
        "terms_of_use": absolute_url("/api#terms"),
        "licence": licence,
        "how_often": HOW_OFTEN,
        "endpoints": list(_endpoints()),
    }


def _endpoints() -> Iterator[IndexEndpoint]:
    """In the order of the documentation; addresses of one entry are templates."""
    rules = {rule.endpoint: rule for rule in current_app.url_map.iter_rules()}
    for operation in OPERATIONS:
        if operation.group in LISTED:
            yield _endpoint(operation, rules[operation.endpoint])


def _endpoint(operation: Operation, rule: Rule) -> IndexEndpoint:
    return {
        "id": operation.endpoint.replace(".", "_"),
        "title": operation.summary,
        "url": absolute_url(path_template(rule)),
        "is_template": bool(rule.arguments),
        "media_types": list(operation.answer),
    }
