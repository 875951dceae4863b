"""The search page and the page of one program."""

from flask import Blueprint, render_template, request
from werkzeug.routing import RequestRedirect

from app.catalog.search.explanations import find_explanations
from app.catalog.search.related import find_related
from app.evidence.entry.program import Program
from app.evidence.entry.ratings_over_time import ProgramOnDay, show_program_on
from app.web.pages import plots
from app.web.pages.facet_column import chosen_values
from app.web.request.context import absolute_url, snapshot, today
from app.web.request.parameters import FIRST_PAGE, has_empty_names, read_past_day, read_search_request
from app.web.request.search import last_page, run_search
from app.web.request.search_urls import search_url
from app.web.response.requested_entry import requested_program

programs = Blueprint("programs", __name__)


@programs.get("/programs")
def search_page() -> str:
    shown = snapshot()
    if has_empty_names(request.args):
        raise RequestRedirect(search_url(read_search_request(request.args, shown)))
    wanted, found = run_search(usual="tier")
    return render_template(
        "pages/search.html",
        wanted=wanted,
        found=found,
        also=find_explanations(shown, wanted.q) if wanted.page == FIRST_PAGE else (),
        pages=last_page(wanted, found),
        chosen=chosen_values(shown, wanted),
    )


@programs.get("/programs/<slug>")
def program_page(slug: str) -> str:
    page = requested_program(slug)
    program = page.program
    return render_template(
        "pages/program.html",
        page=page,
        program=program,
        then=apply_as_of(program),
        in_full=request.args.get("print") == "full",
        permalink=absolute_url(f"/programs/{slug}"),
        plots=plots.draw_plots(program.studies, snapshot().words),
        related=find_related(snapshot(), slug),
    )


def apply_as_of(program: Program) -> ProgramOnDay | None:
    """The program on the day that `as_of` names, None when it names none. Raises BadParameter."""
    day = read_past_day(request.args, "as_of", today())
    return show_program_on(program, day) if day else None
