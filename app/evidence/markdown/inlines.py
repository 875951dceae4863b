"""Marks inside a line as GitHub reads them: ~~struck out~~, bare addresses, line breaks, and no HTML."""

import re
import string
from html import escape, unescape
from html.entities import html5
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import (
    HtmlInlineProcessor,
    InlineProcessor,
    LinkInlineProcessor,
    ReferenceInlineProcessor,
    ShortReferenceInlineProcessor,
)  # fmt: skip
from markdown.inlinepatterns import SubstituteTagInlineProcessor as SubstituteTag
from markdown.util import AtomicString

from app.evidence.markdown.emphasis import Emphasis, Made

KEPT_HTML = r"(</?(?:br|sub|sup) ?/?>)"
"""Markdown has no marks for these."""
BARE_ADDRESS = r"(?<![\w/@.\"'=-])(?:https?://|www\.)[a-zA-Z0-9][^\s<\x02]{0,1000}(?![^\s<\x02])"
ENTITY = r"&(#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});"
BRACKET = r"\["
BRACKETS = re.compile(r"[\[\]]")
LONGEST_LINK, MOST_NESTED = 2_000, 20
REPLACED = ("image_link", "image_reference", "short_image_ref", "em_strong")
TRAILING = re.compile(r"&[a-zA-Z0-9]+;$|[?!.,:*_~'\"]+$")


class GitHubMarks(Extension):
    """A picture is a link with its alternative text (`!` before it): the site shows no pictures of others."""

    def extendMarkdown(self, md: Markdown) -> None:
        md.ESCAPED_CHARS = list(string.punctuation)
        patterns = md.inlinePatterns
        for name in REPLACED:
            patterns.deregister(name)
        # Python-Markdown's own let no "!" stand before the bracket.
        patterns.register(_FullReference(BRACKET, md), "reference", 170)
        patterns.register(_Link(BRACKET, md), "link", 160)
        patterns.register(_NamedLink(BRACKET, md), "short_reference", 130)
        patterns.register(HtmlInlineProcessor(KEPT_HTML, md), "html", 90)
        patterns.register(_Entity(ENTITY, md), "entity", 80)
        patterns.register(SubstituteTag(r"\\\n", "br"), "backslash_break", 185)
        patterns.register(Emphasis(), "em_strong", 60)
        patterns.register(_BareAddress(BARE_ADDRESS, md), "bare_address", 110)


class _Bounded(LinkInlineProcessor):
    """A link of a size that people write: what is longer or nested deeper would be looked through again and
    again."""

    def getText(self, data: str, index: int) -> tuple[str, int, bool]:
        depth = 1
        for bracket in BRACKETS.finditer(data, index, index + LONGEST_LINK):
            depth += 1 if bracket[0] == "[" else -1
            if depth == 0:
                return data[index : bracket.start()], bracket.end(), True
            if depth > MOST_NESTED:
                break
        return "", index, False

    def getLink(self, data: str, index: int) -> tuple[str, str | None, int, bool]:
        return super().getLink(data[: index + LONGEST_LINK], index)


class _Link(_Bounded):
    """`[text](address "title")`."""


class _NamedLink(_Bounded, ShortReferenceInlineProcessor):
    """`[text]`."""


class _FullReference(_Bounded, ReferenceInlineProcessor):
    """`[text][name]`."""

    RE_LINK = re.compile(r"\[([^\]]*)\]")
    """Two brackets with a space between are two links."""


class _Entity(InlineProcessor):
    """`&copy;`; a browser would read a `<` out of `&ltd;`, which is no entity."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[str, int, int]:  # type: ignore[override]
        is_known = m[1].startswith("#") or f"{m[1]};" in html5
        shown = unescape(m[0]) if is_known else m[0]
        return self.md.htmlStash.store(escape(shown)), m.start(0), m.end(0)


class _BareAddress(InlineProcessor):
    ANCESTOR_EXCLUDES = ("a",)

    def handleMatch(self, m: re.Match[str], data: str) -> Made:  # type: ignore[override]
        written = _trim(m[0])
        link = Element("a", href=address_of_bare(written))
        link.text = AtomicString(written)
        return link, m.start(0), m.start(0) + len(written)


def address_of_bare(written: str | None) -> str:
    """Where an address leads that stands in a sentence without marks; "" for none."""
    trimmed = _trim(written or "")
    return f"http://{trimmed}" if trimmed.lower().startswith("www.") else trimmed


def _trim(written: str) -> str:
    """Without the signs behind it that belong to the sentence."""
    while True:
        shorter = TRAILING.sub("", written)
        if shorter.endswith(")") and shorter.count(")") > shorter.count("("):
            shorter = shorter[:-1]
        if shorter == written:
            return written
        written = shorter
