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

    from app.catalog.snapshot.catalog import Catalog
    from app.settings import Settings
    from app.web import templating
    from app.web.blueprints import FOR_MACHINES, FOR_PEOPLE
    from app.web.request.context import take_snapshot
    from app.web.response import errors, headers
    from app.web.response.redirects import canonical_address

    settings = settings or Settings.from_environment()
    logging.getLogger("homeward").setLevel(settings.log_level.upper())
    web = Path(__file__).parent / "web"
    app = Flask("app.web", root_path=str(web), static_folder="static", template_folder="templates")
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.config.update(COMPRESS_MIN_SIZE=500, COMPRESS_BR_LEVEL=5, COMPRESS_ALGORITHM=["br", "gzip"], COMPRESS_ALGORITHM_STREAMING=["br", "gzip"])
    app.config.update(COMPRESS_MIMETYPES=headers.PACKED, MAX_CONTENT_LENGTH=100_000)
    app.extensions["homeward-settings"] = settings
    app.extensions["homeward-catalog"] = Catalog(settings.catalog)
    app.extensions["homeward-today"] = datetime.date.today
    for blueprint in (*FOR_PEOPLE, *FOR_MACHINES):
        app.register_blueprint(blueprint)
    if settings.watch:
        from app.editor import registering

        registering.register(app)  # first, so that its guard refuses before anything answers
    app.before_request(canonical_address)
    app.before_request(take_snapshot)
    shaping = [path for ending in ("py", "html", "xml", "txt", "svg", "css", "js") for path in web.rglob(f"*.{ending}")]
    headers.register(app, [*web.with_name("evidence").rglob("*.py"), *shaping])
    templating.register(app, settings.watch)
    errors.register(app)
    Compress(app)
    return app
