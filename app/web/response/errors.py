"""Every error in one place: a page that helps for people, one JSON shape for machines."""

import logging
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from flask import Flask, Response, current_app, g, jsonify, render_template, request
from werkzeug.exceptions import (
    HTTPException,
    InternalServerError,
    NotFound,
    SecurityError,
    ServiceUnavailable,
)

from app.catalog.snapshot.facets import FACET
from app.catalog.snapshot.snapshot import Snapshot
from app.catalog.store.generation import NoCatalog
from app.catalog.suggest.similar_slugs import find_similar
from app.web.observing.wiring import request_context
from app.web.openapi.answers import ErrorAnswer, ErrorDetails
from app.web.request.context import site_context, snapshot
from app.web.request.parameters import BadParameter
from app.web.request.search import PastLastPage
from app.web.response.machine_addresses import is_for_machines
from app.web.response.tombstones import Retiree, render_tombstone

log = logging.getLogger("homeward")

NOT_FOUND = "The address may be mistyped. Pages that moved or were retired still answer at their old address."
OURS = {
    404: NOT_FOUND,
    405: "This address can be read, and nothing can be sent to it.",
    413: "What was sent is too large.",
}
"""What stands in the place of the framework’s own sentences."""
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
    log.error("a request failed", exc_info=error, extra={"context": request_context()})
    return _answer(InternalServerError())


def _answer(error: HTTPException) -> Answer | HTTPException:
    status = error.code or 500
    if status in (301, 302, 307, 308):
        return error
    title, detail = TITLES.get(status, error.name), _detail(error, status)
    pointer = getattr(error, "pointer", None)
    described: ErrorDetails = {"status": status, "title": title, "detail": detail, "pointer": pointer}
    if isinstance(error, Retiree):
        return render_tombstone(error, described), status
    headers = {name: value for name, value in error.get_headers() if name in OWN_HEADERS}
    if is_for_machines():
        answer: ErrorAnswer = {"error": described}
        return jsonify(answer), status, headers
    shown: dict[str, Any] = {"title": title, "status": status, "detail": detail}
    if status in (500, 503) or isinstance(error, SecurityError):
        return render_template("response/error_plain.html", **shown), status, headers
    links, nearby = list(_links(error)), _nearby(error)
    if isinstance(error, BadParameter) and links:
        shown["detail"] = error.detail
    return render_template("response/error.html", **shown, links=links, nearby=nearby), status, headers


def _detail(error: HTTPException, status: int) -> str:
    if status == 500:
        return ""
    is_own = error.description != type(error).description
    return str(error.description or "") if is_own else OURS.get(status, str(error.description or ""))


def _links(error: HTTPException) -> Iterator[tuple[str, str]]:
    """(address, words) of ways on from what was asked for."""
    if isinstance(error, PastLastPage):
        yield _here(("page", str(error.last))), f"The last page, {error.last:,}"
        yield _here(), "The first page"
    elif isinstance(error, BadParameter) and error.pointer in request.args:
        values = request.args.getlist(error.pointer)
        kept = [(error.pointer, value) for value in values if error.value and value != error.value]
        is_filter = error.pointer in FACET
        words = "Search without this filter" if is_filter else f"The same without “{error.pointer}”"
        yield _here(*kept, without=error.pointer), words


def _here(*added: tuple[str, str], without: str = "page") -> str:
    """The address that was asked for, from its first page, without a parameter and with others."""
    left = [(name, value) for name, value in request.args.items(multi=True) if value]
    pairs = [pair for pair in left if pair[0] not in ("page", without)]
    return f"{request.path}?{urlencode([*pairs, *added])}".rstrip("?")


def _nearby(error: HTTPException) -> list[tuple[str, str]]:
    """(address, name) of pages whose address looks like the one asked for."""
    if not isinstance(error, NotFound) or isinstance(error, PastLastPage):
        return []
    shown = snapshot()
    known = {f"/programs/{card.slug}": card.name for card in shown.cards}
    known |= {f"/topics/{slug}": topic.name for slug, (topic, _) in shown.topics.items()}
    slugs = {address.rsplit("/", 1)[1]: address for address in known}
    asked = request.path.rstrip("/").rsplit("/", 1)[-1].lower()
    close = find_similar(asked, slugs, most=4)
    return [(slugs[slug], known[slugs[slug]]) for slug in close]
