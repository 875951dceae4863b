"""What a page says to machines in the vocabulary of schema.org (JSON-LD); nothing derived is said."""

from collections.abc import Sequence

import orjson
from markupsafe import Markup

from app.catalog.search.search import SearchRequest, SearchResult
from app.catalog.snapshot.snapshot import Page
from app.evidence.entry.pages import Guide, Topic
from app.web.discovery.data_catalog import describe_data_set, spdx_address
from app.web.discovery.schema_nodes import (
    Node,
    make_list,
    make_node,
    make_page,
    make_program,
    make_publisher,
    make_site,
    make_terms,
    make_trail,
    refer_to,
)
from app.web.pages.topics import RatedGroup
from app.web.request.context import absolute_url, base_url, snapshot
from app.web.request.registry_files import REGISTRY_FILES
from app.web.request.search_urls import search_url
from app.web.sharing.rating_statement import warn_and_summarize

VOCABULARY = "https://schema.org"
SIGNS_OF_HTML = {sign: f"\\u{ord(sign):04x}" for sign in "<>&'"}
API = ("The API, version 1", "/api/v1/programs", "application/json")
DISTRIBUTIONS = (*((each.title, each.path, each.media_type) for each in REGISTRY_FILES), API)


def describe_home() -> Node:
    """The site, how to search it, and the registry as a data set with its downloads."""
    template = absolute_url("/programs?q={search_term_string}")
    search = make_node("SearchAction", target=make_node("EntryPoint", urlTemplate=template))
    search |= {"query-input": "required name=search_term_string"}
    site = make_site() | {"description": snapshot().site.tagline, "potentialAction": search}
    return _graph(site, make_publisher(), _dataset())


def describe_data() -> Node:
    """The same data set in DCAT, in a block of its own: search engines know schema.org's context alone."""
    return describe_data_set(snapshot())


def describe_program(page: Page) -> Node:
    program, address = page.program, absolute_url(f"/programs/{page.slug}")
    picture = make_node("ImageObject", url=absolute_url(f"/og/{page.slug}.png"), width=1200, height=630)
    about = make_page(address, program.name, warn_and_summarize(program)) | {
        "dateCreated": str(program.dates.added),
        "lastReviewed": str(program.dates.reviewed),
        "primaryImageOfPage": picture,
        "breadcrumb": make_trail([("Programs", "/programs"), (program.name, f"/programs/{page.slug}")]),
        "mainEntity": {"@id": f"{address}#program"},
    }
    return _graph(about, make_program(page), make_site(), make_publisher())


def describe_topic(slug: str, topic: Topic, groups: list[RatedGroup]) -> Node:
    address, name, meaning = absolute_url(f"/topics/{slug}"), topic.name, topic.definition
    areas = make_node("DefinedTermSet", absolute_url("/topics"), name="Topic areas")
    facts = {"name": name, "description": meaning, "inDefinedTermSet": areas}
    term = make_node("DefinedTerm", f"{address}#topic", **facts)
    named = [(card.name, f"/programs/{card.slug}") for group in groups for card in group.cards]
    trail = make_trail([("Topics", "/topics"), (name, f"/topics/{slug}")])
    page = make_page(address, name, meaning, "CollectionPage")
    page |= {"breadcrumb": trail, "about": term, "mainEntity": make_list(named, len(named))}
    return _graph(page, make_site(), make_publisher())


def describe_guide(slug: str, guide: Guide) -> Node:
    address = absolute_url(f"/guides/{slug}")
    sources = []
    for each in guide.sources:
        publisher = make_node("Organization", name=each.publisher) if each.publisher else None
        work = {"name": each.title, "url": each.url, "publisher": publisher, "datePublished": each.year}
        sources.append(make_node("CreativeWork", **work))
    facts = {
        "headline": guide.title, "description": guide.summary, "url": address,
        "dateCreated": str(guide.dates.added), "inLanguage": "en", "publisher": refer_to(make_publisher()),
        "license": snapshot().site.licence.url,
    }  # fmt: skip
    article = make_node("Article", f"{address}#guide", **facts) | {"citation": sources}
    about = make_page(address, guide.title, guide.summary) | {
        "lastReviewed": str(guide.dates.reviewed),
        "breadcrumb": make_trail([("Guides", "/guides"), (guide.title, f"/guides/{slug}")]),
        "mainEntity": refer_to(article),
    }
    return _graph(about, article, make_site(), make_publisher())


def describe_search(wanted: SearchRequest, found: SearchResult) -> Node:
    first = (wanted.page - 1) * wanted.per_page + 1
    named = [(hit.card.name, f"/programs/{hit.card.slug}") for hit in found.hits]
    page = make_page(absolute_url(search_url(wanted)), "Programs", None, "SearchResultsPage")
    return _graph(page | {"mainEntity": make_list(named, found.total, first)}, make_site(), make_publisher())


def describe_ratings() -> Node:
    """The scale as a set of terms, each level with its anchor on the page."""
    levels = snapshot().levels.items()
    terms = [(f"level-{id}", f"{id.upper()} – {level.label}", level.text) for id, (level, _) in levels]
    return _describe_terms("/ratings", "Scientific rating scale", terms)


def describe_glossary() -> Node:
    words = snapshot().words.get("glossary", {}).items()
    terms = [(id, word.label, word.definition) for id, word in words if word.status == "active"]
    return _describe_terms("/glossary", "Glossary", terms)


def embed_json_ld(node: Node) -> Markup:
    """A data block, which the policy of scripts does not concern; < is \\u003c, so no text can end it."""
    text = orjson.dumps(node).decode()
    for sign, written in SIGNS_OF_HTML.items():
        text = text.replace(sign, written)
    return Markup(f'<script type="application/ld+json">{text}</script>')


def _describe_terms(path: str, name: str, terms: Sequence[tuple[str, str, str | None]]) -> Node:
    whole = make_terms(absolute_url(path), name, terms)
    page = make_page(absolute_url(path), name, None) | {"mainEntity": refer_to(whole)}
    return _graph(page, whole, make_site(), make_publisher())


def _dataset() -> Node:
    site = snapshot().site
    contents = "Entries with published ratings, their sources, and the studies recorded for each program."
    downloads = [
        make_node("DataDownload", name=name, contentUrl=absolute_url(path), encodingFormat=media)
        for name, path, media in DISTRIBUTIONS
    ]
    facts = {
        "name": f"{site.title}: registry of programs",
        "description": f"{site.title}: {site.tagline}. {contents}", "url": base_url() + "/",
        "license": [each for each in (site.licence.url, spdx_address(site.licence)) if each],
        "isAccessibleForFree": True, "creator": refer_to(make_publisher()),
        "publisher": refer_to(make_publisher()), "version": snapshot().generation,
        "distribution": downloads,
    }  # fmt: skip
    return make_node("Dataset", absolute_url("/#registry"), **facts)


def _graph(*nodes: Node) -> Node:
    return {"@context": VOCABULARY, "@graph": list(nodes)}


GLOBALS = {
    "linked_data": embed_json_ld, "home_data": describe_home, "dcat_data": describe_data,
    "program_data": describe_program,
    "topic_data": describe_topic, "guide_data": describe_guide, "search_data": describe_search,
    "ratings_data": describe_ratings, "glossary_data": describe_glossary,
}  # fmt: skip
