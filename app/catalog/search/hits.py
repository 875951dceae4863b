"""Programs as a list of results shows them, with the matched words marked."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.catalog.snapshot.snapshot import Card, Snapshot
from app.catalog.text.passages import (
    PART_OF_PHRASE,
    Highlighter,
    MarkedText,
    MatchSpan,
    Passage,
    mark_matches,
)
from app.catalog.text.words.concept import Concept

NOTES = "Notes on the evidence"
"""Explains why a program was found only where nothing else does."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A program found. `spans` are the matches in its name, summary and other names, joined by one character.

    `passage` shows what was asked for and is in none of these.
    """

    card: Card
    spans: Sequence[MatchSpan] = ()
    passage: Passage | None = None

    @property
    def name(self) -> MarkedText:
        """In pieces, the matched ones flagged."""
        return _mark(self.card.name, _inside(self.spans, 0, self._summary_at))

    @property
    def summary(self) -> MarkedText:
        """In pieces, the matched ones flagged."""
        return _mark(self.card.summary, _inside(self.spans, self._summary_at, self._aliases_at))

    @property
    def alias(self) -> MarkedText | None:
        """In pieces, the other name that shows most of what the name does not; None if none does."""
        alias, spans = self._best_alias
        return _mark(alias, spans) if alias else None

    @property
    def concepts(self) -> frozenset[int]:
        """Which of the things asked for are in any of these."""
        shown = (*(span for span in self.spans if span[0] < self._aliases_at), *self._best_alias[1])
        return frozenset(number for _, _, number in shown if number < PART_OF_PHRASE)

    @property
    def _best_alias(self) -> tuple[str, list[MatchSpan]]:
        found: tuple[str, list[MatchSpan]] = "", []
        if not self.spans or self.spans[-1][0] < self._aliases_at:
            return found
        start, most = self._aliases_at, 0
        in_name = _inside(self.spans, 0, self._summary_at)
        named = {number for _, _, number in in_name if number < PART_OF_PHRASE}
        for alias in self.card.aliases:
            inside = _inside(self.spans, start, start + len(alias) + 1)
            count = len({number for _, _, number in inside} - named)
            if count > most:
                most, found = count, (alias, inside)
            start += len(alias) + 1
        return found

    @property
    def _summary_at(self) -> int:
        return len(self.card.name) + 1

    @property
    def _aliases_at(self) -> int:
        return len(self.card.name) + len(self.card.summary) + 2


def make_hits(
    snapshot: Snapshot, numbers: Sequence[int], concepts: Sequence[Concept], passages: bool = True
) -> tuple[Hit, ...]:
    """The programs of these numbers; without `passages` only what a card shows is searched."""
    cards = [snapshot.cards[number] for number in numbers]
    if not concepts:
        return tuple(map(Hit, cards))
    finder = Highlighter(concepts, snapshot.lexicon, snapshot.synonyms)
    found = list(map(Hit, cards, finder.in_heads(numbers)))
    missing = [finder.everything - hit.concepts for hit in found if passages]
    short = [at for at, concepts in enumerate(missing) if concepts]
    if short:
        texts = finder.passages([numbers[at] for at in short], [missing[at] for at in short])
        for at, text in zip(short, texts, strict=True):
            if not (found[at].spans and text and text.label == NOTES):
                found[at] = replace(found[at], passage=text)
    return tuple(found)


def _mark(text: str, spans: Sequence[MatchSpan]) -> MarkedText:
    return mark_matches(text, 0, len(text), spans)


def _inside(spans: Sequence[MatchSpan], start: int, end: int) -> list[MatchSpan]:
    return [(begin - start, stop - start, number) for begin, stop, number in spans if start <= begin < end]
