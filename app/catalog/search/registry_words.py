"""Words of a search that name a registry, or a rating that it gives: “Title IV-E well-supported”."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from app.catalog.search.level_words import fold_name, lead
from app.evidence.entry.pages import VocabularyWord
from app.evidence.entry.registry_ratings import Scale

LINKS = frozenset(
    """as at are be called calls considers finds found gives given has have is it list listed lists of program
    programs rate rated rates rating ratings registry says scored scores that the to
    which""".split()  # noqa: SIM905
)
"""May stand between a registry and the rating that it gives."""
BACKLINKS = frozenset(
    """a according at by from in of on practice practices program programs rating ratings the to
    under""".split()  # noqa: SIM905
)
"""May stand between a rating and the registry that gives it."""
MOST_LINKS = 4


@dataclass(frozen=True, slots=True)
class NamedByRegistry:
    """The letters from `start` to `end` name a registry and the id of its rating, None for any."""

    start: int
    end: int
    registry: str
    rating: str | None


class RegistryWords:
    """The names of a registry and of the ratings on its scale."""

    def __init__(self, id: str, word: VocabularyWord, scale: Scale, shared: Iterable[str]) -> None:
        self.id = id
        self.ratings = {fold_name(name): step.id for step in scale.values() for name in step.names}
        names, ratings = _either(registry_names(word)), _either(self.ratings)
        known = [name for name in (word.label, *word.synonyms, word.known_as) if name and not name.islower()]
        links, backlinks = (rf"(?: (?:{_either(words)}))" for words in (LINKS, BACKLINKS))
        given = rf"\b(?:{lead()} )?(?P<rating>{ratings}){backlinks}{{1,{MOST_LINKS}}}"
        gives = rf"\b(?:{names}){links}{{0,{MOST_LINKS}}} (?P<rating>{ratings})(?: rating| rated)?\b"
        self.anywhere = re.compile(rf"\b(?:{names})\b")
        self.alone = re.compile(rf"\b(?:{lead()} )?(?:{_either(map(fold_name, known))})\b")
        self.forms = re.compile(gives), re.compile(rf"{given} (?:{names})\b")
        self.by_shared = re.compile(rf"{given} (?:{_either(shared)})\b")

    def find(self, written: str) -> Iterator[NamedByRegistry]:
        """The rating that it is said to give, else the registry."""
        is_named = self.anywhere.search(written)
        forms = self.forms if is_named else (self.by_shared,)
        if found := next(filter(None, (form.search(written) for form in forms)), None):
            yield NamedByRegistry(*found.span(), self.id, self.ratings[found["rating"]])
        elif is_named and (alone := self.alone.search(written)):
            yield NamedByRegistry(*alone.span(), self.id, None)


def registry_names(word: VocabularyWord) -> list[str]:
    """Folded, without “the” before them."""
    named = (word.label, *word.synonyms, word.known_as, word.short)
    folded = (fold_name(name).removeprefix("the ") for name in named if name)
    return list(dict.fromkeys(filter(None, folded)))


def shared_nouns(registries: Sequence[VocabularyWord]) -> frozenset[str]:
    """The last words of the names of several registries: clearinghouse."""
    nouns = [{name.split()[-1] for name in registry_names(word)} for word in registries]
    return frozenset(noun for own in nouns for noun in own if sum(noun in other for other in nouns) > 1)


def _either(names: Iterable[str]) -> str:
    """The longest first, so that “well supported” is not read as “supported”."""
    return "|".join(map(re.escape, sorted(filter(None, names), key=len, reverse=True))) or "(?!)"
