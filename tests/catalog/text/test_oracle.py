"""Whoosh's own searcher answers as the arrays do that were compiled from its index, over made-up texts."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import accumulate
from pathlib import Path

import numpy as np
import pytest
from whoosh import index, query
from whoosh.analysis import RegexTokenizer, StemFilter

from app.catalog.text.fields import FIELDS, WEIGHTS
from app.catalog.text.index import MOST_SEGMENTS
from app.catalog.text.lexicon import LexiconQuery
from app.catalog.text.matching import match
from app.catalog.text.segment_view import Entries
from app.catalog.text.words.concept import Alternative, Concept, QuestionConcepts, mask_fields
from app.catalog.text.words.stemming import stem_english
from tests.catalog.text.indexing import document, opened, write

ROOTS = """adopt attach behav care carer caring coach connect counsel custod depend disrupt engag famil foster
    grand guard help hous intens intern kin kins kinship legal matern navig parent perman place placem prevent
    reun school sibl stabil support teen train trauma treat visit""".split()  # noqa: SIM905
ENDINGS = ("", "s", "ed", "ing", "er", "ion", "ies", "y")
VOCABULARY = [root + ending for root in ROOTS for ending in ENDINGS]
POPULAR = list(accumulate(1 / rank for rank in range(1, len(VOCABULARY) + 1)))
LONGEST = dict(zip(FIELDS, (5, 2, 8, 10, 8, 6, 30, 8), strict=True))
QUESTIONS = 45
"""Of each kind, to each registry: 2,250 in all."""
Found = dict[str, float]
"""Slug -> score."""

stem_of_whoosh = RegexTokenizer() | StemFilter(stemfn=stem_english)


def stem(word: str) -> str:
    return next(token.text for token in stem_of_whoosh(word))


class Registry:
    """An index that is written to as builds do, and what either side finds in it."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder, self.chance = folder, random.Random(seed)
        self.common = self.chance.sample(VOCABULARY, len(VOCABULARY))
        self.documents: dict[str, dict[str, str]] = {}
        self.written: set[str] = set()

    def write(self, slugs: Iterable[int], gone: Iterable[int] = (), processes: int = 1) -> None:
        changed = {f"p{slug}": self.document(f"p{slug}") for slug in slugs}
        left = [f"p{slug}" for slug in gone]
        write(self.folder, changed.values(), left, processes)
        documents = self.documents | changed
        self.documents = {slug: document for slug, document in documents.items() if slug not in left}
        texts = [document[name] for document in changed.values() for name in FIELDS]
        self.written.update(word for text in texts for word in text.split())

    def document(self, slug: str) -> dict[str, str]:
        return document(slug, **{name: self.text(longest) for name, longest in LONGEST.items()})

    def text(self, longest: int) -> str:
        count = self.chance.randint(0, longest)
        return " ".join(self.chance.choices(self.common, cum_weights=POPULAR, k=count))

    def open(self) -> Registry:
        self.slugs = sorted(self.documents)
        self.lexicon = opened(self.folder, self.slugs)
        self.searcher = index.open_dir(str(self.folder)).searcher()
        return self

    def whoosh(self, asked: query.Query) -> Found:
        return {hit["slug"]: hit.score for hit in self.searcher.search(asked, limit=None)}

    def named(self, numbers: Iterable[int], scores: Iterable[float]) -> Found:
        """By slug. What was deleted has the number after the last."""
        found = zip(numbers, scores, strict=True)
        return {self.slugs[number]: float(score) for number, score in found if number < len(self.slugs)}

    def together(self, segments: Iterable[Entries]) -> Found:
        return {slug: score for entries in segments for slug, score in self.named(*entries).items()}

    def of_word(self, word: str, fields: Sequence[str] = ()) -> Found:
        return self.together(self.lexicon.word(stem(word), mask_fields(fields)))

    def of_phrase(self, words: Sequence[str], fields: Sequence[str] = ()) -> Found:
        return self.together(self.lexicon.phrase([stem(word) for word in words], mask_fields(fields)))

    def of_beginning(self, beginning: str, fields: Sequence[str] = ()) -> Found:
        return self.named(*self.lexicon.prefix(beginning, mask_fields(fields)))

    def of_question(self, words: Sequence[str], excluded: Sequence[str] = ()) -> Found:
        found = match(QuestionConcepts(concepts(words), concepts(excluded)), LexiconQuery(self.lexicon))
        numbers = np.flatnonzero(found.programs)
        return self.named(numbers, found.scores[numbers])

    def complete(self, words: Sequence[str]) -> int:
        return match(QuestionConcepts(concepts(words)), LexiconQuery(self.lexicon)).complete


