"""API v1: the same catalog, the same parameters, for machines."""

from typing import Any

from flask import Blueprint, Response, abort, jsonify, request

from app.evidence.entry.ratings_over_time import ProgramOnDay
from app.web.api.search_results import results_json
from app.web.pages.programs import requested_search, then_asked
from app.web.pages.topics import active_topics, rated_groups
from app.web.request.context import absolute, base_url, snapshot
from app.web.request.parameters import one_of
from app.web.response.link_header import search_links
from app.web.response.requested_entry import requested_program, requested_topic

api = Blueprint("api", __name__)


@api.get("/api/v1/programs")
def program_list() -> Response:
    """With `passages=yes`, each result also has the piece of its text that shows why it was found."""
    passages = one_of(request.args, "passages", ("yes", "no")) == "yes"
    wanted, found = requested_search(passages)
    answer = Response(results_json(wanted, found, snapshot(), base_url(), passages), mimetype="application/json")
    answer.headers["Link"] = ", ".join(search_links(wanted, found, **({"passages": "yes"} if passages else {})))
    return answer


@api.get("/api/v1/programs/<slug>")
def program(slug: str) -> Response:
    return program_document(slug)


@api.get("/programs/<slug>.json")
def program_file(slug: str) -> Response:
    return program_document(slug)


@api.get("/api/v1/topics")
def topic_list() -> Response:
    shown = snapshot()
    listed = [{"slug": slug, "name": topic.name, "url": absolute(f"/topics/{slug}"), "counts": _counts(slug)} for slug, topic in active_topics(shown)]
    return jsonify(total=len(listed), results=listed)


@api.get("/api/v1/topics/<slug>")
def topic(slug: str) -> Response:
    value, html = requested_topic(slug)
    programs = [
        {"slug": card.slug, "name": card.name, "url": absolute(f"/programs/{card.slug}"), "level": None if group.level == "none" else group.level}
        for group in rated_groups(snapshot(), slug)
        for card in group.cards
    ]
    return jsonify(
        value.model_dump(mode="json")
        | {
            "slug": slug,
            "url": absolute(f"/topics/{slug}"),
            "html": {section: absolute_links(text) for section, text in html.items()},
            "programs": programs,
        }
    )


@api.get("/api/v1/vocabulary")
def vocabulary() -> Response:
    words = {name: {id: word.model_dump(mode="json") for id, word in listed.items()} for name, listed in snapshot().words.items()}
    levels = {id: level.model_dump(mode="json") for id, (level, _) in snapshot().levels.items()}
    return jsonify({**words, "ratings": levels})


@api.route("/api/<path:path>")
def nothing(path: str) -> Response:
    abort(404, "There is nothing at this address of the API.")


def program_document(slug: str) -> Response:
    """The front matter's keys and values, plus slug, url, html, derived and generation; `as_of` asks for the ratings of a day."""
    page = requested_program(slug)
    added = {
        "slug": slug,
        "url": absolute(f"/programs/{slug}"),
        "html": {section: absolute_links(html) for section, html in page.html.items()},
        "derived": [verdict.model_dump(mode="json") for verdict in page.verdicts],
        "generation": snapshot().generation,
    }
    then = then_asked(page.program)
    return jsonify((_document_on(then) if then else page.program.model_dump(mode="json")) | added)


def _document_on(then: ProgramOnDay) -> dict[str, Any]:
    """The front matter with the ratings of a day, and for each topic whether the record tells what was then in force."""
    document = then.program.model_dump(mode="json")
    topics = [topic | {"ratings_known": topic["topic"] not in then.unknown} for topic in document["topics"]]
    return document | {"topics": topics, "as_of": str(then.day)}


def absolute_links(html: str) -> str:
    """Links within the site with its address, so that they also work where the text is shown elsewhere."""
    return html.replace('href="/', f'href="{base_url()}/')


def _counts(slug: str) -> dict[str, int]:
    """Programs named in this registry by level; "none" is no published rating seen."""
    counts = dict.fromkeys(snapshot().values["rating"], 0)
    return counts | {group.level: len(group.cards) for group in rated_groups(snapshot(), slug)}
