"""The shortlist as a page and as JSON: up to twelve programs that an address names."""

from flask import Blueprint, Response, jsonify, render_template, request

from app.web.deciding import adding
from app.web.deciding.chosen_programs import (
    AS_OF,
    PROGRAM,
    program_answers,
    read_chosen_programs,
    say_retired,
)
from app.web.deciding.compare.compare_table import MOST as MOST_COMPARED
from app.web.deciding.rating_facts import rated_by_all
from app.web.deciding.shortlist.document_views import since_answer
from app.web.deciding.shortlist.requested_document import MOST, SINCE, offered_documents, read_since
from app.web.openapi.answers import ShortlistAnswer
from app.web.request.context import absolute_url, snapshot
from app.web.request.parameters import names_beside

shortlist = Blueprint("shortlist", __name__)

KNOWN = (PROGRAM, AS_OF, SINCE)


@shortlist.get("/shortlist")
def shortlist_page() -> str:
    chosen = read_chosen_programs(MOST)
    return render_template(
        "deciding/shortlist.html",
        chosen=chosen,
        ratings={each.slug: rated_by_all(each, snapshot()) for each in chosen.programs},
        since=read_since(chosen),
        most=MOST,
        most_compared=MOST_COMPARED,
        found=adding.search_to_add(chosen),
        offered=offered_documents(),
        say_retired=say_retired,
        words=adding,
    )


@shortlist.get("/api/v1/shortlist")
def shortlist_document() -> Response:
    chosen = read_chosen_programs(MOST)
    answer: ShortlistAnswer = {
        "programs": program_answers(chosen),
        "as_of": str(chosen.day) if chosen.day else None,
        "since": since_answer(read_since(chosen)),
        "documents": {
            kind: absolute_url(adding.address_of(f"/shortlist/{kind}", chosen.pairs))
            for kind in offered_documents()
        },
        "ignored": names_beside(KNOWN, request.args),
        "generation": snapshot().generation,
    }
    return jsonify(answer)
