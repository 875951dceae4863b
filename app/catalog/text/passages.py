"""Finds where in a text the things asked for stand: marks in names and summaries, and explaining passages."""

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from app.catalog.text.lexicon import Lexicon, TokenizedTexts
from app.catalog.text.segment import HEAD_END, LABEL_END, PASSAGE_END
from app.catalog.text.synonyms import Phrase, Synonyms
from app.catalog.text.whoosh_reader import hash_text
from app.catalog.text.words.concept import Concept

MarkedText = tuple[tuple[str, bool], ...]
"""Consecutive pieces of a text and whether the search matched them; joined they are the text."""
MatchSpan = tuple[int, int, int]
"""From, to (letters of the text that is shown of a program), and which concept."""
PART_OF_PHRASE = 1_000
"""Added to the number of a concept where only a word of its phrase stands: marked, but no proof of it."""
BEFORE, LONG = 60, 200
"""A passage starts at most this many letters before its first match, and is at most this long."""
MOST_ENDINGS = 300
"""Words marked for one prefix; only prefixes of a letter or two have more."""
MOST_SEEN = 40
"""Matches looked at in one text: enough to find where most of the things asked for meet."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a program's text. `label` says where it stands."""

    label: str
    text: MarkedText


class Highlighter:
    """Finds the stems, alone or side by side, that are a match, in the texts of many programs at once."""

    def __init__(self, concepts: Sequence[Concept], lexicon: Lexicon, synonyms: Synonyms) -> None:
        self.lexicon = lexicon
        self.everything = frozenset(range(len(concepts)))
        self.alone: dict[int, list[int]] = {}
        self.phrases: dict[tuple[int, ...], list[tuple[tuple[int, ...], int]]] = {}
        for number, concept in enumerate(concepts):
            whole = dict.fromkeys(
                each for part in concept.parts for each in _phrases(part, lexicon, synonyms)
            )
            loose = (each for part in concept.parts for each in part.alternatives if not each.exact)
            parts = {(stem,) for each in loose for stem in each.stems}
            for phrase in whole:
                self._add(phrase, number)
            for phrase in parts - whole.keys():
                self._add(phrase, number + PART_OF_PHRASE)
        is_crowded = any(len(numbers) > 1 or numbers[0] >= PART_OF_PHRASE for numbers in self.alone.values())
        self.may_overlap = bool(self.phrases) or is_crowded
        self.hashes = np.array(sorted({*self.alone, *(first for first, _ in self.phrases)}), np.uint32)

    def _add(self, phrase: Phrase, number: int) -> None:
        hashes = _hashes(phrase)
        if len(hashes) == 1:
            self.alone.setdefault(hashes[0], []).append(number)
        else:
            self.phrases.setdefault(hashes[:2], []).append((hashes, number))

    def in_heads(self, programs: Sequence[int]) -> list[list[MatchSpan]]:
        """Every match in what a card shows of each program, in order, none inside another."""
        return self._spans(self.lexicon.heads(programs))

    def passages(self, programs: Sequence[int], wanted: Sequence[frozenset[int]]) -> list[Passage | None]:
        """For each program the piece of its text that shows most of what is wanted, the earliest such."""
        texts, spans = map(self.lexicon.text, programs), self._spans(self.lexicon.texts(programs))
        return [
            _best_passage(text, own, whole) or _best_passage(text, own, {n + PART_OF_PHRASE for n in whole})
            for text, own, whole in zip(texts, spans, wanted, strict=True)
        ]

    def _spans(self, texts: TokenizedTexts) -> list[list[MatchSpan]]:
        found: list[list[MatchSpan]] = [[] for _ in texts.ends]
        if not len(self.hashes) or not len(texts.stems):
            return found
        at = np.searchsorted(self.hashes, texts.stems)
        at[at == len(self.hashes)] = 0
        hits = np.flatnonzero(self.hashes[at] == texts.stems)
        owners = np.searchsorted(texts.ends, hits, "right")
        first = np.searchsorted(owners, np.arange(len(found)))
        early = np.arange(len(hits)) - first[owners] < MOST_SEEN
        hits, owners = hits[early], owners[early]
        begins = texts.begin[hits]
        nexts = texts.stems[np.minimum(hits + 1, len(texts.stems) - 1)]
        columns = hits, owners, texts.stems[hits], nexts, begins, begins + texts.long[hits]
        for hit, owner, stem, next_, begin, end in zip(*(column.tolist() for column in columns), strict=True):
            spans = found[owner]
            for number in self.alone.get(stem, ()):
                spans.append((begin, end, number))
            for phrase, number in self.phrases.get((stem, next_), ()):
                last = hit + len(phrase) - 1
                if last < texts.ends[owner] and texts.stems[hit : last + 1].tolist() == list(phrase):
                    spans.append((begin, int(texts.begin[last]) + int(texts.long[last]), number))
        return [_without_overlaps(spans) for spans in found] if self.may_overlap else found


