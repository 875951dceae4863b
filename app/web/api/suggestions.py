"""What the search box suggests while somebody types."""

from flask import Blueprint, Response, jsonify, request

from app.catalog.suggest.suggestions import Suggestion, find_suggestions
from app.web.openapi.answers import SuggestionResult, SuggestionsAnswer
from app.web.request.context import absolute_url, snapshot
from app.web.request.parameters import clean_query

suggestions = Blueprint("suggestions", __name__)


@suggestions.get("/api/v1/suggest")
def suggest() -> Response:
    shown, q = snapshot(), clean_query(request.args.get("q", ""))
    results = [_result(each) for each in find_suggestions(shown, q)]
    answer: SuggestionsAnswer = {"query": q, "results": results, "generation": shown.generation}
    return jsonify(answer)


def _result(each: Suggestion) -> SuggestionResult:
    return {"kind": each.kind, "label": each.label, "detail": each.detail, "url": absolute_url(each.address)}
