"""A program's page and its studies for reference managers: BibTeX, RIS and CSL JSON."""

from collections.abc import Callable, Iterable

from flask import Blueprint, Response, request
from werkzeug.exceptions import NotFound

from app.catalog.snapshot.snapshot import Page
from app.web.citations import apa_and_mla, bibtex, csl, ris
from app.web.citations.references import CitedReference, page_reference, study_reference
from app.web.request.context import absolute, snapshot
from app.web.response.formats import FORMAT, Format
from app.web.response.requested_entry import requested_program

citation_files = Blueprint("citation_files", __name__)

Write = Callable[[Iterable[CitedReference]], str]


@citation_files.get("/programs/<slug>.bib")
def bib(slug: str) -> Response:
    return _file(slug, FORMAT["bib"], bibtex.bibtex)


@citation_files.get("/programs/<slug>.ris")
def ris_file(slug: str) -> Response:
    return _file(slug, FORMAT["ris"], ris.ris)


@citation_files.get("/programs/<slug>.csl.json")
def csl_file(slug: str) -> Response:
    return _file(slug, FORMAT["csl"], csl.csl_json)


def cited(page: Page) -> CitedReference:
    """The page of a program as it is cited."""
    return page_reference(page, snapshot().site, absolute(f"/programs/{page.slug}"))


def _file(slug: str, form: Format, write: Write) -> Response:
    """The page and all of its studies, or with `study` that study alone."""
    page = requested_program(slug)
    study = request.args.get("study")
    references = [_study(page, study)] if study else [cited(page), *(study_reference(slug, each) for each in page.program.studies)]
    answer = Response(write(references), content_type=f"{form.media_type}; charset=utf-8")
    answer.headers["Content-Disposition"] = f"attachment; filename={form.path(references[0].key).rsplit('/', 1)[-1]}"
    return answer


def _study(page: Page, id: str) -> CitedReference:
    for study in page.program.studies:
        if study.id == id:
            return study_reference(page.slug, study)
    known = ", ".join(study.id for study in page.program.studies)
    raise NotFound(f"{page.program.name} has no study “{id}”. {f'Its studies are: {known}.' if known else 'No study of it is recorded.'}")


GLOBALS = {"cited": cited, "apa": apa_and_mla.apa, "mla": apa_and_mla.mla}
