"""The formats in which a program can be had, as one table.

A row here is a promise (/about/links): the address of a format is never taken away within API v1.
"""

import re
from dataclasses import dataclass
from typing import Literal

Use = Literal["page", "record", "metadata", "citation", "badge", "card"]
"""What a format is for: to read, to process, to be found, to cite, or to show on another site."""
SLUG = "{slug}"
PAGE = "text/html"


@dataclass(frozen=True, slots=True)
class Format:
    """`address` has {slug} in the place of a program's; `since` is the month from which links to it are kept.

    `dated`: it takes `as_of`, a day, and answers with the ratings in force on it.
    """

    id: str
    address: str
    media_type: str
    label: str
    use: Use
    since: str
    dated: bool = False

    def path(self, slug: str) -> str:
        return self.address.replace(SLUG, slug)

    @property
    def outlives(self) -> bool:
        """Whether it answers 200 for a retired program and says so; the others answer 410."""
        return self.use == "badge"

    @property
    def describes(self) -> bool:
        """Whether it says what the page is about, in a form that catalogs and reference managers read."""
        return self.use in ("metadata", "citation")

    @property
    def tombstone(self) -> Literal["page", "json", "text"]:
        """How a retired program is told in this format."""
        if self.media_type == PAGE:
            return "page"
        return "json" if self.media_type.endswith("json") else "text"


JSON, JSON_LD = "application/json", "application/ld+json"
RIS, CSL = "application/x-research-info-systems", "application/vnd.citationstyles.csl+json"
START = "2026-11"
FORMATS = (
    Format("page", "/programs/{slug}", PAGE, "Page", "page", START, dated=True),
    Format("json", "/programs/{slug}.json", JSON, "The whole entry as JSON", "record", START, dated=True),
    Format("api", "/api/v1/programs/{slug}", JSON, "The same in the API", "record", START, dated=True),
    Format("md", "/programs/{slug}.md", "text/markdown", "The file that editors keep", "record", START),
    Format("jsonld", "/programs/{slug}.jsonld", JSON_LD, "JSON-LD, as schema.org has it", "metadata", START),
    Format("bib", "/programs/{slug}.bib", "application/x-bibtex", "BibTeX", "citation", START),
    Format("ris", "/programs/{slug}.ris", RIS, "RIS", "citation", START),
    Format("csl", "/programs/{slug}.csl.json", CSL, "CSL JSON", "citation", START),
    Format("badge", "/programs/{slug}.badge.svg", "image/svg+xml", "Badge", "badge", START),
    Format("shield", "/programs/{slug}.badge.json", JSON, "Badge as JSON, for shields", "badge", START),
    Format("card", "/embed/{slug}", PAGE, "Card for an iframe", "card", START),
)
FORMAT = {each.id: each for each in FORMATS}
SLUGS = [re.escape(each.address).replace(re.escape(SLUG), f"(?P<{each.id}>[^/.]+)") for each in FORMATS]
ADDRESS = re.compile("|".join(SLUGS), re.IGNORECASE)
"""Any of the addresses; the group that matches has the id of its format as its name, and holds the slug."""


def match_format(path: str) -> tuple[Format, str] | tuple[None, None]:
    """The format that a path asks for and the slug in small letters; (None, None) for any other address."""
    found = ADDRESS.fullmatch(path)
    if found is None or found.lastgroup is None:
        return None, None
    return FORMAT[found.lastgroup], found[found.lastgroup].lower()


def alternates(slug: str) -> list[tuple[Format, str]]:
    """The formats of a program that machines may want to read, with their paths."""
    return [(each, each.path(slug)) for each in FORMATS if each.use == "record" or each.describes]
