"""Addresses that were given out: each must lead somewhere for ever, to an entry, to where it moved, or to a tombstone."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from app.evidence.check.problem import Problem
from app.evidence.entry.registry import Registry


@dataclass(frozen=True, slots=True)
class AddressKind:
    """Where things of a kind are: their pages (“/programs/”) and, in the content folder, their files or the one vocabulary that has them all."""

    kind: str
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
PLACES = (PROGRAMS, TOPICS, GUIDES, POPULATIONS)


@dataclass(frozen=True, slots=True)
class HeldAddress:
    """What an entry is called, and the addresses that it had before."""

    name: str
    former: tuple[str, ...] = ()


Addresses = Mapping[AddressKind, Mapping[str, HeldAddress]]
"""Everything that has an address, retired or not, by slug."""


@dataclass(frozen=True, slots=True)
class LostAddress:
    """An address that would lead nowhere, or to another entry (`taker`), and the entry (`owner`, its slug, see `_owner`) that answered it before.

    `heir` is the slug of a new entry of the same name: most likely what the owner became.
    """

    place: AddressKind
    slug: str
    owner: str
    name: str
    is_owner_there: bool
    heir: str | None = None
    taker: str | None = None

    @property
    def page(self) -> str:
        return f"{self.place.page}{self.slug}"


def list_addresses(registry: Registry, find_unread: Iterable[str] = ()) -> Addresses:
    """What a registry answers. Entries of which nothing could be read (see `unread`) are there all the same, under their slug."""
    held = {
        PROGRAMS: {
            slug: HeldAddress(each.name, each.former_slugs) for slug, each in registry.outlines().items()
        },
        TOPICS: {
            slug: HeldAddress(item.value.name, item.value.former_slugs)
            for slug, item in registry.topics.items()
        },
        GUIDES: {
            slug: HeldAddress(item.value.title, item.value.former_slugs)
            for slug, item in registry.guides.items()
        },
        POPULATIONS: {
            id: HeldAddress(word.label, word.former_slugs)
            for id, word in registry.vocabulary.get("populations", {}).items()
        },
    }
    for folder, _, slug in (entry.rpartition("/") for entry in find_unread):
        for place in (place for place in PLACES if place.folder == folder):
            held[place].setdefault(slug, HeldAddress(slug))
    return held


def find_unread(registry: Registry, problems: Iterable[Problem], folder: Path) -> frozenset[str]:
    """The entries of `folder` (“programs/keep”) whose former addresses are not known, because errors are in the way."""
    read = {place.entry(slug) for place, held in list_addresses(registry).items() for slug in held} - {
        POPULATIONS.folder
    }
    faulty = [problem for problem in problems if problem.is_error and problem.path.is_relative_to(folder)]
    named = {str(problem.path.relative_to(folder).with_suffix("")): False for problem in faulty}
    named |= {
        str(problem.path.relative_to(folder).with_suffix("")): True
        for problem in faulty
        if problem.at[:1] == ("former_slugs",)
    }
    return frozenset(entry for entry, in_addresses in named.items() if in_addresses or entry not in read)


def find_lost(before: Addresses, after: Addresses, find_unread: frozenset[str] = frozenset()) -> Iterator[LostAddress]:
    """Every address of `before` that leads nowhere `after`, or away from an entry that is still there.

    What an entry of `unread` may still hold is not told: its errors are.
    """
    for place in PLACES:
        yield from _lost_at(place, before[place], after[place], find_unread)


def _lost_at(
    place: AddressKind, was: Mapping[str, HeldAddress], now: Mapping[str, HeldAddress], find_unread: frozenset[str]
) -> Iterator[LostAddress]:
    holders = {former: slug for slug, each in now.items() for former in each.former} | {
        slug: slug for slug in now
    }
    given_out = [(slug, entry) for entry, held in was.items() for slug in (entry, *held.former)]
    for slug, entry in given_out:
        name, owner, holder = was[entry].name, _owner(entry, was, now), holders.get(slug)
        if find_unread & {place.entry(entry), place.entry(owner)}:
            continue
        if holder is None:
            yield LostAddress(place, slug, owner, name, owner in now, heir=_heir(name, was, now))
        elif owner in now and holder != owner:
            yield LostAddress(place, slug, owner, name, True, taker=holder)


def _owner(slug: str, was: Mapping[str, HeldAddress], now: Mapping[str, HeldAddress]) -> str:
    """Where the entry that had `slug` is now: with its heir when what stands there has another name, else where it was."""
    is_itself = slug not in now or now[slug].name.casefold() == was[slug].name.casefold()
    return slug if is_itself else _heir(was[slug].name, was, now) or slug


def _heir(name: str, was: Mapping[str, HeldAddress], now: Mapping[str, HeldAddress]) -> str | None:
    return next(
        (slug for slug, each in now.items() if slug not in was and each.name.casefold() == name.casefold()),
        None,
    )
