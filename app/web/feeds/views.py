"""What changed, as Atom and JSON Feed: in the whole registry, or among the programs that a search finds."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask import Blueprint, Response, get_template_attribute, jsonify, render_template

from app.catalog.search.followed import list_followed_changes
from app.catalog.snapshot.recorded_changes import RecordedChange, pick_latest
from app.web.openapi.answers import ChangeFacts, FeedItem, JsonFeed
from app.web.pages.facet_column import phrase_search
from app.web.request.context import absolute_url, base_url, snapshot
from app.web.request.search import read_whole_search
from app.web.request.search_urls import canonicalize, drop_paging, search_url
from app.web.wording.change_wording import headline, tag

feeds = Blueprint("feeds", __name__)

MOST_ENTRIES = 100
BEFORE_ALL = "1970-01-01"
ATOM, JSON_FEED = "application/atom+xml", "application/feed+json"
NEWEST = (
    f"The {MOST_ENTRIES} changes that came into the registry last: published ratings, new programs, "
    "retired programs. The time of an entry is the day on which it came in; "
    "the date of a rating is its publisher’s and stands in the text."
)
JOINED_OR_LEFT = (
    " A program that joined or left these filters with a published rating, or by being retired, is named by "
    "that change; other things are filtered by what is recorded today."
)
WITHOUT_RETIRED = " Retired programs cannot be searched by words; the feed of all changes names them."


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed in either format, with three addresses; `updated` is a day and depends on the entries alone."""

    id: str
    title: str
    subtitle: str
    page: str
    atom: str
    json: str
    entries: tuple[RecordedChange, ...]
    updated: str


@feeds.get("/feed.atom")
def everything_atom() -> Response:
    return write_atom(_everything())


@feeds.get("/feed.json")
def everything_json() -> Response:
    return write_json_feed(_everything())


@feeds.get("/programs.atom")
def search_atom() -> Response:
    return write_atom(_of_search())


@feeds.get("/programs.feed.json")
def search_json() -> Response:
    return write_json_feed(_of_search())


def write_atom(feed: Feed) -> Response:
    text = render_template("feeds/feed.xml", feed=feed, tag=tag)
    return Response(text, content_type=f"{ATOM}; charset=utf-8")


def write_json_feed(feed: Feed) -> Response:
    """JSON Feed 1.1. `_homeward` holds the same facts as plain values."""
    site = snapshot().site
    note = f"; {site.licence.note}" if site.licence.note else ""
    rights = f"{site.licence.text} {site.licence.name}{note}."
    about = absolute_url("/about") + "#machines"
    answer: JsonFeed = {
        "version": "https://jsonfeed.org/version/1.1", "title": feed.title, "home_page_url": feed.page,
        "feed_url": feed.json, "description": feed.subtitle, "icon": absolute_url("/static/icon.svg"),
        "language": "en", "authors": [{"name": site.publisher, "url": base_url()}],
        "items": [_item(each) for each in feed.entries],
        "_homeward": {"about": about, "rights": rights, "licence": str(site.licence.url)},
    }  # fmt: skip
    response = jsonify(answer)
    response.mimetype = JSON_FEED
    return response


def _everything() -> Feed:
    shown = snapshot()
    addresses = [absolute_url(path) for path in ("/changes", "/feed.atom", "/feed.json")]
    return _feed("changes", (f"{shown.site.title}: what changed", NEWEST), addresses, shown.changes)


def _of_search() -> Feed:
    shown = snapshot()
    wanted = drop_paging(canonicalize(read_whole_search(), shown.values))
    title = f"{shown.site.title}: changes to {phrase_search(shown, wanted) or 'all programs'}"
    subtitle = NEWEST + (JOINED_OR_LEFT if wanted.chosen else "") + (WITHOUT_RETIRED if wanted.q else "")
    paths = ("/programs", "/programs.atom", "/programs.feed.json")
    addresses = [absolute_url(search_url(wanted, path)) for path in paths]
    changes = list_followed_changes(shown, wanted)
    return _feed(search_url(wanted, "changes/programs"), (title, subtitle), addresses, changes)


def _feed(name: str, text: tuple[str, str], urls: list[str], changes: Iterable[RecordedChange]) -> Feed:
    """Without entries, a feed is as new as the registry's last change."""
    entries = tuple(pick_latest(changes, MOST_ENTRIES))
    newest = max((change.entered for change in entries or snapshot().changes), default=BEFORE_ALL)
    page, atom, json = urls
    return Feed(tag(name), *text, page, atom, json, entries, newest)


def _item(change: RecordedChange) -> FeedItem:
    told = get_template_attribute("change_parts.html", "told")
    rating, time = change.published, f"{change.entered}T00:00:00Z"
    item: FeedItem = {
        "id": tag(change.id),
        "url": absolute_url(f"/programs/{change.program}"),
        "title": headline(change),
        "content_html": str(told(change, base_url())).strip(),
        "date_published": time,
        "date_modified": time,
        "tags": [change.kind, *([change.topic] if change.topic else [])],
        "_homeward": _facts(change),
    }
    if rating and rating.source:
        item["external_url"] = rating.source
    return item


def _facts(change: RecordedChange) -> ChangeFacts:
    facts: ChangeFacts = {
        "kind": change.kind, "program": change.program, "name": change.name, "date": change.date,
        "entered": change.entered, "harm": change.harm,
    }  # fmt: skip
    if rating := change.published:
        facts |= {
            "topic": change.topic, "level": rating.level, "rating": rating.words, "by": rating.by,
            "registry": rating.registry, "scope": rating.scope, "as_of": rating.as_of, "seen": rating.seen,
            "copy": rating.seen_copy, "source": rating.source, "before": change.before,
        }  # fmt: skip
    if change.retired:
        facts |= {"reason": change.retired.reason, "successor": change.retired.successor}
    return facts
