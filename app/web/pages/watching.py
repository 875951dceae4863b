"""While somebody edits (`homeward serve --watch`): what is wrong in the entries, shown on the pages that are open."""

from collections.abc import Sequence

from flask import current_app, g, request

from app.catalog.store.last_problems import LastProblems, ProblemRecord, read_problems
from app.settings import Settings


def told() -> LastProblems:
    """The problems of the last build, read once a request."""
    if "told" not in g:
        settings: Settings = current_app.extensions["homeward-settings"]
        g.told = read_problems(settings.catalog) if settings.watch else LastProblems()
    found: LastProblems = g.told
    return found


def troubles_here() -> Sequence[ProblemRecord]:
    """Those of the entry that this page shows, errors first."""
    slug = (request.view_args or {}).get("slug")
    here = [each for each in told().problems if slug and each.slug == slug]
    return sorted(here, key=lambda each: (each.severity != "error", each.line, each.column))


def files_in_trouble() -> dict[str, tuple[str | None, int]]:
    """File -> (the slug of its program, how many errors it has), of every file with errors."""
    found: dict[str, tuple[str | None, int]] = {}
    for each in told().problems:
        if each.severity == "error":
            found[f"{each.folder}/{each.name}"] = each.slug, found.get(f"{each.folder}/{each.name}", (None, 0))[1] + 1
    return found
