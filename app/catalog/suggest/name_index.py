"""Finds things by what somebody has typed so far of any of their names."""

import re
import unicodedata
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

FOLDED = {**accent_map, **dict.fromkeys(map(ord, "®™©'’‘ʼ"), None)}
PIECES = re.compile(r"[^\W_]+")
LAST_CHARACTER = chr(0x10FFFF)
MOST_WORDS = 8
SHORTEST_MISTYPED = 4
FIRST_LOOK = 64
Numbers = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Spelling:
    """One name of a thing. `owner` is the number of the thing; `other` is False for the name it is listed under."""

    owner: int
    text: str
    other: bool


class NameIndex:
    """`names` are those of each thing, the one it is listed under first.

    Every spelling has a number: own names before other names, shorter before longer. From every word of a spelling, what is written from
    there to its end, without spaces, is a key; the ranks of keys put starts of names first, then words inside them, then other names.
    """

    def __init__(self, names: Sequence[tuple[str, ...]]) -> None:
        listed = [Spelling(owner, text, at > 0) for owner, texts in enumerate(names) for at, text in enumerate(texts)]
        self.spellings = sorted(listed, key=lambda each: (each.other, len(each.text), each.text.casefold(), each.owner))
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
        self._holders: Numbers = np.fromiter(chain.from_iterable(holders[word] for word in self._words), np.int32)

    def _starts(self, number: int, words: Sequence[str]) -> Iterator[tuple[str, int]]:
        """The keys of a spelling with their ranks."""
        for at in range(len(words)):
            yield "".join(words[at:]), (2 * self.spellings[number].other + (at > 0)) * len(self.spellings) + number

    def find(self, typed: Sequence[str], most: int) -> list[Spelling]:
        """The best spellings of at most `most` things: those that go on as typed, then those with all words in any order."""
        found = self._firsts(self._going_on("".join(typed), most), most)
        if len(found) == most or not 1 < len(typed) <= MOST_WORDS:
            return found
        return self._firsts(chain(found, self._holding([[self._starting(word)] for word in typed])), most)

    def find_mistyped(self, typed: Sequence[str], most: int) -> list[Spelling]:
        """The same, for words of which one has one letter too many, too few, wrong, or two in each other's place."""
        known = [[self._starting(word)] for word in typed[:MOST_WORDS]]
        unknown = [at for at, (each,) in enumerate(known) if not each]
        if len(unknown) != 1 or len(typed) > MOST_WORDS or len(typed[unknown[0]]) < SHORTEST_MISTYPED:
            return []
        known[unknown[0]] = self._resembling(typed[unknown[0]])
        return self._firsts(self._holding(known), most)

    def _going_on(self, typed: str, most: int) -> Iterator[Spelling]:
        low, high = _range(self._keys, typed)
        ranks, whole = self._ranks[low:high], self._ranks[low : bisect_right(self._keys, typed, low, high)]
        # A name typed in full comes first, even where many others begin with it.
        is_start = whole // len(self.spellings) % 2 == 0
        for some in (whole[is_start], ranks):
            yield from (self.spellings[rank % len(self.spellings)] for rank in _lowest_first(some))

    def _holding(self, wanted: Iterable[Sequence[range]]) -> Iterator[Spelling]:
        """The spellings that hold, for each of `wanted`, a word in one of its ranges."""
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
        """The words of which the beginning is one typing error away."""
        alike = self._starting(typed[0])
        # A letter too many or too few shifts the rest: against a beginning of the same length that counts as two errors.
        beginnings = [word[: len(typed)] for word in self._words[alike.start : alike.stop]]
        near = process.extract(typed, beginnings, scorer=OSA.distance, score_cutoff=2, limit=None)
        numbers = [alike.start + at for _, _, at in near if _is_one_error_away(typed, self._words[alike.start + at])]
        return [range(number, number + 1) for number in numbers] + [self._starting(each) for each in self._other_beginnings(typed)]

    def _other_beginnings(self, typed: str) -> Iterator[str]:
        """What was meant if the error is in the first letter."""
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
    """The words of a text without case, accents, apostrophes and trademark signs; a hyphen parts words."""
    return PIECES.findall(unicodedata.normalize("NFC", text).casefold().translate(FOLDED))


def continues_name(name: str, typed: Sequence[str]) -> bool:
    """Whether a name, from the start of one of its words, begins as typed."""
    words = fold_words(name)
    return any("".join(words[at:]).startswith("".join(typed)) for at in range(len(words)))


def _parts(text: str) -> list[list[str]]:
    """The words between one space and the next: those that a hyphen joins stand together."""
    return [words for part in text.split() if (words := fold_words(part))]


def _is_one_error_away(typed: str, word: str) -> bool:
    lengths = (len(typed) - 1, len(typed), len(typed) + 1)
    return any(OSA.distance(typed, word[:length], score_cutoff=1) <= 1 for length in lengths)


def _range(ordered: Sequence[str], beginning: str) -> tuple[int, int]:
    """Where in a sorted list the texts with a beginning stand."""
    return bisect_left(ordered, beginning), bisect_left(ordered, beginning + LAST_CHARACTER)


def _lowest_first(ranks: Numbers) -> Iterator[int]:
    """In ascending order, sorted only as far as somebody looks."""
    looked = FIRST_LOOK
    while looked < len(ranks):
        yield from np.sort(np.partition(ranks, looked)[:looked]).tolist()
        ranks, looked = np.partition(ranks, looked)[looked:], looked * 4
    yield from np.sort(ranks).tolist()
