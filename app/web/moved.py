"""Old addresses: each leads, for ever (308), to the same thing in the same format where it is now, with the query that was asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal
from urllib.parse import quote

from flask import Response, redirect, request, url_for

from app.web.current import snapshot
from app.web.formats import addressed

Kind = Literal["program", "topic", "guide", "population"]
Exists = Callable[[str], bool]
QUERY_CHARACTERS = "!$%&'()*+,/:;=?@[]~"


def canonical_address() -> Response | None:
    """One address for one page: a slash at the end is taken away."""
    if request.path == "/" or not request.path.endswith("/") or request.method not in ("GET", "HEAD"):
        return None
    return moved_to(f"/{quote(request.path.strip('/'))}")  # what was decoded may hold a tab, a line end or a question mark


def slug_now(kind: Kind, asked: str, exists: Exists) -> str | None:
    """Where something is now that was asked for under a former slug or in capitals; None when nothing ever had that address."""
    asked = asked.lower()
    if exists(asked):
        return asked
    shown = snapshot()
    return shown.renamed["population"].get(asked) if kind == "population" else shown.former.get((kind, asked))


def moved(**values: str) -> Response:
    """To the address that was asked for, with other values in its path."""
    return moved_to(url_for(request.endpoint or "", **{**(request.view_args or {}), **values}))


def moved_program(asked: str, exists: Exists) -> Response | None:
    """To the program's present slug in the format that was asked for; None when there is no such program, or this is its present address."""
    form, slug = addressed(request.path)
    now = slug_now("program", slug or asked, exists)
    if now is None or (form and form.path(now) == request.path):
        return None
    return moved_to(form.path(now)) if form else moved(slug=now)


def moved_to(address: str) -> Response:
    query = quote(request.query_string, safe=QUERY_CHARACTERS)
    answer: Response = redirect(f"{address}?{query}" if query else address, 308)  # type: ignore[assignment]
    return answer
