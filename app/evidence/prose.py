"""Markdown of an entry to safe HTML: footnotes, tables, glossary terms, headings that fit under the page's own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.etree.ElementTree import Element

import nh3
from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.abbr import AbbrExtension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.tables import TableExtension
from markdown.extensions.toc import TocExtension, slugify
from markdown.treeprocessors import Treeprocessor

TAGS = {
    "a",
    "abbr",
    "blockquote",
    "br",
    "code",
    "del",
    "div",
    "em",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "strong",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
}
ATTRIBUTES = {
    "a": {"href", "title", "class", "id"},
    "abbr": {"title"},
    "div": {"class"},
    "li": {"id"},
    "ol": {"start"},
    "sup": {"id"},
    "td": {"class"},
    "th": {"class", "scope"},
    **{f"h{level}": {"id"} for level in range(2, 7)},
}
SCHEMES = {"http", "https", "mailto"}
SECTION = re.compile(r'<h2(?: id="[^"]*")?>(.*?)</h2>')
FOOTNOTES = '<div class="footnote">'
NO_LINK_INSIDE = {"a", "h1", "h2", "h3", "h4", "h5", "h6", "code", "pre"}


class Prose:
    """Renders one text after another. `terms` is glossary text as it may stand in a sentence -> (id, definition).

    `headings_below` 1 leaves `##` at h2; 2 makes it h3, for a text that stands under a heading of its page.
    """

    def __init__(self, terms: Mapping[str, tuple[str, str]], headings_below: int = 1) -> None:
        self.id_prefix = ""
        glossary = {form: definition for written, (_, definition) in terms.items() for form in {written, written[:1].upper() + written[1:]}}
        self.markdown = Markdown(
            output_format="html",
            extensions=[
                FootnoteExtension(BACKLINK_TITLE="Back to the text, footnote {}"),
                TableExtension(use_align_attribute=True),
                TocExtension(baselevel=headings_below, slugify=lambda heading, separator: self.id_prefix + slugify(heading, separator)),
                AbbrExtension(glossary=glossary),
                _PageExtension({written.lower(): term for written, (term, _) in terms.items()}),
            ],
        )

    def html(self, text: str, id_prefix: str = "") -> str:
        """Sanitised HTML of a whole text. Links get rel="noopener noreferrer"; `id_prefix` keeps heading ids apart where texts share a page."""
        self.markdown.reset()
        self.id_prefix = id_prefix
        return nh3.clean(self.markdown.convert(text), tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel="noopener noreferrer")

    def sections(self, text: str) -> dict[str, str]:
        """Section heading -> HTML below it, in the order of the text. Footnotes come last, under "Footnotes"; text before any heading under ""."""
        html, mark, footnotes = self.html(text).partition(FOOTNOTES)
        before, *rest = SECTION.split(html)
        found = dict(zip(rest[::2], (part.strip() for part in rest[1::2]), strict=True))
        if before.strip():
            found = {"": before.strip(), **found}
        if mark:
            found["Footnotes"] = mark + footnotes
        return found


class _PageExtension(Extension):
    def __init__(self, term_ids: Mapping[str, str]) -> None:
        super().__init__()
        self.term_ids = term_ids

    def extendMarkdown(self, md: Markdown) -> None:
        # After abbr (priority 7) has marked the terms and footnotes (50) has moved its text.
        md.treeprocessors.register(_GlossaryLinks(md, self.term_ids), "glossary-links", 5)
        md.treeprocessors.register(_TableCells(md), "table-cells", 4)


class _GlossaryLinks(Treeprocessor):
    """The first use of a term links to the glossary: an abbr's title reaches neither touch nor keyboard. Later uses lose the mark."""

    def __init__(self, md: Markdown, term_ids: Mapping[str, str]) -> None:
        super().__init__(md)
        self.term_ids = term_ids

    def run(self, root: Element) -> None:
        self._visit(root, linkable=True, seen=set())

    def _visit(self, element: Element, linkable: bool, seen: set[str]) -> None:
        for position, child in enumerate(list(element)):
            if child.tag != "abbr":
                self._visit(child, linkable and child.tag not in NO_LINK_INSIDE, seen)
                continue
            term = self.term_ids.get(str(child.text).lower(), "")
            if linkable and term and term not in seen:
                seen.add(term)
                link = Element("a", {"class": "term", "href": f"/glossary#{term}"})
                link.tail, child.tail = child.tail, None
                link.append(child)
                element[position] = link
            else:
                _unmark(child)


def _unmark(abbr: Element) -> None:
    """An inline element that says nothing more: nh3 drops `span` and keeps its text."""
    abbr.tag = "span"
    abbr.attrib.clear()


class _TableCells(Treeprocessor):
    """Alignment as a class: the policy of the site allows no style attribute."""

    def run(self, root: Element) -> None:
        for cell in root.iter():
            if cell.tag in ("td", "th") and cell.get("align"):
                cell.set("class", f"align-{cell.attrib.pop('align')}")
            if cell.tag == "th":
                cell.set("scope", "col")
