"""Every link into a page ends at something: the whole site is walked, and each #fragment is looked up where it leads."""

from html.parser import HTMLParser
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import pytest
from flask import Flask


class Reader(HTMLParser):
    """The ids and the links of one page."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if given.get("id"):
            self.ids.add(given["id"] or "")
        if tag == "a" and given.get("href"):
            self.links.append(given["href"] or "")


@pytest.fixture(scope="module")
def read(app: Flask) -> dict[str, Reader]:
    """Every page that links lead to from the home page, by address; of searches, which are endless, the plain one."""
    client = app.test_client()
    found: dict[str, Reader] = {}
    waiting = ["/"]
    while waiting:
        path = waiting.pop()
        answer = client.get(path)
        assert answer.status_code == 200, path
        reader = found[path] = Reader()
        if answer.mimetype == "text/html":
            reader.feed(answer.text)
        waiting += {address for address, _ in _inside(path, reader) if "?" not in address} - set(found) - set(waiting)
    return found


def _inside(path: str, reader: Reader) -> list[tuple[str, str]]:
    """(address, fragment) of the links of a page that stay on this site."""
    joined = [urljoin(path, link) for link in reader.links]
    return [urldefrag(link) for link in joined if not urlsplit(link).scheme]


def test_the_walk_reaches_every_kind_of_page(read: dict[str, Reader]) -> None:
    assert {path.split("/")[1] for path in read} >= {"programs", "topics", "ratings", "populations", "guides", "glossary", "about", "api"}
    assert len([path for path in read if path.startswith("/programs/")]) > 10


def test_every_fragment_leads_to_an_element(read: dict[str, Reader]) -> None:
    lost = [
        f"{path} links to {address}#{fragment}"
        for path, reader in read.items()
        for address, fragment in _inside(path, reader)
        if fragment and address in read and unquote(fragment) not in read[address].ids
    ]
    assert lost == []


@pytest.mark.parametrize("address", ["/glossary", "/ratings", "/about"])
def test_pages_are_linked_into_from_elsewhere(read: dict[str, Reader], address: str) -> None:
    assert [path for path, reader in read.items() if path != address and any(to == address and part for to, part in _inside(path, reader))]
