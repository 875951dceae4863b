"""Shows the words of one segment as a generation sees them: with its program numbers and its scores."""

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
LAST_CHARACTER = "\U0010ffff"


class SegmentView:
    """One segment as this generation sees it. Arrays ending in `programs` give numbers of programs."""

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
        return found.start + np.flatnonzero(self.segment.in_fields[found] & within) if within else found

    def phrase(self, stems: Sequence[str], within: int) -> Entries:
        """Programs with the stems side by side, and the weight of the best field."""
        at = None if within else self.segment.phrase_number.get(" ".join(stems))
        if at is None:
            documents, weights = find_phrase(self.segment, stems, within)
            return self.number[documents], weights
        found = slice(self.segment.phrase_start[at], self.segment.phrase_start[at + 1])
        return self.phrase_programs[found], self.segment.phrase_weight[found]

    def meaning(self, name: str) -> Entries:
        """Programs with a phrase of the set, and the weight of the best field."""
        at = self.segment.meaning_number[name]
        found = slice(self.segment.meaning_start[at], self.segment.meaning_start[at + 1])
        return self.meaning_programs[found], self.segment.meaning_weight[found]

    def stems_beginning(self, beginning: str) -> slice:
        """The stems (by number) that begin so."""
        return _find_beginning(self.segment.words, beginning)

    def shorter_stems(self, beginning: str) -> list[str]:
        """Stems that do not begin so but whose word as written does: reunifi, of reunification."""
        stems = self.stems_beginning(beginning)
        numbers = np.unique(self.segment.stem_of[_find_beginning(self.segment.spoken, beginning)])
        shorter = numbers[(numbers < stems.start) | (numbers >= stems.stop)]
        return [self.segment.words[at] for at in shorter.tolist()]

    def speaks_of(self, beginning: str) -> bool:
        """Whether a word as written begins so."""
        at = bisect_left(self.segment.spoken, beginning)
        return at < len(self.segment.spoken) and self.segment.spoken[at].startswith(beginning)

    def words_nearby(self, typed: str) -> Iterator[str]:
        """Spoken words that may be one edit away (and some that are not)."""
        hashes = self.segment.typo_hash
        for form in generate_deletions(typed):
            wanted = np.uint32(hash_text(form))
            at = int(np.searchsorted(hashes, wanted))
            while at < len(hashes) and hashes[at] == wanted:
                yield self.segment.spoken[self.segment.typo_word[at]]
                at += 1

    def words_alike(self, typed: str) -> Iterator[str]:
        """Spoken words with the same two first letters and about the same length: for two edits."""
        words = self.segment.spoken[_find_beginning(self.segment.spoken, typed[:2])]
        return (word for word in words if abs(len(word) - len(typed)) <= 2)


def _find_beginning(words: Sequence[str], beginning: str) -> slice:
    """Where those of some words in order stand that begin so."""
    return slice(bisect_left(words, beginning), bisect_left(words, beginning + LAST_CHARACTER))
