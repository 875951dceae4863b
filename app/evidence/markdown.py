"""Markdown becomes safe HTML: footnotes, tables, glossary terms, headings below those of the page."""

import re
from collections import defaultdict
from collections.abc import Mapping
from xml.etree.ElementTree import Element, SubElement

import nh3
from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.tables import TableExtension
from markdown.extensions.toc import TocExtension, slugify
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

TAGS = {
    "a", "abbr", "blockquote", "br", "code", "del", "div", "em", "h2", "h3", "h4", "h5", "h6", "hr", "li",
    "ol", "p", "pre", "strong", "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
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
LINK_REL = "noopener noreferrer"
SCHEMES = {"http", "https", "mailto"}
SECTION = re.compile(r'<h2(?: id="[^"]*")?>(.*?)</h2>')
WORD = re.compile(r"\w+")
FOOTNOTES = '<div class="footnote">'
NO_LINK_INSIDE = {"a", "h1", "h2", "h3", "h4", "h5", "h6", "code", "pre"}


class MarkdownRenderer:
    """Renders one text after another. `terms`: glossary text as it stands in a sentence -> (id, definition).

    `headings_below` 1 leaves `##` at h2; 2 makes it h3, for a text that stands under a heading of its page.
    """

    def __init__(self, terms: Mapping[str, tuple[str, str]], headings_below: int = 1) -> None:
        self.id_prefix = ""
        extensions: list[Extension] = [
            FootnoteExtension(BACKLINK_TITLE="Back to the text, footnote {}"),
            TableExtension(use_align_attribute=True),
            TocExtension(baselevel=headings_below, slugify=self._heading_id),
            _PageExtension(terms),
        ]
        self.markdown = Markdown(output_format="html", extensions=extensions)

    def _heading_id(self, heading: str, separator: str) -> str:
        return self.id_prefix + slugify(heading, separator)

    def html(self, text: str, id_prefix: str = "") -> str:
        """Sanitised HTML of a whole text; `id_prefix` keeps heading ids apart where texts share a page."""
        self.markdown.reset()
        self.id_prefix = id_prefix
        html = self.markdown.convert(text)
        return nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=LINK_REL)

    def sections(self, text: str) -> dict[str, str]:
        """Section heading -> HTML below it, in order; text before any heading under "", "Footnotes" last."""
        html, mark, footnotes = self.html(text).partition(FOOTNOTES)
        before, *rest = SECTION.split(html)
        found = dict(zip(rest[::2], (part.strip() for part in rest[1::2]), strict=True))
        if before.strip():
            found = {"": before.strip(), **found}
        if mark:
            found["Footnotes"] = mark + footnotes
        return found


class _PageExtension(Extension):
    def __init__(self, terms: Mapping[str, tuple[str, str]]) -> None:
        super().__init__()
        self.terms = terms

    def extendMarkdown(self, md: Markdown) -> None:
        # After inline patterns (20) have made the tree and footnotes (50) has moved its text.
        md.treeprocessors.register(_GlossaryLinks(md, self.terms), "glossary-links", 5)
        md.treeprocessors.register(_TableCells(md), "table-cells", 4)


class _GlossaryLinks(Treeprocessor):
    """The first use of a term links to the glossary; its definition is the title of an abbr.

    A title alone reaches neither touch nor keyboard.
    """

    def __init__(self, md: Markdown, terms: Mapping[str, tuple[str, str]]) -> None:
        super().__init__(md)
        self.terms = {
            form: term
            for written, term in terms.items()
            for form in (written, written[:1].upper() + written[1:])
        }
        # Looked up by their first word: one pattern of all terms would take longer than the rest of the page.
        self.by_first_word: dict[str, list[str]] = defaultdict(list)
        for form in sorted(self.terms, key=len, reverse=True):
            if first := WORD.match(form):
                self.by_first_word[first.group()].append(form)

    def run(self, root: Element) -> None:
        self._visit(root, seen=set())

    def _visit(self, element: Element, seen: set[str]) -> None:
        if element.tag in NO_LINK_INSIDE:
            return
        children = list(element)
        if element.text and not isinstance(element.text, AtomicString):
            element.text, links = self._linked(element.text, seen)
            element[:0] = links
        for child in children:
            self._visit(child, seen)
            if child.tail and not isinstance(child.tail, AtomicString):
                child.tail, links = self._linked(child.tail, seen)
                after = list(element).index(child) + 1
                element[after:after] = links

    def _linked(self, text: str, seen: set[str]) -> tuple[str, list[Element]]:
        """The text up to the first term, and a link for each term with the text that follows it."""
        links: list[Element] = []
        before, end = text, 0
        for word in WORD.finditer(text):
            form = self._term_at(text, word) if word.start() >= end else None
            if form is None or self.terms[form][0] in seen:
                continue
            term, definition = self.terms[form]
            seen.add(term)
            self._close(links, text[end : word.start()])
            before = before if links else text[: word.start()]
            link = Element("a", {"class": "term", "href": f"/glossary#{term}"})
            SubElement(link, "abbr", {"title": definition}).text = AtomicString(form)
            links.append(link)
            end = word.start() + len(form)
        self._close(links, text[end:])
        return before, links

    def _term_at(self, text: str, word: re.Match[str]) -> str | None:
        for form in self.by_first_word.get(word.group(), ()):
            end = word.start() + len(form)
            if text.startswith(form, word.start()) and not text[end : end + 1].isalnum():
                return form
        return None

    @staticmethod
    def _close(links: list[Element], text: str) -> None:
        if links:
            links[-1].tail = text


class _TableCells(Treeprocessor):
    """Alignment as a class: the policy of the site allows no style attribute."""

    def run(self, root: Element) -> None:
        for cell in root.iter():
            if cell.tag in ("td", "th") and cell.get("align"):
                cell.set("class", f"align-{cell.attrib.pop('align')}")
            if cell.tag == "th":
                cell.set("scope", "col")
