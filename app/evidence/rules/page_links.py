"""Rules over links inside the registry: each leads to a page that exists, by its present address."""

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from pathlib import PurePosixPath
from typing import NamedTuple
from urllib.parse import unquote

from app.evidence.addresses import GUIDES, KINDS, POPULATIONS, PROGRAMS, TOPICS, AddressKind, list_addresses
from app.evidence.check.problem import RuleFinding
from app.evidence.entry.nearest_words import find_nearest
from app.evidence.entry.registry import Registry
from app.evidence.markdown.blocks import read_blocks
from app.evidence.markdown.limits import find_excess
from app.evidence.markdown.passages import TextLink, text_links
from app.evidence.markdown.renderer import MarkdownRenderer

PAGES = frozenset((
    "/", "/about", "/about/links", "/api", "/api/openapi.json", "/api/v1", "/api/v1/compare", "/api/v1/fit",
    "/api/v1/map", "/api/v1/programs", "/api/v1/ratings", "/api/v1/shortlist", "/api/v1/shortlist/hexagon",
    "/api/v1/shortlist/memo", "/api/v1/shortlist/table", "/api/v1/suggest", "/api/v1/topics",
    "/api/v1/vocabulary", "/changes", "/changes.ics", "/compare", "/compare.csv", "/crosswalk",
    "/crosswalk.csv", "/crosswalk.json", "/datapackage.json", "/dataset.jsonld", "/docs/rules",
    "/feed.atom", "/feed.json", "/fit", "/generation", "/glossary", "/guides", "/healthz", "/livez",
    "/llms.txt", "/map", "/map.csv", "/map.svg", "/metrics", "/oembed", "/og.png", "/opensearch.xml",
    "/populations", "/programs", "/programs.atom", "/programs.csv", "/programs.feed.json", "/programs.json",
    "/ratings", "/ratings.csv", "/ratings/how", "/ratings/registries", "/readyz", "/registry.sqlite",
    "/robots.txt", "/shortlist", "/shortlist/hexagon", "/shortlist/hexagon.md", "/shortlist/memo",
    "/shortlist/memo.md", "/shortlist/table", "/shortlist/table.csv", "/shortlist/table.md", "/sitemap.xml",
    "/topics",
))  # fmt: skip
"""Every page that is not of an entry; a test compares them with what the site answers."""
OF_ENTRIES = {
    **{kind.page: kind for kind in KINDS},
    "/embed/": PROGRAMS, "/og/": PROGRAMS, "/api/v1/programs/": PROGRAMS, "/api/v1/topics/": TOPICS,
}  # fmt: skip
ANCHORS = {
    PROGRAMS: ("about", "glance", "why", "derived", "scales", "components", "delivery", "training", "studies",
               "findings", "notes", "related", "sources", "cite"),
    TOPICS: ("definition", "programs", "chosen", "expert", "source"),
    GUIDES: ("sources",),
}  # fmt: skip
OF_SECTIONS = {
    "essential-components": "components", "training-and-materials": "training",
    "notes-on-the-evidence": "notes",
}  # fmt: skip
"""What GitHub calls the sections of a program -> what the page does."""
SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
HEADING_ID = re.compile(r'<h[2-6] id="([^"]+)"')
RELATIVE = "“{}” leads nowhere on the site"


class Fault(NamedTuple):
    """What is wrong with one address."""

    rule: str
    message: str
    hint: str


