"""The first use of a term in a text links to the glossary."""

import re
from collections import defaultdict
from collections.abc import Mapping
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

WORD = re.compile(r"\w+")
NO_LINK_INSIDE = {"a", "h1", "h2", "h3", "h4", "h5", "h6", "code", "pre"}


class GlossaryLinks(Extension):
    """`terms`: glossary text as it stands in a sentence -> (id, definition)."""

    def __init__(self, terms: Mapping[str, tuple[str, str]]) -> None:
        super().__init__()
        self.terms = terms

    def extendMarkdown(self, md: Markdown) -> None:
        # After inline patterns (20) have made the tree and footnotes (50) has moved its text.
        md.treeprocessors.register(_GlossaryLinks(md, self.terms), "glossary-links", 5)


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
            if child.tail and not child.tail.isspace() and not isinstance(child.tail, AtomicString):
                child.tail, links = self._linked(child.tail, seen)
                after = list(element).index(child) + 1 if links else 0
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
