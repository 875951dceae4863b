"""The entry that an address asks for, or 308 (it moved), 404 (nothing was there) or 410 (it was retired)."""

from flask import abort

from app.catalog.snapshot.published_ratings import Html
from app.catalog.snapshot.snapshot import Page
from app.evidence.entry.pages import Guide, Topic, VocabularyWord
from app.web.request.context import snapshot
from app.web.response.redirects import Exists, Kind, redirect_moved, redirect_moved_program
from app.web.response.tombstones import refuse_retired


def requested_program(slug: str) -> Page:
    """The active program of that slug, in any format. Raises RequestRedirect, NotFound or Retiree."""
    page = program_or_retired(slug)
    refuse_retired(slug, page.program.name, page.program)
    return page


def program_or_retired(slug: str) -> Page:
    """The program of that slug, also a retired one. Raises RequestRedirect or NotFound."""
    page = snapshot().page(slug)
    if page is None:
        redirect_moved_program(slug, lambda asked: snapshot().page(asked) is not None)
        abort(404, f"No program has the address “{slug}”.")
    return page


def requested_topic(slug: str) -> tuple[Topic, Html]:
    """The active topic area of that slug with its texts. Raises RequestRedirect, NotFound or Retiree."""
    topics = snapshot().topics
    _require("topic", "topic", slug, topics.__contains__)
    refuse_retired(slug, topics[slug][0].name, topics[slug][0])
    return topics[slug]


def requested_guide(slug: str) -> tuple[Guide, Html]:
    """The active guide of that slug with its texts. Raises RequestRedirect, NotFound or Retiree."""
    guides = snapshot().guides
    _require("guide", "guide", slug, guides.__contains__)
    refuse_retired(slug, guides[slug][0].title, guides[slug][0])
    return guides[slug]


def requested_population(id: str) -> VocabularyWord:
    """The active target population of that id. Raises RequestRedirect, NotFound or Retiree."""
    words = snapshot().words["populations"]
    _require("population", "target population", id, words.__contains__)
    refuse_retired(id, words[id].label, words[id])
    return words[id]


def _require(kind: Kind, name: str, asked: str, exists: Exists) -> None:
    if not exists(asked):
        redirect_moved(kind, asked, exists)
        abort(404, f"No {name} has the address “{asked}”.")