@lru_cache(maxsize=10_000)
def _hashes(phrase: Phrase) -> tuple[int, ...]:
    return tuple(map(hash_text, phrase))


def _phrases(concept: Concept, lexicon: Lexicon, synonyms: Synonyms) -> Iterator[Phrase]:
    for alternative in concept.alternatives:
        if alternative.exact or len(alternative.stems) == 1:
            yield alternative.stems
    yield from (phrase for name in concept.meanings for phrase in synonyms.meanings[name])
    if concept.beginning:
        yield from ((stem,) for stem in lexicon.stems_beginning(concept.beginning, MOST_ENDINGS))


def _without_overlaps(spans: list[MatchSpan]) -> list[MatchSpan]:
    """In order, the longest of those that begin together, and none that begins inside another.

    Words of a phrase are marked only where the phrase stands whole nowhere.
    """
    whole = {number for _, _, number in spans if number < PART_OF_PHRASE}
    possible = (span for span in spans if span[2] - PART_OF_PHRASE not in whole)
    kept: list[MatchSpan] = []
    for span in sorted(possible, key=lambda span: (span[0], -span[1])):
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept


def _best_passage(text: str, spans: list[MatchSpan], wanted: AbstractSet[int]) -> Passage | None:
    head = text.index(HEAD_END)
    first = _best_start(text, spans, wanted, head)
    if first is None:
        return None
    begin = max(text.rfind(PASSAGE_END, head, first[0]), head) + 1
    end = text.find(PASSAGE_END, first[0])
    end = len(text) if end < 0 else end
    body = text.index(LABEL_END, begin) + 1
    low, high = _window(text, first, body, end)
    shown = mark_matches(text, low, high, [span for span in spans if low <= span[0] and span[1] <= high])
    opened, closed = (("… ", False),) if low > body else (), ((" …", False),) if high < end else ()
    return Passage(text[begin : body - 1], (*opened, *shown, *closed))


def _best_start(text: str, spans: list[MatchSpan], wanted: AbstractSet[int], head: int) -> MatchSpan | None:
    """The match behind the head with which most of what is wanted stands in the same passage."""
    most, best = 0, None
    for at, first in enumerate(spans):
        if first[0] < head or first[2] not in wanted:
            continue
        near = [span[2] for span in spans[at:] if span[1] <= first[0] + LONG - BEFORE]
        worth = len(wanted & set(near))
        if worth > most and PASSAGE_END not in text[first[0] : spans[at + len(near) - 1][1]]:
            most, best = worth, first
            if worth == len(wanted):
                break
    return best


def _window(text: str, first: MatchSpan, begin: int, end: int) -> tuple[int, int]:
    """Whole words around a match, inside its passage."""
    low = max(begin, first[0] - BEFORE)
    if low > begin:
        low = text.find(" ", low, first[0]) + 1 or first[0]
    high = min(end, max(low + LONG, first[1]))
    if high < end:
        high = max(text.rfind(" ", first[1], high), first[1])
    return low, high


def mark_matches(text: str, start: int, end: int, spans: Iterable[MatchSpan]) -> MarkedText:
    """The text from `start` to `end` in pieces, matches flagged."""
    pieces: list[tuple[str, bool]] = []
    for begin, stop, _ in spans:
        pieces += [(text[start:begin], False), (text[begin:stop], True)]
        start = stop
    return tuple(piece for piece in (*pieces, (text[start:end], False)) if piece[0])
