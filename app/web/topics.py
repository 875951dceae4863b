"""Topic areas: the list, and one topic with its programs grouped by rating."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, abort, render_template
from werkzeug.wrappers import Response

from app.catalog.facets import NOT_RECORDED
from app.catalog.search import Wanted, search
from app.catalog.snapshot import Card, Html, Snapshot
from app.evidence.pages import Topic
from app.web.current import snapshot
from app.web.moved import moved, slug_now
from app.web.tombstones import refuse_retired

topics = Blueprint("topics", __name__)


@dataclass(frozen=True, slots=True)
class RatedGroup:
    """The programs of a topic at one level (or "none"); `unnamed` more are counted by the source, which does not name them."""

    level: str
    cards: tuple[Card, ...]
    unnamed: int

    @property
    def total(self) -> int:
        return len(self.cards) + self.unnamed


@topics.get("/topics")
def topic_list() -> str:
    shown = snapshot()
    return render_template("topics.html", listed=[(slug, topic, rated_groups(shown, slug)) for slug, topic in active_topics(shown)])


@topics.get("/topics/<slug>")
def topic_page(slug: str) -> Response | str:
    found = topic_or_404(slug)
    if isinstance(found, Response):
        return found
    topic, html = found
    refuse_retired(slug, topic.name, topic)
    return render_template("topic.html", slug=slug, topic=topic, html=html, groups=rated_groups(snapshot(), slug))


def active_topics(shown: Snapshot) -> list[tuple[str, Topic]]:
    return [(slug, topic) for slug, (topic, _) in shown.topics.items() if topic.status == "active"]


def topic_or_404(slug: str) -> tuple[Topic, Html] | Response:
    """The topic, or a permanent redirect from a former slug or one in capitals, or 404."""
    shown = snapshot()
    if slug in shown.topics:
        return shown.topics[slug]
    now = slug_now("topic", slug, shown.topics.__contains__)
    return moved(slug=now) if now else abort(404, f"No topic has the address “{slug}”.")


def rated_groups(shown: Snapshot, slug: str) -> list[RatedGroup]:
    """Strongest first, NR after 5, "no published rating seen" last; levels without a program are left out."""
    unnamed = shown.topics[slug][0].unnamed or {}
    groups = []
    for level in shown.values["rating"]:
        chosen = {"topic": (slug,), "rating": (level,)}
        hits = search(shown, Wanted(chosen=chosen, sort="name", per_page=len(shown.cards) or 1)).hits
        groups.append(RatedGroup(level, tuple(hit.card for hit in hits), 0 if level == NOT_RECORDED else unnamed.get(level, 0)))  # type: ignore[call-overload]
    return [group for group in groups if group.total]
