"""Hosts that cannot be one, and any but the named ones where the operator named some, are answered 400."""

import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from ipaddress import AddressValueError, IPv6Address, ip_address
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, request
from werkzeug.exceptions import SecurityError

from app.web.request.context import public_host, site_context

LABEL = r"[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?"
HOST = re.compile(
    rf"(?P<name>{LABEL}(?:\.{LABEL})*\.?|\[(?P<six>[0-9A-Fa-f:.]+)\])(?::(?P<port>[0-9]{{1,5}}))?"
)
LONGEST_NAME, HIGHEST_PORT = 253, 65535
REFUSED = "homeward.refused_host"
IN_ITS_PLACE = "refused.invalid"
"""Addresses are made from the host, also by the framework before any view, which fails over such hosts."""
WsgiApp = Callable[[dict[str, Any], Any], Iterable[bytes]]


FOR_PROBES = {"operations.livez", "operations.readyz", "operations.metrics"}
"""Asked for by number, not by name, and their answers name no address."""


def register(app: Flask) -> None:
    """Before all other `before_request` functions."""
    app.wsgi_app = _replace_impossible(app.wsgi_app)  # type: ignore[assignment, method-assign]
    app.before_request(_refuse_impossible)
    app.before_request(_refuse_foreign)


def is_possible(host: str) -> bool:
    """Whether it is a name or an address of a host, with a port or without."""
    found = HOST.fullmatch(host)
    if not found or len(found["name"]) > LONGEST_NAME or int(found["port"] or 0) > HIGHEST_PORT:
        return False
    return not found["six"] or _is_ipv6(found["six"])


def _is_ipv6(text: str) -> bool:
    try:
        IPv6Address(text)
    except AddressValueError:
        return False
    return True


def _replace_impossible(answer: WsgiApp) -> WsgiApp:
    def guarded(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        host = environ.get("HTTP_HOST")
        if not host and environ.get("SERVER_PROTOCOL") == "HTTP/1.0":
            environ.pop("HTTP_HOST", None)  # it needs none
        elif host is not None and not is_possible(host):
            environ |= {"HTTP_HOST": IN_ITS_PLACE, REFUSED: True}
        return answer(environ, start_response)

    return guarded


def _refuse_impossible() -> None:
    if REFUSED in request.environ:
        raise SecurityError("The Host of the request is no name of a host. Use the address of this registry.")


def _refuse_foreign() -> None:
    hosts = site_context().settings.hosts
    if not hosts or request.endpoint in FOR_PROBES:
        return
    asked = (urlsplit(f"//{request.host}").hostname or "").rstrip(".")
    if not ({asked, f"[{asked}]"} & set(hosts) or _is_loopback(asked) or asked == public_host()):
        raise SecurityError("This server does not answer for the host that was asked for.")


def _is_loopback(host: str) -> bool:
    with suppress(ValueError):
        return ip_address(host).is_loopback
    return host == "localhost"
