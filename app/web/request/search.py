"""Everything that the search of a request finds: what files and feeds hold, which have no pages."""

from dataclasses import replace

from flask import request
from werkzeug.datastructures import MultiDict

from app.catalog.search.search import SearchRequest, SearchResult, search
from app.web.request.context import snapshot
from app.web.request.parameters import wanted_from

OF_PAGES = ("page", "per_page")


def whole_selection() -> tuple[SearchRequest, SearchResult]:
    """The search with all of its programs, in its order. `page` and `per_page` are ignored, whatever they hold. Raises BadParameter."""
    shown = snapshot()
    asked = MultiDict((name, value) for name, value in request.args.items(multi=True) if name not in OF_PAGES)
    wanted = replace(wanted_from(asked, shown), per_page=max(len(shown.cards), 1))
    return wanted, search(shown, wanted, passages=False)
