"""For operators and tools: is it alive, which generation serves."""

from flask import Blueprint, Response, jsonify

from app.catalog.search.search import SearchRequest, search
from app.web.pages.watching import told
from app.web.request.context import snapshot

operations = Blueprint("operations", __name__)


@operations.get("/healthz")
def healthz() -> Response:
    """Runs a real search over the real catalog; 503 through the error handler when there is none."""
    found = search(snapshot(), SearchRequest(q="family"))
    return jsonify(status="ok", generation=snapshot().generation, programs=len(snapshot().cards), matched=found.total)


@operations.get("/generation")
def generation() -> Response:
    """The serving generation. Pages that are open while somebody edits (`homeward serve --watch`) ask for it; then a mark of the last build's problems follows."""
    return Response(snapshot().generation + told().mark, mimetype="text/plain")