def concepts(words: Sequence[str]) -> tuple[Concept, ...]:
    return tuple(Concept(word, ((at, at),), (Alternative((stem(word),)),)) for at, word in enumerate(words))


def word_query(word: str, fields: Sequence[str] = FIELDS, weight: float = 1) -> query.Query:
    """A word in any of the fields, each as heavy as ours."""
    return query.Or([query.Term(name, stem(word), boost=WEIGHTS[name] * weight) for name in fields])


def phrase_query(words: Sequence[str], fields: Sequence[str] = FIELDS) -> query.Query:
    return query.Or([query.Phrase(name, [stem(word) for word in words]) for name in fields])


def beginning_query(beginning: str, written: Iterable[str], fields: Sequence[str] = FIELDS) -> query.Query:
    """A word that begins so as it was written anywhere in the registry, or a stem that does."""
    as_written = {stem(word) for word in written if word.startswith(beginning)}
    stems = [query.Term(name, word) for name in fields for word in sorted(as_written)]
    return query.Or([*(query.Prefix(name, beginning) for name in fields), *stems])


def some_words(registry: Registry, count: int) -> list[str]:
    """Common and rare ones with different stems, sometimes one that nobody holds."""
    weights = [1 / (rank + 3) for rank in range(len(registry.common) + 1)]
    words = registry.chance.choices([*registry.common, "zebra"], weights, k=count)
    return list({stem(word): word for word in words}.values())


def some_neighbours(registry: Registry) -> list[str]:
    """Mostly words that follow each other in some document."""
    chance = registry.chance
    texts = registry.documents[chance.choice(registry.slugs)]
    words = texts[chance.choice(("body", "body", *FIELDS))].split()
    at, count = chance.randrange(max(1, len(words))), chance.choice((2, 2, 2, 3, 4))
    held = words[at : at + count]
    if len(held) > 1 and chance.random() < 0.8:
        return held
    return chance.choices(registry.common, cum_weights=POPULAR, k=count)


def some_beginning(registry: Registry) -> str:
    (word,) = some_words(registry, 1)
    return word[: registry.chance.randint(1, len(word))]


def some_fields(registry: Registry) -> list[str]:
    return registry.chance.sample(FIELDS, registry.chance.choice((1, 1, 2)))


def same_scores(ours: Found, theirs: Found) -> None:
    assert ours == pytest.approx(theirs, rel=1e-4)


def ask_a_word(registry: Registry) -> None:
    (word,) = some_words(registry, 1)
    theirs = registry.whoosh(word_query(word))
    same_scores(registry.of_word(word), theirs)
    same_scores(registry.of_question([word]), theirs)


def ask_all_words(registry: Registry) -> None:
    """Programs with all of them have the sum as their score; of two words, both are needed if possible."""
    words = some_words(registry, registry.chance.randint(2, 4))
    theirs = registry.whoosh(query.And([word_query(word) for word in words]))
    ours = registry.of_question(words)
    assert registry.complete(words) == len(theirs)
    same_scores({slug: ours[slug] for slug in theirs}, theirs)
    if theirs and len(words) <= 2:
        assert set(ours) == set(theirs)


def ask_weighed_words(registry: Registry) -> None:
    """A weight is a boost."""
    weighed = {word: round(registry.chance.uniform(0.1, 3), 2) for word in some_words(registry, 3)}
    theirs = registry.whoosh(query.And([word_query(word, weight=weight) for word, weight in weighed.items()]))
    asked = tuple(replace(concept, weight=weighed[concept.written]) for concept in concepts(list(weighed)))
    ours = match(QuestionConcepts(asked), LexiconQuery(registry.lexicon)).scores
    same_scores({slug: float(ours[registry.slugs.index(slug)]) for slug in theirs}, theirs)


def ask_any_word(registry: Registry) -> None:
    """Of two words that no program has together, those are found that have either."""
    words = some_words(registry, 2)
    theirs = registry.whoosh(query.Or([word_query(word) for word in words]))
    held = [registry.of_word(word) for word in words]
    same_scores({slug: sum(found.get(slug, 0) for found in held) for found in held for slug in found}, theirs)
    if not registry.complete(words):
        assert set(registry.of_question(words)) == set(theirs)


def ask_a_phrase(registry: Registry) -> None:
    words = some_neighbours(registry)
    assert set(registry.of_phrase(words)) == set(registry.whoosh(phrase_query(words)))


