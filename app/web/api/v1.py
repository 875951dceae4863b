"""API v1: the same catalog and the same parameters as the pages, as JSON."""

from typing import Any

from flask import Blueprint, Response, abort, jsonify, request
from pydantic import TypeAdapter

from app.evidence.entry.ratings_over_time import ProgramOnDay
from app.web.api.api_index import describe_api
from app.web.api.fit_json import fit_json
from app.web.api.search_results import results_json
from app.web.openapi import answers
from app.web.pages.programs import apply_as_of
from app.web.pages.topics import active_topics, group_by_rating
from app.web.request.context import absolute_url, base_url, snapshot
from app.web.request.fit_request import run_fit
from app.web.request.parameters import read_choice
from app.web.request.search import run_search
from app.web.response.link_header import fit_links, search_links
from app.web.response.requested_entry import requested_program, requested_topic
from app.web.wording.values import as_of_note

api = Blueprint("api", __name__)

JSON_VALUES: TypeAdapter[Any] = TypeAdapter(Any)
"""Writes the models within an answer as what JSON holds."""


@api.get("/api/v1")
def index() -> Response:
    return jsonify(describe_api())


@api.get("/api/v1/programs")
def program_list() -> Response:
    """With `passages=yes`, each result also has the piece of its text that shows why it was found."""
    passages = read_choice(request.args, "passages", ("yes", "no")) == "yes"
    wanted, found = run_search(passages)
    response = Response(results_json(wanted, found, passages), mimetype="application/json")
    more = {"passages": "yes"} if passages else {}
    response.headers["Link"] = ", ".join(search_links(wanted, found, **more))
    return response


@api.get("/api/v1/fit", endpoint="fit")
def fit_list() -> Response:
    """What each program answers to what a family needs, as on the page of fit."""
    wanted, found = run_fit()
    response = jsonify(fit_json(wanted, found))
    response.headers["Link"] = ", ".join(fit_links(wanted, found))
    return response


@api.get("/api/v1/programs/<slug>", endpoint="program")
@api.get("/programs/<slug>.json", endpoint="program_file")
def program_document(slug: str) -> Response:
    """The keys of the entry and those of ProgramKeys; `as_of` asks for the ratings of a day."""
    page = requested_program(slug)
    then = apply_as_of(page.program)
    keys: answers.ProgramKeys = {
        "slug": slug,
        "url": absolute_url(f"/programs/{slug}"),
        "html": {section: absolute_links(html) for section, html in page.html.items()},
        "derived": page.verdicts,
        "generation": snapshot().generation,
    }
    if then:
        keys = {"as_of": str(then.day), "as_of_note": as_of_note(then.day), **keys}
    entry = _entry_on(then) if then else page.program.model_dump(mode="json")
    return jsonify({**entry, **JSON_VALUES.dump_python(keys, mode="json")})


@api.get("/api/v1/topics")
def topic_list() -> Response:
    topics: list[answers.TopicCounts] = [
        {"slug": slug, "name": topic.name, "url": absolute_url(f"/topics/{slug}"), "counts": _counts(slug)}
        for slug, topic in active_topics(snapshot())
    ]
    answer: answers.TopicsAnswer = {"total": len(topics), "results": topics}
    return jsonify(answer)


@api.get("/api/v1/topics/<slug>")
def topic(slug: str) -> Response:
    value, html = requested_topic(slug)
    keys: answers.TopicKeys = {
        "slug": slug,
        "url": absolute_url(f"/topics/{slug}"),
        "html": {section: absolute_links(text) for section, text in html.items()},
        "programs": _topic_programs(slug),
    }
    return jsonify({**value.model_dump(mode="json"), **keys})


@api.get("/api/v1/vocabulary")
def vocabulary() -> Response:
    shown = snapshot()
    levels: answers.VocabularyAnswer = {"ratings": {id: level for id, (level, _) in shown.levels.items()}}
    return jsonify(JSON_VALUES.dump_python({**shown.words, **levels}, mode="json"))


@api.route("/api/<path:path>")
def nothing(path: str) -> Response:
    abort(404, "There is nothing at this address of the API.")


def _entry_on(then: ProgramOnDay) -> dict[str, Any]:
    """The entry with the ratings of a day; each topic says whether the record tells what was in force."""
    entry = then.program.model_dump(mode="json")
    return entry | {"topics": [{**each, **_membership_keys(each["topic"], then)} for each in entry["topics"]]}


def _membership_keys(topic: str, then: ProgramOnDay) -> answers.MembershipKeys:
    return {"ratings_known": topic not in then.unknown}


def absolute_links(html: str) -> str:
    """Links within the site with its address, so that they also work where the text is shown elsewhere."""
    return html.replace('href="/', f'href="{base_url()}/')


def _topic_programs(slug: str) -> list[answers.TopicProgram]:
    """Strongest rating first."""
    cards = [card for group in group_by_rating(snapshot(), slug) for card in group.cards]
    levels = [next((each.level for each in card.ratings if each.topic == slug), None) for card in cards]
    return [
        {"slug": card.slug, "name": card.name, "url": absolute_url(f"/programs/{card.slug}"), "level": level}
        for card, level in zip(cards, levels, strict=True)
    ]


def _counts(slug: str) -> dict[str, int]:
    """Programs named in this registry by level; "none" is no published rating seen."""
    counts = dict.fromkeys(snapshot().values["rating"], 0)
    return counts | {group.level: len(group.cards) for group in group_by_rating(snapshot(), slug)}
