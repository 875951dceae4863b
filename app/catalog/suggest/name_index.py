"""Finds things by the beginning of any of their names, or of any word in them."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA
from whoosh.support.charset import accent_map

from app.catalog.text.words.normal_form import normalize_text

FOLDED = {**accent_map, ord("'"): None}
PIECES = re.compile(r"[^\W_]+")
LAST_CHARACTER = chr(0x10FFFF)
MOST_WORDS = 8
SHORTEST_MISTYPED = 4
FIRST_LOOK = 64
Numbers = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Spelling:
    """One name of a thing. `owner` is the number of the thing; `other`: it is not listed under this name."""

    owner: int
    text: str
    other: bool


class NameIndex:
    """`names` are the names of each thing, the one it is listed under first.

    Every spelling has a number: own names before other names, shorter before longer. From every word of a
    spelling, the text from there to its end, without spaces, is a key. The ranks of keys put starts of names
    first, then words inside them, then other names.
    """

    def __init__(self, names: Sequence[tuple[str, ...]]) -> None:
        numbered = ((owner, *each) for owner, texts in enumerate(names) for each in enumerate(texts))
        self.spellings = [Spelling(owner, text, at > 0) for owner, at, text in numbered]
        self.spellings.sort(key=lambda each: (each.other, len(each.text), each.text.casefold(), each.owner))
        starts: list[tuple[str, int]] = []
        holders: dict[str, list[int]] = defaultdict(list)
        for number, spelling in enumerate(self.spellings):
            parts = _parts(spelling.text)
            starts += self._starts(number, list(chain.from_iterable(parts)))
            for word in {word for part in parts for word in (*part, "".join(part))}:
                holders[word].append(number)
        starts.sort()
        self._keys = [key for key, _ in starts]
        self._ranks: Numbers = np.fromiter((rank for _, rank in starts), np.int32)
        self._words = sorted(holders)
        self._letters = sorted({word[0] for word in self._words})
        self._bounds = np.cumsum([0, *(len(holders[word]) for word in self._words)])
        in_order = chain.from_iterable(holders[word] for word in self._words)
        self._holders: Numbers = np.fromiter(in_order, np.int32)

    def _starts(self, number: int, words: Sequence[str]) -> Iterator[tuple[str, int]]:
        """The keys of a spelling with their ranks."""
        for at in range(len(words)):
            group = 2 * self.spellings[number].other + (at > 0)
            yield "".join(words[at:]), group * len(self.spellings) + number

    def find(self, typed: Sequence[str], most: int) -> list[Spelling]:
        """The best spellings of at most `most` things: as typed from a word on, then words in any order."""
        found = self._firsts(self._continuing("".join(typed)), most)
        if len(found) == most or not 1 < len(typed) <= MOST_WORDS:
            return found
        in_any_order = self._holding([[self._starting(word)] for word in typed])
        return self._firsts(chain(found, in_any_order), most)

    def find_mistyped(self, typed: Sequence[str], most: int) -> list[Spelling]:
        """The same with one typing error in one word: a letter too many, too few, wrong, or two swapped."""
        known = [[self._starting(word)] for word in typed[:MOST_WORDS]]
        unknown = [at for at, (each,) in enumerate(known) if not each]
        if len(unknown) != 1 or len(typed) > MOST_WORDS or len(typed[unknown[0]]) < SHORTEST_MISTYPED:
            return []
        known[unknown[0]] = self._resembling(typed[unknown[0]])
        return self._firsts(self._holding(known), most)

    def _continuing(self, typed: str) -> Iterator[Spelling]:
        low, high = _range(self._keys, typed)
        ranks, whole = self._ranks[low:high], self._ranks[low : bisect_right(self._keys, typed, low, high)]
        # A name typed in full comes first, even if many others begin with it.
        is_start = whole // len(self.spellings) % 2 == 0
        for some in (whole[is_start], ranks):
            yield from (self.spellings[rank % len(self.spellings)] for rank in _lowest_first(some))

    def _holding(self, wanted: Iterable[Sequence[range]]) -> Iterator[Spelling]:
        """The spellings that have, for each of `wanted`, a word in one of its ranges."""
        in_all = np.ones(len(self.spellings), bool)
        for ranges in wanted:
            holding = np.zeros(len(self.spellings), bool)
            for words in ranges:
                holding[self._holders[self._bounds[words.start] : self._bounds[words.stop]]] = True
            in_all &= holding
        return (self.spellings[number] for number in np.flatnonzero(in_all))

    def _starting(self, typed: str) -> range:
        return range(*_range(self._words, typed))

    def _resembling(self, typed: str) -> list[range]:
        """The words that begin as typed but for one typing error."""
        alike = self._starting(typed[0])
        words = self._words[alike.start : alike.stop]
        # A letter too many or too few shifts the rest, which counts as two errors within the same length.
        beginnings = [word[: len(typed)] for word in words]
        near = process.extract(typed, beginnings, scorer=OSA.distance, score_cutoff=2, limit=None)
        numbers = [alike.start + at for _, _, at in near if _is_one_error_away(typed, words[at])]
        others = [self._starting(each) for each in self._other_beginnings(typed)]
        return [*(range(number, number + 1) for number in numbers), *others]

    def _other_beginnings(self, typed: str) -> Iterator[str]:
        """What may be meant if the error is in the first letter."""
        yield from (typed[1:], typed[1] + typed[0] + typed[2:])
        for letter in self._letters:
            yield from (letter + typed, letter + typed[1:])

    def _firsts(self, found: Iterable[Spelling], most: int) -> list[Spelling]:
        """The first spelling of each of the first `most` things."""
        firsts: dict[int, Spelling] = {}
        for spelling in found:
            firsts.setdefault(spelling.owner, spelling)
            if len(firsts) == most:
                break
        return list(firsts.values())


def fold_words(text: str) -> list[str]:
    """The words of a text without case, accents, apostrophes and trademark signs; hyphens separate words."""
    return PIECES.findall(normalize_text(text).casefold().translate(FOLDED))


def continues_name(name: str, typed: Sequence[str]) -> bool:
    """Whether a name continues as typed from the start of one of its words."""
    words = fold_words(name)
    return any("".join(words[at:]).startswith("".join(typed)) for at in range(len(words)))


def _parts(text: str) -> list[list[str]]:
    """The words between spaces; words joined by a hyphen are in one list."""
    return [words for part in text.split() if (words := fold_words(part))]


def _is_one_error_away(typed: str, word: str) -> bool:
    lengths = (len(typed) - 1, len(typed), len(typed) + 1)
    return any(OSA.distance(typed, word[:length], score_cutoff=1) <= 1 for length in lengths)


def _range(ordered: Sequence[str], beginning: str) -> tuple[int, int]:
    """The range of the texts with a beginning in a sorted list."""
    return bisect_left(ordered, beginning), bisect_left(ordered, beginning + LAST_CHARACTER)


def _lowest_first(ranks: Numbers) -> Iterator[int]:
    """In ascending order, sorted only as far as it is read."""
    looked = FIRST_LOOK
    while looked < len(ranks):
        yield from np.sort(np.partition(ranks, looked)[:looked]).tolist()
        ranks, looked = np.partition(ranks, looked)[looked:], looked * 4
    yield from np.sort(ranks).tolist()
