"""Collects phrases that mean the same, from the vocabularies and the glossary.

Each phrase stands for all others of its set. What people say for a word (`said`) stands for the set too but
does not belong to it: a program that says so does not yet have what the word means.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from app.catalog.text.analysis import stem_words
from app.evidence.entry.pages import VocabularyWord

VOCABULARIES = (
    "populations", "problems", "permanency", "settings", "formats", "outcomes", "designs", "ages",
    "languages", "glossary",
)  # fmt: skip
"""Vocabularies whose words stand for their synonyms in a search."""
RECORDED = "populations"
"""The vocabulary whose words count for more in the record of a program than in its text."""
Phrase = tuple[str, ...]
"""Stems that stand side by side."""
LONGEST = 6


@dataclass(frozen=True)
class Synonyms:
    """`meanings` is name of a set -> its phrases, `of` is phrase -> sets, `words` is every stem in them."""

    meanings: Mapping[str, tuple[Phrase, ...]]
    of: Mapping[Phrase, tuple[str, ...]]
    words: frozenset[str]

    @cached_property
    def longest(self) -> Mapping[str, int]:
        """A stem -> how many stems the longest known phrase has that begins with it."""
        found: dict[str, int] = {}
        for phrase in self.of:
            found[phrase[0]] = max(found.get(phrase[0], 0), len(phrase))
        return found

    def at(self, words: Sequence[str]) -> Phrase | None:
        """The longest known phrase with which `words` begins."""
        most = min(self.longest.get(words[0], 0), len(words)) if words else 0
        return next((phrase for n in range(most, 0, -1) if (phrase := tuple(words[:n])) in self.of), None)


def make_marker(id: str) -> str:
    """Marker term of programs recorded with this word of RECORDED; its long prefix keeps corrections away."""
    return f"___{id.replace('-', '_')}"


def stem_markers(meanings: Iterable[str]) -> tuple[str, ...]:
    """Stems of the markers of those sets of phrases that have one."""
    ids = (name.partition("/")[2] for name in meanings if name.startswith(f"{RECORDED}/"))
    return tuple(stem for id in ids for stem in stem_words(make_marker(id)))


def collect_synonyms(vocabulary: Mapping[str, Mapping[str, VocabularyWord]]) -> Synonyms:
    meanings: dict[str, tuple[Phrase, ...]] = {}
    of: dict[Phrase, list[str]] = defaultdict(list)
    words = {f"{name}/{id}": word for name in VOCABULARIES for id, word in vocabulary.get(name, {}).items()}
    for name, word in words.items():
        phrases, said = _phrases(word.label, *word.synonyms), _phrases(*word.said)
        if len(phrases) + len(said) > 1 and phrases:
            meanings[name] = phrases
            for phrase in dict.fromkeys((*phrases, *said)):
                of[phrase].append(name)
    stems = frozenset(stem for phrase in of for stem in phrase)
    return Synonyms(meanings, {phrase: tuple(names) for phrase, names in of.items()}, stems)


def _phrases(*texts: str) -> tuple[Phrase, ...]:
    return tuple(phrase for phrase in dict.fromkeys(map(_phrase, texts)) if 0 < len(phrase) <= LONGEST)


@lru_cache(maxsize=10_000)
def _phrase(text: str) -> Phrase:
    return tuple(stem_words(text))
