"""References as RIS. A line is a tag, two spaces, a hyphen, a space and a value; it ends in CRLF."""

from collections.abc import Iterable, Iterator

from app.evidence.entry.authors import Author
from app.evidence.entry.bibliography import split_pages
from app.web.citations.csl import OTHERS
from app.web.citations.references import CitedReference, Kind

TYPES: dict[Kind, str] = {
    "webpage": "ELEC", "article-journal": "JOUR", "paper-conference": "CPAPER", "report": "RPRT",
    "thesis": "THES", "document": "GEN",
}  # fmt: skip


def write_ris(references: Iterable[CitedReference]) -> str:
    return "\r\n".join(
        "".join(f"{tag}  - {value}\r\n" for tag, value in _lines(reference)) for reference in references
    )


def _lines(reference: CitedReference) -> Iterator[tuple[str, str]]:
    """What is not recorded has no line."""
    first, last = split_pages(reference.pages)
    yield "TY", TYPES[reference.kind]
    yield "ID", reference.key
    for author in reference.authors:
        yield "AU", _name(author)
    year, *rest = reference.issued or (None,)
    date = f"{year}/{rest[0]:02}/{rest[1]:02}/" if rest else None
    fields = (
        ("PY", year), ("DA", date), ("TI", reference.title), ("T2", reference.container),
        ("VL", reference.volume), ("IS", reference.issue), ("SP", first), ("EP", last), ("DO", reference.doi),
        ("DB", "PubMed" if reference.pmid else None), ("AN", reference.pmid), ("UR", reference.url),
        ("N1", reference.note), ("N1", OTHERS if reference.has_others else None),
    )  # fmt: skip
    for tag, value in fields:
        if value:
            yield tag, " ".join(str(value).split())
    yield "ER", ""


def _name(author: Author) -> str:
    if author.given is None:
        return author.family.replace(",", "")  # a comma would make it a person's name
    return ", ".join(filter(None, (author.family, author.given, author.suffix)))
