"""Queries drawn from the texts of the documents with a seed: twelve kinds."""

import random
from collections import Counter, defaultdict
from collections.abc import Callable
from functools import cached_property

from whoosh.analysis import STOP_WORDS

from app.catalog.search.search import SearchRequest, search
from app.catalog.snapshot.facets import FACET
from app.catalog.text.analysis import stem_words, split_words
from app.catalog.text.matching import ALL_ASKED
from app.catalog.text.question import FILLERS
from benchmarks.documents import Document, Documents
from benchmarks.queries import EACH, Alternative, Query

SEED = 7
SAMPLE = 2_000
TRIES = 5_000
FILTERED = ("topic", "rating", "population", "permanency", "age", "setting", "format", "language", "outcome", "design")
COMMON, MIDDLE, RARE = (0.1, 0.6), (0.01, 0.3), (0.0, 0.004)
"""Shares of the documents that hold a word."""


def queries(documents: Documents, each: int = EACH) -> list[Query]:
    """`each` of every kind; fewer where the documents do not hold as many."""
    drawing = _Drawing(documents, random.Random(SEED))
    return [query for draw in drawing.kinds for query in drawing.some(draw, each)]


class _Drawing:
    def __init__(self, documents: Documents, chance: random.Random) -> None:
        self.documents, self.chance = documents, chance
        self.kinds: tuple[Callable[[], Query | None], ...] = (
            self.common_word, self.rare_word, self.two_words, self.three_words, self.sentence, self.phrase,
            self.prefix, self.typo, self.synonym, self.name, self.filters, self.words_and_filters,
        )  # fmt: skip

    def some(self, draw: Callable[[], Query | None], each: int) -> list[Query]:
        found: dict[str, Query] = {}
        for _ in range(TRIES):
            if len(found) == each:
                break
            query = draw()
            if query:
                found.setdefault(f"{query.text} {query.chosen}", query)
        return list(found.values())

    @cached_property
    def shares(self) -> dict[str, float]:
        """Word -> share of the documents that hold it, in a sample."""
        sample = self.chance.sample(self.documents.all, min(SAMPLE, len(self.documents.all)))
        held = Counter(word for document in sample for word in {word for text in document.text.values() for word in split_words(text)})
        return {word: count / len(sample) for word, count in sorted(held.items()) if self._is_plain(word)}

    def _is_plain(self, word: str) -> bool:
        """A word that stands for itself alone, so that every engine does the same work for it."""
        return len(word) > 3 and word.isalpha() and word not in STOP_WORDS and word not in FILLERS and self._means_itself(word)

    def _within(self, shares: tuple[float, float]) -> list[str]:
        most = max(shares[1], 1 / len(self.documents.all))  # one document at least
        return [word for word, share in self.shares.items() if shares[0] < share <= most]

    def _document(self) -> Document:
        return self.chance.choice(self.documents.all)

    def _means_itself(self, text: str) -> bool:
        stemmed = stem_words(text)
        return not any(self.documents.snapshot.synonyms.at(stemmed[at:]) for at in range(len(stemmed)))

    @cached_property
    def _by_share(self) -> dict[tuple[float, float], list[str]]:
        return {shares: self._within(shares) for shares in (COMMON, MIDDLE, RARE)}

    def common_word(self) -> Query | None:
        return _of_words("one common word", [self.chance.choice(self._by_share[COMMON])])

    def rare_word(self) -> Query | None:
        return _of_words("one rare word", [self.chance.choice(self._by_share[RARE])])

    def two_words(self) -> Query | None:
        return self._together("two words", 2)

    def three_words(self) -> Query | None:
        return self._together("three words", 3)

    def _together(self, kind: str, count: int) -> Query | None:
        """Words of one document."""
        held = [word for word in dict.fromkeys(split_words(self._document().text["body"])) if MIDDLE[0] < self.shares.get(word, 0) <= MIDDLE[1]]
        chosen = self.chance.sample(held, count) if len(held) >= count else []
        return _of_words(kind, chosen) if chosen and self._means_itself(" ".join(chosen)) else None

    def sentence(self) -> Query | None:
        body, length = split_words(self._document().text["body"]), self.chance.randint(8, 12)
        start = self.chance.randrange(max(1, len(body) - length))
        text = body[start : start + length]
        telling = list(dict.fromkeys(word for word in text if word not in STOP_WORDS and word not in FILLERS))
        return _of_words("sentence", telling, " ".join(text)) if len(telling) > ALL_ASKED else None

    def phrase(self) -> Query | None:
        body, length = split_words(self._document().text["body"]), self.chance.randint(2, 3)
        start = self.chance.randrange(max(1, len(body) - length))
        chosen = body[start : start + length]
        if len(chosen) < length or any(word in STOP_WORDS or not word.isalpha() for word in chosen):
            return None
        text = " ".join(chosen)
        return Query("phrase", f'"{text}"', ((Alternative(text),),))

    def prefix(self) -> Query | None:
        beginning = self.chance.choice(self._by_share[MIDDLE])[: self.chance.randint(4, 6)]
        return Query("prefix", beginning + "*", ((Alternative(beginning, "prefix"),),))

    def typo(self) -> Query | None:
        """Only what Homeward mends counts: where it takes the word for another, there is nothing to compare."""
        word = self.chance.choice(self._by_share[MIDDLE])
        at = self.chance.randrange(1, len(word))
        written = self.chance.choice((word[:at] + word[at + 1 :], word[:at] + self.chance.choice("aeinrt") + word[at:]))
        if len(word) < 6 or written in self.shares or not search(self.documents.snapshot, SearchRequest(q=written)).reading.mended:
            return None
        return Query("typo", written, ((Alternative(written, "near"),),))

    def synonym(self) -> Query | None:
        written = self.chance.choice(sorted(self._same))
        scattered = [Alternative(written, "all")] if len(stem_words(written)) > 1 else []
        return Query("synonym", written, ((*map(Alternative, self._same[written]), *scattered),))

    @cached_property
    def _same(self) -> dict[str, tuple[str, ...]]:
        """Each phrase that Homeward takes for others, and all of them, itself included."""
        sets: dict[tuple[str, ...], dict[tuple[str, ...], str]] = defaultdict(dict)
        for word in (word for vocabulary in self.documents.snapshot.words.values() for word in vocabulary.values()):
            phrases = {tuple(stem_words(text)): text for text in (word.label, *word.synonyms)}
            known = {phrase: text for phrase, text in phrases.items() if phrase and self.documents.snapshot.synonyms.at(phrase) == phrase}
            for phrase in known:
                sets[phrase] |= known
        return {same[phrase]: tuple(same.values()) for phrase, same in sets.items() if len(same) > 1}

    def name(self) -> Query | None:
        card = self.chance.choice(self.documents.snapshot.cards)
        text = self.chance.choice((card.name, *card.aliases[:1]))
        asked = list(dict.fromkeys(word for word in split_words(text) if word not in STOP_WORDS and word not in FILLERS))
        return _of_words("acronym or exact name", asked, text) if asked and self._means_itself(text) else None

    def _two_filters(self) -> dict[str, tuple[str, ...]]:
        """Two facets with a value each that one program has; only one of them about topics."""
        held = [self.documents.values[number] for number in self._document().values]
        first, second = self.chance.sample(FILTERED, 2)
        if FACET[first].of_membership and FACET[second].of_membership:
            return {}
        chosen = {facet: tuple(self.chance.sample(values, 1)) for facet in (first, second) if (values := [v for name, v in held if name == facet])}
        return chosen if len(chosen) == 2 else {}

    def filters(self) -> Query | None:
        chosen = self._two_filters()
        return Query("filters only", chosen=chosen) if chosen else None

    def words_and_filters(self) -> Query | None:
        chosen, word = self._two_filters(), self.chance.choice(self._by_share[COMMON])
        return Query("word and filters", word, ((Alternative(word),),), chosen) if chosen else None


def _of_words(kind: str, chosen: list[str], text: str | None = None) -> Query:
    return Query(kind, text or " ".join(chosen), tuple((Alternative(word),) for word in chosen))
