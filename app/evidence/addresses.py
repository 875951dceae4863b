"""Addresses that were given out: each leads for ever to its entry, to where that moved, or to a tombstone."""

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from pathlib import Path

from app.evidence.check.problem import At, Problem, RuleFinding
from app.evidence.entry.registry import Outline, Registry, outline
from app.evidence.reading.document import Document

RULE = "address-lost"
FORMER_OR_NAME = ("former_slugs", "name", "title", "label")


@dataclass(frozen=True, slots=True)
class AddressKind:
    """Where entries of a kind are: their pages (“/programs/”), and their files in the content folder.

    A vocabulary has all its entries in one file.
    """

    label: str
    page: str
    folder: str
    is_vocabulary: bool = False

    def entry(self, slug: str) -> str:
        """“programs/keep”, or “vocabulary/populations” for every population."""
        return self.folder if self.is_vocabulary else f"{self.folder}/{slug}"

    def file(self, slug: str) -> str:
        return f"{self.entry(slug)}{'.yaml' if self.is_vocabulary else '.md'}"


PROGRAMS = AddressKind("program", "/programs/", "programs")
TOPICS = AddressKind("topic", "/topics/", "topics")
GUIDES = AddressKind("guide", "/guides/", "guides")
POPULATIONS = AddressKind("target population", "/populations/", "vocabulary/populations", is_vocabulary=True)
KINDS = (PROGRAMS, TOPICS, GUIDES, POPULATIONS)


Entries = Mapping[str, Outline]
Addresses = Mapping[AddressKind, Entries]
"""Everything that has an address, retired or not, by slug."""


@dataclass(frozen=True, slots=True)
class LostAddress:
    """An address that would lead nowhere, or to another entry (`taker`); `owner` is the entry that it led to.

    `heir` is a new entry of the same name: most likely what the owner became. All three are slugs.
    """

    kind: AddressKind
    slug: str
    owner: str
    name: str
    is_owner_there: bool
    heir: str | None = None
    taker: str | None = None

    @property
    def page(self) -> str:
        return f"{self.kind.page}{self.slug}"


def list_addresses(registry: Registry, unread: Iterable[str] = ()) -> Addresses:
    """What a registry answers. Entries that cannot be read (see `find_unread`) are there under their slug."""
    held = {
        PROGRAMS: registry.outlines(),
        TOPICS: {slug: outline(item.value) for slug, item in registry.topics.items()},
        GUIDES: {slug: outline(item.value) for slug, item in registry.guides.items()},
        POPULATIONS: {id: outline(word) for id, word in registry.vocabulary.get("populations", {}).items()},
    }
    for folder, _, slug in (entry.rpartition("/") for entry in unread):
        for kind in (kind for kind in KINDS if kind.folder == folder):
            held[kind].setdefault(slug, Outline(slug, (), (), None))
    return held


def find_unread(registry: Registry, problems: Iterable[Problem], folder: Path) -> frozenset[str]:
    """The entries of `folder` (“programs/keep”) whose former addresses are unknown because of errors."""
    read = {kind.entry(slug) for kind, held in list_addresses(registry).items() for slug in held}
    read.discard(POPULATIONS.folder)
    unread = set()
    for problem in problems:
        if problem.is_error and problem.path.is_relative_to(folder):
            entry = str(problem.path.relative_to(folder).with_suffix(""))
            if entry not in read or problem.at[:1] == ("former_slugs",):
                unread.add(entry)
    return frozenset(unread)


def find_lost(before: Addresses, after: Addresses, unread: Set[str] = frozenset()) -> Iterator[LostAddress]:
    """Every address of `before` that leads nowhere `after`, or away from an entry that is still there.

    Entries of `unread` are left out: what they still answer is not known, and their errors are reported.
    """
    for kind in KINDS:
        yield from _lost_of_kind(kind, before[kind], after[kind], unread)


def _lost_of_kind(kind: AddressKind, was: Entries, now: Entries, unread: Set[str]) -> Iterator[LostAddress]:
    holders = {former: slug for slug, each in now.items() for former in each.former_slugs}
    holders |= {slug: slug for slug in now}
    given_out = [(slug, entry) for entry, held in was.items() for slug in (entry, *held.former_slugs)]
    for slug, entry in given_out:
        name, owner, holder = was[entry].name, _owner(entry, was, now), holders.get(slug)
        if unread & {kind.entry(entry), kind.entry(owner)}:
            continue
        if holder is None:
            yield LostAddress(kind, slug, owner, name, owner in now, heir=_heir(name, was, now))
        elif owner in now and holder != owner:
            yield LostAddress(kind, slug, owner, name, True, taker=holder)


def _owner(slug: str, was: Entries, now: Entries) -> str:
    """The slug now of the entry that had `slug`: its heir's when another name stands there, else the same."""
    is_itself = slug not in now or now[slug].name.casefold() == was[slug].name.casefold()
    return slug if is_itself else _heir(was[slug].name, was, now) or slug


def _heir(name: str, was: Entries, now: Entries) -> str | None:
    new = (slug for slug in now if slug not in was)
    return next((slug for slug in new if now[slug].name.casefold() == name.casefold()), None)


def report_lost(
    found: Iterable[LostAddress], documents: Mapping[Path, Document], folder: Path, revision: str
) -> Iterator[Problem]:
    """Each in the file to be mended, with the line to write; `revision` names the state before."""
    for lost in found:
        slug = lost.taker or (lost.owner if lost.is_owner_there else lost.heir or lost.owner)
        path = folder / lost.kind.file(slug)
        document = documents.get(path) or Document(path)
        message = f"{lost.page} existed at {revision} and would lead {_where(lost)}: {_why(lost)}"
        at = _mended_at(document, (slug,) if lost.kind.is_vocabulary else ())
        line = None if document.places else 1
        yield document.problem(RuleFinding(RULE, at, message, _remedy(lost), line))


def _mended_at(document: Document, inside: At) -> At:
    """The former addresses of an entry; its name where it has none."""
    return next((at for key in FORMER_OR_NAME if (at := (*inside, key)) in document.places), inside)


def _where(lost: LostAddress) -> str:
    if lost.taker == lost.slug:
        return "to another entry"
    return f"to {lost.kind.page}{lost.taker}" if lost.taker else "nowhere, in every format"


def _why(lost: LostAddress) -> str:
    if lost.taker == lost.slug:
        return f"it was the address of {lost.name}"
    if lost.is_owner_there:
        return f"it was a former address of {lost.name}"
    reason = f"the {lost.kind.label} {lost.name} is gone"
    return reason if lost.slug == lost.owner else f"{reason}, to which it led"


def _remedy(lost: LostAddress) -> str:
    line, file = f"former_slugs: [{lost.slug}]", lost.kind.file(lost.owner)
    if lost.taker:
        free = "give this entry another address" if lost.taker == lost.slug else "take it away here"
        return f"An old address never leads to something else: {free}, and write `{line}` again in {file}."
    if lost.is_owner_there:
        return f"Write it again: `{line}`, beside other former addresses of the entry."
    if lost.heir:
        there = f"{lost.kind.page}{lost.heir}: add `{line}` to it in {lost.kind.file(lost.heir)}."
        return f"{lost.name} seems to have moved to {there}"
    kept = f"“{lost.owner}” in {file}" if lost.kind.is_vocabulary else file
    retired = "`status: retired` and `retired: {date, reason, successor}`"
    return f"Keep {kept} with {retired}, or add `{line}` to the entry that has taken its place."
