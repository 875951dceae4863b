"""Where a page's citation, descriptions, files and licence are, by the relations of FAIR Signposting."""

from collections.abc import Iterator
from typing import NamedTuple

from app.web.request.context import snapshot
from app.web.request.formats import FORMATS, JSON_LD, PAGE, Format
from app.web.request.registry_files import DATA_CATALOG, DATA_PACKAGE, JSON, REGISTRY_FILES

HOME = "/"
SCHEMA = "https://schema.org"
DESCRIPTIONS = ((DATA_CATALOG, JSON_LD), (DATA_PACKAGE, JSON))
"""Where the data set is described."""


class Signpost(NamedTuple):
    """A relation to an address: a path of this site, or whole."""

    address: str
    relation: str
    media_type: str = ""


def signposts_of_program(slug: str) -> Iterator[Signpost]:
    """From the page of a program. It is cited by its permanent address, whatever day was asked for."""
    yield from _landing_page(FORMATS[0].path(slug), "Service")
    for each in FORMATS:
        if each.use == "record":
            yield Signpost(each.path(slug), "item", each.media_type)
        elif each.describes:
            yield Signpost(each.path(slug), "describedby", each.media_type)


def signposts_of_format(here: Format, slug: str) -> Iterator[Signpost]:
    """From another format of a program back to its page."""
    relation = "describes" if here.describes else "collection"
    yield Signpost(FORMATS[0].path(slug), relation, PAGE)


def signposts_of_data_set(path: str) -> Iterator[Signpost]:
    """From the home page to the files and descriptions of the registry, and from those back."""
    if path == HOME:
        yield from _landing_page(HOME, "Dataset")
        yield from (Signpost(address, "describedby", kind) for address, kind in DESCRIPTIONS)
        yield from (Signpost(each.path, "item", each.media_type) for each in REGISTRY_FILES)
    elif path in (each.path for each in REGISTRY_FILES):
        yield Signpost(HOME, "collection", PAGE)
    elif path in dict(DESCRIPTIONS):
        yield Signpost(HOME, "describes", PAGE)


def _landing_page(path: str, kind: str) -> Iterator[Signpost]:
    yield Signpost(path, "cite-as")
    yield Signpost(snapshot().site.licence.url, "license")
    yield Signpost(f"{SCHEMA}/AboutPage", "type")
    yield Signpost(f"{SCHEMA}/{kind}", "type")
