"""Examples for the OpenAPI document: what this generation answers, shortened."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode

from flask import current_app

from app.catalog.snapshot.snapshot import Card, Snapshot
from app.web.openapi.model import Operation
from app.web.request.context import base_url

LONGEST_TEXT, MOST_ITEMS, MOST_KEYS, MOST_LINES = 240, 1, 3, 14


@dataclass(frozen=True, slots=True)
class AnswerExample:
    """A request that can be made, and the beginning of its answer: a value where it is JSON, else text."""

    address: str
    media_type: str
    answer: Any


def make_example(operation: Operation, path: str, values: Mapping[str, str]) -> AnswerExample | None:
    """None where the table wants none, or the registry has nothing to show. `values` are `example_values`."""
    if operation.example is None or not values:
        return None
    slug = values["topic"] if operation.endpoint == "api.topic" else values["slug"]
    address = path.replace("{slug}", slug)
    query = [(name, value.format(**values)) for name, value in parse_qsl(operation.example)]
    if any(not value for _, value in query) or "{" in address:
        return None
    return _request_example(f"{address}?{urlencode(query)}" if query else address)


def example_values(shown: Snapshot) -> dict[str, str]:
    """What stands in the examples; the first program with a published rating and a study stands for all."""
    if not shown.cards:
        return {}
    fitting = (card for card in shown.cards if _rated_topic(card) and card.words.get("designs"))
    card = next(fitting, shown.cards[0])
    active_topics = (slug for slug, (topic, _) in shown.topics.items() if topic.status == "active")
    page = shown.page(card.slug)
    studies = page.program.studies if page else ()
    return {
        "slug": card.slug,
        "page": f"{base_url()}/programs/{quote(card.slug)}",
        "topic": _rated_topic(card) or next(active_topics, ""),
        "study": studies[0].id if studies else "",
        "begin": card.name[:4].strip().lower(),
    }


def _rated_topic(card: Card) -> str:
    return next((rating.topic for rating in card.ratings if rating.level), "")


def _request_example(address: str) -> AnswerExample | None:
    with current_app.test_request_context(address, base_url=base_url()):
        response = current_app.full_dispatch_request()
        if response.status_code != 200:
            return None
        text, media_type = response.get_data(as_text=True), response.mimetype or ""
    is_json = media_type.endswith("json")
    return AnswerExample(address, media_type, shorten(json.loads(text)) if is_json else shorten_text(text))


def shorten(value: Any) -> Any:
    """The same shape with fewer items and less text; it holds to the schema of the whole."""
    if isinstance(value, list):
        is_plain = not any(
            isinstance(each, list | dict) for each in value
        )  # an interval needs both of its ends
        return [shorten(each) for each in value[: MOST_KEYS if is_plain else MOST_ITEMS]]
    if isinstance(value, dict):
        names = list(value)
        if _is_mapping(value):
            names = [*names[: MOST_KEYS - 1], names[-1]]
        return {name: shorten(value[name]) for name in names}
    if isinstance(value, str) and len(value) > LONGEST_TEXT and " " in value:
        return f"{value[:LONGEST_TEXT].rsplit(' ', 1)[0]} …"
    return value


def _is_mapping(value: dict[str, Any]) -> bool:
    """Whether its keys are data, such as ids, of which some can be left out."""
    kinds = {type(each) for each in value.values()}
    return len(value) > MOST_KEYS and len(kinds) == 1 and issubclass(kinds.pop(), dict | int)


def shorten_text(text: str) -> str:
    lines = text.splitlines()
    kept = [line if len(line) <= LONGEST_TEXT else f"{line[:LONGEST_TEXT]} …" for line in lines[:MOST_LINES]]
    return "\n".join([*kept, "…"] if len(lines) > MOST_LINES else kept)
