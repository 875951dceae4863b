"""Who may use the editor: a person at this computer, from a page of this editor; nobody else."""

import hmac
import ipaddress
import os
import re
import secrets
from collections.abc import Mapping

from flask import Request

HOST = re.compile(r"(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?", re.IGNORECASE)
FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via")
SAFE = ("GET", "HEAD", "OPTIONS")
SECRET = "HOMEWARD_EDITOR_SECRET"
TOKEN = "token"

ONLY_HERE = (
    "The form editor answers only at http://127.0.0.1 or http://localhost on the computer that runs "
    "`homeward serve --watch`. Open it there; nothing was read or changed."
)
STARTED_AGAIN = (
    "Homeward was started again after this page was opened, so nothing was saved yet. "
    "What you typed still stands below: look it over, then press the button once more."
)
NOT_FROM_HERE = (
    "This was not sent by a page of the editor that is open now, so nothing was changed. "
    "Go back, reload the page, and try again."
)


def new_token(environment: Mapping[str, str] = os.environ) -> str:
    """The proof that a form came from here: one per secret, so the same in all workers until a restart."""
    secret = environment.get(SECRET) or secrets.token_urlsafe(32)
    return hmac.new(secret.encode(), b"homeward editor form", "sha256").hexdigest()


def is_own_form(request: Request, token: str) -> bool:
    """Whether a request that may change something was sent by a page of this editor."""
    return request.method in SAFE or (_is_own(request) and _has_token(request, token))


def is_older_form(request: Request) -> bool:
    """Whether a browser vouches for a form of this site whose token may be of before a restart."""
    return _is_own(request) and request.headers.get("Sec-Fetch-Site") == "same-origin"


def is_local(request: Request) -> bool:
    """Whether it came to a loopback name, from a loopback address, without a proxy that hides who asks."""
    is_forwarded = any(name in request.headers for name in FORWARDED)
    if is_forwarded or not HOST.fullmatch(request.headers.get("Host", "")):
        return False
    try:
        address = ipaddress.ip_address(request.remote_addr or "")
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    return (mapped or address).is_loopback


def _is_own(request: Request) -> bool:
    origin, site = request.headers.get("Origin"), request.headers.get("Sec-Fetch-Site")
    same_origin = origin is None or origin.lower() == f"{request.scheme}://{request.headers['Host']}".lower()
    return same_origin and site in (None, "same-origin", "none")


def _has_token(request: Request, token: str) -> bool:
    return hmac.compare_digest(request.form.get(TOKEN, "").encode(), token.encode())
