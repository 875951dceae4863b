"""Where in a text the things asked for stand: marks in a name or a summary, and the passage that shows why a program was found."""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from app.catalog.text.concepts import Concept
from app.catalog.text.lexicon import Lexicon, TokenizedTexts
from app.catalog.text.segment import HEAD_END, LABEL_END, PASSAGE_END
from app.catalog.text.synonyms import Phrase, Synonyms
from app.catalog.text.whoosh_reader import hash_text

MarkedText = tuple[tuple[str, bool], ...]
"""Consecutive pieces of a text and whether the search matched them; joined they are the text."""
MatchSpan = tuple[int, int, int]
"""From, to (letters of the text that is shown of a program), and which concept."""
PART_OF_PHRASE = 1_000
"""Added to the number of a concept where only a word of its phrase stands: marked, but no proof that the concept is there."""
BEFORE, LONG = 60, 200
"""A passage starts at most so many letters before its first match, and is at most so long."""
MOST_ENDINGS = 300
"""Words that a beginning may go on to and that are marked; more only with beginnings of a letter or two."""
MOST_SEEN = 40
"""Matches looked at in one text: enough to find where most of the things asked for meet."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a program's text. `label` says where it stands."""

    label: str
    text: MarkedText


class Highlighter:
    """Knows which stems, alone or side by side, are a match; finds them in the texts of many programs at once."""

    def __init__(self, concepts: Sequence[Concept], lexicon: Lexicon, synonyms: Synonyms) -> None:
        self.lexicon = lexicon
        self.everything = frozenset(range(len(concepts)))
        self.alone: dict[int, list[int]] = {}
        self.phrases: dict[tuple[int, ...], list[tuple[tuple[int, ...], int]]] = {}
        for number, concept in enumerate(concepts):
            for phrase in dict.fromkeys(_phrases(concept, lexicon, synonyms)):
                self._want(phrase, number)
            for stem in {
                stem for alternative in concept.alternatives if len(alternative.stems) > 1 and not alternative.exact for stem in alternative.stems
            }:
                self._want((stem,), number + PART_OF_PHRASE)
        self.may_overlap = bool(self.phrases) or any(len(numbers) > 1 or numbers[0] >= PART_OF_PHRASE for numbers in self.alone.values())
        self.hashes = np.array(sorted({*self.alone, *(first for first, _ in self.phrases)}), np.uint32)

    def _want(self, phrase: tuple[str, ...], number: int) -> None:
        hashes = _hashes(phrase)
        if len(hashes) == 1:
            self.alone.setdefault(hashes[0], []).append(number)
        else:
            self.phrases.setdefault(hashes[:2], []).append((hashes, number))

    def in_heads(self, programs: Sequence[int]) -> list[list[MatchSpan]]:
        """Every match in what a card shows of each program, in order, none inside another."""
        return self._spans(self.lexicon.heads(programs))

    def passages(self, programs: Sequence[int], wanted: Sequence[frozenset[int]]) -> list[Passage | None]:
        """For each program the piece of its text that shows most of what is wanted there, the earliest of the best."""
        told = zip(map(self.lexicon.text, programs), self._spans(self.lexicon.texts(programs)), wanted, strict=True)
        return [_best(text, spans, concepts) or _best(text, spans, {number + PART_OF_PHRASE for number in concepts}) for text, spans, concepts in told]

    def _spans(self, said: TokenizedTexts) -> list[list[MatchSpan]]:
        found: list[list[MatchSpan]] = [[] for _ in said.ends]
        if not len(self.hashes) or not len(said.stems):
            return found
        at = np.searchsorted(self.hashes, said.stems)
        at[at == len(self.hashes)] = 0
        hits = np.flatnonzero(self.hashes[at] == said.stems)
        owners = np.searchsorted(said.ends, hits, "right")
        first = np.searchsorted(owners, np.arange(len(found)))
        early = np.arange(len(hits)) - first[owners] < MOST_SEEN
        hits, owners = hits[early], owners[early]
        begins = said.begin[hits]
        nexts = said.stems[np.minimum(hits + 1, len(said.stems) - 1)]
        places = hits, owners, said.stems[hits], nexts, begins, begins + said.long[hits]
        for hit, owner, stem, next_, begin, stop in zip(*(each.tolist() for each in places), strict=True):
            spans = found[owner]
            for number in self.alone.get(stem, ()):
                spans.append((begin, stop, number))
            for phrase, number in self.phrases.get((stem, next_), ()):
                last = hit + len(phrase) - 1
                if last < said.ends[owner] and said.stems[hit : last + 1].tolist() == list(phrase):
                    spans.append((begin, int(said.begin[last]) + int(said.long[last]), number))
        return [_apart(spans) for spans in found] if self.may_overlap else found


@lru_cache(maxsize=10_000)
def _hashes(phrase: Phrase) -> tuple[int, ...]:
    return tuple(map(hash_text, phrase))


def _phrases(concept: Concept, lexicon: Lexicon, synonyms: Synonyms) -> Iterable[tuple[str, ...]]:
    for alternative in concept.alternatives:
        if alternative.exact or len(alternative.stems) == 1:
            yield alternative.stems
    yield from (phrase for name in concept.meanings for phrase in synonyms.meanings[name])
    if concept.beginning:
        yield from ((stem,) for stem in lexicon.beginnings(concept.beginning, MOST_ENDINGS))


def _apart(spans: list[MatchSpan]) -> list[MatchSpan]:
    """In order, the longest of those that begin together, and none that begins inside another. Words of a phrase are marked where it never stands whole."""
    whole = {number for _, _, number in spans if number < PART_OF_PHRASE}
    spans = sorted((span for span in spans if span[2] - PART_OF_PHRASE not in whole), key=lambda span: (span[0], -span[1]))
    kept: list[MatchSpan] = []
    for span in spans:
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept


def _best(text: str, spans: list[MatchSpan], wanted: AbstractSet[int]) -> Passage | None:
    best = 0, 0
    head = text.index(HEAD_END)
    for at, first in enumerate(spans):
        if first[0] < head or first[2] not in wanted:
            continue
        near = [span[2] for span in spans[at:] if span[1] <= first[0] + LONG - BEFORE]
        worth = len(wanted & set(near))
        if worth > best[0] and PASSAGE_END not in text[first[0] : spans[at + len(near) - 1][1]]:
            best = worth, at
            if worth == len(wanted):
                break
    if not best[0]:
        return None
    first = spans[best[1]]
    begin = max(text.rfind(PASSAGE_END, head, first[0]), head) + 1
    end = text.find(PASSAGE_END, first[0])
    end = len(text) if end < 0 else end
    body = text.index(LABEL_END, begin) + 1
    low, high = _window(text, first, body, end)
    opened, closed = (("… ", False),) if low > body else (), ((" …", False),) if high < end else ()
    return Passage(text[begin : body - 1], (*opened, *mark_matches(text, low, high, [span for span in spans if low <= span[0] and span[1] <= high]), *closed))


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
