"""Every link of an entry is found, at its line and column."""

from pathlib import Path

from app.evidence.content import read_documents
from app.evidence.links import find_links
from app.evidence.reading.document import read_markdown_document
from app.evidence.reading.source import Source
from tests.conftest import CONTENT, TODAY

ENTRY = """---
name: not a link
website: https://example.org/ktc
contact: {email: coach@example.org, url: "https://example.org/contact"}
studies:
  - citation: {doi: 10.1002/(SICI)1099<1::AID>3.0, url: https://doi.org/10.1/x}
    note: see https://example.org/in-a-sentence
sources:
  - https://example.org/page#part
---

## About

See [the page
of it](https://example.org/Family_(film)), <https://example.org/bare> and [home](/topics/x).

```
[not](https://example.org/code)
```

[^1]: A note.
[ref]: https://example.org/reference
"""


def test_every_link_stands_at_its_place() -> None:
    path = Path("entry.md")
    found = list(find_links(read_markdown_document(Source(path, ENTRY, ""))))
    assert [(link.line, link.url) for link in found] == [
        (3, "https://example.org/ktc"),
        (4, "https://example.org/contact"),
        (6, "https://doi.org/10.1002/(SICI)1099%3C1::AID%3E3.0"),
        (6, "https://doi.org/10.1/x"),
        (9, "https://example.org/page"),
        (15, "https://example.org/Family_(film)"),
        (15, "https://example.org/bare"),
        (22, "https://example.org/reference"),
    ]
    lines = ENTRY.split("\n")
    assert all(
        lines[link.line - 1][link.column - 1 :].lstrip('"').startswith(("http", "10.1002")) for link in found
    )
    assert [link.doi for link in found if link.doi] == ["10.1002/(SICI)1099<1::AID>3.0"]


def test_the_shipped_content_has_its_links_found() -> None:
    documents = read_documents(CONTENT, TODAY).documents.values()
    found = [link for document in documents for link in find_links(document)]
    assert len(found) > 1_000
    assert {link.path.parent.name for link in found} >= {
        "programs",
        "topics",
        "guides",
        "vocabulary",
        "content",
    }
    assert all(
        link.source_line[link.column - 1 :].lstrip("'\"<").startswith(("http", "10.")) for link in found
    )


def test_c3_a_doi_is_asked_as_it_is_linked() -> None:
    text = '---\nstudies:\n  - citation: {doi: "10.1002/a<1::AID>3.0.CO;2-#"}\n  - citation: {doi: 10.1234/a%3Cb}\n---\n'
    found = find_links(read_markdown_document(Source(Path("entry.md"), text, "")))
    assert [link.url for link in found] == [
        "https://doi.org/10.1002/a%3C1::AID%3E3.0.CO;2-%23",
        "https://doi.org/10.1234/a%3Cb",
    ]
