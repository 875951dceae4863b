"""The age of a child that a search names, so that programs for other ages do not come first."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from app.catalog.snapshot.facets import OLDEST
from app.evidence.entry.pages import VocabularyWord

NUMBERS = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
NUMBER = rf"\d{{1,2}}|{'|'.join(sorted(NUMBERS, key=len, reverse=True))}"
YEARS_OLD = re.compile(rf"\b({NUMBER})[ -]?(?:(?:years?|yrs?)[ -]?olds?|yo|y o)\b|\baged? ({NUMBER})\b")
MONTHS_OLD = re.compile(rf"\b(?:{NUMBER})[ -](?:weeks?|months?)[ -]?old\b")
A_NUMBER = re.compile(NUMBER)


def find_ages(q: str, stages: Mapping[str, VocabularyWord]) -> frozenset[int]:
    """The whole years that a search names: “nine year old”, else the stage of life of a word like “teen”.

    Several ages are several children. None is named by most searches.
    """
    said = q.casefold()
    years = {_number(first or second) for first, second in YEARS_OLD.findall(said)}
    years |= {0} if MONTHS_OLD.search(said) else set()
    if not years:
        words = _stage_words(tuple(sorted(_named_stages(stages))))
        years = {age for found in words.findall(said) for age in _of_stage(found, stages)}
    return frozenset(year for year in years if year <= OLDEST)


def _number(written: str) -> int:
    return int(written) if written.isdigit() else NUMBERS.index(written) + 1


def _named_stages(stages: Mapping[str, VocabularyWord]) -> Iterator[str]:
    for word in stages.values():
        yield from (said.casefold() for said in (*word.synonyms, *word.said) if not A_NUMBER.match(said))


@lru_cache(maxsize=4)
def _stage_words(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))})\b")


def _of_stage(found: str, stages: Mapping[str, VocabularyWord]) -> Iterator[int]:
    for word in stages.values():
        if word.ages and found in (said.casefold() for said in (*word.synonyms, *word.said)):
            yield from range(word.ages.min or 0, (OLDEST if word.ages.max is None else word.ages.max) + 1)
