"""The words of a generation across its segments: which programs hold them, what they may have been meant to be, how they continue."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log

import numpy as np
from rapidfuzz.distance import OSA

from app.catalog.text.analysis import stem
from app.catalog.text.arrays import Array
from app.catalog.text.fields import FIELDS
from app.catalog.text.segment import expand_ranges
from app.catalog.text.segment_view import Entries, SegmentView

LEAST_CORRECTED, LEAST_FREE, LEAST_PLAIN, LEAST_FOR_TWO = 4, 5, 6, 8
"""Shorter words than the first are taken as typed; the others: words of names alone, of labels too, of any text, and with two edits."""
NAMES = sum(1 << FIELDS.index(name) for name in ("names", "acronyms"))
IN_NAMES = sum(1 << FIELDS.index(name) for name in ("names", "acronyms", "labels", "synonyms"))


@dataclass(frozen=True, slots=True)
class TokenizedTexts:
    """The texts of some programs one after the other: the hash of every stem, the letter at which its word begins, how long it is.

    `ends[n]` is where the n-th text ends.
    """

    stems: Array
    begin: Array
    long: Array
    ends: Array


class Lexicon:
    """All parts. `nobody` is the number after the last program: deleted documents lead there."""

    def __init__(self, parts: Sequence[SegmentView], nobody: int) -> None:
        self.parts, self.nobody = tuple(parts), nobody
        # Which document holds each program, as part and number, and what its card says: together, because every search asks.
        self.held: Array = np.full((nobody + 1, 2), -1, np.int64)
        for at, part in enumerate(self.parts):
            self.held[part.number] = np.stack([np.full(len(part.number), at), np.arange(len(part.number))], axis=1)
        self.cards = self._said(np.arange(nobody), heads=True)

    def heads(self, programs: Sequence[int]) -> TokenizedTexts:
        """What the cards of some programs say."""
        all_ends, chosen = self.cards.ends, np.asarray(programs, np.int64)
        starts = np.where(chosen > 0, all_ends[chosen - 1], 0)
        lengths = all_ends[chosen] - starts
        take = expand_ranges(starts, lengths)
        return TokenizedTexts(self.cards.stems[take], self.cards.begin[take], self.cards.long[take], np.cumsum(lengths))

    def texts(self, programs: Sequence[int]) -> TokenizedTexts:
        """All that results may show of some programs."""
        return self._said(np.asarray(programs, np.int64), heads=False)

    def text(self, program: int) -> str:
        part, document = self.held[program]
        segment = self.parts[part].segment
        return bytes(segment.text[segment.text_start[document] : segment.text_start[document + 1]]).decode("utf-8")

    def _said(self, programs: Array, heads: bool) -> TokenizedTexts:
        held = self.held[programs]
        starts, lengths = np.zeros(len(programs), np.int64), np.zeros(len(programs), np.int64)
        for at, part in enumerate(self.parts):
            mine, segment = held[:, 0] == at, part.segment
            documents = held[mine, 1]
            starts[mine] = segment.said_start[documents]
            lengths[mine] = (segment.said_head[documents] if heads else segment.said_start[documents + 1]) - starts[mine]
        ends = np.cumsum(lengths)
        total = int(ends[-1]) if len(ends) else 0
        stems, begin, long = np.zeros(total, np.uint32), np.zeros(total, np.int32), np.zeros(total, np.uint8)
        for at, part in enumerate(self.parts):
            mine, segment = held[:, 0] == at, part.segment
            there, here = expand_ranges(starts[mine], lengths[mine]), expand_ranges((ends - lengths)[mine], lengths[mine])
            stems[here], begin[here], long[here] = segment.said[there], segment.said_at[there], segment.said_long[there]
        return TokenizedTexts(stems, begin, long, ends)

    def word(self, stem: str, within: int = 0) -> list[Entries]:
        found = ((part, part.entries(stem, within)) for part in self.parts)
        return [(part.programs[entries], part.scores[entries]) for part, entries in found if entries is not None]

    def spread(self, stem: str) -> int:
        """How many documents hold the stem, deleted ones included."""
        found = ((part.segment, part.segment.number.get(stem)) for part in self.parts)
        return sum(int(segment.start[at + 1] - segment.start[at]) for segment, at in found if at is not None)

    def spread_of_meaning(self, name: str) -> int:
        """How many documents have a phrase of the set, deleted ones included."""
        found = ((part.segment, part.segment.meaning_number[name]) for part in self.parts)
        return sum(int(segment.meaning_start[at + 1] - segment.meaning_start[at]) for segment, at in found)

    def holds(self, stem: str) -> bool:
        """Whether any program holds it: one that is shown."""
        found = ((part, part.segment.number.get(stem)) for part in self.parts)
        return any(at is not None and part.held_words[at] for part, at in found)

    def means(self, name: str) -> bool:
        """Whether any program has a phrase of a set that means the same."""
        return any(part.held_meanings[part.segment.meaning_number[name]] for part in self.parts)

    def _anyone(self, programs: Array) -> bool:
        return len(programs) > 0 and bool(programs[0] != self.nobody or (programs != self.nobody).any())

    def count(self, stem: str, within: int = 0) -> int:
        """How many programs hold the stem."""
        return sum(int(np.count_nonzero(programs != self.nobody)) for programs, _ in self.word(stem, within))

    def prefix(self, beginning: str, within: int = 0) -> Entries:
        """Programs that hold any word which begins so."""
        scores = np.zeros(self.nobody + 1)
        # Asked of all parts together: where one says families, another may say family.
        shorter = {stem for part in self.parts for stem in part.shorter(beginning)}
        for part in self.parts:
            stems, start = part.beginning_so(beginning), part.segment.start
            found = [slice(int(start[stems.start]), int(start[stems.stop])), *(part.entries(stem) for stem in shorter)]
            for entries in (each for each in found if each is not None):
                chosen = np.r_[entries][part.segment.in_fields[entries] & within > 0] if within else entries
                scores += np.bincount(part.programs[chosen], weights=part.scores[chosen], minlength=self.nobody + 1)
        programs = np.flatnonzero(scores[: self.nobody])
        return programs, scores[programs].astype(np.float32)

    def phrase(self, stems: Sequence[str], within: int = 0) -> list[Entries]:
        """Programs in which the stems stand side by side in one field; scored by the best field and by how rare that is."""
        return self._rated([part.phrase(stems, within) for part in self.parts])

    def meaning(self, name: str) -> list[Entries]:
        """Programs with any phrase of a set that means the same; scored like a phrase."""
        return self._rated([part.meaning(name) for part in self.parts])

    def _rated(self, found: list[Entries]) -> list[Entries]:
        rarity = np.float32(1 + log(1 + self.nobody / (1 + sum(len(programs) for programs, _ in found))))
        return [(programs, weights * rarity) for programs, weights in found if self._anyone(programs)]

    def continues(self, beginning: str) -> bool:
        return len(self.prefix(beginning)[0]) > 0

    def two_words(self, typed: str, least: int) -> tuple[str, str] | None:
        """The stems of two words that were written together, as in postadoption; they must stand side by side somewhere."""
        for at in range(least, len(typed) - least + 1):
            first, second = stem(typed[:at]), stem(typed[at:])
            if first and second and self.holds(first) and self.holds(second) and self.phrase((first, second)):
                return first, second
        return None

    def corrections(self, typed: str) -> list[str]:
        """Spoken words that `typed` may have been meant to be: the fewest edits first, then words of names, then the most common.

        Words of names and labels are offered freely, others only when they are long and begin alike: in a sentence, a word that no program
        holds is mostly right as it stands. Four letters may only be meant as a longer word of a name that begins alike.
        """
        if len(typed) < LEAST_CORRECTED or typed.isdigit():
            return []
        near = {word for part in self.parts for word in part.near(typed)}
        most = 2 if len(typed) >= LEAST_FOR_TWO else 1
        if most == 2 and not any(OSA.distance(typed, word, score_cutoff=1) == 1 for word in near):
            near.update(word for part in self.parts for word in part.same_beginning(typed))
        distances = {word: distance for word in near if (distance := OSA.distance(typed, word, score_cutoff=most)) <= most}
        named = {word: self.spoken_count(word, NAMES) for word in distances}
        if len(typed) < LEAST_FREE:
            distances = {word: distance for word, distance in distances.items() if named[word] and word[0] == typed[0] and len(word) > len(typed)}
        found = {word: self.spoken_count(word, IN_NAMES) or self._plainly(typed, word) for word in distances}
        likely = [word for word in found if found[word]]
        return sorted(likely, key=lambda word: (distances[word], word[0] != typed[0], not named[word], -found[word], word))

    def _plainly(self, typed: str, word: str) -> int:
        return self.spoken_count(word) if len(typed) >= LEAST_PLAIN and word[0] == typed[0] else 0

    def spoken_count(self, word: str, within: int = 0) -> int:
        return self.count(stem(word) or "", within)

    def beginnings(self, beginning: str, most: int) -> set[str]:
        """Stems that a beginning may go on to, of each part so many at most."""
        found = (word for part in self.parts for word in (*part.shorter(beginning), *part.segment.words[part.beginning_so(beginning)][:most]))
        return set(found)
