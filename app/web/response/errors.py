"""Every error in one place: a page that helps for people, one JSON shape for machines."""

import difflib
import logging

from flask import Flask, Response, current_app, g, jsonify, render_template, request
from werkzeug.exceptions import (
    HTTPException,
    InternalServerError,
    NotFound,
    SecurityError,
    ServiceUnavailable,
)

from app.catalog.snapshot.snapshot import Snapshot
from app.catalog.store.generation import NoCatalog
from app.web.openapi.answers import ErrorAnswer, ErrorDetails
from app.web.request.context import site_context, snapshot
from app.web.response.machine_addresses import is_for_machines
from app.web.response.tombstones import Retiree, render_tombstone

log = logging.getLogger("homeward")

TITLES = {
    400: "That request cannot be answered",
    404: "There is no such page",
    405: "That cannot be done here",
    410: "This entry was retired",
    500: "Something went wrong on our side",
    503: "The registry is not ready yet",
}
OWN_HEADERS = ("Allow", "Retry-After", "Content-Range")
"""What an error itself must say: which methods are allowed, when to ask again, how long the file is."""
Answer = tuple[Response | str, int] | tuple[Response | str, int, dict[str, str]]


def register(app: Flask) -> None:
    app.register_error_handler(HTTPException, _answer)
    app.register_error_handler(NoCatalog, lambda error: _answer(ServiceUnavailable(str(error))))
    app.register_error_handler(Exception, _unexpected)


def _unexpected(error: Exception) -> Answer | HTTPException | Response:
    shown: Snapshot | None = g.pop("snapshot", None)
    if shown is not None and site_context().catalog.replace_damaged(shown):
        return current_app.make_response(current_app.dispatch_request())  # once more, from another generation
    g.snapshot = shown
    log.error("%s %s", request.method, request.full_path, exc_info=error)
    return _answer(InternalServerError())


def _answer(error: HTTPException) -> Answer | HTTPException:
    status = error.code or 500
    if status in (301, 302, 307, 308):
        return error
    title, detail = TITLES.get(status, error.name), "" if status == 500 else str(error.description or "")
    pointer = getattr(error, "pointer", None)
    described: ErrorDetails = {"status": status, "title": title, "detail": detail, "pointer": pointer}
    if isinstance(error, Retiree):
        return render_tombstone(error, described), status
    headers = {name: value for name, value in error.get_headers() if name in OWN_HEADERS}
    if is_for_machines():
        answer: ErrorAnswer = {"error": described}
        return jsonify(answer), status, headers
    shown = {"title": title, "status": status, "detail": detail}
    if status in (500, 503) or isinstance(error, SecurityError):
        return render_template("response/error_plain.html", **shown), status, headers
    return render_template("response/error.html", **shown, nearby=_nearby(error)), status, headers


def _nearby(error: HTTPException) -> list[tuple[str, str]]:
    """(address, name) of pages whose address looks like the one asked for."""
    if not isinstance(error, NotFound):
        return []
    shown = snapshot()
    known = {f"/programs/{card.slug}": card.name for card in shown.cards}
    known |= {f"/topics/{slug}": topic.name for slug, (topic, _) in shown.topics.items()}
    slugs = {address.rsplit("/", 1)[1]: address for address in known}
    asked = request.path.rstrip("/").rsplit("/", 1)[-1].lower()
    close = difflib.get_close_matches(asked, list(slugs), n=4, cutoff=0.5)
    return [(slugs[slug], known[slugs[slug]]) for slug in close]
