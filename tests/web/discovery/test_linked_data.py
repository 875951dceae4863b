"""JSON-LD, read by another reader: properties fit their types, and ratings name who gave them."""

import json
import re
from typing import Any

import pytest
from flask.testing import FlaskClient
from rdflib import RDF, SDO, Graph, Literal, URIRef
from rdflib.term import Node

from app.catalog.snapshot.snapshot import Snapshot
from app.web.discovery.linked_data import DISTRIBUTIONS, embed_json_ld

pytestmark = pytest.mark.filterwarnings(
    "ignore:ConjunctiveGraph is deprecated:DeprecationWarning"
)  # in the reader itself

CONTEXT = {"@vocab": str(SDO)}
"""schema.org's own context is on the web; its names are those of its vocabulary."""
THING = {
    "name",
    "description",
    "url",
    "sameAs",
    "alternateName",
    "identifier",
    "subjectOf",
    "potentialAction",
}
WORK = THING | {
    "author", "citation", "creator", "creativeWorkStatus", "dateCreated", "datePublished", "headline",
    "inLanguage", "isAccessibleForFree", "isPartOf",
    "license", "mainEntity", "about", "publisher", "encodingFormat",
}  # fmt: skip
PAGE = WORK | {"breadcrumb", "lastReviewed", "primaryImageOfPage"}
PROPERTIES = {
    "WebPage": PAGE, "CollectionPage": PAGE, "SearchResultsPage": PAGE, "WebSite": WORK, "Article": WORK,
    "CreativeWork": WORK, "Report": WORK, "Thesis": WORK,
    "ScholarlyArticle": WORK | {"pagination"}, "Periodical": WORK,
    "PublicationVolume": WORK | {"volumeNumber"}, "PublicationIssue": WORK | {"issueNumber"},
    "Service": THING | {"audience", "review", "provider"},
    "PeopleAudience": THING | {"audienceType", "suggestedMinAge", "suggestedMaxAge"},
    "Review": WORK | {"itemReviewed", "reviewAspect", "reviewRating"},
    "Rating": THING | {"ratingValue", "bestRating", "worstRating"},
    "DefinedTerm": THING | {"inDefinedTermSet"}, "DefinedTermSet": WORK | {"hasDefinedTerm"},
    "Dataset": WORK | {"distribution", "version"},
    "DataDownload": WORK | {"contentUrl"}, "ImageObject": WORK | {"width", "height"},
    "BreadcrumbList": THING | {"itemListElement"},
    "ItemList": THING | {"itemListElement", "numberOfItems"}, "ListItem": THING | {"position", "item"},
    "Organization": THING,
    "Person": THING | {"familyName", "givenName", "honorificSuffix"},
    "PropertyValue": THING | {"propertyID", "value"},
    "SearchAction": THING | {"target", "query-input"}, "EntryPoint": THING | {"urlTemplate"},
}  # fmt: skip
"""The properties of each type that are used here; `query-input` is a notation of the search engines."""
PAGES = {
    "/": {"WebSite", "Dataset", "SearchAction"},
    "/programs?q=adoption&page=2": {"SearchResultsPage", "ItemList"},
    "/programs/homebuilders": {
        "WebPage",
        "Service",
        "Review",
        "Rating",
        "ScholarlyArticle",
        "BreadcrumbList",
    },
    "/programs/attachment-holding-therapy": {"WebPage", "Service"},
    "/topics/post-permanency-services": {"CollectionPage", "DefinedTerm", "ItemList"},
    "/guides/moving-beyond-legal-permanency": {"WebPage", "Article"},
    "/ratings": {"DefinedTermSet", "DefinedTerm"},
    "/glossary": {"DefinedTermSet", "DefinedTerm"},
}


def document(client: FlaskClient, path: str) -> Any:
    """What a page says in the vocabulary of schema.org: its first block."""
    found = re.findall(
        r'<script type="application/ld\+json">(.*?)</script>', client.get(path).text, re.DOTALL
    )
    return json.loads(found[0])


def graph(client: FlaskClient, path: str) -> Graph:
    said = document(client, path)
    assert said["@context"] == "https://schema.org"
    return Graph().parse(
        data=json.dumps(said | {"@context": CONTEXT}), format="json-ld", publicID="http://localhost/"
    )


def short(term: Node) -> str:
    return str(term).removeprefix(str(SDO))


