"""What a question asks for: concepts, and the alternatives by which a program has one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from app.catalog.text.fields import FIELDS
from app.catalog.text.question import Span
from app.catalog.text.synonyms import Phrase

SAME, SYNONYM, SCATTERED, BEGINNING = 1.0, 1.5, 0.3, 0.5
"""The share of its score that a match brings: as typed, by a synonym, by scattered words, by a prefix.

A synonym is scored by its best field alone, a word as typed by all fields: the word still counts for more.
"""
RECORDED = 12.0
"""Added, times its rarity, when a program is recorded with the vocabulary word of one of several concepts."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """Stems that a program holds: side by side (`exact`), or anywhere in it."""

    stems: Phrase
    weight: float = SAME
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing asked for.

    A program has it when it has any alternative, any phrase of one of `meanings`, or any word that begins
    with `beginning`. `written` is what the searcher typed, `spans` where; `mended` are the words that were
    corrected. `required`: without it a program is not found. `within`: bits of the fields asked in, 0 for
    all. `filler`: asked for only when nothing else is. `weight`: how much it counts beside the others.
    `marks`: stems of the markers of the programs that are recorded with one of `meanings`. `near`: words that
    may be offered in the place of one that no program holds. `either`: any of these is enough.
    """

    written: str
    spans: tuple[Span, ...]
    alternatives: tuple[Alternative, ...] = ()
    meanings: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    beginning: str | None = None
    mended: tuple[tuple[Span, str], ...] = ()
    required: bool = False
    within: int = 0
    filler: bool = False
    weight: float = 1.0
    near: tuple[str, ...] = ()
    either: tuple[Concept, ...] = ()

    @property
    def parts(self) -> tuple[Concept, ...]:
        return self.either or (self,)

    @property
    def can_match(self) -> bool:
        return bool(self.alternatives or self.meanings or self.beginning) or any(
            part.can_match for part in self.either
        )

    @property
    def plain_stem(self) -> str | None:
        """The stem, when one word anywhere is all that is asked for."""
        if self.required or self.beginning or self.meanings or self.within or len(self.alternatives) != 1:
            return None
        return self.head_stem

    @property
    def head_stem(self) -> str | None:
        """The stem by which a word is known in phrases, however else it may be written."""
        stems = self.alternatives[0].stems if self.alternatives and not self.required else ()
        return stems[0] if len(stems) == 1 else None

    @property
    def joined_stems(self) -> Phrase:
        """The stems of neighbours that were read as one word."""
        others = self.alternatives[1:] if self.head_stem else ()
        return tuple(stem for each in others if not each.exact and len(each.stems) > 1 for stem in each.stems)

    @property
    def key(self) -> tuple[object, ...]:
        """What is asked for, wherever in the question it stands."""
        either = tuple(part.key for part in self.either)
        return self.alternatives, self.meanings, self.beginning, self.within, self.required, either


@dataclass(frozen=True, slots=True)
class QuestionConcepts:
    """`unknown`: words that no program holds, `near` those that others are near to. `cut`: too many words."""

    concepts: tuple[Concept, ...] = ()
    excluded: tuple[Concept, ...] = ()
    unknown: tuple[str, ...] = ()
    cut: bool = False
    near: tuple[Concept, ...] = ()


def mask_fields(fields: Iterable[str]) -> int:
    """A number with the bit of each field set."""
    return sum(1 << FIELDS.index(name) for name in fields)
