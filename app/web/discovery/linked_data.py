"""What a page says to machines in schema.org's words (JSON-LD). A rating is a review by whoever published it, never ours; nothing derived is said.

What is not recorded is left out. A name of which nobody knows whether it is a person's has no type.
"""

import json
from collections.abc import Sequence
from functools import partial
from typing import Any

from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from app.catalog.search.search import SearchRequest, SearchResult
from app.catalog.snapshot.snapshot import Page, Snapshot
from app.evidence.entry.pages import Guide, Topic
from app.evidence.entry.program import Ages, OtherRating, Program, PublishedRating
from app.evidence.entry.study import Study
from app.web.citations.references import Author, CitedReference, study_reference
from app.web.pages.topics import RatedGroup
from app.web.request.context import absolute, base_url, snapshot
from app.web.request.search_urls import search_url
from app.web.sharing.rating_statement import described_alone

Node = dict[str, Any]
VOCABULARY = "https://schema.org"
STRONGEST, WEAKEST = "1", "5"
"""The ends of the scale; NR stands outside it."""
DISTRIBUTIONS = (
    ("All programs as a table", "/programs.csv", "text/csv"),
    ("All entries", "/programs.json", "application/json"),
    ("The database", "/registry.sqlite", "application/vnd.sqlite3"),
    ("The API, version 1", "/api/v1/programs", "application/json"),
)
WORKS = {"article-journal": "ScholarlyArticle", "paper-conference": "ScholarlyArticle", "report": "Report", "thesis": "Thesis"}


def home_data() -> Node:
    """The site, how to search it, and the registry as a data set with what it can be had as."""
    site = snapshot().site
    search = {
        "@type": "SearchAction",
        "target": {"@type": "EntryPoint", "urlTemplate": absolute("/programs?q={search_term_string}")},
        "query-input": "required name=search_term_string",
    }
    return _graph(_site() | {"description": site.tagline, "potentialAction": search}, _publisher(), _dataset())


def program_data(page: Page) -> Node:
    program, address = page.program, absolute(f"/programs/{page.slug}")
    trail = [("Programs", "/programs"), (program.name, f"/programs/{page.slug}")]
    about = _page(address, program.name, described_alone(program)) | {
        "dateCreated": str(program.dates.added),
        "lastReviewed": str(program.dates.reviewed),
        "primaryImageOfPage": {"@type": "ImageObject", "url": absolute(f"/og/{page.slug}.png"), "width": 1200, "height": 630},
        "breadcrumb": _trail(trail),
        "mainEntity": {"@id": f"{address}#program"},
    }
    return _graph(about, _service(page, address), _site(), _publisher())


def topic_data(slug: str, topic: Topic, groups: list[RatedGroup]) -> Node:
    address = absolute(f"/topics/{slug}")
    term = _term(f"{address}#topic", topic.name, topic.definition, absolute("/topics"), "Topic areas")
    named = [card for group in groups for card in group.cards]
    listed = _list([(card.name, f"/programs/{card.slug}") for card in named], len(named))
    about = _page(address, topic.name, topic.definition, "CollectionPage")
    return _graph(
        about | {"breadcrumb": _trail([("Topics", "/topics"), (topic.name, f"/topics/{slug}")]), "about": term, "mainEntity": listed},
        _site(),
        _publisher(),
    )


def guide_data(slug: str, guide: Guide) -> Node:
    address = absolute(f"/guides/{slug}")
    article = {
        "@type": "Article",
        "@id": f"{address}#guide",
        "headline": guide.title,
        "description": guide.summary,
        "url": address,
        "dateCreated": str(guide.dates.added),
        "inLanguage": "en",
        "publisher": _reference(_publisher()),
        "license": snapshot().site.licence.url,
        "citation": [
            _recorded({"@type": "CreativeWork", "name": each.title, "url": each.url, "publisher": _named(each.publisher), "datePublished": each.year})
            for each in guide.sources
        ],
    }
    about = _page(address, guide.title, guide.summary) | {
        "lastReviewed": str(guide.dates.reviewed),
        "breadcrumb": _trail([("Guides", "/guides"), (guide.title, f"/guides/{slug}")]),
        "mainEntity": _reference(article),
    }
    return _graph(about, article, _site(), _publisher())


