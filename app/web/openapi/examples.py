"""Examples that are true: what this generation answers, shortened."""

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from flask import current_app

from app.catalog.snapshot.snapshot import Card, Snapshot
from app.web.openapi.described import Operation
from app.web.request.context import base_url

LONGEST_TEXT, MOST_ITEMS, MOST_KEYS, MOST_LINES = 240, 1, 3, 14


@dataclass(frozen=True, slots=True)
class AnswerExample:
    """A request that can be made, and the beginning of its answer: a value where it is JSON, else text; None where it is neither."""

    address: str
    media_type: str
    answer: Any


def example_of(operation: Operation, path: str, shown: Snapshot) -> AnswerExample | None:
    """None where the table wants none, or the registry has nothing to show."""
    if operation.example is None or not shown.cards:
        return None
    values = _values(shown)
    of_topic = operation.endpoint == "api.topic"
    address = path.replace("{slug}", values["topic"] if of_topic else values["slug"])
    query = [(name, value.format(**values)) for name, _, value in (pair.partition("=") for pair in operation.example.split("&")) if name]
    if any(not value for _, value in query) or "{" in address:
        return None
    return _asked(f"{address}?{urlencode(query)}" if query else address)


def _values(shown: Snapshot) -> dict[str, str]:
    """The first program with a published rating and a study stands for all."""
    card = next((card for card in shown.cards if _rated_in(card) and card.words.get("designs")), shown.cards[0])
    page = shown.page(card.slug)
    studies = page.program.studies if page else ()
    return {
        "slug": card.slug,
        "page": f"{base_url()}/programs/{quote(card.slug)}",
        "topic": _rated_in(card) or next((slug for slug, (topic, _) in shown.topics.items() if topic.status == "active"), ""),
        "study": studies[0].id if studies else "",
        "begin": card.name[:4].strip().lower(),
    }


def _rated_in(card: Card) -> str:
    return next((rating.topic for rating in card.ratings if rating.level), "")


def _asked(address: str) -> AnswerExample | None:
    with current_app.test_request_context(address, base_url=base_url()):
        answer = current_app.full_dispatch_request()
        if answer.status_code != 200:
            return None
        text, media_type = answer.get_data(as_text=True), answer.mimetype or ""
    return AnswerExample(address, media_type, shortened(json.loads(text)) if media_type.endswith("json") else shortened_text(text))


def shortened(value: Any) -> Any:
    """The same shape with fewer items and less text; it holds to the schema of the whole."""
    if isinstance(value, list):
        is_plain = not any(isinstance(each, list | dict) for each in value)  # an interval needs both of its ends
        return [shortened(each) for each in value[: MOST_KEYS if is_plain else MOST_ITEMS]]
    if isinstance(value, dict):
        is_mapping = (
            len(value) > MOST_KEYS and len({type(each) for each in value.values()}) == 1 and isinstance(next(iter(value.values())), dict | int)
        )
        names = [*list(value)[: MOST_KEYS - 1], list(value)[-1]] if is_mapping else list(value)
        return {name: shortened(value[name]) for name in names}
    if isinstance(value, str) and len(value) > LONGEST_TEXT and " " in value:
        return f"{value[:LONGEST_TEXT].rsplit(' ', 1)[0]} …"
    return value


def shortened_text(text: str) -> str:
    lines = text.splitlines()
    kept = [line if len(line) <= LONGEST_TEXT else f"{line[:LONGEST_TEXT]} …" for line in lines[:MOST_LINES]]
    return "\n".join([*kept, "…"] if len(lines) > MOST_LINES else kept)
