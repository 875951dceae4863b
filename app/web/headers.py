"""Headers of every answer: the security policy as one table, and one validator for everything a generation says."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from flask import Flask, Response, current_app, request
from werkzeug.datastructures import ETags

from app.web.current import base_url, snapshot, today
from app.web.watching import told

CONTENT_SECURITY_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
SECURITY = {
    "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in CONTENT_SECURITY_POLICY.items()),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
# Always asked again, never answered in full twice: a page changes the moment a new generation serves.
REVALIDATE = "public, max-age=0, must-revalidate"
FOR_EVER = "public, max-age=31536000, immutable"
UNVALIDATED = {"static", "operations.healthz", "operations.generation"}
API_PATH = "/api/"
FOR_MACHINES = (".json", ".ics")


def register(app: Flask, code: Iterable[Path]) -> None:
    """`code` is what shapes a page besides the catalog: templates, styles, scripts and Python of this package."""
    app.extensions["homeward-code"] = _digest(code)
    app.before_request(_not_modified)
    app.after_request(_add)


def validator() -> str:
    """The entity tag of this URL in this generation on this day (ratings grow old), as shaped by this code."""
    whole = "\n".join(
        (
            str(current_app.extensions["homeward-settings"].watch),
            told().mark,
            snapshot().generation,
            str(today()),
            current_app.extensions["homeward-code"],
            base_url(),
            request.full_path,
        )
    )
    return hashlib.sha256(whole.encode()).hexdigest()[:20]


def _not_modified() -> Response | None:
    """A browser that has this generation's page gets 304 before anything is looked up."""
    asked: ETags = request.if_none_match
    if not asked or asked.star_tag or request.method not in ("GET", "HEAD") or not request.endpoint or request.endpoint in UNVALIDATED:
        return None
    return Response(status=304) if asked.contains_weak(validator()) else None


def _add(response: Response) -> Response:
    if "Content-Security-Policy" not in response.headers:
        response.headers.extend(SECURITY)
    if request.path.startswith(API_PATH) or request.path.endswith(FOR_MACHINES):
        response.headers["Access-Control-Allow-Origin"] = "*"
    if request.endpoint == "static":
        fingerprinted = "v" in request.args and response.status_code == 200
        response.headers["Cache-Control"] = FOR_EVER if fingerprinted else REVALIDATE
    elif request.endpoint and request.endpoint not in UNVALIDATED and response.status_code in (200, 304):
        response.set_etag(validator(), weak=True)
        response.headers["Cache-Control"] = REVALIDATE
    else:
        response.headers.setdefault("Cache-Control", "no-store")
    return response


def _digest(paths: Iterable[Path]) -> str:
    total = hashlib.sha256()
    for path in sorted(paths):
        total.update(path.read_bytes())
    return total.hexdigest()
