"""Which item or entry stood there before, which is gone and which is new."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

Thing = TypeVar("Thing")
Keys = tuple[Callable[[Thing], object], ...]
"""An item is the one that stood there before when a key says the same of both; the surest key first."""


@dataclass(frozen=True, slots=True)
class ItemMatches(Generic[Thing]):
    """`kept`: each item that is still there as it was and as it is now, in the order of finding."""

    kept: tuple[tuple[Thing, Thing], ...]
    lost: tuple[Thing, ...]
    added: tuple[Thing, ...]


def find_matches(before: Sequence[Thing], after: Sequence[Thing], keys: Keys[Thing]) -> ItemMatches[Thing]:
    """Each key is tried on all that is left before the next one is; no item is taken twice."""
    old, new, kept = list(before), list(after), []
    for key in keys:
        for was in tuple(old):
            now = next((each for each in new if key(was) == key(each)), None)
            if now is not None:
                kept.append((was, now))
                old.remove(was)
                new.remove(now)
    return ItemMatches(tuple(kept), tuple(old), tuple(new))


class AddressedEntry(Protocol):
    """An entry or a word: whatever may have had another address before."""

    @property
    def former_slugs(self) -> tuple[str, ...]: ...


Kind = TypeVar("Kind", bound=AddressedEntry)


@dataclass(frozen=True, slots=True)
class Pair(Generic[Kind]):
    """One thing under its address before and after; None on a side where it does not exist."""

    old: str | None
    new: str | None
    before: Kind | None
    after: Kind | None


@dataclass(frozen=True, slots=True)
class Pairing(Generic[Kind]):
    """`merged`: old address -> the entry that existed already and has taken it.

    `lost`: old addresses, former ones too, that lead nowhere now.
    """

    pairs: tuple[Pair[Kind], ...]
    merged: dict[str, str]
    lost: tuple[str, ...]


def pair_entries(before: Mapping[str, Kind], after: Mapping[str, Kind]) -> Pairing[Kind]:
    """By slug, in order; a slug that is gone belongs to whatever names it in `former_slugs`."""
    claims = {former: slug for slug, each in after.items() for former in each.former_slugs}
    gone = [slug for slug in before if slug not in after]
    moved = {slug: claims[slug] for slug in gone if slug in claims and claims[slug] not in before}
    heirs: dict[str, str] = {}
    for slug, heir in moved.items():  # of two that became one, the first is its past; the other was merged
        heirs.setdefault(heir, slug)
    merged = {slug: claims[slug] for slug in gone if slug in claims and heirs.get(claims[slug]) != slug}
    former = [slug for each in before.values() for slug in each.former_slugs]
    lost = tuple(
        slug for slug in dict.fromkeys([*before, *former]) if slug not in after and slug not in claims
    )
    olds = {slug: slug if slug in before else heirs.get(slug) for slug in after}
    pairs = [Pair(old, slug, before[old] if old else None, after[slug]) for slug, old in olds.items()]
    kept = {*after, *heirs.values()}
    pairs += [Pair(slug, None, each, None) for slug, each in before.items() if slug not in kept]
    return Pairing(tuple(pairs), merged, lost)