def ask_a_phrase_in_some_fields(registry: Registry) -> None:
    words, fields = some_neighbours(registry), some_fields(registry)
    assert set(registry.of_phrase(words, fields)) == set(registry.whoosh(phrase_query(words, fields)))


def ask_a_word_in_some_fields(registry: Registry) -> None:
    (word,), fields = some_words(registry, 1), some_fields(registry)
    assert set(registry.of_word(word, fields)) == set(registry.whoosh(word_query(word, fields)))


def ask_a_beginning(registry: Registry) -> None:
    beginning = some_beginning(registry)
    theirs = registry.whoosh(beginning_query(beginning, registry.written))
    assert set(registry.of_beginning(beginning)) == set(theirs)


def ask_a_beginning_in_some_fields(registry: Registry) -> None:
    beginning, fields = some_beginning(registry), some_fields(registry)
    theirs = registry.whoosh(beginning_query(beginning, registry.written, fields))
    assert set(registry.of_beginning(beginning, fields)) == set(theirs)


def ask_a_word_without_others(registry: Registry) -> None:
    word, *excluded = some_words(registry, 3)
    without = [query.Not(word_query(each)) for each in excluded]
    theirs = registry.whoosh(query.And([word_query(word), *without]))
    assert set(registry.of_question([word], excluded)) == set(theirs)


QUESTION: dict[str, Callable[[Registry], None]] = {
    "a word": ask_a_word,
    "all words": ask_all_words,
    "weighed words": ask_weighed_words,
    "any word": ask_any_word,
    "a phrase": ask_a_phrase,
    "a phrase in some fields": ask_a_phrase_in_some_fields,
    "a word in some fields": ask_a_word_in_some_fields,
    "a beginning": ask_a_beginning,
    "a beginning in some fields": ask_a_beginning_in_some_fields,
    "a word without others": ask_a_word_without_others,
}


def written_at_once(registry: Registry) -> Registry:
    registry.write(range(200))
    return registry.open()


def written_by_two(registry: Registry) -> Registry:
    """By two processes at once."""
    registry.write(range(200), processes=2)
    return registry.open()


def grown_in_small_steps(registry: Registry) -> Registry:
    """New, changed and deleted programs in several segments, some of whose documents no longer count."""
    registry.write(range(120))
    registry.write(range(100, 170), gone=range(3, 20))
    registry.write(range(30, 50), gone=range(50, 70))
    registry.write([], gone=range(150, 155))
    return registry.open()


def merged(registry: Registry) -> Registry:
    """So many steps that the small segments became one."""
    for step in range(MOST_SEGMENTS + 1):
        registry.write(range(step * 15, step * 15 + 25), gone=range(step * 15 - 3, step * 15))
    return registry.open()


def merged_and_grown(registry: Registry) -> Registry:
    return grown_in_small_steps(merged(registry))


GROWN: dict[str, tuple[Callable[[Registry], Registry], set[int]]] = {
    "written at once": (written_at_once, {1}),
    "written by two processes": (written_by_two, {1, 2}),
    "grown": (grown_in_small_steps, {3}),
    "merged": (merged, set(range(1, MOST_SEGMENTS + 1))),
    "merged and grown again": (merged_and_grown, set(range(1, MOST_SEGMENTS + 4))),
}
"""How a registry came to be, and its segments then: the quicker of two processes may do all the work."""


@pytest.fixture(scope="module", params=GROWN)
def registry(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Registry:
    grow, segments = GROWN[request.param]
    folder, seed = tmp_path_factory.mktemp("registry") / "index", list(GROWN).index(request.param)
    grown = grow(Registry(folder, seed))
    assert len(grown.lexicon.parts) in segments
    return grown


@pytest.mark.parametrize("kind", QUESTION)
def test_whoosh_finds_the_same(kind: str, registry: Registry) -> None:
    for _ in range(QUESTIONS):
        QUESTION[kind](registry)


def test_a_beginning_finds_the_same_however_the_index_grew(tmp_path: Path) -> None:
    """The word as written stands in one segment, another form of it in the other."""
    families, family = (document(slug, names=slug) for slug in ("families", "family"))
    grown, fresh = Registry(tmp_path / "grown", seed=0), Registry(tmp_path / "fresh", seed=0)
    for steps, registry in (([[families], [family]], grown), ([[families, family]], fresh)):
        for step in steps:
            write(registry.folder, step)
            registry.documents |= {document["slug"]: document for document in step}
    assert set(fresh.open().of_beginning("family")) == {"families", "family"}
    assert set(grown.open().of_beginning("family")) == {"families", "family"}
