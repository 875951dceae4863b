"""Programs as a list of results shows them: what matched is marked, and why a program was found is said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.catalog.snapshot import Card, Snapshot
from app.catalog.text.concepts import Concept
from app.catalog.text.passages import APART, Finder, Marked, Passage, Span, cut


@dataclass(frozen=True, slots=True)
class Hit:
    """A program found. `name` and `summary` are in pieces, the matched ones flagged; `alias` is the other name that matched, if one did.

    `passage` shows what was asked for and stands neither in the name, the alias nor the summary.
    """

    card: Card
    name: Marked
    summary: Marked
    alias: Marked | None = None
    passage: Passage | None = None


def hits(snapshot: Snapshot, numbers: Sequence[int], concepts: Sequence[Concept], passages: bool = True) -> tuple[Hit, ...]:
    """The programs of these numbers; without `passages` only what a card shows is looked through."""
    cards = [snapshot.cards[number] for number in numbers]
    if not concepts:
        return tuple(Hit(card, ((card.name, False),), ((card.summary, False),)) for card in cards)
    finder = Finder(concepts, snapshot.lexicon, snapshot.synonyms)
    shown = [_shown(card, spans) for card, spans in zip(cards, finder.in_heads(numbers), strict=True)]
    short = [at for at, (_, seen) in enumerate(shown) if seen != finder.everything] if passages else []
    found = finder.passages([numbers[at] for at in short], [finder.everything - shown[at][1] for at in short]) if short else []
    why = dict(zip(short, found, strict=True))
    return tuple(Hit(card, *pieces, why.get(at)) for at, (card, (pieces, _)) in enumerate(zip(cards, shown, strict=True)))


def _shown(card: Card, spans: list[Span]) -> tuple[tuple[Marked, Marked, Marked | None], frozenset[int]]:
    """Name, summary and alias in pieces, and which concepts they show. The head of a text is name, summary and other names, a mark between them."""
    if not spans:
        return (((card.name, False),), ((card.summary, False),), None), frozenset()
    summary_at = len(card.name) + 1
    aliases_at = summary_at + len(card.summary) + 1
    name = [span for span in spans if span[0] < summary_at]
    summary = _moved(spans, summary_at, aliases_at)
    seen = {number for _, _, number in name if number < APART}
    alias = _alias(card, _moved(spans, aliases_at, spans[-1][1] + 1), seen) if spans[-1][0] >= aliases_at else None
    seen.update(number for _, _, number in summary if number < APART)
    return (cut(card.name, 0, len(card.name), name), cut(card.summary, 0, len(card.summary), summary), alias), frozenset(seen)


def _alias(card: Card, spans: list[Span], seen: set[int]) -> Marked | None:
    """The other name that shows most of what the name does not; what it shows is added to `seen`."""
    start, best = 0, (set[int](), "", list[Span]())
    for alias in card.aliases:
        inside = _moved(spans, start, start + len(alias) + 1)
        told = {number for _, _, number in inside} - seen
        if len(told) > len(best[0]):
            best = told, alias, inside
        start += len(alias) + 1
    seen |= best[0]
    return cut(best[1], 0, len(best[1]), best[2]) if best[0] else None


def _moved(spans: list[Span], start: int, end: int) -> list[Span]:
    return [(begin - start, stop - start, number) for begin, stop, number in spans if start <= begin < end]
