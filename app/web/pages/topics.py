"""Topic areas: the list, and one topic with its programs grouped by rating."""

from dataclasses import dataclass

from flask import Blueprint, render_template

from app.catalog.snapshot.facet_counts import members
from app.catalog.snapshot.facets import NOT_RECORDED
from app.catalog.snapshot.snapshot import Card, Snapshot
from app.evidence.entry.pages import Topic
from app.web.request.context import snapshot
from app.web.response.requested_entry import requested_topic

topics = Blueprint("topics", __name__)


@dataclass(frozen=True, slots=True)
class RatedGroup:
    """The programs of a topic at one level, "elsewhere" or "none"; the source counts `unnamed` more."""

    level: str
    cards: tuple[Card, ...]
    unnamed: int

    @property
    def total(self) -> int:
        return len(self.cards) + self.unnamed


@topics.get("/topics")
def topic_list() -> str:
    shown = snapshot()
    listed = [(slug, topic, group_for_readers(shown, slug)) for slug, topic in active_topics(shown)]
    return render_template("pages/topics.html", listed=listed)


@topics.get("/topics/<slug>")
def topic_page(slug: str) -> str:
    topic, html = requested_topic(slug)
    groups = group_for_readers(snapshot(), slug)
    return render_template("pages/topic.html", slug=slug, topic=topic, html=html, groups=groups)


def active_topics(shown: Snapshot) -> list[tuple[str, Topic]]:
    return [(slug, topic) for slug, (topic, _) in shown.topics.items() if topic.status == "active"]


def group_for_readers(shown: Snapshot, slug: str) -> list[RatedGroup]:
    """By level, then those rated by another registry or in another topic, then those without a rating."""
    *levels, last = group_by_rating(shown, slug) or [RatedGroup(NOT_RECORDED, (), 0)]
    if last.level != NOT_RECORDED:
        return [*levels, last]
    elsewhere = RatedGroup("elsewhere", tuple(card for card in last.cards if card.is_rated), 0)
    none = RatedGroup(last.level, tuple(card for card in last.cards if not card.is_rated), last.unnamed)
    return [*levels, *(group for group in (elsewhere, none) if group.total)]


def group_by_rating(shown: Snapshot, slug: str) -> list[RatedGroup]:
    """By the rating in this topic: strongest first, NR after 5, "none" last; empty groups are left out."""
    unnamed = {str(level): count for level, count in (shown.topics[slug][0].unnamed or {}).items()}
    rated: dict[str, list[Card]] = {level: [] for level in shown.values["rating"]}
    held = shown.fold(shown.by_membership["topic"].get(slug, 0))
    for number in members(held, len(shown.cards)).tolist():
        card = shown.cards[number]
        for each in card.ratings:
            if each.topic == slug:
                rated[each.level or NOT_RECORDED].append(card)
    groups = [RatedGroup(level, tuple(cards), unnamed.get(level, 0)) for level, cards in rated.items()]
    return [group for group in groups if group.total]
