"""Every error in one place: a page that helps for people, one JSON shape for machines."""

import difflib
import logging

from flask import Flask, Response, jsonify, render_template, request
from werkzeug.exceptions import (
    HTTPException,
    InternalServerError,
    NotFound,
    SecurityError,
    ServiceUnavailable,
)

from app.catalog.store.generation import NoCatalog
from app.web.request.context import snapshot
from app.web.response.machine_addresses import is_for_machines
from app.web.response.tombstones import Retiree, tombstone_for

log = logging.getLogger("homeward")

TITLES = {
    400: "That request cannot be answered",
    404: "There is no such page",
    405: "That cannot be done here",
    410: "This entry was retired",
    500: "Something went wrong on our side",
    503: "The registry is not ready yet",
}
Answer = tuple[Response | str, int] | tuple[Response | str, int, dict[str, str]]


def register(app: Flask) -> None:
    app.register_error_handler(HTTPException, _answer)
    app.register_error_handler(NoCatalog, lambda error: _answer(ServiceUnavailable(str(error))))
    app.register_error_handler(Exception, _unexpected)


def _unexpected(error: Exception) -> Answer | HTTPException:
    log.error("%s %s", request.method, request.full_path, exc_info=error)
    return _answer(InternalServerError())


def _answer(error: HTTPException) -> Answer | HTTPException:
    status = error.code or 500
    if status in (301, 302, 307, 308):
        return error
    title = TITLES.get(status, error.name)
    detail = "" if status == 500 else str(error.description or "")
    pointer = getattr(error, "pointer", None)
    said: dict[str, object] = {"status": status, "title": title, "detail": detail, "pointer": pointer}
    if isinstance(error, Retiree):
        return tombstone_for(error, said), status
    if is_for_machines():
        return jsonify(error=said), status, _kept(error)
    if status in (500, 503) or isinstance(error, SecurityError):
        return render_template("response/error_plain.html", title=title, status=status, detail=detail), status, _kept(error)
    return render_template("response/error.html", title=title, status=status, detail=detail, nearby=_nearby(error)), status, _kept(error)


def _kept(error: HTTPException) -> dict[str, str]:
    """What the error itself must say in headers: which methods are allowed, when to ask again."""
    return {name: value for name, value in error.get_headers() if name in ("Allow", "Retry-After", "Content-Range")}


def _nearby(error: HTTPException) -> list[tuple[str, str]]:
    """(address, name) of pages whose address looks like the one asked for."""
    if not isinstance(error, NotFound):
        return []
    shown = snapshot()
    known = {f"/programs/{card.slug}": card.name for card in shown.cards} | {
        f"/topics/{slug}": topic.name for slug, (topic, _) in shown.topics.items()
    }
    slugs = {address.rsplit("/", 1)[1]: address for address in known}
    asked = request.path.rstrip("/").rsplit("/", 1)[-1].lower()
    return [(slugs[slug], known[slugs[slug]]) for slug in difflib.get_close_matches(asked, list(slugs), n=4, cutoff=0.5)]
