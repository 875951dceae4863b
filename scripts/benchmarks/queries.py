"""Queries of twelve kinds, drawn from the documents with a seed, in a form that every engine can use."""

import random
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil

from whoosh.analysis import STOP_WORDS

from app.catalog.search.search import SearchRequest, search
from app.catalog.snapshot.facets import FACET
from app.catalog.text.analysis import split_words, stem_words
from app.catalog.text.matching import ALL_ASKED, ENOUGH
from app.catalog.text.question import FILLERS
from benchmarks.documents import Document, Documents

EACH = 40
"""Queries of a kind."""
SHOWN = 20
SEED, SAMPLE, TRIES = 7, 2_000, 5_000
FILTERED = ("topic", "rating", "population", "permanency", "age", "setting", "format", "language", "outcome")
COMMON, MIDDLE, RARE = (0.1, 0.6), (0.01, 0.3), (0.0, 0.004)
"""Shares of the documents that hold a word."""


@dataclass(frozen=True, slots=True)
class Query:
    """`text` is for Homeward; the others look for `terms`, each a word or words side by side."""

    kind: str
    text: str = ""
    terms: Sequence[str] = ()
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def wants_any(self) -> bool:
        """Any of the terms, not all: of synonyms, and of a sentence where not a part can be asked for."""
        return self.kind in ("sentence", "synonym")

    @property
    def least(self) -> int:
        """How many of the terms: Homeward's rule for programs that have only some of the words."""
        if self.kind == "synonym":
            return 1
        return len(self.terms) if len(self.terms) <= ALL_ASKED else ceil(len(self.terms) * ENOUGH)


Queries = Mapping[str, Sequence[Query]]
"""By kind."""
Answer = tuple[int, Sequence[int], Mapping[int, int]]
"""How many programs, the numbers of the SHOWN best, and number of facet value -> how many of the programs.

The race reads the first alone: the rest is there so that every engine does all that a result page needs.
"""


def draw_queries(documents: Documents) -> Queries:
    """EACH of every kind; fewer where the documents do not hold as many."""
    drawing = _Drawing(documents, random.Random(SEED))
    return {kind: drawing.some(kind) for kind in drawing.kinds}


