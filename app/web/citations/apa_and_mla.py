"""How the page of a program is cited in a text: APA (7th edition) and MLA (9th edition), for a web page of an organization.

In pieces; the flag marks those set in italics.
"""

import datetime

from app.evidence.entry.wording import MONTHS
from app.web.citations.references import CitedReference

Pieces = tuple[tuple[str, bool], ...]

SHORT_MONTHS = ("Jan.", "Feb.", "Mar.", "Apr.", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.")
ENDS = (".", "?", "!")
INNER_QUOTES = str.maketrans({"“": "‘", "”": "’", '"': "’"})


def apa(page: CitedReference) -> Pieces:
    """Organization. (2026, November 21). *Title*. Site. Address. A site that is called as its organization is left out."""
    day = datetime.date(*page.issued)
    author, title = page.authors[0].family, page.title or ""
    said = f"{ended(author)} ({day.year}, {MONTHS[day.month - 1]} {day.day}). "
    site = f"{ended(page.container)} " if page.container else ""
    return (said, False), (title, True), (f"{'' if title.endswith(ENDS) else '.'} {site}{page.url}", False)


def mla(page: CitedReference) -> Pieces:
    """“Title.” *Site*, Organization, 21 Nov. 2026, address. A site that is called as its organization is named once."""
    day = datetime.date(*page.issued)
    author = page.authors[0].family
    publisher = f", {author.removesuffix('.')}" if page.container else ""
    dated = f"{day.day} {SHORT_MONTHS[day.month - 1]} {day.year}"
    return (
        (f"“{ended((page.title or '').translate(INNER_QUOTES))}” ", False),
        (page.container or author, True),
        (f"{publisher}, {dated}, {page.url}.", False),
    )


def ended(text: str) -> str:
    return text if text.endswith(ENDS) else f"{text}."
