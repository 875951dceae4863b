"""What programs record for each question of fit, as bitmaps and columns over all programs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from app.catalog.snapshot.facet_counts import bitmap_from_flags, bitmap_from_numbers
from app.catalog.snapshot.facets import NOT_RECORDED, union
from app.catalog.text.arrays import Array
from app.evidence.entry.pages import Tier
from app.evidence.entry.registry_ratings import TIERS

LISTED = {
    "population": "populations", "permanency": "permanency", "problem": "problems", "serves": "serves",
    "setting": "settings", "language": "languages", "credential": "credentials",
}  # fmt: skip
"""Question -> the vocabulary whose words a program lists."""
OF_FACETS = (*(name for name in LISTED if name != "serves"), "age", "topic")
NOTHING = ("", NOT_RECORDED)
"""Values of a facet that stand for no value."""


@dataclass(frozen=True, slots=True)
class RecordedFacts:
    """`holding` is question -> value -> the programs that record it, `recorded` those that record any.

    `weeks_min` and `weeks_max` are NaN where they are not recorded; `tiers` numbers the strongest tier.
    """

    holding: Mapping[str, Mapping[str, int]]
    recorded: Mapping[str, int]
    weeks_min: Array
    weeks_max: Array
    tiers: Array
    harmful: int


class RecordedCard(Protocol):
    """What is read of a program: `words` is vocabulary -> ids."""

    @property
    def words(self) -> Mapping[str, Sequence[str]]: ...

    @property
    def weeks_min(self) -> float | None: ...

    @property
    def weeks_max(self) -> float | None: ...

    @property
    def tiers(self) -> Sequence[Tier]: ...


def collect_recorded_facts(
    cards: Sequence[RecordedCard],
    by_facet: Mapping[str, Mapping[str, int]],
    harmful: Sequence[int],
) -> RecordedFacts:
    """`by_facet` is facet -> value -> its programs as a bitmap; `harmful` are numbers of programs."""
    holding = {
        name: {value: programs for value, programs in by_facet.get(name, {}).items() if value not in NOTHING}
        for name in OF_FACETS
    }
    holding["serves"] = _by_word(cards, LISTED["serves"])
    recorded = {name: union(bitmaps.values()) for name, bitmaps in holding.items()}
    weeks_min = np.array([card.weeks_min for card in cards], np.float64)
    weeks_max = np.array([card.weeks_max for card in cards], np.float64)
    recorded["weeks"] = bitmap_from_flags(~np.isnan(weeks_min) | ~np.isnan(weeks_max))
    ranks = [TIERS.index(card.tiers[0]) if card.tiers else len(TIERS) for card in cards]
    return RecordedFacts(
        holding,
        recorded,
        weeks_min,
        weeks_max,
        np.array(ranks, np.int64),
        bitmap_from_numbers(list(harmful), len(cards)),
    )


def _by_word(cards: Sequence[RecordedCard], vocabulary: str) -> dict[str, int]:
    numbers: dict[str, list[int]] = {}
    for number, card in enumerate(cards):
        for word in card.words.get(vocabulary, ()):
            numbers.setdefault(word, []).append(number)
    return {word: bitmap_from_numbers(held, len(cards)) for word, held in numbers.items()}
