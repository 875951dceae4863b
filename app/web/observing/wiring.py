"""Puts the observer around a site; the request then knows its route, and errors know their request."""

import logging
import os
from collections.abc import Collection
from pathlib import Path

from flask import Flask, request

from app.web.observing.figures import Figures, Slots
from app.web.observing.request_observer import REQUEST_ID, ROUTE, RequestObserver

log = logging.getLogger("homeward")

FIGURES = "HOMEWARD_FIGURES"
"""Names the folder in which all workers of a server count; the process that starts them sets it."""


def make_figures(app: Flask) -> Figures:
    """Counters for every route that the site has by now, shared with the other workers if there are any."""
    named = os.environ.get(FIGURES)
    try:
        slots = Slots(Path(named) if named else None)
    except OSError as error:
        log.warning("what this worker counts is not in /metrics: %s", error)
        slots = Slots()
    return Figures(sorted({rule.rule for rule in app.url_map.iter_rules()}), slots)


def observe(
    app: Flask, figures: Figures, told: frozenset[str] | None, form: str, parameters: Collection[str]
) -> None:
    """Call it when the site is whole: what is put around it later is not observed."""
    app.before_request_funcs.setdefault(None, []).insert(0, _name_route)
    observer = RequestObserver(app.wsgi_app, figures, told, form, parameters)
    app.wsgi_app = observer  # type: ignore[method-assign]


def request_context() -> dict[str, str]:
    """What an error log tells of the request that failed; never what was typed."""
    environ = request.environ
    known = {
        "id": environ.get(REQUEST_ID),
        "method": request.method,
        "route": environ.get(ROUTE),
        "path": request.path,
    }
    return {name: value for name, value in known.items() if value}


def _name_route() -> None:
    if request.url_rule:
        request.environ[ROUTE] = request.url_rule.rule
