"""Every file of the content folder as a document, for what needs the line of a value after the content was checked."""

from collections.abc import Iterator
from pathlib import Path

from app.evidence.reading.document import Document, read_markdown_document, read_yaml_document
from app.evidence.reading.source import read_source

MARKDOWN_FOLDERS = ("programs", "topics", "guides", "ratings")


def content_documents(folder: Path, more: tuple[Path, ...] = ()) -> Iterator[Document]:
    """The documents of `folder` that can be read, in order of path, then those of `more` (program entries elsewhere)."""
    markdown = sorted(
        (path for name in MARKDOWN_FOLDERS for path in (folder / name).glob("[!.]*.md")), key=str
    )
    for path, root in [*((path, folder) for path in markdown), *((path, path.parent) for path in more)]:
        yield from _readable(read_markdown_document(read_source(path, root)))
    for path in (folder / "site.yaml", *sorted((folder / "vocabulary").glob("[!.]*.yaml"), key=str)):
        yield from _readable(read_yaml_document(read_source(path, folder)))


def _readable(document: Document) -> Iterator[Document]:
    if document.readable:
        yield document
