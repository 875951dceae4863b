"""Headers of every answer: the security policy and how long answers are kept as tables, and one validator for everything a generation says."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from flask import Flask, Response, current_app, request
from werkzeug.datastructures import ETags

from app.web.pages.watching import told
from app.web.request.context import base_url, snapshot, today
from app.web.response.link_header import links_here
from app.web.response.machine_addresses import is_for_machines

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
# The card of a program is made to be framed by others, in a file on somebody's disk as well (no * means that); nothing else about it is relaxed.
FRAMED = {"embeds.card"}
IN_A_FRAME = {
    name: value.replace("frame-ancestors 'none'", "frame-ancestors * file:") for name, value in SECURITY.items() if name != "X-Frame-Options"
}
# Always asked again, never answered in full twice: a page changes the moment a new generation serves.
REVALIDATE = "public, max-age=0, must-revalidate"
FOR_EVER = "public, max-age=31536000, immutable"
NEVER = "no-store"
PACKED = [
    *(f"text/{kind}" for kind in ("html", "css", "javascript", "plain", "xml", "csv", "markdown", "calendar")),
    *(f"application/{kind}" for kind in ("json", "xml", "atom+xml", "feed+json", "json+oembed", "opensearchdescription+xml", "openapi+json")),
    *(f"application/{kind}" for kind in ("x-bibtex", "x-research-info-systems", "vnd.citationstyles.csl+json", "vnd.oai.openapi+json")),
    "image/svg+xml",
]
"""What is sent packed when the reader can unpack it."""
UNVALIDATED = {"static", "operations.healthz", "operations.generation"}


def kept(seconds: int, longer: int) -> str:
    """Used for so long without asking, and for so much longer while asking."""
    return f"public, max-age={seconds}, stale-while-revalidate={longer}"


# By endpoint, else by its blueprint; what is not named is a page. Under --watch everything is asked again.
CACHING = {
    "api": kept(60, 600),
    "api_docs.document": kept(60, 600),
    "suggestions": kept(60, 600),
    "badges": kept(300, 600),
    "embeds": kept(300, 600),
    "oembed": kept(300, 3600),
    "pictures": kept(300, 3600),
    "downloads": kept(300, 3600),
    "citation_files": kept(300, 3600),
    "crosswalk.crosswalk_file": kept(300, 3600),
    "feeds": kept(300, 3600),
    "review_calendar": kept(300, 3600),
    "discovery": kept(3600, 86400),
    "operations": NEVER,
}
ANY_SITE = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link, Content-Disposition, Retry-After",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
PREFLIGHT = {"Access-Control-Allow-Methods": "GET, HEAD, OPTIONS", "Access-Control-Allow-Headers": "*", "Access-Control-Max-Age": "86400"}


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


def caching(endpoint: str) -> str:
    """The Cache-Control of an endpoint's answers."""
    return CACHING.get(endpoint) or CACHING.get(endpoint.split(".")[0], REVALIDATE)


def _add(response: Response) -> Response:
    if "Content-Security-Policy" not in response.headers:
        response.headers.extend(IN_A_FRAME if request.endpoint in FRAMED else SECURITY)
    if is_for_machines():
        response.headers.update(ANY_SITE | (PREFLIGHT if request.method == "OPTIONS" else {}))
    if request.endpoint == "static":
        fingerprinted = "v" in request.args and response.status_code == 200
        response.headers["Cache-Control"] = FOR_EVER if fingerprinted else REVALIDATE
    elif request.endpoint and response.status_code in (200, 206, 304) and request.method != "OPTIONS":
        _add_validator(response, request.endpoint)
    else:
        response.headers.setdefault("Cache-Control", NEVER)
    if response.status_code == 200 and (links := ", ".join(links_here())):
        response.headers.add("Link", links)
    return response


def _add_validator(response: Response, endpoint: str) -> None:
    """The tag that a view gave itself stays: a file of which parts are asked for needs a strong one."""
    if endpoint not in UNVALIDATED and "ETag" not in response.headers:
        response.set_etag(validator(), weak=True)
    watching = current_app.extensions["homeward-settings"].watch and caching(endpoint) != NEVER
    response.headers["Cache-Control"] = REVALIDATE if watching else caching(endpoint)


def _digest(paths: Iterable[Path]) -> str:
    total = hashlib.sha256()
    for path in sorted(paths):
        total.update(path.read_bytes())
    return total.hexdigest()