class SitePages:
    """Every page that a registry makes, and what is wrong with an address of one."""

    def __init__(self, registry: Registry) -> None:
        self.registry = registry
        self.entries = list_addresses(registry, registry.unread)
        self.former = {
            kind: {old: slug for slug, entry in held.items() for old in entry.former_slugs}
            for kind, held in self.entries.items()
        }

    def find_fault(self, address: str, kind: AddressKind | None = None, slug: str = "") -> Fault | None:
        """None for a good one and for one that leads out; `kind` and `slug` are of the page that it is on."""
        if SCHEME.match(address):
            return None
        path, _, anchor = address.partition("#")
        path = unquote(path.partition("?")[0])
        if not path:
            return self._anchor_fault(address, anchor, kind, slug) if kind and "?" not in address else None
        if not path.startswith("/"):
            return self._relative_fault(address, path, kind)
        prefix = next((each for each in OF_ENTRIES if path.startswith(each) and path != each), None)
        if prefix:
            return self._entry_fault(address, prefix, path.removeprefix(prefix).rstrip("/"), anchor)
        if (path.rstrip("/") or "/") in PAGES or path.startswith("/static/"):
            return None
        near = find_nearest(path, PAGES)
        hint = (
            f"Did you mean {near}?"
            if near
            else "Write the address as the browser shows it, from the slash on."
        )
        return Fault("page-unknown", f"the site has no page {path}", hint)

    def _entry_fault(self, address: str, prefix: str, rest: str, anchor: str) -> Fault | None:
        kind, slug = OF_ENTRIES[prefix], rest.partition(".")[0]
        if kind.folder in self.registry.unread:  # words of a file that cannot be read are not judged
            return None
        now = self.former[kind].get(slug.lower(), slug.lower())
        if now not in self.entries[kind]:
            near = find_nearest(slug, self.entries[kind])
            hint = (
                f"Did you mean {prefix}{near}?"
                if near
                else f"Write the file name of a {kind.label} without .md."
            )
            return Fault("page-unknown", f"there is no {kind.label} {prefix}{slug}", hint)
        if now != slug:
            hint = f"Write {address.replace(prefix + slug, prefix + now, 1)}"
            return Fault("page-moved", f"{prefix}{slug} leads on to {prefix}{now}", f"{hint}.")
        return self._anchor_fault(address, anchor, kind, slug) if prefix == kind.page else None

    def _relative_fault(self, address: str, path: str, kind: AddressKind | None) -> Fault:
        """GitHub follows these from file to file; pages have other addresses."""
        parts = PurePosixPath(path)
        named = next((each for each in KINDS if each.folder in parts.parts), kind)
        for each in dict.fromkeys(filter(None, (named, *KINDS))):
            slug = parts.name.removesuffix(".md").lower()
            now = self.former[each].get(slug, slug)
            if now in self.entries[each]:
                return Fault("link-scheme", RELATIVE.format(address), f"Write {each.page}{now} instead.")
        hint = "Write the whole address, with https://; a page of this site starts with a slash: /programs/…."
        if path.endswith(".md") and named:
            near = find_nearest(parts.stem, self.entries[named])
            hint = f"Did you mean {named.page}{near}?" if near else hint
        return Fault("link-scheme", RELATIVE.format(address), hint)

    def _anchor_fault(self, address: str, anchor: str, kind: AddressKind, slug: str) -> Fault | None:
        there = self._anchors(kind, slug)
        if (
            not anchor
            or there is None
            or anchor in there
            or anchor.startswith(("fn", "study-", "verdict-", "history-"))
        ):
            return None
        near = OF_SECTIONS.get(anchor) or find_nearest(anchor, there)
        hint = f"Did you mean #{near}?" if near else "Write the address without what stands after #."
        return Fault("anchor-unknown", f"the page has no part #{anchor}", hint)

    def _anchors(self, kind: AddressKind, slug: str) -> set[str] | None:
        """None where nothing is known of a page's parts: an entry that was not read again."""
        held: Mapping[AddressKind, Mapping[str, object]] = {
            PROGRAMS: self.registry.programs, TOPICS: self.registry.topics, GUIDES: self.registry.guides,
        }  # fmt: skip
        item = held.get(kind, {}).get(slug)
        if item is None or kind is POPULATIONS:
            return None
        return {"main", *ANCHORS[kind], *_heading_ids(item.body)}  # type: ignore[attr-defined]


@lru_cache(maxsize=256)
def _heading_ids(body: str) -> tuple[str, ...]:
    return tuple(HEADING_ID.findall(_renderer().html(body)))


@cache
def _renderer() -> MarkdownRenderer:
    return MarkdownRenderer({})


@lru_cache(maxsize=256)
def _links_in(body: str) -> tuple[TextLink, ...]:
    """In order of lines; none in a text that is too large or too deep."""
    return () if find_excess(body) else tuple(sorted(text_links(read_blocks(body))))


def check_page_links(
    pages: SitePages, body: str, kind: AddressKind | None, slug: str
) -> Iterator[RuleFinding]:
    """Lines count from 1 in the body."""
    lines = body.split("\n")
    for link in _links_in(body):
        fault = pages.find_fault(link.address, kind, slug)
        if fault:
            column = max(lines[link.line - 1].find(link.address), 0) + 1
            yield RuleFinding(fault.rule, (), fault.message, fault.hint, link.line, column)
