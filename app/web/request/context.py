"""The snapshot of this request: taken once, so that no answer mixes two generations."""

import datetime
from urllib.parse import urlsplit

from flask import current_app, g, request

from app.catalog.snapshot.catalog import Catalog
from app.catalog.snapshot.snapshot import Snapshot
from app.settings import Settings

NO_HOST = "homeward"


def snapshot() -> Snapshot:
    """The generation that this request answers from. Raises NoCatalog when nothing was built yet."""
    held: Snapshot | None = g.get("snapshot")
    if held is None:
        catalog: Catalog = current_app.extensions["homeward-catalog"]
        held = g.snapshot = catalog.snapshot()
    return held


def take_snapshot() -> None:
    """Before every request but those for static files: without a catalog, nothing else is worth trying."""
    if request.endpoint != "static":
        snapshot()


def today() -> datetime.date:
    """The day on which this request is answered, read once, so that no answer mixes two days."""
    if "today" not in g:
        g.today = current_app.extensions["homeward-today"]()
    day: datetime.date = g.today
    return day


def base_url() -> str:
    """The public address without a trailing slash: the setting, else site.yaml's, else where this request came in."""
    known: str | None = g.get("base_url")
    if known is None:
        settings: Settings = current_app.extensions["homeward-settings"]
        known = g.base_url = settings.base_url or (snapshot().site.base_url or "").rstrip("/") or f"{request.scheme}://{request.host}"
    return known


def public_host() -> str:
    """What makes a name unique in the world, and the same wherever this registry is asked from: the host of its public address, if it has one."""
    settings: Settings = current_app.extensions["homeward-settings"]
    return urlsplit(settings.base_url or snapshot().site.base_url or "").hostname or NO_HOST


def absolute(path: str) -> str:
    return base_url() + path
