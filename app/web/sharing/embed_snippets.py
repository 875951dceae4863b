"""Snippets for other people's pages: badges, the card, a link.

No text of a snippet states a rating, which would go out of date where it was pasted.
"""

import re
from dataclasses import dataclass

from markupsafe import escape

from app.catalog.snapshot.snapshot import Page
from app.web.request.context import absolute_url, snapshot
from app.web.sharing.embeds import frame_program

MARKDOWN_SIGNS = re.compile(r"([\\`*_\[\]<>])")
WIKI_SIGNS = str.maketrans(
    {"[": "&#91;", "]": "&#93;", "|": "&#124;", "{": "&#123;", "}": "&#125;", "'": "&#39;", "<": "&lt;"}
)


@dataclass(frozen=True, slots=True)
class Snippet:
    """`id` is unique on the page; `label` says where it can be pasted."""

    id: str
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class BadgeSnippets:
    """The badge of one topic; `topic` is None for a program without topics. `address` is a path."""

    topic: str | None
    name: str | None
    address: str
    alternative: str
    snippets: tuple[Snippet, ...]


def make_badge_snippets(page: Page) -> list[BadgeSnippets]:
    """One for each topic area of the program, in its order."""
    return [_badge(page, membership.topic) for membership in page.program.topics] or [_badge(page, None)]


def make_card_snippet(page: Page) -> Snippet:
    return Snippet("paste-card", "HTML", frame_program(page).iframe)


def make_link_snippets(page: Page) -> tuple[Snippet, ...]:
    text, address = f"{page.program.name}, in {snapshot().site.title}", _address(page)
    return (
        Snippet("paste-link-html", "HTML", f'<a href="{escape(address)}">{escape(text)}</a>'),
        Snippet("paste-link-markdown", "Markdown", f"[{_escape_markdown(text)}]({address})"),
        Snippet("paste-link-wiki", "Wiki (MediaWiki)", f"[{address} {text.translate(WIKI_SIGNS)}]"),
    )


def _badge(page: Page, topic: str | None) -> BadgeSnippets:
    name = snapshot().topics[topic][0].name if topic else None
    path = f"/programs/{page.slug}.badge.svg{f'?topic={topic}' if topic else ''}"
    place = f" in {name}" if name else ""
    text = f"Scientific rating of {page.program.name}{place}, from {snapshot().site.title}"
    address, image = _address(page), absolute_url(path)
    html = f'<a href="{escape(address)}"><img src="{escape(image)}" alt="{escape(text)}"></a>'
    id = f"paste-badge-{topic}" if topic else "paste-badge"
    snippets = (
        Snippet(f"{id}-html", "HTML", html),
        Snippet(f"{id}-markdown", "Markdown", f"[![{_escape_markdown(text)}]({image})]({address})"),
        Snippet(f"{id}-wiki", "Wiki (MediaWiki, as a link)", f"[{address} {text.translate(WIKI_SIGNS)}]"),
    )
    return BadgeSnippets(topic, name, path, text, snippets)


def _address(page: Page) -> str:
    return absolute_url(f"/programs/{page.slug}")


def _escape_markdown(text: str) -> str:
    return MARKDOWN_SIGNS.sub(r"\\\1", text)


GLOBALS = {
    "badges_to_paste": make_badge_snippets,
    "card_to_paste": make_card_snippet,
    "links_to_paste": make_link_snippets,
}
