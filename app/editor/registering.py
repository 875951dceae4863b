"""The one thing the factory calls: the editor joins the site."""

import datetime

from flask import Flask

from app.editor import entries, form
from app.editor.blueprint import editor
from app.editor.form_view import id_of, label_at

PAGES = (entries, form)
"""Their routes are bound to the blueprint when they are imported."""


def register(app: Flask) -> None:
    app.jinja_env.filters.update(is_day=_is_day, place=label_at, element_id=id_of)
    app.register_blueprint(editor)


def _is_day(text: str) -> bool:
    """Whether a date control would show `text`: it empties itself of anything else."""
    try:
        return text == "" or datetime.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
