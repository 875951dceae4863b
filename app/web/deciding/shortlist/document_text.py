"""A document as Markdown that a word processor takes, and as rows of a table for spreadsheets."""

import re
from collections.abc import Iterator, Sequence

from app.web.deciding.cited_facts import FactCell
from app.web.deciding.shortlist.plan_document import DocumentPart, DocumentRow, PlanDocument

MARKDOWN_SIGNS = re.compile(r"([\\`*_\[\]<>|~^$#])")
LIST_STARTS = re.compile(r"^([-+]|\d+[.)])(?=\s)")
ENDS = (".", "!", "?")


def write_markdown(document: PlanDocument, note: str, address: str) -> str:
    """Headings, pipe tables and footnotes, as Pandoc and GitHub read them."""
    return "\n".join([*_lines(document, note, address), ""])


def _lines(document: PlanDocument, note: str, address: str) -> Iterator[str]:
    yield from (f"# {escape(document.title)}", "")
    if document.about:
        yield from (escape(document.about), "")
    if document.source:
        yield from (f"After: {escape(document.source.text)}, <{document.source.url}>", "")
    if note:
        yield from (escape(note), "")
    for part in document.parts:
        yield from _part(document, part)
    yield from (f"Permanent link: <{address}>", "")
    for number, source in enumerate(document.sources, 1):
        where = f", <{source.url}>" if source.url else ""
        yield f"[^{number}]: {escape(source.text)}{where}"


def _part(document: PlanDocument, part: DocumentPart) -> Iterator[str]:
    if part.heading:
        yield from (f"## {escape(part.heading)}", "")
    if part.note:
        yield from (escape(part.note), "")
    if part.is_table:
        yield from (*_table(document, part), "")
        return
    for row in part.rows:
        yield from (f"### {escape(row.label)}", "")
        (cell,) = row.cells
        if not cell.is_blank:
            yield from (f"- {escape(each.text)}{_notes(document.numbers(each))}" for each in cell.facts)
            yield ""
        if cell.is_blank or row.asks:
            yield from (escape(fill_in(row)), "")


def _table(document: PlanDocument, part: DocumentPart) -> Iterator[str]:
    has_questions = part.heading != ""
    head = [*([""] if has_questions else []), *(label for _, label in part.columns)]
    yield f"| {' | '.join(map(escape, head))} |"
    yield f"|{'---|' * len(head)}"
    for row in part.rows:
        cells = [_cell(document, cell) for cell in row.cells]
        yield f"| {' | '.join([*([_question(row)] if has_questions else []), *cells])} |"


def _question(row: DocumentRow) -> str:
    return escape(f"{row.label}: {row.asks}" if row.asks else row.label)


def _cell(document: PlanDocument, cell: FactCell) -> str:
    """The facts of a cell on one line, since a cell of a pipe table has no others."""
    said = ""
    for fact in cell.facts:
        joint = "" if not said else " " if said.rstrip("0123456789[]^").endswith(ENDS) else "; "
        said += f"{joint}{escape(fact.text)}{_notes(document.numbers(fact))}"
    return said


def fill_in(row: DocumentRow) -> str:
    """“[to fill in: Why this program, for these families, here.]”"""
    return f"[to fill in: {row.asks}]" if row.asks else "[to fill in]"


def escape(text: str) -> str:
    """The text on one line, so that no sign of it is read as Markdown."""
    plain = MARKDOWN_SIGNS.sub(r"\\\1", " ".join(text.split()))
    return LIST_STARTS.sub(
        lambda found: f"\\{found[0]}" if found[0] in "-+" else f"{found[0][:-1]}\\{found[0][-1]}", plain
    )


def _notes(numbers: Sequence[int]) -> str:
    return "".join(f"[^{number}]" for number in numbers)


def table_head(part: DocumentPart) -> list[str]:
    return ["slug", *(label for _, label in part.columns), "sources"]


def table_rows(part: DocumentPart) -> Iterator[list[str]]:
    """The cells in words, then where each thing was read."""
    labels = [label for _, label in part.columns]
    for row in part.rows:
        sources = [
            f"{label}: {source.text}{f', {source.url}' if source.url else ''}"
            for label, cell in zip(labels, row.cells, strict=True)
            for source in cell.sources
        ]
        yield [row.id, *(cell.text for cell in row.cells), "\n".join(sources)]
