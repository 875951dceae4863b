"""References as CSL JSON (citationstyles.org, data 1.0.2)."""

import json
from collections.abc import Iterable
from typing import Any

from app.web.citations.references import Author, CitedReference

OTHERS = "More authors than these; their names are not recorded."


def csl_json(references: Iterable[CitedReference]) -> str:
    return json.dumps([item(reference) for reference in references], ensure_ascii=False, indent=2) + "\n"


def item(reference: CitedReference) -> dict[str, Any]:
    """What is not recorded has no key."""
    fields = {
        "id": reference.key,
        "type": reference.kind,
        "author": [_name(author) for author in reference.authors],
        "title": reference.title,
        "container-title": reference.container,
        "volume": reference.volume,
        "issue": reference.issue,
        "page": reference.pages,
        "issued": {"date-parts": [list(reference.issued)]} if reference.issued else None,
        "DOI": reference.doi,
        "PMID": reference.pmid,
        "URL": reference.url,
        "note": " ".join(filter(None, (reference.note and f"{reference.note}.", OTHERS if reference.has_others else None))),
    }
    return {name: value for name, value in fields.items() if value}


def _name(author: Author) -> dict[str, str]:
    if author.given is None:
        return {"literal": author.family}
    suffix = {"suffix": author.suffix} if author.suffix else {}
    return {"family": author.family, "given": author.given, **suffix}
