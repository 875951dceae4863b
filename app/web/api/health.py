"""For operators and tools: whether the site answers, which generation serves, and figures of its work."""

from flask import Blueprint, Response, jsonify, request

from app.catalog.search.search import SearchRequest, search
from app.catalog.store.generation import NoCatalog
from app.catalog.store.last_build import read_last_build
from app.web.observing.figures import write_exposition
from app.web.openapi.answers import HealthAnswer
from app.web.request.build_problems import last_problems
from app.web.request.context import site_context, snapshot
from app.web.request.forwarded import may_see_figures

operations = Blueprint("operations", __name__)

REFUSED = (
    "Figures are for this computer and for the networks of HOMEWARD_TRUSTED_PROXIES.\n"
    "A proxy that hands requests on has to be named there, and should not hand on this one.\n"
)
EXPOSITION = "text/plain; version=0.0.4; charset=utf-8"
Gauge = tuple[str, dict[str, str], float]


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


@operations.get("/livez")
def livez() -> Response:
    """Answers as long as the process does, with a catalog or without one: else it is to be started anew."""
    return Response("ok\n", mimetype="text/plain")


@operations.get("/readyz")
def readyz() -> Response:
    """Answers once a generation is loaded; until then 503 by the error handler: send readers elsewhere."""
    return Response(f"ok {snapshot().generation}\n", mimetype="text/plain")


@operations.get("/metrics")
def metrics() -> Response:
    """What all workers of this server counted, for Prometheus."""
    site = site_context()
    if not may_see_figures(request.environ, site.settings.trusted_proxies):
        return Response(REFUSED, 403, mimetype="text/plain")
    return Response(write_exposition(site.figures, _gauges()), content_type=EXPOSITION)


def _gauges() -> dict[str, Gauge]:
    """What is so now, rather than counted."""
    gauges: dict[str, Gauge] = {}
    try:
        shown = snapshot()
        serving = {"generation": shown.generation}
        gauges["homeward_generation_info"] = ("The serving generation.", serving, 1)
        gauges["homeward_programs"] = ("Programs in the serving generation.", {}, len(shown.cards))
    except NoCatalog:
        pass
    if built := read_last_build(site_context().settings.catalog):
        gauges["homeward_build_seconds"] = ("How long the last build here took.", {}, built.seconds)
        gauges["homeward_build_timestamp_seconds"] = ("When the last build here ended.", {}, built.ended)
    return gauges


@operations.get("/generation")
def generation() -> Response:
    """The serving generation, for pages that are open under `homeward serve --watch`.

    There, a mark of the last build's problems follows.
    """
    return Response(snapshot().generation + last_problems().mark, mimetype="text/plain")
