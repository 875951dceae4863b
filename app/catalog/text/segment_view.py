"""The words of one segment as a generation sees them: with the numbers of its programs and its scores."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from app.catalog.text.arrays import Array, map_arrays
from app.catalog.text.compile import generate_deletions
from app.catalog.text.phrases import find_phrase
from app.catalog.text.segment import Segment
from app.catalog.text.whoosh_reader import hash_text

Entries = tuple[Array, Array]
"""Programs (by number, each once) and what is found adds to the score of each."""
BEYOND = "\U0010ffff"


class SegmentView:
    """One segment as this generation sees it. Each array ending in `programs` gives the number of a program."""

    def __init__(self, segment: Segment, scores: Path) -> None:
        self.segment = segment
        written = map_arrays(scores)
        self.number, self.programs, self.scores = written["number"], written["programs"], written["scores"]
        self.phrase_programs, self.meaning_programs = written["phrases"], written["meanings"]
        self.held_words, self.held_meanings = written["held_words"], written["held_meanings"]

    def entries(self, stem: str, within: int = 0) -> slice | Array | None:
        """Which entries a stem has, in the fields of the bits of `within` (0: all)."""
        at = self.segment.number.get(stem)
        if at is None:
            return None
        found = slice(int(self.segment.start[at]), int(self.segment.start[at + 1]))
        return found if not within else found.start + np.flatnonzero(self.segment.in_fields[found] & within)

    def phrase(self, stems: Sequence[str], within: int) -> Entries:
        """Programs with the stems side by side, and the weight of the best field."""
        at = None if within else self.segment.phrase_number.get(" ".join(stems))
        if at is None:
            documents, weights = find_phrase(self.segment, stems, within)
            return self.number[documents], weights
        found = slice(self.segment.phrase_start[at], self.segment.phrase_start[at + 1])
        return self.phrase_programs[found], self.segment.phrase_weight[found]

    def meaning(self, name: str) -> Entries:
        at = self.segment.meaning_number[name]
        found = slice(self.segment.meaning_start[at], self.segment.meaning_start[at + 1])
        return self.meaning_programs[found], self.segment.meaning_weight[found]

    def beginning_so(self, beginning: str) -> slice:
        """The stems (by number) that begin so."""
        words = self.segment.words
        return slice(bisect_left(words, beginning), bisect_left(words, beginning + BEYOND))

    def shorter(self, beginning: str) -> list[str]:
        """The stems of words as written that begin so but whose stem does not: reunifi is longer than the stem of reunification."""
        spoken, stems = self.segment.spoken, self.beginning_so(beginning)
        numbers = np.unique(self.segment.stem_of[bisect_left(spoken, beginning) : bisect_left(spoken, beginning + BEYOND)])
        return [self.segment.words[at] for at in numbers[(numbers < stems.start) | (numbers >= stems.stop)].tolist()]

    def near(self, typed: str) -> Iterator[str]:
        """Spoken words that may be one edit away (and some that are not)."""
        hashes = self.segment.typo_hash
        for form in generate_deletions(typed):
            wanted = np.uint32(hash_text(form))
            at = int(np.searchsorted(hashes, wanted))
            while at < len(hashes) and hashes[at] == wanted:
                yield self.segment.spoken[self.segment.typo_word[at]]
                at += 1

    def same_beginning(self, typed: str) -> Iterator[str]:
        """Spoken words with the same two first letters and about the same length: for two edits."""
        spoken = self.segment.spoken
        for word in spoken[bisect_left(spoken, typed[:2]) : bisect_left(spoken, typed[:2] + BEYOND)]:
            if abs(len(word) - len(typed)) <= 2:
                yield word
