"""The registry as a data set in DCAT 3, for portals that list data sets: with licence, files and the API."""

from typing import Any

from app.catalog.snapshot.snapshot import Snapshot
from app.evidence.entry.pages import Licence
from app.web.discovery.schema_nodes import Node
from app.web.request.context import absolute_url
from app.web.request.registry_files import REGISTRY_FILES, RegistryFile

CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
}
MEDIA_TYPES = "https://www.iana.org/assignments/media-types"
SPDX = "https://spdx.org/licenses"
ENGLISH = "http://id.loc.gov/vocabulary/iso639-1/en"


def describe_data_set(shown: Snapshot) -> Node:
    """A graph that any reader of RDF can read by itself: its context is in it."""
    site = shown.site
    files = [_distribution(each, site.licence) for each in REGISTRY_FILES]
    data_set = _node("dcat:Dataset", "/#registry") | {
        "dcterms:title": f"{site.title}: registry of programs",
        "dcterms:description": f"{site.title}: {site.tagline}.",
        "dcterms:identifier": absolute_url("/"),
        "dcterms:publisher": _refer("/#publisher"),
        "dcterms:license": {"@id": site.licence.url},
        "dcterms:language": {"@id": ENGLISH},
        "dcat:version": shown.generation,
        "dcat:landingPage": _refer("/"),
        "dcat:distribution": [{"@id": each["@id"]} for each in files],
    }
    publisher = _node("foaf:Organization", "/#publisher") | {"foaf:name": site.publisher}
    return {
        "@context": CONTEXT,
        "@graph": [data_set, publisher, _licence(site.licence), *files, _service(shown)],
    }


def spdx_address(licence: Licence) -> str | None:
    return f"{SPDX}/{licence.spdx}" if licence.spdx else None


def _node(kind: str, path: str) -> Node:
    return {"@id": absolute_url(path), "@type": kind}


def _refer(path: str) -> Node:
    return {"@id": absolute_url(path)}


def _licence(licence: Licence) -> Node:
    node: dict[str, Any] = {
        "@id": licence.url,
        "@type": "dcterms:LicenseDocument",
        "dcterms:title": licence.name,
        "dcterms:description": licence.text,
    }
    if licence.spdx:
        node |= {"dcterms:identifier": licence.spdx, "rdfs:seeAlso": {"@id": spdx_address(licence)}}
    return node


def _distribution(file: RegistryFile, licence: Licence) -> Node:
    return _node("dcat:Distribution", f"/#file-{file.id}") | {
        "dcterms:title": file.title,
        "dcat:accessURL": _refer("/api"),
        "dcat:downloadURL": _refer(file.path),
        "dcat:mediaType": {"@id": f"{MEDIA_TYPES}/{file.media_type}"},
        "dcterms:license": {"@id": licence.url},
    }


def _service(shown: Snapshot) -> Node:
    return _node("dcat:DataService", "/#api") | {
        "dcterms:title": f"{shown.site.title} API, version 1",
        "dcat:endpointURL": _refer("/api/v1"),
        "dcat:endpointDescription": _refer("/api/openapi.json"),
        "dcat:servesDataset": _refer("/#registry"),
    }
