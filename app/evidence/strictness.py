"""What `homeward check --strict` adds to a check: the age and the completeness of every entry, with line and column."""

import datetime
from collections.abc import Iterable, Iterator

from app.evidence.check.problem import Problem, RuleFinding
from app.evidence.entry.registry import Registry
from app.evidence.reading.document import Document
from app.evidence.rules.completeness import check_completeness, check_ratings_seen, check_review


def check_strictly(
    documents: Iterable[Document], registry: Registry, problems: Iterable[Problem], today: datetime.date
) -> Iterator[Problem]:
    """Problems of programs and guides. Entries with errors (among `problems`) wait: what was mended to be read proves nothing."""
    faulty = {problem.path for problem in problems if problem.is_error}
    for document in documents:
        if document.path not in faulty:
            yield from (document.problem(objection) for objection in _objections(document, registry, today))


def _objections(document: Document, registry: Registry, today: datetime.date) -> Iterator[RuleFinding]:
    folder, slug = document.path.parent.name, document.path.stem
    if folder == "guides" and slug in registry.guides:
        yield from check_review(registry.guides[slug].value, today)
    elif (
        document.path.suffix == ".md"
        and folder not in ("guides", "topics", "ratings")
        and slug in registry.programs
    ):
        program = registry.programs[slug].value
        yield from check_review(program, today)
        yield from check_ratings_seen(program, today)
        yield from check_completeness(program)
