"""What one answer is made from: the site's settings and catalog, and the snapshot, day and base address.

Snapshot and day are read once a request, so that no answer mixes two generations or two days.
"""

import datetime
from collections.abc import Callable, Hashable
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from flask import current_app, g, request

from app.catalog.search.search_counts import SearchCounts
from app.catalog.snapshot.catalog import Catalog
from app.catalog.snapshot.snapshot import Snapshot
from app.settings import Settings
from app.web.observing.figures import Figures

SITE_CONTEXT = "homeward"
Pieces = dict[Hashable, Any]
PIECES: ContextVar[Pieces] = ContextVar("pieces")
"""Parts of pages, made from this request's generation on its day, for later requests to use again."""
MOST_PIECES = 8_000
"""One or two kilobytes each."""
NO_HOST = "homeward"


@dataclass(frozen=True, slots=True)
class SiteContext:
    """What all requests share. `code` is the hash of the files that shape a page besides the catalog.

    `counts` is None unless the operator has words counted that found nothing.
    """

    settings: Settings
    catalog: Catalog
    today: Callable[[], datetime.date]
    code: str
    figures: Figures
    counts: SearchCounts | None = None


def site_context() -> SiteContext:
    context: SiteContext = current_app.extensions[SITE_CONTEXT]
    return context


def snapshot() -> Snapshot:
    """The generation that this request answers from. Raises NoCatalog when nothing was built yet."""
    held: Snapshot | None = g.get("snapshot")
    if held is None:
        PIECES.set({})
        held = g.snapshot = site_context().catalog.snapshot()
        PIECES.set(_pieces_of(held, today()))
    return held


def _pieces_of(shown: Snapshot, day: datetime.date) -> Pieces:
    if day not in shown.pieces:
        shown.pieces.clear()
    pieces = shown.pieces.setdefault(day, {})
    if len(pieces) >= MOST_PIECES:
        pieces.clear()
    return pieces


WITHOUT_CATALOG = {"static", "operations.livez", "operations.metrics"}
"""Endpoints that answer when there is no catalog."""


def take_snapshot() -> None:
    """Take the snapshot before every request but those that need no catalog."""
    if request.endpoint not in WITHOUT_CATALOG:
        snapshot()


def today() -> datetime.date:
    """The day on which this request is answered."""
    if "today" not in g:
        g.today = site_context().today()
    day: datetime.date = g.today
    return day


def base_url() -> str:
    """The public address without a trailing slash: the setting, else site.yaml's, else the request's own."""
    known: str | None = g.get("base_url")
    if known is None:
        public = public_address(site_context().settings, snapshot())
        known = g.base_url = public or f"{request.scheme}://{request.host}"
    return known


def public_address(settings: Settings, shown: Snapshot) -> str:
    """Scheme and host that the operator or the content names; empty when each request tells its own."""
    return settings.base_url or (shown.site.base_url or "").rstrip("/")


def public_host() -> str:
    """The host of the public address, if it has one: it makes names unique, and the same from everywhere."""
    public = site_context().settings.base_url or snapshot().site.base_url or ""
    return urlsplit(public).hostname or NO_HOST


def absolute_url(path: str) -> str:
    return base_url() + path