@pytest.mark.parametrize("path", PAGES)
def test_a_page_says_its_types_with_properties_that_they_have(client: FlaskClient, path: str) -> None:
    read = graph(client, path)
    types = {short(kind) for kind in read.objects(None, RDF.type)}
    assert types >= PAGES[path]
    wrong = {
        (short(kind), short(name))
        for subject, kind in read.subject_objects(RDF.type)
        for name in read.predicates(subject)
        if name != RDF.type and short(name) not in PROPERTIES[short(kind)]
    }
    assert wrong == set()
    used = set(read.predicates()) | set(read.objects(None, RDF.type))
    assert {short(term) for term in used if term not in SDO} <= {str(RDF.type), "query-input"}


def test_every_program_is_read_without_complaint(client: FlaskClient, snapshot: Snapshot) -> None:
    for card in snapshot.cards:
        service = next(
            each
            for each in document(client, f"/programs/{card.slug}")["@graph"]
            if each["@type"] == "Service"
        )
        assert service["name"] == card.name
        purveyor = client.get(f"/programs/{card.slug}.json").get_json()["purveyor"]
        assert service.get("provider", {}).get("name") == (purveyor["name"] if purveyor else None)
        published = sum(rating.level is not None for rating in card.ratings)
        assert len(service.get("review", [])) >= published


def test_a_rating_is_a_review_by_its_publisher_and_nothing_derived_is_said(client: FlaskClient) -> None:
    read = graph(client, "/programs/homebuilders")
    program = URIRef("http://localhost/programs/homebuilders#program")
    reviews = list(read.objects(program, SDO.review))
    assert set(read.subjects(SDO.itemReviewed, program)) == set(reviews)
    authors = {str(read.value(read.value(review, SDO.author), SDO.name)) for review in reviews}
    assert "CEBC" in authors
    assert "Homeward" not in authors
    by_cebc = [
        review
        for review in reviews
        if read.value(read.value(review, SDO.author), SDO.name) == Literal("CEBC")
    ]
    ratings = [read.value(review, SDO.reviewRating) for review in by_cebc]
    assert [str(read.value(rating, SDO.ratingValue)) for rating in ratings] == ["2"] * 4
    assert {str(read.value(rating, SDO.bestRating)) for rating in ratings} == {"1"}
    assert "Post-Permanency Services" in {str(read.value(review, SDO.reviewAspect)) for review in by_cebc}
    assert list(read.triples((None, SDO.aggregateRating, None))) == []


def test_nr_stands_outside_the_scale(client: FlaskClient, snapshot: Snapshot) -> None:
    slug = next(card.slug for card in snapshot.cards if any(rating.level == "nr" for rating in card.ratings))
    read = graph(client, f"/programs/{slug}")
    (rating, *_) = read.subjects(SDO.ratingValue, Literal("NR"))
    assert read.value(rating, SDO.bestRating) is None
    assert str(read.value(rating, SDO.name)) == "Not able to be Rated"


def test_a_study_is_cited_as_recorded(client: FlaskClient) -> None:
    read = graph(client, "/programs/homebuilders")
    (study,) = (
        each
        for each in read.subjects(RDF.type, SDO.ScholarlyArticle)
        if (each, SDO.datePublished, Literal("1993")) in read
    )
    assert {str(read.value(author, SDO.familyName)) for author in read.objects(study, SDO.author)} == {
        "Walton",
        "Fraser",
        "Lewis",
        "Pecora",
    }
    issue = read.value(study, SDO.isPartOf)
    volume = read.value(issue, SDO.isPartOf)
    assert (str(read.value(issue, SDO.issueNumber)), str(read.value(volume, SDO.volumeNumber))) == ("5", "72")
    assert str(read.value(read.value(volume, SDO.isPartOf), SDO.name)) == "Child Welfare"


@pytest.mark.parametrize("name, path, media_type", DISTRIBUTIONS)
def test_the_data_set_can_be_had_where_it_says(
    client: FlaskClient, name: str, path: str, media_type: str
) -> None:
    answer = client.head(path)
    assert (answer.status_code, answer.mimetype) == (200, media_type)


def test_a_past_day_describes_the_entry_and_not_the_day(client: FlaskClient) -> None:
    assert document(client, "/programs/homebuilders?as_of=2024-05-01") == document(
        client, "/programs/homebuilders"
    )


def test_nothing_in_the_data_ends_its_block() -> None:
    block = str(embed_json_ld({"name": "</script><script>alert('1')</script><!-- ß"}))
    assert block.count("<") == 2
    assert (
        json.loads(block.split(">", 1)[1].rsplit("<", 1)[0])["name"]
        == "</script><script>alert('1')</script><!-- ß"
    )