class _Drawing:
    def __init__(self, documents: Documents, chance: random.Random) -> None:
        self.documents, self.snapshot, self.chance = documents, documents.snapshot, chance
        self.shares = self._measure_shares()
        self.kinds: Mapping[str, Callable[[str], Query | None]] = {
            "one common word": lambda kind: _of_words(kind, [self._word(COMMON)]),
            "one rare word": lambda kind: _of_words(kind, [self._word(RARE)]),
            "two words": lambda kind: self._together(kind, 2),
            "three words": lambda kind: self._together(kind, 3),
            "sentence": self._sentence,
            "phrase": self._phrase,
            "prefix": self._prefix,
            "typo": self._typo,
            "synonym": self._synonym,
            "acronym or exact name": self._name,
            "filters only": lambda kind: self._filtered(kind, []),
            "word and filters": lambda kind: self._filtered(kind, [self._word(COMMON)]),
        }

    def some(self, kind: str) -> list[Query]:
        found: dict[str, Query] = {}
        for _ in range(TRIES):
            if len(found) < EACH and (query := self.kinds[kind](kind)):
                found.setdefault(f"{query.text} {query.chosen}", query)
        return list(found.values())

    def _measure_shares(self) -> dict[str, float]:
        """Word -> share of the documents that hold it, in a sample. Words that every engine takes alike."""
        sample = self.chance.sample(self.documents.all, min(SAMPLE, len(self.documents.all)))
        held = Counter(word for each in sample for word in set(split_words(" ".join(each.text.values()))))
        plain = (word for word in sorted(held) if len(word) > 3 and word.isalpha() and _tells(word))
        return {word: held[word] / len(sample) for word in plain if self._means_itself(word)}

    def _word(self, shares: tuple[float, float]) -> str:
        least, most = shares[0], max(shares[1], 1 / len(self.documents.all))  # one document at least
        return self.chance.choice([word for word, share in self.shares.items() if least < share <= most])

    def _means_itself(self, text: str) -> bool:
        stems = stem_words(text)
        return not any(self.snapshot.synonyms.at(stems[at:]) for at in range(len(stems)))

    def _document(self) -> Document:
        return self.chance.choice(self.documents.all)

    def _run(self, least: int, most: int) -> list[str]:
        """Words side by side in a body."""
        body, length = split_words(self._document().text["body"]), self.chance.randint(least, most)
        start = self.chance.randrange(max(1, len(body) - length))
        return body[start : start + length]

    def _together(self, kind: str, count: int) -> Query | None:
        """Words of one document."""
        body = dict.fromkeys(split_words(self._document().text["body"]))
        held = [word for word in body if MIDDLE[0] < self.shares.get(word, 0) <= MIDDLE[1]]
        chosen = self.chance.sample(held, count) if len(held) >= count else []
        return _of_words(kind, chosen) if chosen and self._means_itself(" ".join(chosen)) else None

    def _sentence(self, kind: str) -> Query | None:
        text = self._run(8, 12)
        telling = list(dict.fromkeys(filter(_tells, text)))
        return _of_words(kind, telling, " ".join(text)) if len(telling) > ALL_ASKED else None

    def _phrase(self, kind: str) -> Query | None:
        words = self._run(2, 3)
        text = " ".join(words)
        usable = len(words) > 1 and all(word.isalpha() and word not in STOP_WORDS for word in words)
        return _of_words(kind, [text], f'"{text}"') if usable else None

    def _prefix(self, kind: str) -> Query:
        beginning = self._word(MIDDLE)[: self.chance.randint(4, 6)]
        return _of_words(kind, [beginning], f"{beginning}*")

    def _typo(self, kind: str) -> Query | None:
        """Only what Homeward corrects: where it takes the word for another, there is nothing to compare."""
        word = self._word(MIDDLE)
        at = self.chance.randrange(1, len(word))
        instead = self.chance.choice(("", word[at] + self.chance.choice("aeinrt")))
        written = word[:at] + instead + word[at + 1 :]
        usable = len(word) > 5 and written not in self.shares
        corrected = usable and search(self.snapshot, SearchRequest(q=written)).reading.mended
        return _of_words(kind, [written]) if corrected else None

    def _synonym(self, kind: str) -> Query | None:
        vocabulary = self.chance.choice(list(self.snapshot.words.values()))
        word = self.chance.choice(list(vocabulary.values()))
        stems = {text: tuple(stem_words(text)) for text in (word.label, *word.synonyms)}
        known = [text for text, some in stems.items() if self.snapshot.synonyms.at(some) == some]
        return _of_words(kind, known, self.chance.choice(known)) if len(known) > 1 else None

    def _name(self, kind: str) -> Query | None:
        card = self.chance.choice(self.snapshot.cards)
        text = self.chance.choice((card.name, *card.aliases[:1]))
        asked = list(dict.fromkeys(filter(_tells, split_words(text))))
        return _of_words(kind, asked, text) if asked and self._means_itself(text) else None

    def _filtered(self, kind: str, words: list[str]) -> Query | None:
        """Two facets with a value each that one program has; only one of them about topics."""
        held = [self.documents.values[number] for number in self._document().values]
        names = self.chance.sample(FILTERED, 2)
        values = {name: [value for facet, value in held if facet == name] for name in names}
        if not all(values.values()) or all(FACET[name].of_membership for name in names):
            return None
        chosen = {name: (self.chance.choice(some),) for name, some in values.items()}
        return Query(kind, " ".join(words), words, chosen)


def _tells(word: str) -> bool:
    return word not in STOP_WORDS and word not in FILLERS


def _of_words(kind: str, terms: list[str], text: str | None = None) -> Query:
    return Query(kind, text or " ".join(terms), terms)
