"""Looks up the words of a generation: which programs hold them, how they continue, what was meant by a typo."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from math import log

import numpy as np
from rapidfuzz.distance import OSA

from app.catalog.text.analysis import stem
from app.catalog.text.arrays import Array
from app.catalog.text.compile import LEAST_CORRECTED
from app.catalog.text.fields import FIELDS
from app.catalog.text.segment import Segment, expand_ranges
from app.catalog.text.segment_view import Entries, SegmentView

LEAST_FREE, LEAST_PLAIN, LEAST_FOR_TWO = 5, 6, 8
"""Letters from which a word is corrected: to words of names and labels, to words of any text, with two edits."""
NAMES = sum(1 << FIELDS.index(name) for name in ("names", "acronyms"))
IN_NAMES = NAMES | sum(1 << FIELDS.index(name) for name in ("labels", "synonyms"))


@dataclass(frozen=True, slots=True)
class TokenizedTexts:
    """The texts of some programs one after the other; `ends[n]` is where the n-th text ends.

    Of every stem: its hash, the letter at which its word begins, and how long the word is.
    """

    stems: Array
    begin: Array
    long: Array
    ends: Array


class Lexicon:
    """All segments together. `nobody` is the number after the last program: deleted documents lead there."""

    def __init__(self, parts: Sequence[SegmentView], nobody: int) -> None:
        self.parts, self.nobody = tuple(parts), nobody
        # Which document holds each program, as part and number, and what its card says: every search asks for these.
        self.held: Array = np.full((nobody + 1, 2), -1, np.int64)
        for at, part in enumerate(self.parts):
            self.held[part.number, 0], self.held[part.number, 1] = at, np.arange(len(part.number))
        self.cards = self._texts(np.arange(nobody), heads=True)

    def heads(self, programs: Sequence[int]) -> TokenizedTexts:
        """What the cards of some programs say."""
        all_ends, chosen = self.cards.ends, np.asarray(programs, np.int64)
        starts = np.where(chosen > 0, all_ends[chosen - 1], 0)
        lengths = all_ends[chosen] - starts
        take = expand_ranges(starts, lengths)
        cards = self.cards
        return TokenizedTexts(cards.stems[take], cards.begin[take], cards.long[take], np.cumsum(lengths))

    def texts(self, programs: Sequence[int]) -> TokenizedTexts:
        """All that results may show of some programs."""
        return self._texts(np.asarray(programs, np.int64), heads=False)

    def text(self, program: int) -> str:
        part, document = self.held[program]
        segment = self.parts[part].segment
        text = segment.text[segment.text_start[document] : segment.text_start[document + 1]]
        return bytes(text).decode("utf-8")

    def _texts(self, programs: Array, heads: bool) -> TokenizedTexts:
        held = self.held[programs]
        starts, lengths = np.zeros(len(programs), np.int64), np.zeros(len(programs), np.int64)
        for mine, segment in self._owners(held):
            documents = held[mine, 1]
            starts[mine] = segment.said_start[documents]
            lengths[mine] = (segment.said_head[documents] if heads else segment.said_start[documents + 1]) - starts[mine]
        ends = np.cumsum(lengths)
        total = int(lengths.sum())
        stems, begin, long = np.zeros(total, np.uint32), np.zeros(total, np.int32), np.zeros(total, np.uint8)
        for mine, segment in self._owners(held):
            there = expand_ranges(starts[mine], lengths[mine])
            here = expand_ranges((ends - lengths)[mine], lengths[mine])
            stems[here], begin[here], long[here] = segment.said[there], segment.said_at[there], segment.said_long[there]
        return TokenizedTexts(stems, begin, long, ends)

    def _owners(self, held: Array) -> Iterator[tuple[Array, Segment]]:
        """Each segment with the truth of every row of `held` whether it holds that program."""
        return ((held[:, 0] == at, part.segment) for at, part in enumerate(self.parts))

    def word(self, stem: str, within: int = 0) -> list[Entries]:
        """Programs that hold the stem, with the score of each, segment by segment."""
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
        """Whether any program that is shown holds the stem."""
        found = ((part, part.segment.number.get(stem)) for part in self.parts)
        return any(at is not None and part.held_words[at] for part, at in found)

    def holds_meaning(self, name: str) -> bool:
        """Whether any program has a phrase of a set that means the same."""
        return any(part.held_meanings[part.segment.meaning_number[name]] for part in self.parts)

    def count(self, stem: str, within: int = 0) -> int:
        """How many programs hold the stem."""
        return sum(int(np.count_nonzero(programs != self.nobody)) for programs, _ in self.word(stem, within))

    def prefix(self, beginning: str, within: int = 0) -> Entries:
        """Programs that hold any word which begins so."""
        scores = np.zeros(self.nobody + 1)
        # Asked of all parts together: where one says families, another may say family.
        shorter = {stem for part in self.parts for stem in part.shorter_stems(beginning)}
        for part in self.parts:
            stems, start = part.stems_beginning(beginning), part.segment.start
            found = [slice(int(start[stems.start]), int(start[stems.stop])), *map(part.entries, shorter)]
            for entries in (each for each in found if each is not None):
                chosen = np.r_[entries][part.segment.in_fields[entries] & within > 0] if within else entries
                scores += np.bincount(part.programs[chosen], part.scores[chosen], minlength=len(scores))
        programs = np.flatnonzero(scores[: self.nobody])
        return programs, scores[programs].astype(np.float32)

    def phrase(self, stems: Sequence[str], within: int = 0) -> list[Entries]:
        """Programs with the stems side by side in one field; scored by the best field and the phrase's rarity."""
        return self._by_rarity([part.phrase(stems, within) for part in self.parts])

    def meaning(self, name: str) -> list[Entries]:
        """Programs with any phrase of a set that means the same; scored like a phrase."""
        return self._by_rarity([part.meaning(name) for part in self.parts])

    def _by_rarity(self, found: list[Entries]) -> list[Entries]:
        rarity = np.float32(1 + log(1 + self.nobody / (1 + sum(len(programs) for programs, _ in found))))
        return [(programs, weights * rarity) for programs, weights in found if self._is_anyone(programs)]

    def _is_anyone(self, programs: Array) -> bool:
        return len(programs) > 0 and bool(programs[0] != self.nobody or (programs != self.nobody).any())

    def corrections(self, typed: str) -> list[str]:
        """Spoken words that `typed` may mean: the fewest edits first, then words of names, then the most common.

        Words of names and labels are offered freely. Others must be long and begin alike: a word in a sentence
        that no program holds is mostly right as it stands. A word of four letters may only mean a longer word
        of a name that begins alike.
        """
        distances = {} if len(typed) < LEAST_CORRECTED or typed.isdigit() else self._distances(typed)
        named = {word: self.spoken_count(word, NAMES) for word in distances}
        if len(typed) < LEAST_FREE:
            named = {word: n for word, n in named.items() if n and word[0] == typed[0] and len(word) > len(typed)}
        found = {word: self.spoken_count(word, IN_NAMES) or self._plain_count(typed, word) for word in named}
        likely = [word for word in found if found[word]]
        return sorted(
            likely, key=lambda word: (distances[word], word[0] != typed[0], not named[word], -found[word], word)
        )

    def _distances(self, typed: str) -> dict[str, int]:
        """Spoken words that are one edit away, with that number; of a long word also two, when none is one away."""
        near = {word for part in self.parts for word in part.words_nearby(typed)}
        most = 2 if len(typed) >= LEAST_FOR_TWO else 1
        if most == 2 and not any(OSA.distance(typed, word, score_cutoff=1) == 1 for word in near):
            near.update(word for part in self.parts for word in part.words_alike(typed))
        distances = {word: OSA.distance(typed, word, score_cutoff=most) for word in near}
        return {word: distance for word, distance in distances.items() if distance <= most}

    def _plain_count(self, typed: str, word: str) -> int:
        return self.spoken_count(word) if len(typed) >= LEAST_PLAIN and word[0] == typed[0] else 0

    def spoken_count(self, word: str, within: int = 0) -> int:
        """How many programs hold the stem of a word as written."""
        return self.count(stem(word) or "", within)

    def stems_beginning(self, beginning: str, most: int) -> set[str]:
        """Stems of words that begin so; of each segment at most so many longer ones."""
        longer = [word for part in self.parts for word in part.segment.words[part.stems_beginning(beginning)][:most]]
        return {*longer, *(word for part in self.parts for word in part.shorter_stems(beginning))}


class LexiconQuery:
    """What one search and its variations ask of a lexicon: the same phrase, prefix or typo is looked up once."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.phrase, self.prefix = cache(lexicon.phrase), cache(lexicon.prefix)
        self.corrections = cache(lexicon.corrections)

    def continues(self, beginning: str) -> bool:
        """Whether a program holds a word that begins so."""
        return len(self.prefix(beginning, 0)[0]) > 0

    def two_words(self, typed: str, least: int) -> tuple[str, str] | None:
        """The stems of two words that were written together, as in postadoption.

        Each word has at least so many letters, and they stand side by side in some program.
        """
        for at in range(least, len(typed) - least + 1):
            first, second = stem(typed[:at]), stem(typed[at:])
            if first and second and self.lexicon.holds(first) and self.lexicon.holds(second):
                if self.phrase((first, second), 0):
                    return first, second
        return None
