"""The page of what changed: ratings, new programs and retired ones, by month."""

import math
from collections import Counter
from itertools import groupby

from flask import Blueprint, render_template, request, url_for

from app.catalog.snapshot.recorded_changes import KINDS
from app.web.request.context import snapshot
from app.web.request.parameters import read_choice, read_page
from app.web.request.search import PastLastPage
from app.web.wording.change_wording import month_of

changes = Blueprint("changes", __name__)

PER_PAGE = 50


@changes.get("/changes")
def changes_page() -> str:
    """Takes `kind` and `page`. Answers 404 past the last page; page 1 always exists."""
    recorded = snapshot().changes
    kind, page = read_choice(request.args, "kind", KINDS), read_page(request.args)
    wanted = [change for change in recorded if kind in (None, change.kind)]
    pages = math.ceil(len(wanted) / PER_PAGE) or 1
    if page > pages:
        raise PastLastPage(page, pages, "changes")
    listed = wanted[(page - 1) * PER_PAGE : page * PER_PAGE]
    by_month = groupby(listed, key=lambda change: month_of(change.date))
    months = [(month, list(group)) for month, group in by_month]
    counts, found = Counter(change.kind for change in recorded), len(wanted)
    chosen = {"kinds": KINDS, "kind": kind, "counts": counts, "total": len(recorded), "found": found}
    paging = {"months": months, "page": page, "pages": pages, "at": _address}
    return render_template("pages/changes.html", **chosen, **paging)


def _address(kind: str | None, page: int) -> str:
    return url_for("changes.changes_page", kind=kind, page=page if page > 1 else None)
