"""Marks inside a line as GitHub reads them: ~~struck out~~, bare addresses, line breaks, and no HTML."""

import re
import string
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import (
    HtmlInlineProcessor,
    InlineProcessor,
    LinkInlineProcessor,
    ReferenceInlineProcessor,
    ShortReferenceInlineProcessor,
    SimpleTagInlineProcessor,
)  # fmt: skip
from markdown.inlinepatterns import SubstituteTagInlineProcessor as SubstituteTag
from markdown.util import AtomicString

KEPT_HTML = r"(</?(?:br|sub|sup) ?/?>)"
"""Markdown has no marks for these."""
STRUCK = r"(?<!~)(~~?)(?![~\s])(.+?)(?<![~\s])\1(?!~)"
BARE_ADDRESS = r"(?<![\w/@.\"'=-])(?:https?://|www\.)[a-zA-Z0-9][^\s<\x02]{0,1000}(?![^\s<\x02])"
BRACKET = r"\["
BRACKETS = re.compile(r"[\[\]]")
LONGEST_LINK, MOST_NESTED = 2_000, 20
PICTURES = ("image_link", "image_reference", "short_image_ref")
TRAILING = re.compile(r"&[a-zA-Z0-9]+;$|[?!.,:*_~'\"]+$")


class GitHubMarks(Extension):
    """A picture is a link with its alternative text (`!` before it): the site shows no pictures of others."""

    def extendMarkdown(self, md: Markdown) -> None:
        md.ESCAPED_CHARS = list(string.punctuation)
        patterns = md.inlinePatterns
        for name in PICTURES:
            patterns.deregister(name)
        # Python-Markdown's own let no "!" stand before the bracket.
        patterns.register(_FullReference(BRACKET, md), "reference", 170)
        patterns.register(_Link(BRACKET, md), "link", 160)
        patterns.register(_NamedLink(BRACKET, md), "short_reference", 130)
        patterns.register(HtmlInlineProcessor(KEPT_HTML, md), "html", 90)
        patterns.register(SubstituteTag(r"\\\n", "br"), "backslash_break", 185)
        patterns.register(SimpleTagInlineProcessor(STRUCK, "del"), "struck", 55)
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


class _BareAddress(InlineProcessor):
    ANCESTOR_EXCLUDES = ("a",)

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element | None, int | None, int | None]:  # type: ignore[override]
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
