"""How machines find what is here: sitemap, search description, robots.txt and llms.txt."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, Response, abort, render_template, url_for

from app.catalog.snapshot.snapshot import Snapshot
from app.web.pages.topics import active_topics
from app.web.request.context import absolute, snapshot

discovery = Blueprint("discovery", __name__)

MOST_IN_A_SITEMAP = 50_000
"""What the protocol allows in one file."""
LONGEST_SHORT_NAME = 16
"""What OpenSearch 1.1 allows."""
READING = (
    "reading.home", "programs.search_page", "topics.topic_list", "reading.ratings", "reading.rating_rules", "reading.populations", "reading.guides",
    "reading.glossary", "crosswalk.crosswalk_page", "changes.changes_page", "docs.rules", "reading.about", "promise.links", "api_docs.page",
)  # fmt: skip
"""The pages without a slug; a test fails when one is missing."""


@dataclass(frozen=True, slots=True)
class SitemapEntry:
    """A page of the site. `changed` is the day on which somebody last compared it with its sources, None where none is recorded."""

    address: str
    changed: str | None = None


@discovery.get("/sitemap.xml")
def sitemap() -> Response:
    """Every page; beyond what one sitemap may hold, an index of several."""
    parts = split_into_parts(list_pages(snapshot()), MOST_IN_A_SITEMAP)
    if len(parts) == 1:
        return _xml("discovery/sitemap.xml", places=parts[0])
    return _xml(
        "discovery/sitemap_index.xml",
        addresses=[absolute(url_for(".sitemap_part", number=number + 1)) for number in range(len(parts))],
    )


@discovery.get("/sitemap-<int:number>.xml")
def sitemap_part(number: int) -> Response:
    parts = split_into_parts(list_pages(snapshot()), MOST_IN_A_SITEMAP)
    if not 1 <= number <= len(parts):
        abort(404, f"There is no sitemap {number}: the last one is {len(parts)}.")
    return _xml("discovery/sitemap.xml", places=parts[number - 1])


@discovery.get("/opensearch.xml")
def opensearch() -> Response:
    shown = snapshot()
    short = shown.site.title[:LONGEST_SHORT_NAME].strip()
    return _xml("discovery/opensearch.xml", "application/opensearchdescription+xml", short_name=short)


@discovery.get("/robots.txt")
def robots() -> Response:
    return Response(
        f"User-agent: *\nAllow: /\n\nSitemap: {absolute('/sitemap.xml')}\n", mimetype="text/plain"
    )


@discovery.get("/llms.txt")
def llms() -> Response:
    shown = snapshot()
    guides = [(slug, guide) for slug, (guide, _) in shown.guides.items() if guide.status == "active"]
    return Response(
        render_template("discovery/llms.txt", topics=active_topics(shown), guides=guides, total=len(shown.cards)),
        mimetype="text/plain",
    )


def list_pages(shown: Snapshot) -> list[SitemapEntry]:
    """Every page that may be found: nothing retired, no search. Absolute addresses."""
    reviewed = str(shown.site.reviewed) if shown.site.reviewed else None
    fixed = [(url_for(endpoint), reviewed if endpoint == "reading.about" else None) for endpoint in READING]
    topics = [(url_for("topics.topic_page", slug=slug), None) for slug, _ in active_topics(shown)]
    programs = [(url_for("programs.program_page", slug=card.slug), card.reviewed) for card in shown.cards]
    guides = [
        (url_for("reading.guide", slug=slug), str(guide.dates.reviewed))
        for slug, (guide, _) in shown.guides.items()
        if guide.status == "active"
    ]
    words = [
        (url_for("reading.population", id=id), None)
        for id, word in shown.words.get("populations", {}).items()
        if word.status == "active"
    ]
    return [
        SitemapEntry(absolute(path), changed)
        for path, changed in (*fixed, *topics, *programs, *guides, *words)
    ]


def split_into_parts(listed: Sequence[SitemapEntry], most: int) -> list[Sequence[SitemapEntry]]:
    return [listed[start : start + most] for start in range(0, len(listed), most)]


def _xml(template: str, mimetype: str = "application/xml", **values: object) -> Response:
    return Response(render_template(template, **values), mimetype=mimetype)
