"""What can be cited: the page of a program and each of its studies. Every format is written from these."""

import re
from typing import Literal, NamedTuple

from app.catalog.snapshot.snapshot import Page
from app.evidence.entry.authors import Author, parse_authors
from app.evidence.entry.pages import Site
from app.evidence.entry.study import Study

Kind = Literal["webpage", "article-journal", "paper-conference", "report", "thesis", "document"]
"""Types of CSL 1.0.2; `document` if nothing more is known."""
SAID_BY_CONTAINER: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("thesis", re.compile(r"\b(thesis|dissertation)\b", re.IGNORECASE)),
    ("paper-conference", re.compile(r"\b(conference|proceedings|symposium)\b", re.IGNORECASE)),
    ("report", re.compile(r"\b(report|brief|working paper)\b", re.IGNORECASE)),
)


class CitedReference(NamedTuple):
    """One thing to cite; None and () where nothing is recorded.

    `key` never changes: the slug of a program for its page, `slug_study-id` for a study.
    `issued` is year, or year, month and day. `has_others`: there are more authors than `authors`.
    """

    key: str
    kind: Kind
    authors: tuple[Author, ...] = ()
    has_others: bool = False
    title: str | None = None
    container: str | None = None
    volume: str | None = None
    issue: str | None = None
    pages: str | None = None
    issued: tuple[int, ...] = ()
    doi: str | None = None
    pmid: str | None = None
    url: str | None = None
    note: str | None = None


def cite_page(page: Page, site: Site, permalink: str) -> CitedReference:
    """The page of a program, dated by its last review. A site named as its publisher is only the author."""
    reviewed = page.program.dates.reviewed
    return CitedReference(
        key=page.slug,
        kind="webpage",
        authors=(Author(site.publisher),),
        title=page.program.name,
        container=site.title if site.title != site.publisher else None,
        issued=(reviewed.year, reviewed.month, reviewed.day),
        url=permalink,
    )


def cite_study(slug: str, study: Study) -> CitedReference:
    """A study as its citation records it; only its kind is derived."""
    citation = study.citation
    authors = parse_authors(citation.authors)
    return CitedReference(
        key=f"{slug}_{study.id}",
        kind=_kind(study),
        authors=authors.named,
        has_others=authors.has_others,
        title=citation.title,
        container=citation.container,
        volume=citation.volume,
        issue=citation.issue,
        pages=citation.pages,
        issued=(citation.year,) if citation.year else (),
        doi=citation.doi,
        pmid=citation.pmid,
        url=citation.url,
        note="Retracted" if study.retracted else None,
    )


def _kind(study: Study) -> Kind:
    """An article has a volume or an issue, or is peer-reviewed in a container that names no other kind."""
    citation = study.citation
    if citation.container is None:
        return "document"
    if citation.volume or citation.issue:
        return "article-journal"
    said = next((kind for kind, words in SAID_BY_CONTAINER if words.search(citation.container or "")), None)
    return said or ("article-journal" if study.peer_reviewed else "document")
