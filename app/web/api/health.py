"""For operators and tools: whether the site answers, and which generation serves."""

from flask import Blueprint, Response, jsonify

from app.catalog.search.search import SearchRequest, search
from app.web.openapi.answers import HealthAnswer
from app.web.request.build_problems import last_problems
from app.web.request.context import snapshot

operations = Blueprint("operations", __name__)


@operations.get("/healthz")
def healthz() -> Response:
    """Runs a real search over the real catalog; 503 through the error handler when there is none."""
    shown = snapshot()
    matched = search(shown, SearchRequest(q="family")).total
    programs = len(shown.cards)
    answer: HealthAnswer = {
        "status": "ok", "generation": shown.generation, "programs": programs, "matched": matched,
    }  # fmt: skip
    return jsonify(answer)


@operations.get("/generation")
def generation() -> Response:
    """The serving generation, for pages that are open under `homeward serve --watch`.

    There, a mark of the last build's problems follows.
    """
    return Response(snapshot().generation + last_problems().mark, mimetype="text/plain")
