"""Around the site: a page that was made today from the serving generation is answered without making it."""

import datetime
import threading
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Response, request

from app.catalog.snapshot.snapshot import Snapshot
from app.catalog.store.generation import NoCatalog
from app.web.observing.request_observer import ROUTE
from app.web.page_cache.made_pages import MadePage, MadePages, Origin, PageKey
from app.web.request.context import SITE_CONTEXT, SiteContext, public_address, snapshot, today
from app.web.response.headers import REVALIDATE, cache_control

Environ = dict[str, Any]
WsgiApplication = Callable[[Environ, Any], Iterable[bytes]]
Counted = Callable[[bool], None]

PAGE_CACHE = "homeward.page_cache"
"""Key of the site's extensions."""
MADE_FROM = "homeward.made_from"
"""Key under which an answer that may be kept says from which generation and day, and by which route."""
NOT_KEPT = {"programs.search_page"}
"""Pages that depend on what is asked; they are made quickly instead."""
LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
REFILLED = 24
"""Pages that are made again right after a switch."""
ENCODINGS = ("br", "gzip")
"""In the order of preference."""


def register(app: Flask, most_bytes: int, counted: Counted = lambda _: None) -> None:
    """Keep pages, unless nothing may be kept or somebody edits. Call it when everything else is registered.

    `counted` is told of each page that may be kept whether it was.
    """
    site: SiteContext = app.extensions[SITE_CONTEXT]
    if not most_bytes or site.settings.watch:
        return
    app.after_request_funcs.setdefault(None, []).insert(0, _say_what_it_was_made_from)  # runs last
    cache = PageCache(app.wsgi_app, site, most_bytes, counted)
    app.wsgi_app = cache  # type: ignore[method-assign]
    app.extensions[PAGE_CACHE] = cache


