"""Which item of a list stood there before, which is gone and which is new."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

Thing = TypeVar("Thing")
Keys = tuple[Callable[[Thing], object], ...]
"""When an item is the one that stood there before, the surest way first: when one of these says the same of both."""


@dataclass(frozen=True, slots=True)
class ItemMatches(Generic[Thing]):
    """`kept`: each item that is still there as it was and as it is now, in the order in which they were found."""

    kept: tuple[tuple[Thing, Thing], ...]
    lost: tuple[Thing, ...]
    added: tuple[Thing, ...]


def find_matches(before: tuple[Thing, ...], after: tuple[Thing, ...], keys: Keys[Thing]) -> ItemMatches[Thing]:
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
