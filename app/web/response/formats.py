"""The formats in which a program can be had: one table, which the promise, the alternates and the tests read.

A row here is a promise (/about/links): the address of a format is never taken away within API v1.
"""

import re
from dataclasses import dataclass
from typing import Literal

Use = Literal["page", "record", "citation", "badge", "card"]
"""What a format is for: to read, to process, to cite, or to show on another site."""
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
        """Whether it answers 200 for a retired program, and says so; all others answer 410 with a tombstone."""
        return self.use == "badge"

    @property
    def tombstone(self) -> Literal["page", "json", "text"]:
        """How a retired program is told in this format."""
        if self.media_type == PAGE:
            return "page"
        return "json" if self.media_type.endswith("json") else "text"


FORMATS = (
    Format("page", "/programs/{slug}", PAGE, "Page", "page", "2026-11", dated=True),
    Format("json", "/programs/{slug}.json", "application/json", "The whole entry as JSON", "record", "2026-11", dated=True),
    Format("api", "/api/v1/programs/{slug}", "application/json", "The same in the API", "record", "2026-11", dated=True),
    Format("md", "/programs/{slug}.md", "text/markdown", "The file that editors keep", "record", "2026-11"),
    Format("bib", "/programs/{slug}.bib", "application/x-bibtex", "BibTeX", "citation", "2026-11"),
    Format("ris", "/programs/{slug}.ris", "application/x-research-info-systems", "RIS", "citation", "2026-11"),
    Format("csl", "/programs/{slug}.csl.json", "application/vnd.citationstyles.csl+json", "CSL JSON", "citation", "2026-11"),
    Format("badge", "/programs/{slug}.badge.svg", "image/svg+xml", "Badge", "badge", "2026-11"),
    Format("shield", "/programs/{slug}.badge.json", "application/json", "Badge as JSON, for shields", "badge", "2026-11"),
    Format("card", "/embed/{slug}", PAGE, "Card for an iframe", "card", "2026-11"),
)
FORMAT = {each.id: each for each in FORMATS}
ADDRESS = re.compile("|".join(re.escape(each.address).replace(re.escape(SLUG), f"(?P<{each.id}>[^/.]+)") for each in FORMATS), re.IGNORECASE)
"""Any of the addresses; the group that takes part is the id of the format, and holds the slug."""


def addressed(path: str) -> tuple[Format, str] | tuple[None, None]:
    """The format that a path asks for and the slug, in small letters; None when it is not an address of a program."""
    found = ADDRESS.fullmatch(path)
    return (FORMAT[found.lastgroup], found[found.lastgroup].lower()) if found and found.lastgroup else (None, None)


def alternates(slug: str) -> list[tuple[Format, str]]:
    """Every other format of a program's page that a program may want to read, with its path: for `Link` and <link rel=alternate>."""
    return [(each, each.path(slug)) for each in FORMATS if each.use in ("record", "citation")]
