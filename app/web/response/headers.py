"""Headers of every answer: security and caching as tables, and one validator for each generation."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from flask import Flask, Response, request
from werkzeug.datastructures import ETags

from app.web.request.build_problems import last_problems
from app.web.request.context import WITHOUT_CATALOG, base_url, site_context, snapshot, today
from app.web.response.link_header import links_of_request
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
    "Content-Security-Policy": "; ".join(
        f"{name} {value}" for name, value in CONTENT_SECURITY_POLICY.items()
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
# The card of a program may be framed by others, also in a file on a disk (which * does not cover).
FRAMED = {"embeds.card"}
IN_A_FRAME = {
    name: value.replace("ancestors 'none'", "ancestors * file:")
    for name, value in SECURITY.items()
    if name != "X-Frame-Options"
}
# A page changes the moment a new generation serves, so browsers ask each time (and mostly get 304).
REVALIDATE = "public, max-age=0, must-revalidate"
FOR_EVER = "public, max-age=31536000, immutable"
NEVER = "no-store"
PACKED = [
    "text/html", "text/css", "text/javascript", "text/plain", "text/xml", "text/csv", "text/markdown",
    "text/calendar", "image/svg+xml", "application/json", "application/ld+json", "application/xml",
    "application/atom+xml", "application/feed+json", "application/json+oembed",
    "application/opensearchdescription+xml", "application/openapi+json", "application/vnd.oai.openapi+json",
    "application/x-bibtex", "application/x-research-info-systems", "application/vnd.citationstyles.csl+json",
]  # fmt: skip
"""Media types that are sent compressed when the reader accepts it."""
UNVALIDATED = {
    "static", "operations.healthz", "operations.generation", "operations.livez", "operations.readyz",
    "operations.metrics",
}  # fmt: skip


def cache_policy(seconds: int, longer: int) -> str:
    """Fresh for `seconds`, and used for `longer` more while it is validated again."""
    return f"public, max-age={seconds}, stale-while-revalidate={longer}"


# By endpoint, else by its blueprint; what is not named is a page. Under --watch everything is asked again.
CACHING = {
    "api": cache_policy(60, 600),
    "api_docs.document": cache_policy(60, 600),
    "suggestions": cache_policy(60, 600),
    "badges": cache_policy(300, 600),
    "embeds": cache_policy(300, 600),
    "oembed": cache_policy(300, 3600),
    "pictures": cache_policy(300, 3600),
    "downloads": cache_policy(300, 3600),
    "citation_files": cache_policy(300, 3600),
    "crosswalk.crosswalk_file": cache_policy(300, 3600),
    "crosswalk.crosswalk_document": cache_policy(300, 3600),
    "compare.compare_document": cache_policy(60, 600),
    "compare.compare_file": cache_policy(300, 3600),
    "documents.plan_table_document": cache_policy(60, 600),
    "documents.memo_document": cache_policy(60, 600),
    "documents.hexagon_document": cache_policy(60, 600),
    "documents.plan_table_file": cache_policy(300, 3600),
    "documents.plan_table_text": cache_policy(300, 3600),
    "documents.memo_text": cache_policy(300, 3600),
    "documents.hexagon_text": cache_policy(300, 3600),
    "shortlist.shortlist_document": cache_policy(60, 600),
    "evidence_map.map_document": cache_policy(60, 600),
    "evidence_map.map_file": cache_policy(300, 3600),
    "evidence_map.map_picture": cache_policy(300, 3600),
    "rating_rows": cache_policy(300, 3600),
    "feeds": cache_policy(300, 3600),
    "review_calendar": cache_policy(300, 3600),
    "discovery": cache_policy(3600, 86400),
    "discovery.data_package": cache_policy(300, 3600),
    "discovery.data_set": cache_policy(300, 3600),
    "discovery.program_data": cache_policy(300, 3600),
    "operations": NEVER,
}
ANY_SITE = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link, Content-Disposition, Retry-After",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
PREFLIGHT = ANY_SITE | {
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "*",
    "Access-Control-Max-Age": "86400",
}


def register(app: Flask) -> None:
    app.before_request(_not_modified)
    app.after_request(_add)


def hash_files(paths: Iterable[Path]) -> str:
    """One hash of the contents of all files, in the order of their paths."""
    total = hashlib.sha256()
    for path in sorted(paths):
        total.update(path.read_bytes())
    return total.hexdigest()


def validator() -> str:
    """The entity tag of this URL in this generation, on this day (ratings grow old), with this code."""
    site = site_context()
    seen = (str(site.settings.watch), last_problems().mark, snapshot().generation, str(today()), site.code)
    whole = "\n".join((*seen, base_url(), request.full_path))
    return hashlib.sha256(whole.encode()).hexdigest()[:20]


def cache_control(endpoint: str) -> str:
    """The Cache-Control of an endpoint's answers."""
    return CACHING.get(endpoint) or CACHING.get(endpoint.split(".")[0], REVALIDATE)


def _not_modified() -> Response | None:
    """Answer 304 before anything is looked up, to a browser that has this generation's page."""
    asked: ETags = request.if_none_match
    if not asked or asked.star_tag or request.method not in ("GET", "HEAD"):
        return None
    if not request.endpoint or request.endpoint in UNVALIDATED:
        return None
    return Response(status=304) if asked.contains_weak(validator()) else None


def _add(response: Response) -> Response:
    if "Content-Security-Policy" not in response.headers:
        response.headers.extend(IN_A_FRAME if request.endpoint in FRAMED else SECURITY)
    if is_for_machines():
        response.headers.update(PREFLIGHT if request.method == "OPTIONS" else ANY_SITE)
    if request.endpoint == "static":
        fingerprinted = "v" in request.args and response.status_code == 200
        response.headers["Cache-Control"] = FOR_EVER if fingerprinted else REVALIDATE
    elif request.endpoint and response.status_code in (200, 206, 304) and request.method != "OPTIONS":
        _add_validator(response, request.endpoint)
    else:
        response.headers.setdefault("Cache-Control", NEVER)
    is_there = response.status_code == 200 and request.method != "OPTIONS"  # nobody looked whether it is
    if is_there and request.endpoint not in WITHOUT_CATALOG and (links := ", ".join(links_of_request())):
        response.headers.add("Link", links)
    return response


def _add_validator(response: Response, endpoint: str) -> None:
    """Set ETag and Cache-Control. A view's own tag stays: a file that is sent in parts needs a strong one."""
    if endpoint not in UNVALIDATED and "ETag" not in response.headers:
        response.set_etag(validator(), weak=True)
    cached = cache_control(endpoint)
    is_watching = site_context().settings.watch and cached != NEVER
    response.headers["Cache-Control"] = REVALIDATE if is_watching else cached
