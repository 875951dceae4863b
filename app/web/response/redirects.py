"""Redirects (308) of old addresses to the same entry in the same format, with the same query."""

from collections.abc import Callable
from typing import Literal
from urllib.parse import quote

from flask import Response, redirect, request, url_for
from werkzeug.routing import RequestRedirect

from app.web.request.context import snapshot
from app.web.request.formats import match_format

Kind = Literal["program", "topic", "guide", "population"]
Exists = Callable[[str], bool]
QUERY_CHARACTERS = "!$%&'()*+,/:;=?@[]~"


def redirect_trailing_slash() -> Response | None:
    """Take a slash at the end of an address away, so that a page has one address."""
    if request.path == "/" or not request.path.endswith("/") or request.method not in ("GET", "HEAD"):
        return None
    # The decoded path may hold a tab, a line end or a question mark, so it is quoted again.
    return redirect(_with_query(f"/{quote(request.path.strip('/'))}"), 308)  # type: ignore[return-value]


def find_current_slug(kind: Kind, asked: str, exists: Exists) -> str | None:
    """The present slug for a former one or one in capitals; None when nothing ever had that address."""
    asked = asked.lower()
    if exists(asked):
        return asked
    shown = snapshot()
    return shown.renamed["population"].get(asked) if kind == "population" else shown.former.get((kind, asked))


def redirect_moved(kind: Kind, asked: str, exists: Exists) -> None:
    """Raise a redirect to the page of an entry under its present slug or id; do nothing if it has none."""
    now = find_current_slug(kind, asked, exists)
    if now is not None:
        redirect_here(**dict.fromkeys(request.view_args or {}, now))


def redirect_moved_program(asked: str, exists: Exists) -> None:
    """The same for a program, in the format that was asked for."""
    form, slug = match_format(request.path)
    now = find_current_slug("program", slug or asked, exists)
    if now is None or (form and form.path(now) == request.path):
        return
    if form:
        raise RequestRedirect(_with_query(form.path(now)))
    redirect_here(slug=now)


def redirect_here(**values: str) -> None:
    """Raise a redirect to the address that was asked for, with other values in its path."""
    address = url_for(request.endpoint or "", **{**(request.view_args or {}), **values})
    raise RequestRedirect(_with_query(address))


def _with_query(address: str) -> str:
    query = quote(request.query_string, safe=QUERY_CHARACTERS)
    return f"{address}?{query}" if query else address
