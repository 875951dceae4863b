"""The problems of the last build, for the pages that are open under `homeward serve --watch`."""

from collections.abc import Sequence

from flask import g, request

from app.catalog.store.last_problems import LastProblems, ProblemRecord, read_problems
from app.web.request.context import site_context


def last_problems() -> LastProblems:
    """The problems of the last build, read once a request; none unless somebody edits."""
    if "last_problems" not in g:
        settings = site_context().settings
        g.last_problems = read_problems(settings.catalog) if settings.watch else LastProblems()
    problems: LastProblems = g.last_problems
    return problems


def problems_here() -> Sequence[ProblemRecord]:
    """The problems of the entry that this page shows, errors first."""
    slug = (request.view_args or {}).get("slug")
    here = [each for each in last_problems().problems if slug and each.slug == slug]
    return sorted(here, key=lambda each: (each.severity != "error", each.line, each.column))


def files_with_errors() -> dict[str, tuple[str | None, int]]:
    """File -> (the slug of its program, how many errors it has)."""
    files: dict[str, tuple[str | None, int]] = {}
    for each in last_problems().problems:
        if each.severity == "error":
            file = f"{each.folder}/{each.name}"
            files[file] = each.slug, files.get(file, (None, 0))[1] + 1
    return files
