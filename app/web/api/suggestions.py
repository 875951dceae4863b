"""What the search box suggests while somebody types."""

from typing import Any

from flask import Blueprint, Response, jsonify, request

from app.catalog.suggest.suggestions import Suggestion, get_suggestions
from app.web.request.context import absolute, snapshot
from app.web.request.parameters import query_text

suggestions = Blueprint("suggestions", __name__)


@suggestions.get("/api/v1/suggest")
def suggest() -> Response:
    shown, q = snapshot(), query_text(request.args.get("q", ""))
    return jsonify(query=q, results=[_result(each) for each in get_suggestions(shown).for_text(q)], generation=shown.generation)


def _result(suggestion: Suggestion) -> dict[str, Any]:
    return {"kind": suggestion.kind, "label": suggestion.label, "detail": suggestion.detail, "url": absolute(suggestion.address)}
