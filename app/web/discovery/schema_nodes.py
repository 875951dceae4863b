"""Nodes of schema.org: the site, a page, a list, and a program with its reviews and studies.

A rating is a review by whoever published it, never by this registry. What is not recorded is left out.
A name that may or may not be a person's has no type.
"""

from collections.abc import Sequence
from typing import Any

from app.catalog.snapshot.snapshot import Page
from app.evidence.entry.authors import Author
from app.evidence.entry.bibliography import address_of_doi, write_pages
from app.evidence.entry.program import OtherRating, Program, PublishedRating
from app.evidence.entry.registry_ratings import ProgramInCatalog
from app.evidence.entry.study import Study
from app.web.citations.references import CitedReference, cite_study
from app.web.request.context import absolute_url, base_url, snapshot
from app.web.sharing.rating_statement import warn_and_summarize

Node = dict[str, Any]
STRONGEST, WEAKEST = "1", "5"
"""The ends of the scale; NR is not on it."""
WORKS = {
    "article-journal": "ScholarlyArticle", "paper-conference": "ScholarlyArticle", "report": "Report",
    "thesis": "Thesis",
}  # fmt: skip


def make_node(kind: str, id: str | None = None, /, **properties: Any) -> Node:
    """A node of a type; properties that are None or empty are left out."""
    written = {"@type": kind, "@id": id, **properties}
    return {key: value for key, value in written.items() if value or value == 0}


def refer_to(node: Node) -> Node:
    return {"@id": node["@id"]}


def make_site() -> Node:
    name, url, publisher = snapshot().site.title, base_url() + "/", refer_to(make_publisher())
    return make_node("WebSite", absolute_url("/#site"), name=name, url=url, publisher=publisher)


def make_publisher() -> Node:
    return make_node("Organization", absolute_url("/#publisher"), name=snapshot().site.publisher)


def make_page(address: str, name: str, description: str | None, kind: str = "WebPage") -> Node:
    facts = {
        "name": name, "description": description, "url": address, "inLanguage": "en",
        "isPartOf": refer_to(make_site()), "publisher": refer_to(make_publisher()),
        "license": snapshot().site.licence.url,
    }  # fmt: skip
    return make_node(kind, address, **facts)


def make_terms(address: str, name: str, words: Sequence[tuple[str, str, str | None]]) -> Node:
    """A set of terms; `words` are anchor, term and definition of each."""
    terms = [
        make_node("DefinedTerm", f"{address}#{id}", name=word, description=text) for id, word, text in words
    ]
    return make_node("DefinedTermSet", f"{address}#terms", name=name, url=address) | {"hasDefinedTerm": terms}


def make_list(named: list[tuple[str, str]], total: int, first: int = 1) -> Node:
    base = base_url()
    items = [
        {"@type": "ListItem", "position": position, "name": name, "url": base + path}
        for position, (name, path) in enumerate(named, first)
    ]
    return {"@type": "ItemList", "numberOfItems": total, "itemListElement": items}


def make_trail(steps: list[tuple[str, str]]) -> Node:
    items = [
        make_node("ListItem", position=position, name=name, item=absolute_url(path))
        for position, (name, path) in enumerate(steps, 1)
    ]
    return make_node("BreadcrumbList", itemListElement=items)


def make_program(page: Page) -> Node:
    program, address = page.program, absolute_url(f"/programs/{page.slug}")
    population = program.target_population
    ages, seller = population.ages, program.purveyor
    limits = {"suggestedMinAge": ages.min, "suggestedMaxAge": ages.max} if ages else {}
    facts = {
        "name": program.name, "alternateName": list(program.aliases),
        "description": warn_and_summarize(program), "url": address, "sameAs": program.website,
        "audience": make_node("PeopleAudience", audienceType=population.description, **limits),
        "provider": make_node("Organization", name=seller.name, url=seller.url) if seller else None,
        "review": [*_reviews(program, address), *_other_reviews(program, address)],
        "subjectOf": [_work(page.slug, study) for study in program.studies],
    }  # fmt: skip
    return make_node("Service", f"{address}#program", **facts)


def _reviews(program: Program, address: str) -> list[Node]:
    """The rating in force of each topic."""
    topics, reviews = snapshot().topics, []
    for membership in program.topics:
        for rating in membership.ratings[:1]:
            aspect = topics[membership.topic][0].name
            facts = {"reviewAspect": aspect, "reviewRating": _rating(rating)}
            reviews.append(_review(address, rating, rating.by, **facts))
    return reviews


def _other_reviews(program: ProgramInCatalog, address: str) -> list[Node]:
    """What is in force at other registries, in their words; a mere listing is no rating."""
    registries, reviews = snapshot().words["registries"], []
    for each in (other for other in program.other_ratings if other.in_force and other.rating):
        facts = {"reviewAspect": each.scope, "reviewRating": make_node("Rating", ratingValue=each.rating)}
        reviews.append(_review(address, each, registries[each.registry].label, **facts))
    return reviews


def _rating(rating: PublishedRating) -> Node:
    """1 is the best of the scale."""
    scale = {} if rating.level == "nr" else {"bestRating": STRONGEST, "worstRating": WEAKEST}
    label, url = snapshot().levels[rating.level][0].label, absolute_url(f"/ratings#level-{rating.level}")
    return make_node("Rating", ratingValue=rating.level.upper(), **scale, name=label, url=url)


def _review(address: str, recorded: PublishedRating | OtherRating, author: str, **facts: Any) -> Node:
    who, program = make_node("Organization", name=author), {"@id": f"{address}#program"}
    dates = {"datePublished": recorded.as_of, "url": recorded.source}
    return make_node("Review", author=who, itemReviewed=program, **facts, **dates)


def _work(slug: str, study: Study) -> Node:
    cited = cite_study(slug, study)
    ids = (("doi", cited.doi), ("pmid", cited.pmid))
    identifiers = [make_node("PropertyValue", propertyID=name, value=value) for name, value in ids if value]
    facts = {
        "name": cited.title, "author": [_author(each) for each in cited.authors],
        "datePublished": str(cited.issued[0]) if cited.issued else None,
        "isPartOf": _container(cited), "pagination": write_pages(cited.pages, "–"), "identifier": identifiers,
        "sameAs": address_of_doi(cited.doi) if cited.doi else None, "url": cited.url,
        "creativeWorkStatus": cited.note,
    }  # fmt: skip
    return make_node(WORKS.get(cited.kind, "CreativeWork"), **facts)


def _container(cited: CitedReference) -> Node | None:
    """A journal with volume and issue, from the inside out; of anything else its name."""
    if cited.container is None:
        return None
    if cited.kind != "article-journal":
        return make_node("CreativeWork", name=cited.container)
    whole = make_node("Periodical", name=cited.container)
    if cited.volume:
        whole = make_node("PublicationVolume", volumeNumber=cited.volume, isPartOf=whole)
    return make_node("PublicationIssue", issueNumber=cited.issue, isPartOf=whole) if cited.issue else whole


def _author(author: Author) -> Node:
    if author.given is None:
        return {"name": author.family}
    names = {"familyName": author.family, "givenName": author.given, "honorificSuffix": author.suffix}
    return make_node("Person", **names)
