"""The links of a content file with their places: web addresses, DOIs and links of the Markdown."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.evidence.check.problem import At, Problem, RuleFinding
from app.evidence.entry.bibliography import address_of_doi
from app.evidence.entry.value_checks import DOI, URL
from app.evidence.markdown.blocks import read_blocks
from app.evidence.markdown.limits import find_excess
from app.evidence.markdown.passages import text_links
from app.evidence.reading.document import Document


@dataclass(frozen=True, slots=True)
class Link:
    """`url` is what to ask: no part after #, a DOI at doi.org. Lines and columns count from 1."""

    url: str
    path: Path
    line: int
    column: int
    source_line: str
    doi: str | None = None

    def problem(self, rule: str, message: str, hint: str) -> Problem:
        return Problem(self.path, self.line, self.column, rule, message, hint, self.source_line)


def find_links(document: Document) -> Iterator[Link]:
    """Every link that leads out of the registry, in the order of the file; none of an unreadable one."""
    if document.readable:
        yield from _in_front_matter(document)
        yield from _in_markdown(document)


def _in_front_matter(document: Document) -> Iterator[Link]:
    for at, written in _texts(document.values, ()):
        is_doi = at[-1] == "doi" and bool(DOI.fullmatch(written))
        if is_doi or (written.startswith(("http://", "https://")) and URL.fullmatch(written)):
            # The document knows the way from a value to its line.
            place = document.problem(RuleFinding("link-dead", at, "", ""))
            url = address_of_doi(written) if is_doi else written.partition("#")[0]
            doi = written if is_doi else None
            yield Link(url, place.path, place.line, place.column, place.source_line, doi)


def _texts(value: Any, at: At) -> Iterator[tuple[At, str]]:
    if isinstance(value, str):
        yield at, value.strip()
    elif isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _texts(inner, (*at, key))


def _in_markdown(document: Document) -> Iterator[Link]:
    if find_excess(document.body):
        return
    for found in sorted(text_links(read_blocks(document.body, document.body_line))):
        if found.address.startswith(("http://", "https://")):
            written = document.lines[found.line - 1]
            column = max(written.find(found.address), 0) + 1
            yield Link(found.address.partition("#")[0], document.path, found.line, column, written)
