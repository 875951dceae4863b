"""Homeward: an evidence-based program registry. Data flows one way: content -> evidence -> catalog -> web.

This file is the factory that wires the rest.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from app.settings import Settings


def create_app(settings: Settings | None = None) -> Flask:
    """The site over the catalog that `settings` names; without them, those of the environment."""
    # Imported here, so that `homeward check` does not wait for a web framework.
    import datetime
    import logging

    from flask import Flask
    from flask_compress import Compress

    from app.catalog.reading import Catalog
    from app.settings import Settings
    from app.web import errors, headers, templating
    from app.web.api import api
    from app.web.crosswalk import crosswalk
    from app.web.current import canonical_address, take_snapshot
    from app.web.docs import docs
    from app.web.operations import operations
    from app.web.programs import programs
    from app.web.reading import reading
    from app.web.review_calendar import review_calendar
    from app.web.suggestions import suggestions
    from app.web.topics import topics

    settings = settings or Settings.from_environment()
    logging.getLogger("homeward").setLevel(settings.log_level.upper())
    web = Path(__file__).parent / "web"
    app = Flask("app.web", root_path=str(web), static_folder="static", template_folder="templates")
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.config.update(COMPRESS_MIN_SIZE=500, COMPRESS_BR_LEVEL=5, COMPRESS_ALGORITHM=["br", "gzip"], MAX_CONTENT_LENGTH=100_000)
    app.extensions["homeward-settings"] = settings
    app.extensions["homeward-catalog"] = Catalog(settings.catalog)
    app.extensions["homeward-today"] = datetime.date.today
    for blueprint in (reading, programs, topics, crosswalk, docs, review_calendar, api, suggestions, operations):
        app.register_blueprint(blueprint)
    if settings.watch:
        from app.editor import registering

        registering.register(app)  # first, so that its guard refuses before anything answers
    app.before_request(canonical_address)
    app.before_request(take_snapshot)
    headers.register(app, [*web.with_name("evidence").rglob("*.py"), *web.rglob("*.py"), *web.rglob("*.html"), *web.rglob("*.css"), *web.rglob("*.js")])
    templating.register(app, settings.watch)
    errors.register(app)
    Compress(app)
    return app
