"""What leads machines to pages and data: sitemap, search, robots.txt, llms.txt, descriptions of the data."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, Response, abort, jsonify, render_template, url_for

from app.catalog.snapshot.snapshot import Snapshot
from app.evidence.entry.pages import Guide
from app.web.discovery.data_catalog import describe_data_set
from app.web.discovery.data_package import describe_package
from app.web.discovery.linked_data import describe_program
from app.web.pages.topics import active_topics
from app.web.request.context import absolute_url, snapshot
from app.web.request.formats import JSON_LD
from app.web.request.registry_files import DATA_CATALOG, DATA_PACKAGE
from app.web.response.requested_entry import requested_program

discovery = Blueprint("discovery", __name__)

MOST_IN_A_SITEMAP = 50_000
"""What the protocol allows in one file."""
LONGEST_SHORT_NAME = 16
"""What OpenSearch 1.1 allows."""
READING = (
    "reading.home", "programs.search_page", "fit_pages.fit_page", "topics.topic_list", "reading.ratings",
    "registry_scales.scales_page", "reading.rating_rules", "reading.populations", "reading.guides",
    "reading.glossary", "evidence_map.map_page", "compare.compare_page",
    "shortlist.shortlist_page", "crosswalk.crosswalk_page", "changes.changes_page",
    "docs.rules", "reading.about", "promise.links", "api_docs.page",
)  # fmt: skip
"""The pages without a slug; a test fails when one is missing."""


@dataclass(frozen=True, slots=True)
class SitemapEntry:
    """A page of the site; `changed` is the recorded day of its last review, or None."""

    address: str
    changed: str | None = None


@discovery.get("/sitemap.xml")
def sitemap() -> Response:
    """Every page; beyond what one sitemap may hold, an index of several."""
    parts = split_into_parts(list_pages(snapshot()), MOST_IN_A_SITEMAP)
    if len(parts) == 1:
        return _xml("discovery/sitemap.xml", places=parts[0])
    numbers = range(1, len(parts) + 1)
    addresses = [absolute_url(url_for(".sitemap_part", number=number)) for number in numbers]
    return _xml("discovery/sitemap_index.xml", addresses=addresses)


@discovery.get("/sitemap-<int:number>.xml")
def sitemap_part(number: int) -> Response:
    parts = split_into_parts(list_pages(snapshot()), MOST_IN_A_SITEMAP)
    if not 1 <= number <= len(parts):
        abort(404, f"There is no sitemap {number}: the last one is {len(parts)}.")
    return _xml("discovery/sitemap.xml", places=parts[number - 1])


@discovery.get("/opensearch.xml")
def opensearch() -> Response:
    short = snapshot().site.title[:LONGEST_SHORT_NAME].strip()
    return _xml("discovery/opensearch.xml", "application/opensearchdescription+xml", short_name=short)


@discovery.get("/robots.txt")
def robots() -> Response:
    sitemap = absolute_url("/sitemap.xml")
    return Response(f"User-agent: *\nAllow: /\n\nSitemap: {sitemap}\n", mimetype="text/plain")


@discovery.get("/llms.txt")
def llms() -> Response:
    shown = snapshot()
    guides, topics, total = _active_guides(shown), active_topics(shown), len(shown.cards)
    text = render_template("discovery/llms.txt", topics=topics, guides=guides, total=total)
    return Response(text, mimetype="text/plain")


@discovery.get(DATA_PACKAGE)
def data_package() -> Response:
    return jsonify(describe_package(snapshot()))


@discovery.get(DATA_CATALOG)
def data_set() -> Response:
    answer = jsonify(describe_data_set(snapshot()))
    answer.mimetype = JSON_LD
    return answer


@discovery.get("/programs/<slug>.jsonld")
def program_data(slug: str) -> Response:
    """What the page says to machines, by itself."""
    answer = jsonify(describe_program(requested_program(slug)))
    answer.mimetype = JSON_LD
    return answer


def list_pages(shown: Snapshot) -> list[SitemapEntry]:
    """Every page with its absolute address; no retired program and no search."""
    changed = {"reading.about": str(shown.site.reviewed)} if shown.site.reviewed else {}
    fixed = [(url_for(endpoint), changed.get(endpoint)) for endpoint in READING]
    topics = [(url_for("topics.topic_page", slug=slug), None) for slug, _ in active_topics(shown)]
    active_guides = _active_guides(shown)
    programs = [(url_for("programs.program_page", slug=card.slug), card.reviewed) for card in shown.cards]
    guides = [(url_for("reading.guide", slug=slug), str(each.dates.reviewed)) for slug, each in active_guides]
    populations = shown.words.get("populations", {}).items()
    active = [id for id, word in populations if word.status == "active"]
    words = [(url_for("reading.population", id=id), None) for id in active]
    pages = (*fixed, *topics, *programs, *guides, *words)
    return [SitemapEntry(absolute_url(path), reviewed) for path, reviewed in pages]


def split_into_parts(listed: Sequence[SitemapEntry], most: int) -> list[Sequence[SitemapEntry]]:
    return [listed[start : start + most] for start in range(0, len(listed), most)]


def _active_guides(shown: Snapshot) -> list[tuple[str, Guide]]:
    return [(slug, guide) for slug, (guide, _) in shown.guides.items() if guide.status == "active"]


def _xml(template: str, mimetype: str = "application/xml", **values: object) -> Response:
    return Response(render_template(template, **values), mimetype=mimetype)
