"""Programs as a list of results shows them: what matched is marked, and why a program was found is said."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.catalog.snapshot.snapshot import Card, Snapshot
from app.catalog.text.concepts import Concept
from app.catalog.text.passages import PART_OF_PHRASE, Highlighter, MarkedText, Passage, MatchSpan, mark_matches


@dataclass(frozen=True, slots=True)
class Hit:
    """A program found. `spans` are the matches in its name, its summary and its other names, one after the other with a mark between them.

    `passage` shows what was asked for and stands in none of these.
    """

    card: Card
    spans: Sequence[MatchSpan] = ()
    passage: Passage | None = None

    @property
    def name(self) -> MarkedText:
        """In pieces, the matched ones flagged."""
        return mark_matches(self.card.name, 0, len(self.card.name), self.spans and _inside(self.spans, 0, self._summary_at))

    @property
    def summary(self) -> MarkedText:
        """In pieces, the matched ones flagged."""
        spans = self.spans and _inside(self.spans, self._summary_at, self._aliases_at)
        return mark_matches(self.card.summary, 0, len(self.card.summary), spans)

    @property
    def alias(self) -> MarkedText | None:
        """In pieces, the other name that shows most of what the name does not; None if none does."""
        alias, spans = self._told_alias
        return mark_matches(alias, 0, len(alias), spans) if alias else None

    @property
    def concepts(self) -> frozenset[int]:
        """What of the things asked for stands in any of these."""
        shown = (*(span for span in self.spans if span[0] < self._aliases_at), *self._told_alias[1])
        return frozenset(number for _, _, number in shown if number < PART_OF_PHRASE)

    @property
    def _told_alias(self) -> tuple[str, list[MatchSpan]]:
        found: tuple[str, list[MatchSpan]] = "", []
        if not self.spans or self.spans[-1][0] < self._aliases_at:
            return found
        start, most = self._aliases_at, 0
        named = {number for begin, _, number in self.spans if begin < self._summary_at and number < PART_OF_PHRASE}
        for alias in self.card.aliases:
            inside = _inside(self.spans, start, start + len(alias) + 1)
            told = len({number for _, _, number in inside} - named)
            if told > most:
                most, found = told, (alias, inside)
            start += len(alias) + 1
        return found

    @property
    def _summary_at(self) -> int:
        return len(self.card.name) + 1

    @property
    def _aliases_at(self) -> int:
        return len(self.card.name) + len(self.card.summary) + 2


def make_hits(snapshot: Snapshot, numbers: Sequence[int], concepts: Sequence[Concept], passages: bool = True) -> tuple[Hit, ...]:
    """The programs of these numbers; without `passages` only what a card shows is looked through."""
    cards = [snapshot.cards[number] for number in numbers]
    if not concepts:
        return tuple(map(Hit, cards))
    finder = Highlighter(concepts, snapshot.lexicon, snapshot.synonyms)
    found = list(map(Hit, cards, finder.in_heads(numbers)))
    return _with_passages(found, numbers, finder) if passages else tuple(found)


def _with_passages(found: Sequence[Hit], numbers: Sequence[int], finder: Highlighter) -> tuple[Hit, ...]:
    """For those whose card does not show everything that was asked for."""
    missing = [finder.everything - hit.concepts for hit in found]
    short = [at for at, concepts in enumerate(missing) if concepts]
    texts = dict(zip(short, finder.passages([numbers[at] for at in short], [missing[at] for at in short]), strict=True)) if short else {}
    return tuple(Hit(hit.card, hit.spans, texts.get(at)) for at, hit in enumerate(found))


def _inside(spans: Sequence[MatchSpan], start: int, end: int) -> list[MatchSpan]:
    return [(begin - start, stop - start, number) for begin, stop, number in spans if start <= begin < end]
