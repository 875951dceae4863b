"""Markdown becomes safe HTML: footnotes, tables, glossary terms, headings below those of the page."""

import re
from collections.abc import Mapping
from html import escape

import nh3
from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.toc import TocExtension, slugify_unicode

from app.evidence.markdown.elements import SECTION_CLASS, GitHubBlocks
from app.evidence.markdown.glossary_links import GlossaryLinks
from app.evidence.markdown.inlines import GitHubMarks
from app.evidence.markdown.limits import find_excess

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
    "table": {"class"},
    "td": {"class", "data-label"},
    "th": {"class", "scope"},
    **{f"h{level}": {"id"} for level in range(2, 7)},
    "h2": {"id", "class"},
}
LINK_REL = "noopener noreferrer"
SCHEMES = {"http", "https", "mailto"}
SECTION = re.compile(rf'<h2 class="{SECTION_CLASS}"(?: id="[^"]*")?>(.*?)</h2>')
FOOTNOTES = '<div class="footnote">'


class MarkdownRenderer:
    """Renders one text after another. `terms`: glossary text as it stands in a sentence -> (id, definition).

    `headings_below` 1 leaves `##` at h2; 2 makes it h3, for a text that stands under a heading of its page.
    A text that `find_excess` refuses is shown as it was typed.
    """

    def __init__(self, terms: Mapping[str, tuple[str, str]], headings_below: int = 1) -> None:
        self.id_prefix = ""
        footnotes = FootnoteExtension(BACKLINK_TITLE="Back to the text, footnote {}")
        extensions: list[Extension] = [
            GitHubBlocks(footnotes),
            GitHubMarks(),
            footnotes,
            TocExtension(marker="", baselevel=headings_below, slugify=self._heading_id),
            GlossaryLinks(terms),
        ]
        self.markdown = Markdown(output_format="html", extensions=extensions)

    def _heading_id(self, heading: str, separator: str) -> str:
        return self.id_prefix + slugify_unicode(heading, separator)

    def html(self, text: str, id_prefix: str = "") -> str:
        """Sanitised HTML of a whole text; `id_prefix` keeps heading ids apart where texts share a page."""
        return self._marked(text, id_prefix).replace(f' class="{SECTION_CLASS}"', "")

    def sections(self, text: str) -> dict[str, str]:
        """Section heading -> HTML below it, in order; text before any heading under "", "Footnotes" last."""
        html, mark, footnotes = self._marked(text).partition(FOOTNOTES)
        before, *rest = SECTION.split(html)
        found = {"": before.strip()} if before.strip() else {}
        for heading, part in zip(rest[::2], rest[1::2], strict=True):
            found[heading] = "\n".join(filter(None, (found.get(heading), part.strip())))
        if mark:
            found["Footnotes"] = mark + footnotes
        return found

    def _marked(self, text: str, id_prefix: str = "") -> str:
        if find_excess(text):
            return f"<pre>{escape(text)}</pre>"
        self.markdown.reset()
        self.id_prefix = id_prefix
        html = self.markdown.convert(text)
        return nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=LINK_REL)
