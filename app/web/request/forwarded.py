"""What a proxy says of the request that it hands on counts only from a proxy that the operator named."""

from collections.abc import Callable, Collection, Iterable
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Any

from app.settings import Network
from app.web.observing.request_observer import FORWARDED

WsgiApp = Callable[[dict[str, Any], Any], Iterable[bytes]]
FOR, PROTO, HOST = "HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_HOST"
SAID_BY_PROXIES = (FOR, PROTO, HOST, "HTTP_FORWARDED", "HTTP_VIA", "HTTP_X_REAL_IP")
THROUGH_A_STRANGER = "homeward.through_a_stranger"
"""Somebody who is not trusted says that the request comes from elsewhere, so not from this computer."""
SCHEMES = ("http", "https")


def trust_proxies(answer: WsgiApp, proxies: Collection[Network]) -> WsgiApp:
    """Around a WSGI application: reader's address, scheme and host as a trusted proxy tells them."""

    def forwarding(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        peer = environ.get("REMOTE_ADDR", "")
        if is_inside(peer, proxies):
            environ[FORWARDED] = True
            _take_over(environ, proxies)
        elif any(name in environ for name in SAID_BY_PROXIES):
            environ[THROUGH_A_STRANGER] = True
        return answer(environ, start_response)

    return forwarding


def may_see_figures(environ: dict[str, Any], proxies: Collection[Network]) -> bool:
    """Whether the request comes from this computer or a trusted network, not handed on by a stranger."""
    address = environ.get("REMOTE_ADDR", "")
    return THROUGH_A_STRANGER not in environ and (is_loopback(address) or is_inside(address, proxies))


def is_loopback(address: str) -> bool:
    found = _parse(address)
    return found is not None and found.is_loopback


@lru_cache(maxsize=1_000)
def _parse(address: str) -> IPv4Address | IPv6Address | None:
    """IPv4 within IPv6 as IPv4, which a server that listens on both is told."""
    try:
        found = ip_address(address)
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found


def is_inside(address: str, networks: Collection[Network]) -> bool:
    found = _parse(address) if networks else None
    return found is not None and any(found in network for network in networks)


def _take_over(environ: dict[str, Any], proxies: Collection[Network]) -> None:
    """The last word of each header is the proxy's own; what stands before it was sent by the reader."""
    chain = [part.strip() for part in environ.get(FOR, "").split(",") if part.strip()]
    while chain:
        environ["REMOTE_ADDR"] = chain.pop()
        if not is_inside(environ["REMOTE_ADDR"], proxies):
            break
    if (scheme := _last(environ, PROTO).lower()) in SCHEMES:
        environ["wsgi.url_scheme"] = scheme
    if host := _last(environ, HOST):
        environ["HTTP_HOST"] = host


def _last(environ: dict[str, Any], name: str) -> str:
    said: str = environ.get(name, "")
    return said.rsplit(",", 1)[-1].strip()
