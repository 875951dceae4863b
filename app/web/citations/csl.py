"""References as CSL JSON (citationstyles.org, data 1.0.2)."""

import json
from collections.abc import Iterable
from typing import cast

from app.evidence.entry.authors import Author
from app.evidence.entry.bibliography import write_pages
from app.web.citations.references import CitedReference
from app.web.openapi.answers import CslDate, CslItem, CslName

OTHERS = "More authors than these; their names are not recorded."


def write_csl_json(references: Iterable[CitedReference]) -> str:
    return json.dumps([make_item(reference) for reference in references], ensure_ascii=False, indent=2) + "\n"


def make_item(reference: CitedReference) -> CslItem:
    """One item of CSL JSON. What is not recorded has no key."""
    issued: CslDate | None = {"date-parts": [list(reference.issued)]} if reference.issued else None
    notes = (reference.note and f"{reference.note}.", OTHERS if reference.has_others else None)
    item: CslItem = {
        "id": reference.key, "type": reference.kind, "author": list(map(_name, reference.authors)),
        "title": reference.title or "", "container-title": reference.container or "",
        "volume": reference.volume or "", "issue": reference.issue or "",
        "page": write_pages(reference.pages, "-") or "",
        "issued": issued, "DOI": reference.doi or "", "PMID": reference.pmid or "",
        "URL": reference.url or "", "note": " ".join(filter(None, notes)),
    }  # fmt: skip
    return cast(CslItem, {name: value for name, value in item.items() if value})


def _name(author: Author) -> CslName:
    if author.given is None:
        return {"literal": author.family}
    name: CslName = {"family": author.family, "given": author.given}
    if author.suffix:
        name["suffix"] = author.suffix
    return name
