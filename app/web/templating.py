"""What every template may use: words, addresses, the snapshot and fingerprinted static files."""

from hashlib import sha256
from pathlib import Path

from flask import Flask
from jinja2 import StrictUndefined

from app.evidence.entry.ratings_over_time import may_be_out_of_date
from app.web.citations import views
from app.web.discovery import linked_data
from app.web.pages.filter_column import mark, write_filters
from app.web.quick_templates import remember_addresses
from app.web.remembered_pieces import GAP, fill_gaps
from app.web.request import fit_request, search_urls
from app.web.request.build_problems import files_with_errors, last_problems, problems_here
from app.web.request.context import absolute_url, snapshot, today
from app.web.request.formats import alternates
from app.web.sharing import embed_snippets, pictures
from app.web.sharing.rating_statement import warn_and_summarize
from app.web.wording import (
    card_facts,
    change_wording,
    own_check,
    program_head,
    registry_ratings,
    requirements,
    study_facts,
    values,
    verdicts,
)
from app.web.wording.offers import offer_fit, offers

TABLES = (
    values.GLOBALS, requirements.GLOBALS, search_urls.GLOBALS, fit_request.GLOBALS,
    linked_data.GLOBALS, embed_snippets.GLOBALS, views.GLOBALS,
)  # fmt: skip
FUNCTIONS = (
    absolute_url, alternates, files_with_errors, may_be_out_of_date, problems_here, today,
    *card_facts.FUNCTIONS, *own_check.FUNCTIONS, *program_head.FUNCTIONS, *verdicts.FUNCTIONS,
    *registry_ratings.FUNCTIONS, offers, offer_fit,
)  # fmt: skip


def register(app: Flask, watching: bool) -> None:
    """Prepare the template engine: a name that a template misspells is an error, never an empty place."""
    engine = app.jinja_env
    engine.undefined = StrictUndefined
    engine.trim_blocks = engine.lstrip_blocks = True
    for module in (values, verdicts, change_wording, requirements, study_facts):
        engine.filters.update(module.FILTERS)
    engine.tests.update(study_facts.TESTS)
    for names in (*TABLES, {each.__name__: each for each in FUNCTIONS}):
        engine.globals.update(names)
    engine.globals.update(picture_text=pictures.describe_picture, described_alone=warn_and_summarize)
    engine.globals.update(
        mark=mark,
        write_filters=write_filters,
        shown=snapshot,
        effect_labels=_effect_labels,
        url_for=remember_addresses(app),
    )
    engine.globals.update(GAP=GAP, fill_gaps=fill_gaps)
    engine.globals.update(watching=watching, watch_mark=_watch_mark)
    static = Path(app.static_folder or "")
    files = [path for path in static.rglob("*") if path.is_file()]
    hashes = {str(path.relative_to(static)): sha256(path.read_bytes()).hexdigest()[:10] for path in files}

    @app.url_defaults
    def fingerprint(endpoint: str, values: dict[str, str]) -> None:
        if endpoint == "static" and values.get("filename") in hashes:
            values["v"] = hashes[values["filename"]]


def _watch_mark() -> str:
    return last_problems().mark


def _effect_labels() -> dict[str, str]:
    return {kind: word.label for kind, word in snapshot().words["effects"].items()}
