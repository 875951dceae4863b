"""The ages of children that a search names, so that programs for other ages come last."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.catalog.snapshot.facets import OLDEST
from app.evidence.entry.pages import VocabularyWord

NUMBERS = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
    "twenty one", "twenty two", "twenty three", "twenty four", "twenty five",
)  # fmt: skip
MONTHS_A_YEAR = 12
NEVER = "(?!)"
N = rf"(?:\d{{1,2}}|{'|'.join(each.replace(' ', '[ -]') for each in reversed(NUMBERS))})"
OLD = r"[ -]?(?:(?:years?|yrs?)[ -]?olds?|y ?/?\.?o)\b"
AGE = r"\bage[sd]?:?(?: (?:of|from|is))? "
END = r"(?= *(?:$|[,.;:!?)]| (?:and|or|but|who|with|when|in|from)\b))"
"""What follows a number that is an age by itself, never what it would count."""
IS = r"\b(?<!what )(?:is|was|at|am|he's|she's|just|only|now|turned|turns|turning|almost|nearly) "
TO = r"(?:(?<=\d) ?- ?(?=\d)| (?:to|through) )"
OF_SPAN = rf"{AGE}({N}){TO}({N})\b|\b({N}){TO}({N}){OLD}|\bages of ({N}) and ({N})\b"
OF_SEVERAL = rf"{AGE}({N})(?:, ({N}))?,? (?:and|or|&) ({N})\b|\b({N})(?:, ({N}))?,? (?:and|or|&) ({N}){OLD}"
OF_ONE = rf"\b({N}){OLD}|{AGE}({N})\b|{IS}({N}){END}|(?<=[,;(]) *({N})(?= *(?:[,;)]|$))|^({N})(?= *[,;])"
OF_BOUND = (
    rf"\b(?:(?P<under>under|below|younger than)|over|older than) (?:the )?(?:age (?:of )?)?(?P<n>{N}){END}"
)
OF_MONTHS = rf"\b(?P<n>{N})[ -](?:(?P<months>months?)|weeks?)[ -]?olds?\b"
DIGIT, WORD = re.compile(r"\d"), re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class AskedAge:
    """The letters from `begin` to `end` name a child whose age in years is one of `years`.

    `in_words`: by a stage of life.
    """

    begin: int
    end: int
    years: tuple[int, ...]
    in_words: bool = False


class LifeStages:
    """The words for stages of life, like “teen”, with the ages of each."""

    def __init__(self, stages: Mapping[str, VocabularyWord]) -> None:
        named = [(word.ages, each) for word in stages.values() for each in (*word.synonyms, *word.said)]
        self.years = {
            name.casefold(): tuple(range(ages.min or 0, (OLDEST if ages.max is None else ages.max) + 1))
            for ages, name in named
            if ages and not _has_number(name, _words(name))
        }
        longest_first = sorted(self.years, key=len, reverse=True)
        names = "|".join(map(re.escape, longest_first)) or NEVER
        self.first_words = {WORD.findall(name)[0] for name in self.years}
        self.pattern = re.compile(rf"\b(?:{names})\b", re.IGNORECASE)

    def find(self, q: str) -> Iterator[AskedAge]:
        for found in self.pattern.finditer(q):
            yield AskedAge(*found.span(), self.years[found.group().casefold()], True)


def find_ages(q: str, stages: LifeStages) -> tuple[AskedAge, ...]:
    """The children whose ages a search names in years or months, else by a stage of life; mostly none."""
    words = _words(q)
    named = [each for each in _in_numbers(q) if each.years] if _has_number(q, words) else []
    if not named and not stages.first_words.isdisjoint(words):
        named = list(stages.find(q))
    return tuple({each.years: each for each in reversed(named)}.values())[::-1]


def _words(q: str) -> set[str]:
    """What tells in next to no time that there is nothing to look for."""
    return set(WORD.findall(q.casefold()))


def _has_number(q: str, words: set[str]) -> bool:
    return bool(DIGIT.search(q)) or not words.isdisjoint(NUMBERS)


def _in_numbers(q: str) -> Iterator[AskedAge]:
    """Wider patterns first; what one took is taken out for the others."""
    for pattern, read in READINGS:
        for found in pattern.finditer(q):
            for years in read(found):
                begin = found.end() - len(found.group().lstrip())
                yield AskedAge(begin, found.end(), tuple(year for year in years if year <= OLDEST))
            q = f"{q[: found.start()]}{'_' * len(found.group())}{q[found.end() :]}"


def _span(found: re.Match[str]) -> Iterator[range]:
    low, high = (_number(each) for each in found.groups() if each)
    yield range(low, high + 1)


def _each(found: re.Match[str]) -> Iterator[range]:
    for each in filter(None, found.groups()):
        yield range(_number(each), _number(each) + 1)


def _months(found: re.Match[str]) -> Iterator[range]:
    years = _number(found["n"]) // MONTHS_A_YEAR if found["months"] else 0
    yield range(years, years + 1)


def _bound(found: re.Match[str]) -> Iterator[range]:
    bound = _number(found["n"])
    yield range(bound) if found["under"] else range(bound + 1, OLDEST + 1)


def _number(written: str) -> int:
    said = written.casefold().replace("-", " ")
    return int(said) if said.isdigit() else NUMBERS.index(said) + 1


READINGS = tuple(
    (re.compile(pattern, re.IGNORECASE), read)
    for pattern, read in (
        (OF_SPAN, _span), (OF_SEVERAL, _each), (OF_MONTHS, _months), (OF_BOUND, _bound), (OF_ONE, _each),
    )
)  # fmt: skip
