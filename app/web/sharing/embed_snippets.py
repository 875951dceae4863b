"""What people paste into their own pages: badges, the card, a link. No text of a snippet states a rating, which would grow old where it was pasted."""

import re
from dataclasses import dataclass

from flask import url_for
from markupsafe import Markup

from app.catalog.snapshot.snapshot import Page
from app.web.request.context import absolute, snapshot
from app.web.sharing.embeds import embedded

MARKDOWN_SIGNS = re.compile(r"([\\`*_\[\]<>])")
WIKI_SIGNS = str.maketrans({"[": "&#91;", "]": "&#93;", "|": "&#124;", "{": "&#123;", "}": "&#125;", "'": "&#39;", "<": "&lt;"})


@dataclass(frozen=True, slots=True)
class Snippet:
    """`id` is unique on the page; `label` says where it can be pasted."""

    id: str
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class BadgeToPaste:
    """The badge of one topic, or (`topic` is None) of a program that is in none. `address` is within the site."""

    topic: str | None
    name: str | None
    address: str
    alternative: str
    snippets: tuple[Snippet, ...]


def badges_to_paste(page: Page) -> list[BadgeToPaste]:
    """One for each topic area of the program, in its order."""
    return [_badge(page, membership.topic) for membership in page.program.topics] or [_badge(page, None)]


def card_to_paste(page: Page) -> Snippet:
    return Snippet("paste-card", "HTML", str(embedded(page).iframe))


def links_to_paste(page: Page) -> tuple[Snippet, ...]:
    text = f"{page.program.name}, in {snapshot().site.title}"
    return (
        Snippet("paste-link-html", "HTML", str(Markup('<a href="{}">{}</a>').format(_address(page), text))),
        Snippet("paste-link-markdown", "Markdown", f"[{_in_markdown(text)}]({_address(page)})"),
        Snippet("paste-link-wiki", "Wiki (MediaWiki)", f"[{_address(page)} {text.translate(WIKI_SIGNS)}]"),
    )


def _badge(page: Page, topic: str | None) -> BadgeToPaste:
    shown = snapshot()
    name = shown.topics[topic][0].name if topic else None
    path = url_for("badges.badge_svg", slug=page.slug, topic=topic)
    alternative = f"Scientific rating of {page.program.name}{f' in {name}' if name else ''}, from {shown.site.title}"
    html = Markup('<a href="{}"><img src="{}" alt="{}"></a>').format(_address(page), absolute(path), alternative)
    id = f"paste-badge-{topic}" if topic else "paste-badge"
    snippets = (
        Snippet(f"{id}-html", "HTML", str(html)),
        Snippet(f"{id}-markdown", "Markdown", f"[![{_in_markdown(alternative)}]({absolute(path)})]({_address(page)})"),
        Snippet(f"{id}-wiki", "Wiki (MediaWiki, as a link)", f"[{_address(page)} {alternative.translate(WIKI_SIGNS)}]"),
    )
    return BadgeToPaste(topic, name, path, alternative, snippets)


def _address(page: Page) -> str:
    return absolute(url_for("programs.program_page", slug=page.slug))


def _in_markdown(text: str) -> str:
    return MARKDOWN_SIGNS.sub(r"\\\1", text)


GLOBALS = {"badges_to_paste": badges_to_paste, "card_to_paste": card_to_paste, "links_to_paste": links_to_paste}
