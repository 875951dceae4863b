"""A program's page and its studies for reference managers: BibTeX, RIS and CSL JSON."""

from collections.abc import Callable, Iterable

from flask import Blueprint, Response, request
from werkzeug.exceptions import NotFound

from app.catalog.snapshot.snapshot import Page
from app.web.citations import apa_and_mla, bibtex, csl, ris
from app.web.citations.references import CitedReference, cite_page, cite_study
from app.web.request.context import absolute_url, snapshot
from app.web.request.formats import FORMAT, Format
from app.web.response.requested_entry import requested_program

citation_files = Blueprint("citation_files", __name__)

Write = Callable[[Iterable[CitedReference]], str]


@citation_files.get("/programs/<slug>.bib")
def bib(slug: str) -> Response:
    return _file(slug, FORMAT["bib"], bibtex.write_bibtex)


@citation_files.get("/programs/<slug>.ris")
def ris_file(slug: str) -> Response:
    return _file(slug, FORMAT["ris"], ris.write_ris)


@citation_files.get("/programs/<slug>.csl.json")
def csl_file(slug: str) -> Response:
    return _file(slug, FORMAT["csl"], csl.write_csl_json)


def cite_program(page: Page) -> CitedReference:
    return cite_page(page, snapshot().site, absolute_url(f"/programs/{page.slug}"))


def _file(slug: str, form: Format, write: Write) -> Response:
    """The page and all of its studies, or with `study` that study alone."""
    page, study = requested_program(slug), request.args.get("study")
    studies = [cite_study(page.slug, each) for each in page.program.studies]
    references = [_find_study(page, study)] if study else [cite_program(page), *studies]
    filename = form.path(references[0].key).rsplit("/", 1)[-1]
    answer = Response(write(references), content_type=f"{form.media_type}; charset=utf-8")
    answer.headers["Content-Disposition"] = f"attachment; filename={filename}"
    return answer


def _find_study(page: Page, id: str) -> CitedReference:
    for study in page.program.studies:
        if study.id == id:
            return cite_study(page.slug, study)
    known = ", ".join(study.id for study in page.program.studies)
    hint = f"Its studies are: {known}." if known else "No study of it is recorded."
    raise NotFound(f"{page.program.name} has no study “{id}”. {hint}")


GLOBALS = {"cited": cite_program, "apa": apa_and_mla.write_apa, "mla": apa_and_mla.write_mla}
