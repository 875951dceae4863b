"""Words of a search that name a rating: a level, a rating of another registry, or a tier."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.catalog.search.level_words import LevelWords, fold_name
from app.catalog.search.registry_words import RegistryWords, registry_names, shared_nouns
from app.evidence.entry.pages import RatingLevel, VocabularyWord
from app.evidence.entry.registry_ratings import OUR_SCALE, Scale

MOST_REGISTRIES = 3
"""Offered where words like “the clearinghouse” may mean several."""


@dataclass(frozen=True, slots=True)
class NamedRating:
    """The letters from `start` to `end` name one value of a facet."""

    start: int
    end: int
    parameter: str
    value: str


class RatingWords:
    """What levels, registries with their ratings, and tiers are called."""

    def __init__(
        self,
        levels: Mapping[str, RatingLevel],
        registries: Mapping[str, VocabularyWord],
        scales: Mapping[str, Scale],
        tiers: Mapping[str, VocabularyWord],
    ) -> None:
        active = {id: registries[id] for id in scales if registries[id].status == "active"}
        shared = shared_nouns(list(active.values()))
        names = {id: registry_names(word) for id, word in active.items()}
        self.tier_of = {id: level.tier for id, level in levels.items()}
        self.levels = LevelWords(levels, names.get(OUR_SCALE, ()))
        self.registries = [RegistryWords(id, word, scales[id], shared) for id, word in active.items()]
        self.tiers = {
            id: re.compile(rf"\b{re.escape(fold_name(word.label))}\b") for id, word in tiers.items()
        }
        first = {name.split()[0] for own in names.values() for name in own}
        first |= {fold_name(word.label).split()[0] for word in tiers.values()}
        self.of_registries = frozenset(first - self.levels.first_words | shared)
        self.first_words = frozenset(first | shared | self.levels.first_words)
        """A search that names a rating has one of these words."""

    def find(self, written: str) -> Iterator[NamedRating]:
        """In a search written in folded words with single spaces; `written` has one of `first_words`."""
        of_registries = list(self._of_registries(written))
        yield from of_registries
        for named in self.levels.find(written):
            if any(each.start < named.end and named.start < each.end for each in of_registries):
                continue
            span = named.start, named.end
            yield from (NamedRating(*span, "rating", level) for level in named.levels)
            tiers = (self.tier_of[level] for level in named.levels if named.in_words)
            yield from (NamedRating(*span, "tier", tier) for tier in tiers if tier)
        for tier, pattern in self.tiers.items():
            yield from (NamedRating(*found.span(), "tier", tier) for found in pattern.finditer(written))

    def _of_registries(self, written: str) -> list[NamedRating]:
        found: list[NamedRating] = []
        for names in self.registries if not self.of_registries.isdisjoint(written.split()) else ():
            for each in names.find(written):
                ours = each.registry == OUR_SCALE
                value = (
                    each.rating
                    if ours
                    else f"{each.registry}.{each.rating}"
                    if each.rating
                    else each.registry
                )
                # Our registry named without a label leaves it to the patterns of its levels: “CEBC rating 3”.
                found += (
                    [NamedRating(each.start, each.end, "rating" if ours else "rated", value)] if value else []
                )
        return found[:MOST_REGISTRIES]