class PageCache:
    """A WSGI application around the site. It keeps pages of one generation and one day at a time."""

    def __init__(
        self, application: WsgiApplication, site: SiteContext, most_bytes: int, counted: Counted
    ) -> None:
        self._application, self._site, self._most, self._counted = application, site, most_bytes, counted
        self.pages = MadePages(most_bytes)
        self._made_from: tuple[Snapshot, datetime.date] | None = None
        self._bases: dict[str, str] = {}
        self._to_refill: list[tuple[PageKey, MadePage]] = []
        self.switched = threading.Event()
        """Set when pages of a generation or day before were given up, and `refill` has something to do."""

    def __call__(self, environ: Environ, start_response: Any) -> Iterable[bytes]:
        key = self._key(environ)
        if key is None:
            return self._application(environ, start_response)
        made = self.pages.get(key)
        if made is None:
            environ["HTTP_ACCEPT_ENCODING"] = key.encoding  # flask-compress reads “gzip;q=0” as gzip
            return self._make(environ, start_response)
        self._counted(True)
        environ[ROUTE] = made.route
        asked: str = environ.get("HTTP_IF_NONE_MATCH", "")
        if asked and made.tag in asked:
            start_response("304 NOT MODIFIED", made.unmodified.copy())
            return []
        start_response("200 OK", made.headers.copy())
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [made.body]

    def refill(self) -> bool:
        """Make one of the pages that were asked for most before the last switch; False when all are made."""
        if not self._to_refill:
            return False
        key, page = self._to_refill.pop(0)
        scheme, host, port = page.origin
        asked = {
            "REQUEST_METHOD": "GET", "SCRIPT_NAME": "", "PATH_INFO": key.path, "QUERY_STRING": "",
            "HTTP_HOST": host, "SERVER_NAME": "localhost", "SERVER_PORT": port, "wsgi.url_scheme": scheme,
            "SERVER_PROTOCOL": "HTTP/1.1", "HTTP_ACCEPT_ENCODING": key.encoding,
        }  # fmt: skip
        if (now := self._key(asked)) and now not in self.pages:
            self._make(asked, lambda *_: None)
        return True

    def _key(self, environ: Environ) -> PageKey | None:
        """Under what the page is kept; None where it never is."""
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD") or environ.get("QUERY_STRING"):
            return None
        if environ.get("SCRIPT_NAME") or not self._is_current():
            return None
        base = self._base(environ)
        if base is None:
            return None
        return PageKey(base, environ["PATH_INFO"], choose_encoding(environ.get("HTTP_ACCEPT_ENCODING", "")))

    def _is_current(self) -> bool:
        """Give up what is not of this generation and day; False when there is no generation."""
        try:
            current = self._site.catalog.snapshot(), self._site.today()
        except NoCatalog:
            return False
        held = self._made_from
        if held is None or held[0] is not current[0] or held[1] != current[1]:
            self._to_refill = self.pages.most_visited(REFILLED)
            self.pages, self._made_from = MadePages(self._most), current
            self._bases = self._named_hosts(current[0])
            self.switched.set()
        return True

    def _named_hosts(self, shown: Snapshot) -> dict[str, str]:
        """Host without a port -> base of the keys; "" where the pages do not depend on the host."""
        public = public_address(self._site.settings, shown)
        names = {*self._site.settings.hosts, *LOOPBACK, urlsplit(public).netloc, urlsplit(public).hostname}
        return {name: "" if public else name for name in names if name}

    def _base(self, environ: Environ) -> str | None:
        """None for a host that nobody named: there is no end to those, also not of ports."""
        host: str = environ.get("HTTP_HOST", "")
        base = self._bases.get(host)
        if base is None:
            base = self._bases.get(host.removesuffix(f":{environ['SERVER_PORT']}"))
        return f"{environ['wsgi.url_scheme']}://{host}" if base else base

    def _make(self, environ: Environ, start_response: Any) -> Iterable[bytes]:
        """Have the site answer, and keep it if it may be kept."""
        said: list[Any] = []

        def note(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
            said[:] = status, [each for each in headers if each[0] != "Date"]  # the server sets it anew
            return start_response(status, headers, exc_info) if exc_info else start_response(status, headers)

        answer = self._application(environ, note)
        shown, day, route = environ.pop(MADE_FROM, (None, None, ""))
        held, base = self._made_from, self._base(environ)
        is_held = held is not None and held[0] is shown and held[1] == day
        if not is_held or base is None or environ["REQUEST_METHOD"] != "GET":
            return answer
        body = b"".join(answer)
        if close := getattr(answer, "close", None):
            close()
        headers = dict(said[1])
        origin = Origin(environ["wsgi.url_scheme"], environ["HTTP_HOST"], environ["SERVER_PORT"])
        made = MadePage(origin, route, headers["ETag"].removeprefix("W/"), said[1], body)
        self.pages.put(PageKey(base, environ["PATH_INFO"], headers.get("Content-Encoding", "")), made)
        self._counted(False)
        return [body]


@lru_cache(maxsize=256)
def choose_encoding(accepted: str) -> str:
    """The encoding to send to a reader with this `Accept-Encoding`, "" for none."""
    weights: dict[str, float] = {}
    for part in accepted.lower().split(","):
        name, _, weight = part.partition(";")
        try:
            weights[name.strip()] = float(weight.partition("=")[2] or 1)
        except ValueError:
            weights[name.strip()] = 1.0
    any_other = "br" if weights.get("*", 0) > 0 else ""
    known = {name: weights[name] for name in (*ENCODINGS, "identity") if weights.get(name)}
    best = max(known, key=lambda name: known[name], default=any_other)
    return "" if best == "identity" else best


def _say_what_it_was_made_from(response: Response) -> Response:
    """Mark a page that is the same for everybody who asks for its address today."""
    is_page = response.status_code == 200 and response.mimetype == "text/html" and not response.is_streamed
    endpoint = request.endpoint or ""
    if is_page and request.url_rule and endpoint not in NOT_KEPT and cache_control(endpoint) == REVALIDATE:
        request.environ[MADE_FROM] = snapshot(), today(), request.url_rule.rule
    return response
