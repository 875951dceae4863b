"""The data set as a reader of DCAT sees it: title, publisher, licence, files with their media types."""

import json
import re

import pytest
from flask.testing import FlaskClient
from packaging.licenses import canonicalize_license_expression
from rdflib import DCAT, DCTERMS, FOAF, RDF, RDFS, Graph, Literal, URIRef

from app.catalog.snapshot.snapshot import Snapshot

pytestmark = pytest.mark.filterwarnings(
    "ignore:ConjunctiveGraph is deprecated:DeprecationWarning"
)  # in the reader itself
BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
DATA_SET = URIRef("http://localhost/#registry")
LICENCE = URIRef("https://creativecommons.org/licenses/by/4.0/")
MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"


@pytest.fixture
def read(client: FlaskClient) -> Graph:
    return Graph().parse(data=client.get("/dataset.jsonld").data, format="json-ld")


def test_the_home_page_carries_the_same_description(client: FlaskClient) -> None:
    blocks = [json.loads(block) for block in BLOCK.findall(client.get("/").text)]
    assert client.get("/dataset.jsonld").get_json(force=True) in blocks
    assert client.get("/dataset.jsonld").mimetype == "application/ld+json"


def test_a_reader_finds_title_publisher_and_edition(read: Graph, snapshot: Snapshot) -> None:
    assert list(read.subjects(RDF.type, DCAT.Dataset)) == [DATA_SET]
    assert read.value(DATA_SET, DCTERMS.title) == Literal("Homeward: registry of programs")
    assert read.value(read.value(DATA_SET, DCTERMS.publisher), FOAF.name) == Literal("Homeward")
    assert read.value(DATA_SET, URIRef(f"{DCAT}version")) == Literal(snapshot.generation)
    assert read.value(DATA_SET, DCAT.landingPage) == URIRef("http://localhost/")


def test_a_reader_finds_the_licence_by_address_and_by_spdx_id(read: Graph) -> None:
    files = set(read.subjects(RDF.type, DCAT.Distribution))
    assert {read.value(each, DCTERMS.license) for each in (DATA_SET, *files)} == {LICENCE}
    spdx = str(read.value(LICENCE, DCTERMS.identifier))
    assert canonicalize_license_expression(spdx) == spdx == "CC-BY-4.0"
    assert read.value(LICENCE, RDFS.seeAlso) == URIRef("https://spdx.org/licenses/CC-BY-4.0")


def test_each_file_can_be_had_in_the_media_type_that_is_said(read: Graph, client: FlaskClient) -> None:
    files = set(read.objects(DATA_SET, DCAT.distribution))
    assert files == set(read.subjects(RDF.type, DCAT.Distribution))
    found = {str(read.value(each, DCAT.downloadURL)): read.value(each, DCAT.mediaType) for each in files}
    assert {address.removeprefix("http://localhost") for address in found} >= {
        "/programs.csv", "/programs.json", "/crosswalk.csv", "/registry.sqlite",
    }  # fmt: skip
    for address, media_type in found.items():
        answer = client.head(address)
        assert (answer.status_code, URIRef(MEDIA_TYPES + answer.mimetype)) == (200, media_type)


def test_a_reader_finds_the_api_and_its_description(read: Graph, client: FlaskClient) -> None:
    (service,) = read.subjects(RDF.type, DCAT.DataService)
    assert read.value(service, DCAT.servesDataset) == DATA_SET
    for relation in (DCAT.endpointURL, DCAT.endpointDescription):
        assert client.get(str(read.value(service, relation))).is_json
