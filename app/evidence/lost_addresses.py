"""Lost addresses as problems of the check: each in the file that has to be mended, with the line to write."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from app.evidence.addresses import LostAddress
from app.evidence.check.problem import At, Problem, RuleFinding
from app.evidence.reading.document import Document, read_markdown_document, read_yaml_document
from app.evidence.reading.source import read_source

RULE = "address-lost"
NAMES = ("name", "title", "label")


def report_lost_addresses(found: Iterable[LostAddress], folder: Path, revision: str) -> Iterator[Problem]:
    """`revision` is what the reader calls the state before. The file may be one that is gone: then the place is its first line."""
    for each in found:
        slug = each.taker or (each.owner if each.is_owner_there else each.heir or each.owner)
        document = _document(folder / each.place.file(slug), folder)
        message = f"{each.page} existed at {revision} and would lead {_where(each)}: {_why(each)}"
        at = _mended_at(document, (slug,) if each.place.is_vocabulary else ())
        yield document.problem(
            RuleFinding(RULE, at, message, _remedy(each), line=None if document.places else 1)
        )


def _mended_at(document: Document, inside: At) -> At:
    """The former addresses of an entry; its name where it has none."""
    return next((at for key in ("former_slugs", *NAMES) if (at := (*inside, key)) in document.places), inside)


def _where(each: LostAddress) -> str:
    if each.taker == each.slug:
        return "to another entry"
    return f"to {each.place.page}{each.taker}" if each.taker else "nowhere, in every format"


def _why(each: LostAddress) -> str:
    if each.taker == each.slug:
        return f"it was the address of {each.name}"
    if each.is_owner_there:
        return f"it was a former address of {each.name}"
    kind = f"the {each.place.kind} {each.name} is gone"
    return kind if each.slug == each.owner else f"{kind}, to which it led"


def _remedy(each: LostAddress) -> str:
    line = f"former_slugs: [{each.slug}]"
    if each.taker:
        free = "give this entry another address" if each.taker == each.slug else "take it away here"
        return f"An old address never leads to something else: {free}, and write `{line}` again in {each.place.file(each.owner)}."
    if each.is_owner_there:
        return f"Write it again: `{line}`, beside other former addresses of the entry."
    if each.heir:
        return f"{each.name} seems to have moved to {each.place.page}{each.heir}: add `{line}` to it in {each.place.file(each.heir)}."
    kept = (
        f"“{each.owner}” in {each.place.file(each.owner)}"
        if each.place.is_vocabulary
        else each.place.file(each.owner)
    )
    return f"Keep {kept} with `status: retired` and `retired: {{date, reason, successor}}`, or add `{line}` to the entry that has taken its place."


def _document(path: Path, folder: Path) -> Document:
    """Without places when the file is gone."""
    if not path.is_file():
        return Document(path)
    source = read_source(path, folder)
    return read_yaml_document(source) if path.suffix == ".yaml" else read_markdown_document(source)
