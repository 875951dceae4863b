"""The page of a program as it is cited in a text: APA (7th edition) and MLA (9th edition).

Both follow the rules for a web page of an organization. A citation is in pieces; the flag marks italics.
"""

import datetime

from app.evidence.entry.wording import MONTHS
from app.web.citations.references import CitedReference

Pieces = tuple[tuple[str, bool], ...]

SHORT_MONTHS = (
    "Jan.", "Feb.", "Mar.", "Apr.", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.",
)  # fmt: skip
ENDS = (".", "?", "!")
INNER_QUOTES = str.maketrans({"“": "‘", "”": "’", '"': "’"})


def write_apa(page: CitedReference) -> Pieces:
    """Organization. (2026, November 21). *Title*. Site. Address. No site named as its organization."""
    day = datetime.date(*page.issued)
    author, title = page.authors[0].family, page.title or ""
    said = f"{end_sentence(author)} ({day.year}, {MONTHS[day.month - 1]} {day.day}). "
    site = f"{end_sentence(page.container)} " if page.container else ""
    return (said, False), (title, True), (f"{'' if title.endswith(ENDS) else '.'} {site}{page.url}", False)


def write_mla(page: CitedReference) -> Pieces:
    """“Title.” *Site*, Organization, 21 Nov. 2026, address. A site named as its organization comes once."""
    day = datetime.date(*page.issued)
    author = page.authors[0].family
    title = end_sentence((page.title or "").translate(INNER_QUOTES))
    publisher = f", {author.removesuffix('.')}" if page.container else ""
    date = f"{day.day} {SHORT_MONTHS[day.month - 1]} {day.year}"
    site = page.container or author
    return (f"“{title}” ", False), (site, True), (f"{publisher}, {date}, {page.url}.", False)


def end_sentence(text: str) -> str:
    return text if text.endswith(ENDS) else f"{text}."
