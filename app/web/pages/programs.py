"""The search page and the page of one program."""

from flask import Blueprint, render_template, request

from app.catalog.search.related import find_related
from app.evidence.entry.program import Program
from app.evidence.entry.ratings_over_time import ProgramOnDay, show_program_on
from app.web.pages import facet_column, plots
from app.web.request.context import absolute_url, snapshot, today
from app.web.request.parameters import read_past_day
from app.web.request.search import last_page, run_search
from app.web.response.requested_entry import requested_program

programs = Blueprint("programs", __name__)


@programs.get("/programs")
def search_page() -> str:
    shown = snapshot()
    wanted, found = run_search(usual="tier")
    return render_template(
        "pages/search.html",
        wanted=wanted,
        found=found,
        pages=last_page(wanted, found),
        groups=facet_column.build_facet_groups(shown, wanted, found),
        chosen=facet_column.chosen_values(shown, wanted),
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
