"""Recognises words of a search that name a filter: they rank the results and are offered, never applied."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from app.catalog.search.asked_ages import LifeStages, find_ages
from app.catalog.search.question_words import FRAME
from app.catalog.search.rating_words import RatingWords
from app.catalog.snapshot.facets import FACETS
from app.catalog.snapshot.once import OnceForSnapshot
from app.catalog.snapshot.snapshot import Snapshot
from app.catalog.text.analysis import fold_word, locate_words, split_words, squeeze, stem, stem_words
from app.catalog.text.lexicon import LexiconQuery
from app.catalog.text.question import Span
from app.catalog.text.synonyms import Phrase
from app.catalog.text.words.concept import Concept, QuestionConcepts

NAMED_BY_WORDS = ("language", "population", "permanency", "better")
FROM_WORDS = {facet.vocabulary: facet.name for facet in FACETS if facet.name in NAMED_BY_WORDS}
"""Vocabulary -> the facet that its words name."""
MOST_REMEMBERED = 10_000
OF_RATINGS = ("rating", "rated", "tier")
LONGEST_NAME, LEAST_OF_NAME = 8, 3
"""Stems of a whole name that is looked for; of a part of a name in which an age is no age."""
WORD = re.compile(r"\w+")
EXCLUDED = re.compile(r"(?<!\S)-\Z")
"""Before a word that programs must not have."""


@dataclass(frozen=True, slots=True)
class RecognisedFilter:
    """The `words` of a search, from letter `begin` on, mean any of the `values` of a filter.

    `q` is the search to which the filter is put, and `total` how many programs that finds.
    """

    words: str
    begin: int
    parameter: str
    values: tuple[str, ...]
    q: str
    total: int = 0

    @property
    def end(self) -> int:
        return self.begin + len(self.words)


class Recogniser:
    """Knows the words that name a filter: of vocabularies, ages, levels, registries and tiers."""

    def __init__(self, snapshot: Snapshot) -> None:
        levels = {id: level for id, (level, _) in snapshot.levels.items()}
        words = snapshot.words
        self.ratings = RatingWords(levels, words["registries"], snapshot.scales, words.get("tiers", {}))
        self.stages = LifeStages(words.get("ages", {}))
        self.meanings, self.values = snapshot.synonyms.meanings, snapshot.values
        self.called, self.squeezed = snapshot.called, snapshot.squeezed
        self._of_names = frozenset(" ".join(snapshot.called).split())
        self._named: dict[Phrase, bool] = {}

    def find(
        self, q: str, mended: str, concepts: Iterable[Concept], lookup: LexiconQuery
    ) -> tuple[RecognisedFilter, ...]:
        """In a search in its normal form, which was understood as `concepts`; ages as it was `mended`."""
        concepts = [part for each in concepts for part in each.parts]
        ages = [replace(each, q=q) for each in self._ages(mended, concepts)]
        found = [*ages, *self._vocabulary_words(q, concepts)]
        if not self.ratings.first_words.isdisjoint(fold_word(word) for word in WORD.findall(q)):
            found += self._ratings(q)
        if not found:
            return ()
        read = _StemmedQuery(q, lookup, self)
        of_ages = read if mended == q else _StemmedQuery(mended, lookup, self)
        named = {each for each in found if (of_ages if each in ages else read).is_of_name(each)}
        named |= {each for each in found if each.parameter == "better" and _means_more(each, found)}
        kept = {(each.parameter, each.values): each for each in reversed(found) if each not in named}
        return tuple(reversed(kept.values()))

    def is_named(self, stems: Phrase, lookup: LexiconQuery) -> bool:
        """Whether the stems stand side by side in the name of a program; remembered, since it takes long."""
        if not self._of_names.issuperset(stems):
            return False
        if stems not in self._named:
            if len(self._named) >= MOST_REMEMBERED:
                self._named.clear()
            self._named[stems] = lookup.named(stems)
        return self._named[stems]

    def _ages(self, q: str, concepts: Iterable[Concept]) -> Iterator[RecognisedFilter]:
        """Not the “teen” of a longer phrase of a vocabulary, like “teen mother”: she is not the child."""
        phrases = [each.spans for each in concepts if len(each.spans) > 1]
        for asked in find_ages(q, self.stages):
            if asked.in_words and any(_is_part(asked.begin, asked.end, spans) for spans in phrases):
                continue
            if EXCLUDED.search(q, 0, asked.begin):
                continue
            years = tuple(map(str, asked.years))
            yield RecognisedFilter(q[asked.begin : asked.end], asked.begin, "age", years, q)

    def _vocabulary_words(self, q: str, concepts: Iterable[Concept]) -> Iterator[RecognisedFilter]:
        """Labels and synonyms; not what people say for a word, which may mean something else."""
        for concept in concepts:
            for name in concept.meanings:
                vocabulary, _, id = name.partition("/")
                facet = FROM_WORDS.get(vocabulary)
                if facet and id in self.values[facet] and _stems_of(concept) in self.meanings[name]:
                    begin = min(start for start, _ in concept.spans)
                    end = max(end for _, end in concept.spans)
                    yield RecognisedFilter(q[begin:end], begin, facet, (id,), q)

    def _ratings(self, q: str) -> Iterator[RecognisedFilter]:
        """They are taken out of the search, since programs do not say how they are rated."""
        located = [(fold_word(word), begin, end) for word, begin, end in locate_words(q)]
        written = " ".join(word for word, _, _ in located)
        for named in self.ratings.find(written):
            first, last = (written[:at].count(" ") for at in (named.start, named.end))
            begin, end = _with_quotes(q, located[first][1], located[last][2])
            if not EXCLUDED.search(q, 0, begin) and named.value in self.values[named.parameter]:
                rest = " ".join(f"{q[:begin]} {q[end:]}".split())
                rest = "" if all(stem(word) is None or word in FRAME for word in split_words(rest)) else rest
                words = q[located[first][1] : located[last][2]]
                at = located[first][1]
                yield RecognisedFilter(words, at, named.parameter, (named.value,), rest)


def _means_more(outcome: RecognisedFilter, found: Iterable[RecognisedFilter]) -> bool:
    """Whether words that name an outcome mean something else first, like a kind of permanency."""
    others = (each for each in found if each.parameter != "better")
    return any(each.begin < outcome.end and outcome.begin < each.end for each in others)


class _StemmedQuery:
    """The stems of a search with their places, to tell whether words of it are of the name of a program."""

    def __init__(self, q: str, lookup: LexiconQuery, known: Recogniser) -> None:
        located = ((stem(fold_word(word)), begin, end) for word, begin, end in locate_words(q))
        self.located = [(each, begin, end) for each, begin, end in located if each]
        self.stems = tuple(each for each, _, _ in self.located)
        self.lookup, self.known = lookup, known

    def is_of_name(self, found: RecognisedFilter) -> bool:
        """Whether the words stand in a whole name, or beside a word that stands beside them in a name."""
        inside = [
            at for at, (_, begin, end) in enumerate(self.located) if begin < found.end and found.begin < end
        ]
        if not inside:
            return False
        first, last = inside[0], inside[-1]
        if squeeze(found.words) in self.known.squeezed:
            return True
        if any(
            " ".join(self.stems[start:end]) in self.known.called for start, end in self._around(first, last)
        ):
            return True
        if found.parameter == "rating" and last - first == 1 and self._is_named(first, last + 1):
            return True  # “level 4” of a program in several levels
        least = LEAST_OF_NAME if found.parameter == "age" else last - first + 2
        return any(
            end - start == max(least, last - first + 2) and self._is_named(start, end)
            for start, end in self._around(first, last)
        )

    def _is_named(self, start: int, end: int) -> bool:
        return self.known.is_named(self.stems[start:end], self.lookup)

    def _around(self, first: int, last: int) -> Iterator[tuple[int, int]]:
        """The runs of two to LONGEST_NAME stems that hold those from `first` to `last`."""
        for start in range(max(0, last + 1 - LONGEST_NAME), first + 1):
            for end in range(max(last + 1, start + 2), min(len(self.stems), start + LONGEST_NAME) + 1):
                yield start, end


get_recogniser = OnceForSnapshot(Recogniser)


def leave_out_asking(
    understood: QuestionConcepts, recognised: Iterable[RecognisedFilter]
) -> QuestionConcepts:
    """Without the words that only ask, like “mean”, beside those of a rating."""
    if not any(each.parameter in OF_RATINGS for each in recognised):
        return understood
    kept = tuple(each for each in understood.concepts if fold_word(each.written) not in FRAME)
    return replace(understood, concepts=kept) if kept else understood


def leave_out_recognised(
    understood: QuestionConcepts, recognised: Sequence[RecognisedFilter]
) -> QuestionConcepts:
    """Without the words of ratings and the bare words of ages, which texts hold for other reasons.

    A stage of life is looked for in texts too, and so is everything if there is nothing else.
    """
    ratings = [each for each in recognised if each.parameter in OF_RATINGS]
    ages = [each for each in recognised if each.parameter == "age"]
    if not ratings and not ages:
        return understood
    kept = tuple(
        each
        for each in understood.concepts
        if not _is_within(each, ratings) and (each.meanings or not _is_within(each, ages))
    )
    said = set(" ".join(each.words for each in (*ages, *ratings)).casefold().split())
    unknown = tuple(word for word in understood.unknown if word.casefold() not in said)
    return replace(understood, concepts=kept, unknown=unknown) if kept else understood


def _is_within(concept: Concept, found: Iterable[RecognisedFilter]) -> bool:
    """A phrase begins at its quotation mark."""
    return any(all(each.begin - 1 <= start < each.end for start, _ in concept.spans) for each in found)


def _is_part(begin: int, end: int, spans: Sequence[Span]) -> bool:
    """Whether these letters are of one of the words of a phrase, and the phrase has words beside them."""
    inside = [begin < stop and start < end for start, stop in spans]
    return any(inside) and not all(inside)


def _stems_of(concept: Concept) -> Phrase:
    """The stems of the phrase that was found."""
    return concept.alternatives[0].stems if concept.alternatives else tuple(stem_words(concept.written))


def _with_quotes(q: str, start: int, end: int) -> tuple[int, int]:
    quoted = q[:start].endswith('"') and q[end:].startswith('"')
    return (start - 1, end + 1) if quoted else (start, end)
