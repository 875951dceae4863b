"""Homeward, an evidence-based program registry: data flows one way, content -> evidence -> catalog -> web.

This file is the factory that wires the rest; every folder may import only what its own docstring allows.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from app.settings import Settings

SHAPING = ("py", "html", "xml", "txt", "svg", "css", "js")
"""Endings of the files that decide, besides the catalog, what a page looks like."""


def create_app(
    settings: Settings | None = None, today: Callable[[], datetime.date] = datetime.date.today
) -> Flask:
    """Make the site over the catalog that `settings` names (by default, those of the environment)."""
    # Imported here, so that `homeward check` does not wait for a web framework.
    import logging

    from flask_compress import Compress

    from app.catalog.search.search_counts import SearchCounts, shared_memory
    from app.catalog.snapshot.catalog import Catalog
    from app.settings import Settings
    from app.web import templating
    from app.web.blueprints import FOR_MACHINES, FOR_PEOPLE
    from app.web.observing.wiring import make_figures, observe
    from app.web.openapi.operations import PARAMETER_NAMES
    from app.web.page_cache import caching
    from app.web.quick_templates import QuickFlask
    from app.web.request.context import SITE_CONTEXT, SiteContext, take_snapshot
    from app.web.request.forwarded import trust_proxies
    from app.web.response import errors, headers, hosts
    from app.web.response.redirects import redirect_trailing_slash

    settings = settings or Settings.from_environment()
    logging.getLogger("homeward").setLevel(settings.log_level.upper())
    web = Path(__file__).parent / "web"
    app = QuickFlask("app.web", root_path=str(web), static_folder="static", template_folder="templates")
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.config.update(COMPRESS_MIMETYPES=headers.PACKED, COMPRESS_MIN_SIZE=500, COMPRESS_BR_LEVEL=5)
    app.config.update(
        {name: ["br", "gzip"] for name in ("COMPRESS_ALGORITHM", "COMPRESS_ALGORITHM_STREAMING")}
    )
    app.config.update(MAX_CONTENT_LENGTH=100_000)
    shaping = [path for ending in SHAPING for path in web.rglob(f"*.{ending}")]
    subject = [path for folder in ("evidence", "catalog") for path in web.with_name(folder).rglob("*.py")]
    code = headers.hash_files([*subject, *shaping])
    hosts.register(app)
    for blueprint in (*FOR_PEOPLE, *FOR_MACHINES):
        app.register_blueprint(blueprint)
    if settings.watch:
        from app.editor import blueprint as editor

        editor.register(app, settings, today)  # first, so that its guard refuses before anything answers
    figures = make_figures(app)  # every route is known by now
    counts = SearchCounts(settings.catalog, shared_memory()) if settings.count_searches else None
    catalog = Catalog(settings.catalog)
    app.extensions[SITE_CONTEXT] = SiteContext(settings, catalog, today, code, figures, counts)
    app.before_request(redirect_trailing_slash)
    app.before_request(take_snapshot)
    headers.register(app)
    templating.register(app, settings.watch)
    errors.register(app)
    Compress(app)
    caching.register(app, settings.page_cache_mb << 20, figures.count_store)
    told = settings.access_log if settings.log_level in ("info", "debug") else None
    observe(app, figures, told, settings.log_format, PARAMETER_NAMES)
    trusted = trust_proxies(app.wsgi_app, settings.trusted_proxies)
    app.wsgi_app = trusted  # type: ignore[assignment, method-assign]
    return app
