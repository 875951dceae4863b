"""Names that were given up: people go on searching for the one they know, so it stays as an alias."""

from collections.abc import Iterator, Mapping, Set
from pathlib import Path

from app.evidence.addresses import POPULATIONS, PROGRAMS, Addresses, AddressKind, Entries
from app.evidence.check.problem import Problem, RuleFinding
from app.evidence.editing.writing import write_flow
from app.evidence.entry.nearest_words import is_said_in
from app.evidence.reading.document import Document

KEPT_UNDER = {PROGRAMS: "aliases", POPULATIONS: "synonyms"}
"""Entries that have a place for other names."""


def propose_alias(old: str, now: str, aliases: tuple[str, ...], key: str = "aliases") -> str | None:
    """The line that keeps a former name; None where somebody who knows it finds it already."""
    if is_said_in(old, (now, *aliases)):
        return None
    return f"{key}: {write_flow([*aliases, old], key)}"


def find_lost_names(
    before: Addresses, after: Addresses, documents: Mapping[Path, Document], folder: Path, unread: Set[str]
) -> Iterator[Problem]:
    """A warning, in the file to mend, for each entry whose name of before leads nobody to it any more."""
    for kind, key in KEPT_UNDER.items():
        for old, slug in _pairs(before[kind], after[kind]):
            entry, path = after[kind][slug], folder / kind.file(slug)
            line = propose_alias(old, entry.name, entry.aliases, key)
            if line and kind.entry(slug) not in unread:
                yield (documents.get(path) or Document(path)).problem(_finding(kind, slug, old, line))


def _pairs(before: Entries, after: Entries) -> Iterator[tuple[str, str]]:
    """Each name of before with the slug that its entry has now; one that another took in has no name now."""
    new = ((slug, entry) for slug, entry in after.items() if slug not in before)
    moved = {former: slug for slug, entry in new for former in entry.former_slugs}
    for old, entry in before.items():
        slug = old if old in after else moved.get(old)
        if slug:
            yield entry.name, slug


def _finding(kind: AddressKind, slug: str, old: str, line: str) -> RuleFinding:
    at = (slug, "label") if kind.is_vocabulary else ("name",)
    message = f"this {kind.label} was called “{old}”, and a search for that finds it no more"
    return RuleFinding("name-lost", at, message, f"Keep the old name: `{line}`.")
