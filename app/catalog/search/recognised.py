"""Recognises words of a search that name a filter, so that it can be offered; it is never applied unasked."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from app.catalog.snapshot.snapshot import Snapshot
from app.catalog.text.analysis import fold_word, locate_words, split_words
from app.catalog.text.lexicon import LexiconQuery

RATING = "rating"
QUALIFIED = r"(?:(?:evidence|scientific|research|cebc|effectiveness) )+"
MARKED = r"(?:rated|ratings?|scored?|graded?)(?: (?:of|as|is|at|by|level|cebc))*"
LEAD = rf"(?:{QUALIFIED}(?:levels?(?: of)?|{MARKED})|{MARKED})"
"""What people say before the id of a level: rated, evidence level."""
LEVEL = r"levels?(?: of)?"
Names = tuple[tuple[str, str, str], ...]
"""Id, label and short label of each level."""

Patterns = Mapping[str | None, re.Pattern[str]]


@dataclass(frozen=True, slots=True)
class RecognisedFilter:
    """`words` of a search mean the `value` of a filter; `q` is the search without them.

    `total` is how many programs that finds together with the filter.
    """

    words: str
    parameter: str
    value: str
    q: str
    total: int = 0


def recognise_filters(q: str, snapshot: Snapshot, lookup: LexiconQuery) -> Iterator[RecognisedFilter]:
    """The filters that words of a search in its normal form mean."""
    names = tuple((id, level.label, level.short) for id, (level, _) in snapshot.levels.items())
    if not _hint(names).search(q):
        return
    located = [(fold_word(word), begin, end) for word, begin, end in locate_words(q)]
    written = " ".join(word for word, _, _ in located)
    at = 0
    while found := _longest(written, at, _patterns(names)):
        match, values = found
        words = located[written[: match.start()].count(" ") : written[: match.end()].count(" ") + 1]
        at = match.end()
        start, end = _with_quotes(q, words[0][1], words[-1][2])
        if q[:start].endswith("-") or _is_of_name(tuple(word for word, _, _ in words), lookup):
            continue
        rest = " ".join(f"{q[:start]} {q[end:]}".split())
        for value in values:
            yield RecognisedFilter(q[words[0][1] : words[-1][2]], RATING, value, rest)


def _longest(written: str, at: int, patterns: Patterns) -> tuple[re.Match[str], tuple[str, ...]] | None:
    """The first words from a place on that mean levels, the most words where several begin there."""
    found = [(match, id) for id, pattern in patterns.items() if (match := pattern.search(written, at))]
    if not found:
        return None
    match, id = min(found, key=lambda each: (each[0].start(), -each[0].end()))
    return match, (id,) if id else tuple(value for value in match.group("id", "also") if value)


@lru_cache(maxsize=8)
def _hint(names: Names) -> re.Pattern[str]:
    """Finds a first word of anything recognised, in next to no time."""
    firsts = {split_words(name)[0] for _, *own in names for name in own if split_words(name)}
    ids = {id for id, *_ in names if not id.isdigit()}
    return re.compile(
        rf"\b(?:levels?|rate|ratings?|score|grade|{'|'.join(sorted(firsts | ids))})", re.IGNORECASE
    )


@lru_cache(maxsize=8)
def _patterns(names: Names) -> Patterns:
    """A pattern for the names of each level, and (None) one for the ids of all behind a word like rated."""
    ids = "|".join(id for id, *_ in names)
    folded = {id: [" ".join(split_words(name)) for name in own] for id, *own in names}
    patterns: dict[str | None, re.Pattern[str]] = {}
    for id, own in folded.items():
        others = {word for other, of in folded.items() if other != id for each in of for word in each.split()}
        plain = "|".join(each for each in own if each not in others)
        unsure = "|".join(each for each in own if each in others)
        forms = [rf"(?:{LEAD} |{LEVEL} )?(?:{id} )?(?:{plain})"] if plain else []
        forms += [rf"(?:(?:{LEAD}|{LEVEL}) (?:{id} )?|{id} )(?:{unsure})"] if unsure else []
        forms += [] if id.isdigit() else [id]
        patterns[id] = re.compile(rf"\b(?:{'|'.join(forms)})\b")
    marked = rf"(?:{LEAD}|{LEVEL}) (?P<id>{ids})(?: (?:or|and) (?P<also>{ids}))?"
    patterns[None] = re.compile(rf"\b{marked}\b")
    return patterns


def _is_of_name(words: tuple[str, ...], lookup: LexiconQuery) -> bool:
    """Whether “level 4” is a part of the name of a program."""
    return len(words) == 2 and words[0].startswith("level") and lookup.named(words)


def _with_quotes(q: str, start: int, end: int) -> tuple[int, int]:
    quoted = q[:start].endswith('"') and q[end:].startswith('"')
    return (start - 1, end + 1) if quoted else (start, end)
