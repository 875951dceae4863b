"""Phrases that mean the same, from the vocabularies and the glossary: each stands for all others of its set."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from app.catalog.text.analysis import stems
from app.evidence.pages import VocabularyWord

VOCABULARIES = ("populations", "permanency", "settings", "formats", "outcomes", "designs", "glossary")
"""Vocabularies whose words stand for their synonyms in a search."""
Phrase = tuple[str, ...]
"""Stems that stand side by side."""
LONGEST = 6


@dataclass(frozen=True, slots=True)
class Synonyms:
    """`meanings` is the name of a set -> its phrases, `of` the other way round, `words` every stem in any of them."""

    meanings: Mapping[str, tuple[Phrase, ...]]
    of: Mapping[Phrase, tuple[str, ...]]
    words: frozenset[str]

    def at(self, words: Sequence[str]) -> Phrase | None:
        """The longest known phrase with which `words` begins."""
        return next((phrase for length in range(min(LONGEST, len(words)), 0, -1) if (phrase := tuple(words[:length])) in self.of), None)


@lru_cache(maxsize=10_000)
def _phrase(text: str) -> Phrase:
    return tuple(stems(text))


def synonyms_of(vocabulary: Mapping[str, Mapping[str, VocabularyWord]]) -> Synonyms:
    meanings: dict[str, tuple[Phrase, ...]] = {}
    of: dict[Phrase, list[str]] = defaultdict(list)
    words = {f"{name}/{id}": word for name in VOCABULARIES for id, word in vocabulary.get(name, {}).items()}
    for name, word in words.items():
        read = dict.fromkeys(map(_phrase, (word.label, *word.synonyms)))
        phrases = tuple(phrase for phrase in read if 0 < len(phrase) <= LONGEST)
        if len(phrases) > 1:
            meanings[name] = phrases
        for phrase in phrases if len(phrases) > 1 else ():
            of[phrase].append(name)
    return Synonyms(meanings, {phrase: tuple(names) for phrase, names in of.items()}, frozenset(stem for phrase in of for stem in phrase))