def search_data(wanted: SearchRequest, found: SearchResult) -> Node:
    first = (wanted.page - 1) * wanted.per_page + 1
    listed = _list([(hit.card.name, f"/programs/{hit.card.slug}") for hit in found.hits], found.total, first)
    return _graph(_page(absolute(search_url(wanted)), "Programs", None, "SearchResultsPage") | {"mainEntity": listed}, _site(), _publisher())


def ratings_data() -> Node:
    """The scale as a set of terms, each level at its own place of the page."""
    address = absolute("/ratings")
    levels = [(f"level-{id}", f"{id.upper()} – {level.label}", level.text) for id, (level, _) in snapshot().levels.items()]
    return _terms(address, "Scientific rating scale", levels)


def glossary_data() -> Node:
    words = snapshot().words.get("glossary", {})
    return _terms(absolute("/glossary"), "Glossary", [(id, word.label, word.definition) for id, word in words.items() if word.status == "active"])


def _service(page: Page, address: str) -> Node:
    program, shown = page.program, snapshot()
    population = program.target_population
    return _recorded(
        {
            "@type": "Service",
            "@id": f"{address}#program",
            "name": program.name,
            "alternateName": list(program.aliases),
            "description": described_alone(program),
            "url": address,
            "sameAs": program.website,
            "audience": _recorded({"@type": "PeopleAudience", "audienceType": population.description, **_ages(population.ages)}),
            "review": [*_published(program, address, shown), *_elsewhere(program.other_ratings, address, shown)],
            "subjectOf": [_work(page.slug, study) for study in program.studies],
        }
    )


def _ages(ages: Ages | None) -> Node:
    return {"suggestedMinAge": ages.min, "suggestedMaxAge": ages.max} if ages else {}


def _published(program: Program, address: str, shown: Snapshot) -> list[Node]:
    """The ratings in force: of each topic the newest."""
    return [
        _review(address, rating.by, shown.topics[membership.topic][0].name, _rating(rating, shown), rating)
        for membership in program.topics
        for rating in membership.ratings[:1]
    ]


def _rating(rating: PublishedRating, shown: Snapshot) -> Node:
    """1 is the best of the scale."""
    scale = {} if rating.level == "nr" else {"bestRating": STRONGEST, "worstRating": WEAKEST}
    label = shown.levels[rating.level][0].label
    return {"@type": "Rating", "ratingValue": rating.level.upper(), **scale, "name": label, "url": absolute(f"/ratings#level-{rating.level}")}


def _elsewhere(ratings: tuple[OtherRating, ...], address: str, shown: Snapshot) -> list[Node]:
    """What other registries say, in their words."""
    return [
        _review(address, shown.words["registries"][each.registry].label, each.scope, {"@type": "Rating", "ratingValue": each.rating}, each)
        for each in ratings
    ]


def _review(address: str, author: str, aspect: str | None, rating: Node, recorded: PublishedRating | OtherRating) -> Node:
    return _recorded(
        {
            "@type": "Review",
            "author": {"@type": "Organization", "name": author},
            "itemReviewed": {"@id": f"{address}#program"},
            "reviewAspect": aspect,
            "reviewRating": rating,
            "datePublished": recorded.as_of,
            "url": recorded.source,
        }
    )


def _work(slug: str, study: Study) -> Node:
    cited = study_reference(slug, study)
    return _recorded(
        {
            "@type": WORKS.get(cited.kind, "CreativeWork"),
            "name": cited.title,
            "author": [_author(each) for each in cited.authors],
            "datePublished": str(cited.issued[0]) if cited.issued else None,
            "isPartOf": _container(cited),
            "pagination": cited.pages,
            "identifier": [
                {"@type": "PropertyValue", "propertyID": name, "value": value} for name, value in (("doi", cited.doi), ("pmid", cited.pmid)) if value
            ],
            "sameAs": f"https://doi.org/{cited.doi}" if cited.doi else None,
            "url": cited.url,
            "creativeWorkStatus": cited.note,
        }
    )


