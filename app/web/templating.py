"""What templates may use besides the values a view gives them: words, addresses, the snapshot, fingerprinted files."""

from hashlib import sha256
from pathlib import Path

from flask import Flask
from jinja2 import StrictUndefined

from app.evidence.entry.ratings_over_time import may_be_out_of_date
from app.web.citations import views
from app.web.discovery import linked_data
from app.web.pages.programs import shown_rating
from app.web.pages.watching import files_in_trouble, told, troubles_here
from app.web.request import search_urls
from app.web.request.context import absolute, snapshot, today
from app.web.response.formats import alternates
from app.web.sharing import embed_snippets, pictures
from app.web.sharing.rating_statement import described_alone
from app.web.wording import change_wording, values, verdicts


def register(app: Flask, watching: bool) -> None:
    """A name that a template misspells is an error, never an empty place on the page."""
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(values.FILTERS)
    app.jinja_env.filters.update(verdicts.FILTERS)
    app.jinja_env.filters.update(change_wording.FILTERS)
    app.jinja_env.globals.update(values.GLOBALS)
    app.jinja_env.globals.update(search_urls.GLOBALS)
    app.jinja_env.globals.update(linked_data.GLOBALS)
    app.jinja_env.globals.update(embed_snippets.GLOBALS)
    app.jinja_env.globals.update(picture_text=pictures.described, described_alone=described_alone)
    app.jinja_env.globals.update(views.GLOBALS)
    app.jinja_env.globals.update(absolute=absolute, effect_labels=_effect_labels, shown=snapshot, shown_rating=shown_rating, watching=watching)
    app.jinja_env.globals.update(troubles_here=troubles_here, files_in_trouble=files_in_trouble, watch_mark=lambda: told().mark)
    app.jinja_env.globals.update(alternates=alternates, today=today, may_be_out_of_date=may_be_out_of_date)
    static = Path(app.static_folder or "")
    fingerprints = {str(path.relative_to(static)): sha256(path.read_bytes()).hexdigest()[:10] for path in static.rglob("*") if path.is_file()}

    @app.url_defaults
    def fingerprint(endpoint: str, values: dict[str, str]) -> None:
        if endpoint == "static" and values.get("filename") in fingerprints:
            values["v"] = fingerprints[values["filename"]]


def _effect_labels() -> dict[str, str]:
    return {kind: word.label for kind, word in snapshot().words["effects"].items()}
