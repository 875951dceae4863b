"""The search page and the page of one program."""

import math

from flask import Blueprint, render_template, request
from werkzeug.exceptions import NotFound

from app.catalog.search.related import find_related
from app.catalog.search.search import SearchRequest, SearchResult, search
from app.catalog.snapshot.facets import FACET, NOT_RECORDED
from app.catalog.snapshot.snapshot import Card
from app.evidence.entry.program import Program
from app.evidence.entry.ratings_over_time import ProgramOnDay, show_program_on
from app.web.pages import facet_column, plots
from app.web.request.context import absolute_url, snapshot, today
from app.web.request.parameters import read_past_day, read_search_request
from app.web.response.requested_entry import requested_program

programs = Blueprint("programs", __name__)


@programs.get("/programs")
def search_page() -> str:
    shown = snapshot()
    wanted, found = run_search()
    return render_template(
        "pages/search.html",
        wanted=wanted,
        found=found,
        pages=math.ceil(found.total / wanted.per_page) or 1,
        groups=facet_column.build_facet_groups(shown, wanted, found),
        chosen=facet_column.chosen_values(shown, wanted),
    )


@programs.get("/programs/<slug>")
def program_page(slug: str) -> str:
    found = requested_program(slug)
    drawing, then = plots.draw_plots(found.program.studies, snapshot().words), apply_as_of(found.program)
    permalink, alike = absolute_url(f"/programs/{slug}"), find_related(snapshot(), slug)
    return render_template("pages/program.html", page=found, program=found.program, then=then, permalink=permalink, plots=drawing, related=alike)


def apply_as_of(program: Program) -> ProgramOnDay | None:
    """The program on the day that `as_of` names, None when it names none. Raises BadParameter."""
    day = read_past_day(request.args, "as_of", today())
    return show_program_on(program, day) if day else None


def run_search(passages: bool = True) -> tuple[SearchRequest, SearchResult]:
    """The search that this request asks for, and its answer. 400 for a bad parameter, 404 past the last page."""
    wanted = read_search_request(request.args, snapshot())
    found = search(snapshot(), wanted, passages)
    last = math.ceil(found.total / wanted.per_page) or 1
    if wanted.page > last:
        raise NotFound(f"There is no page {wanted.page:,} of these results: the last one is page {last:,}.")
    return wanted, found


def choose_shown_rating(card: Card, wanted: SearchRequest) -> int:
    """Which of a card's topic ratings a result shows: the strongest among those that match every filter about a topic membership."""
    order = snapshot().values["rating"]
    fitting = [
        (order.index(rating.level or NOT_RECORDED), number)
        for number, rating in enumerate(card.ratings)
        if all(rating.value(name) in values for name, values in wanted.chosen.items() if FACET[name].of_membership)
    ]
    return min(fitting, default=(0, -1))[1]
