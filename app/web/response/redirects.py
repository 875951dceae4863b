"""Old addresses: each leads, for ever (308), to the same thing in the same format where it is now, with the query that was asked."""

from collections.abc import Callable
from typing import Literal
from urllib.parse import quote

from flask import Response, redirect, request, url_for
from werkzeug.routing import RequestRedirect

from app.web.request.context import snapshot
from app.web.response.formats import addressed

Kind = Literal["program", "topic", "guide", "population"]
Exists = Callable[[str], bool]
QUERY_CHARACTERS = "!$%&'()*+,/:;=?@[]~"


def canonical_address() -> Response | None:
    """One address for one page: a slash at the end is taken away."""
    if request.path == "/" or not request.path.endswith("/") or request.method not in ("GET", "HEAD"):
        return None
    return redirect(_with_query(f"/{quote(request.path.strip('/'))}"), 308)  # type: ignore[return-value]  # what was decoded may hold a tab, a line end or a question mark


def slug_now(kind: Kind, asked: str, exists: Exists) -> str | None:
    """Where something is now that was asked for under a former slug or in capitals; None when nothing ever had that address."""
    asked = asked.lower()
    if exists(asked):
        return asked
    shown = snapshot()
    return shown.renamed["population"].get(asked) if kind == "population" else shown.former.get((kind, asked))


def redirect_moved(kind: Kind, asked: str, exists: Exists) -> None:
    """Raise a redirect to the same page of an entry under its present slug or id; nothing happens when there is none."""
    now = slug_now(kind, asked, exists)
    if now is not None:
        redirect_here(**dict.fromkeys(request.view_args or {}, now))


def redirect_moved_program(asked: str, exists: Exists) -> None:
    """The same for a program, in the format that was asked for."""
    form, slug = addressed(request.path)
    now = slug_now("program", slug or asked, exists)
    if now is None or (form and form.path(now) == request.path):
        return
    if form:
        raise RequestRedirect(_with_query(form.path(now)))
    redirect_here(slug=now)


def redirect_here(**values: str) -> None:
    """Raise a redirect to the address that was asked for, with other values in its path."""
    raise RequestRedirect(_with_query(url_for(request.endpoint or "", **{**(request.view_args or {}), **values})))


def _with_query(address: str) -> str:
    query = quote(request.query_string, safe=QUERY_CHARACTERS)
    return f"{address}?{query}" if query else address
