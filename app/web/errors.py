"""Every error in one place: a page that helps for people, one JSON shape for machines."""

from __future__ import annotations

import difflib
import logging

from flask import Flask, Response, jsonify, render_template, request
from werkzeug.exceptions import Gone, HTTPException, InternalServerError, NotFound, SecurityError, ServiceUnavailable

from app.catalog.generation import NoCatalog
from app.evidence.pages import Guide, Topic
from app.evidence.program import Program, Retired
from app.web.current import snapshot
from app.web.headers import API_PATH

log = logging.getLogger("homeward")

TITLES = {
    400: "That request cannot be answered",
    404: "There is no such page",
    405: "That cannot be done here",
    410: "This entry was retired",
    500: "Something went wrong on our side",
    503: "The registry is not ready yet",
}
Answer = tuple[Response | str, int]


class Retiree(Gone):
    """An entry that was retired: what stands in its place is a tombstone."""

    def __init__(self, slug: str, name: str, retired: Retired | None) -> None:
        super().__init__(f"{name} was retired from this registry.")
        self.slug, self.name_of_entry, self.retired = slug, name, retired

    def tombstone(self) -> dict[str, str | None]:
        retired = self.retired
        return {
            "slug": self.slug,
            "name": self.name_of_entry,
            "date": str(retired.date) if retired else None,
            "reason": retired.reason if retired else None,
            "successor": retired.successor if retired else None,
        }


def refuse_retired(slug: str, name: str, entry: Program | Topic | Guide) -> None:
    if entry.status == "retired":
        raise Retiree(slug, name, entry.retired)


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
    if request.path.startswith(API_PATH) or request.path.endswith(".json"):
        body: dict[str, object] = {"error": {"status": status, "title": title, "detail": detail, "pointer": pointer}}
        if isinstance(error, Retiree):
            body["tombstone"] = error.tombstone()
        return jsonify(body), status
    if status in (500, 503) or isinstance(error, SecurityError):
        return render_template("error_plain.html", title=title, status=status, detail=detail), status
    tombstone = error if isinstance(error, Retiree) else None
    return render_template("error.html", title=title, status=status, detail=detail, tombstone=tombstone, nearby=_nearby(error)), status


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