def _container(cited: CitedReference) -> Node | None:
    """A journal with volume and issue, from the inside out; of anything else its name."""
    if cited.container is None:
        return None
    if cited.kind != "article-journal":
        return {"@type": "CreativeWork", "name": cited.container}
    whole: Node = {"@type": "Periodical", "name": cited.container}
    if cited.volume:
        whole = {"@type": "PublicationVolume", "volumeNumber": cited.volume, "isPartOf": whole}
    return {"@type": "PublicationIssue", "issueNumber": cited.issue, "isPartOf": whole} if cited.issue else whole


def _author(author: Author) -> Node:
    if author.given is None:
        return {"name": author.family}
    return _recorded({"@type": "Person", "familyName": author.family, "givenName": author.given, "honorificSuffix": author.suffix})


def _dataset() -> Node:
    site = snapshot().site
    return {
        "@type": "Dataset",
        "@id": absolute("/#registry"),
        "name": f"{site.title}: registry of programs",
        "description": f"{site.title}: {site.tagline}. Entries with published ratings, their sources, and the studies recorded for each program.",
        "url": base_url() + "/",
        "license": site.licence.url,
        "isAccessibleForFree": True,
        "creator": _reference(_publisher()),
        "distribution": [
            {"@type": "DataDownload", "name": name, "contentUrl": absolute(path), "encodingFormat": media} for name, path, media in DISTRIBUTIONS
        ],
    }


def _site() -> Node:
    return {
        "@type": "WebSite",
        "@id": absolute("/#site"),
        "name": snapshot().site.title,
        "url": base_url() + "/",
        "publisher": _reference(_publisher()),
    }


def _publisher() -> Node:
    return {"@type": "Organization", "@id": absolute("/#publisher"), "name": snapshot().site.publisher}


def _page(address: str, name: str, description: str | None, kind: str = "WebPage") -> Node:
    return _recorded(
        {
            "@type": kind,
            "@id": address,
            "name": name,
            "description": description,
            "url": address,
            "inLanguage": "en",
            "isPartOf": _reference(_site()),
            "publisher": _reference(_publisher()),
            "license": snapshot().site.licence.url,
        }
    )


def _terms(address: str, name: str, words: Sequence[tuple[str, str, str | None]]) -> Node:
    terms = [_recorded({"@type": "DefinedTerm", "@id": f"{address}#{id}", "name": word, "description": meaning}) for id, word, meaning in words]
    whole = {"@type": "DefinedTermSet", "@id": f"{address}#terms", "name": name, "url": address, "hasDefinedTerm": terms}
    return _graph(_page(address, name, None) | {"mainEntity": _reference(whole)}, whole, _site(), _publisher())


def _term(id: str, name: str, meaning: str, of: str, title: str) -> Node:
    return {
        "@type": "DefinedTerm",
        "@id": id,
        "name": name,
        "description": meaning,
        "inDefinedTermSet": {"@type": "DefinedTermSet", "@id": of, "name": title},
    }


def _list(named: list[tuple[str, str]], total: int, first: int = 1) -> Node:
    items = [{"@type": "ListItem", "position": first + number, "name": name, "url": absolute(path)} for number, (name, path) in enumerate(named)]
    return {"@type": "ItemList", "numberOfItems": total, "itemListElement": items}


def _trail(steps: list[tuple[str, str]]) -> Node:
    items = [{"@type": "ListItem", "position": number, "name": name, "item": absolute(path)} for number, (name, path) in enumerate(steps, 1)]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def _named(name: str | None) -> Node | None:
    return {"@type": "Organization", "name": name} if name else None


def _reference(node: Node) -> Node:
    return {"@id": node["@id"]}


def _recorded(node: Node) -> Node:
    return {key: value for key, value in node.items() if value not in (None, [], ())}


def in_a_page(node: Node) -> Markup:
    """A data block, which is never run: the policy of scripts does not touch it. Nothing in it can end it, because < is written as \\u003c."""
    return Markup('<script type="application/ld+json">{}</script>').format(htmlsafe_json_dumps(node, dumps=partial(json.dumps, ensure_ascii=False)))


def _graph(*nodes: Node) -> Node:
    return {"@context": VOCABULARY, "@graph": list(nodes)}


GLOBALS = {
    "linked_data": in_a_page,
    "home_data": home_data, "program_data": program_data, "topic_data": topic_data, "guide_data": guide_data, "search_data": search_data,
    "ratings_data": ratings_data, "glossary_data": glossary_data,
}  # fmt: skip
