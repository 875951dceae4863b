"""Looks up the words of a generation: which programs hold them, how they continue, what a typo means."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log

import numpy as np
from rapidfuzz.distance import OSA
from whoosh.analysis import STOP_WORDS

from app.catalog.text.analysis import stem
from app.catalog.text.arrays import Array
from app.catalog.text.compile import LEAST_CORRECTED
from app.catalog.text.fields import FIELDS
from app.catalog.text.segment import expand_ranges
from app.catalog.text.segment_view import Entries, SegmentView
from app.catalog.text.synonyms import Phrase
from app.catalog.text.words.english import NO_ENGLISH, EnglishWords

LEAST_FREE, LEAST_PLAIN, LEAST_FOR_TWO = 5, 6, 8
"""Letters from which a word is corrected: to words of names and labels, of any text, with two edits."""
NAMES = sum(1 << FIELDS.index(name) for name in ("names", "acronyms"))
LEAST_PART, LEAST_BEFORE, LEFT_OPEN = 3, 4, 3
"""Letters of a part of a word; of the beginning by which a word may be held, and of an ending left open."""
MOST_REMEMBERED = 10_000
IN_NAMES = NAMES | sum(1 << FIELDS.index(name) for name in ("labels", "synonyms"))


@dataclass(frozen=True, slots=True)
class TokenizedTexts:
    """The texts of some programs one after the other, stem by stem."""

    stems: Array  # uint32: hashes
    begin: Array  # int32: the letter at which the word of each stem begins
    long: Array  # uint8: how many letters that word has
    ends: Array  # int64: where the n-th text ends


class Lexicon:
    """All segments together. `nobody` is the number after the last program: deleted documents lead there.

    `splits` remembers words that were asked for and of what they were written together.
    """

    def __init__(self, parts: Sequence[SegmentView], nobody: int, english: EnglishWords = NO_ENGLISH) -> None:
        self.parts, self.nobody, self.english = tuple(parts), nobody, english
        self.splits: dict[str, Phrase | None] = {}
        # The part and the document of each program, and what its card says: every search asks for these.
        self.held: Array = np.full((nobody + 1, 2), -1, np.int64)
        for at, part in enumerate(self.parts):
            self.held[part.number, 0], self.held[part.number, 1] = at, np.arange(len(part.number))
        self.cards = self.texts(np.arange(nobody), heads=True)

    def heads(self, programs: Sequence[int]) -> TokenizedTexts:
        """What the cards of some programs say."""
        cards, chosen = self.cards, np.asarray(programs, np.int64)
        starts = np.where(chosen > 0, cards.ends[chosen - 1], 0)
        lengths = cards.ends[chosen] - starts
        take = expand_ranges(starts, lengths)
        return TokenizedTexts(cards.stems[take], cards.begin[take], cards.long[take], np.cumsum(lengths))

    def texts(self, programs: Sequence[int] | Array, heads: bool = False) -> TokenizedTexts:
        """All that results may show of some programs; with `heads` only what their cards show."""
        held = self.held[np.asarray(programs, np.int64)]
        owners = [(held[:, 0] == at, part.segment) for at, part in enumerate(self.parts)]
        starts, lengths = np.zeros(len(programs), np.int64), np.zeros(len(programs), np.int64)
        for mine, segment in owners:
            documents = held[mine, 1]
            starts[mine] = segment.said_start[documents]
            lengths[mine] = segment.said_head[documents] if heads else segment.said_start[documents + 1]
        lengths -= starts
        ends, total = np.cumsum(lengths), int(lengths.sum())
        stems, begin, long = np.zeros(total, np.uint32), np.zeros(total, np.int32), np.zeros(total, np.uint8)
        for mine, segment in owners:
            there = expand_ranges(starts[mine], lengths[mine])
            here = expand_ranges((ends - lengths)[mine], lengths[mine])
            stems[here], begin[here] = segment.said[there], segment.said_at[there]
            long[here] = segment.said_long[there]
        return TokenizedTexts(stems, begin, long, ends)

    def text(self, program: int) -> str:
        part, document = self.held[program]
        segment = self.parts[part].segment
        text = segment.text[segment.text_start[document] : segment.text_start[document + 1]]
        return bytes(text).decode("utf-8")

    def word(self, stem: str, within: int = 0) -> list[Entries]:
        """Programs that hold the stem, with the score of each, segment by segment."""
        found = ((part, part.entries(stem, within)) for part in self.parts)
        return [(part.programs[at], part.scores[at]) for part, at in found if at is not None]

    def spread(self, stem: str) -> int:
        """How many documents hold the stem, deleted ones included."""
        total = 0
        for part in self.parts:
            at = part.segment.number.get(stem)
            if at is not None:
                start, end = part.segment.start[at : at + 2].tolist()
                total += end - start
        return total

    def spread_of_meaning(self, name: str) -> int:
        """How many documents have a phrase of the set, deleted ones included."""
        found = ((part.segment, part.segment.meaning_number[name]) for part in self.parts)
        return sum(int(segment.meaning_start[at + 1] - segment.meaning_start[at]) for segment, at in found)

    def holds(self, stem: str) -> bool:
        """Whether any program that is shown holds the stem."""
        found = ((part, part.segment.number.get(stem)) for part in self.parts)
        return any(at is not None and part.held_words[at] for part, at in found)

    def may_hold(self, word: str) -> bool:
        """False where no program can hold a folded word: none is written that begins so. Much faster."""
        beginning = word[: max(LEAST_BEFORE, len(word) - LEFT_OPEN)]
        return any(part.speaks_of(beginning) for part in self.parts)

    def is_written(self, word: str) -> bool:
        """Whether a program writes a folded word exactly so."""
        return any(word in part.segment.spoken_words for part in self.parts)

    def parts_of(self, word: str) -> Phrase | None:
        """The stems of a word that programs write with hyphens and stop words: inhome, in-home."""
        found = (part.segment.compound_parts.get(word) for part in self.parts)
        return next((parts for parts in found if parts and all(map(self.holds, parts))), None)

    def holds_meaning(self, name: str) -> bool:
        """Whether any program has a phrase of a set that means the same."""
        return any(part.held_meanings[part.segment.meaning_number[name]] for part in self.parts)

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
        """Programs with the stems side by side in one field, scored by the best field and by rarity."""
        return self._by_rarity([part.phrase(stems, within) for part in self.parts])

    def meaning(self, name: str) -> list[Entries]:
        """Programs with any phrase of a set that means the same; scored like a phrase."""
        return self._by_rarity([part.meaning(name) for part in self.parts])

    def rarity(self, found: list[Entries]) -> float:
        """A factor that is larger the fewer programs are found."""
        return 1 + log(1 + self.nobody / (1 + sum(len(programs) for programs, _ in found)))

    def _by_rarity(self, found: list[Entries]) -> list[Entries]:
        rarity = np.float32(self.rarity(found))
        return [(programs, worth * rarity) for programs, worth in found if (programs != self.nobody).any()]

    def corrections(self, typed: str) -> list[str]:
        """Spoken words that `typed` may mean: fewest edits first, then words of names, then the most common.

        Words of names and labels are offered freely. Others must be long and begin alike: an unknown word of
        a sentence is mostly right as it stands. Four letters may only mean a longer word of a name.
        """
        distances = {} if len(typed) < LEAST_CORRECTED or typed.isdigit() else self._distances(typed)
        ranks = []
        for word, distance in distances.items():
            named, begins_alike = self._count(word, NAMES), word[0] == typed[0]
            if len(typed) < LEAST_FREE and not (named and begins_alike and len(word) > len(typed)):
                continue
            is_plain = begins_alike and len(typed) >= LEAST_PLAIN
            count = self._count(word, IN_NAMES) or (self._count(word) if is_plain else 0)
            ranks.append((distance, not begins_alike, not named, -count, word))
        return [word for *_, negative, word in sorted(ranks) if negative]

    def _distances(self, typed: str) -> dict[str, int]:
        """Spoken words near to `typed` and their edits: one, or up to two for a long word that has none."""
        near = {word for part in self.parts for word in part.words_nearby(typed)}
        most = 2 if len(typed) >= LEAST_FOR_TWO else 1
        if most == 2 and not any(OSA.distance(typed, word, score_cutoff=1) == 1 for word in near):
            near.update(word for part in self.parts for word in part.words_alike(typed))
        distances = {word: OSA.distance(typed, word, score_cutoff=most) for word in near}
        return {word: distance for word, distance in distances.items() if distance <= most}

    def _count(self, word: str, within: int = 0) -> int:
        """How many programs hold the stem of a spoken word."""
        found = self.word(stem(word) or "", within)
        return sum(int(np.count_nonzero(programs != self.nobody)) for programs, _ in found)

    def stems_beginning(self, beginning: str, most: int) -> set[str]:
        """Stems of words that begin so; of each segment at most so many longer ones."""
        longer = [part.segment.words[part.stems_beginning(beginning)][:most] for part in self.parts]
        return set().union(*longer, *(part.shorter_stems(beginning) for part in self.parts))


class LexiconQuery:
    """What one search and its variations ask of a lexicon: each phrase, prefix and typo is looked up once."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._phrases: dict[tuple[Phrase, int], list[Entries]] = {}
        self._prefixes: dict[tuple[str, int], Entries] = {}
        self._corrections: dict[str, list[str]] = {}

    def phrase(self, stems: Phrase, within: int = 0) -> list[Entries]:
        if (stems, within) not in self._phrases:
            self._phrases[stems, within] = self.lexicon.phrase(stems, within)
        return self._phrases[stems, within]

    def prefix(self, beginning: str, within: int = 0) -> Entries:
        if (beginning, within) not in self._prefixes:
            self._prefixes[beginning, within] = self.lexicon.prefix(beginning, within)
        return self._prefixes[beginning, within]

    def corrections(self, typed: str) -> list[str]:
        if typed not in self._corrections:
            self._corrections[typed] = self.lexicon.corrections(typed)
        return self._corrections[typed]

    def continues(self, beginning: str) -> bool:
        """Whether a program holds a word that begins so."""
        return len(self.prefix(beginning)[0]) > 0

    def named(self, stems: Phrase) -> bool:
        """Whether the name of a program that is shown has the stems side by side."""
        if not all(map(self.lexicon.holds, stems)):
            return False
        found = self.phrase(stems, NAMES) if len(stems) > 1 else self.lexicon.word(stems[0], NAMES)
        return any((programs != self.lexicon.nobody).any() for programs, _ in found)

    def split(self, typed: str) -> Phrase | None:
        """The stems of words that were written together, as in postadoption or inhome.

        Each of two words has LEAST_PART letters, and they stand side by side in some program.
        """
        known = self.lexicon.splits
        if typed not in known:
            if len(known) >= MOST_REMEMBERED:
                known.clear()
            known[typed] = self.lexicon.parts_of(typed) or self._two_words(typed)
        return known[typed]

    def _two_words(self, typed: str) -> Phrase | None:
        is_held = self.lexicon.is_written(typed)
        for at in range(1, len(typed)):
            first, second = typed[:at], typed[at:]
            # Shorter ones are words of names that are made of stop words: wecan.
            if min(len(first), len(second)) < LEAST_PART and not (
                first in STOP_WORDS and second in STOP_WORDS
            ):
                continue
            # Of a word that is held, as written: to stem every part of every word would take too long.
            if is_held and not (self.lexicon.is_written(first) and self.lexicon.is_written(second)):
                continue
            stems = stem(first) or first, stem(second) or second
            if all(map(self.lexicon.holds, stems)) and self.phrase(stems):
                return stems
        return None
