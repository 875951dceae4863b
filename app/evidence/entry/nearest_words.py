"""What somebody may have meant by a word that is not known; nothing rather than a wrong guess."""

import difflib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

ARTICLES = ("the ", "a ", "an ")
SHORT, NEAR, NEAR_AS_ONE = 4, 0.78, 0.88
"""A word of at most `SHORT` letters is misspelled only by exchanged, missing or doubled letters."""
Names = Mapping[str, str]
"""A name as `plain_name` writes it -> the id that it means."""
NamedIds = Sequence[tuple[str, Sequence[str]]]
"""Ids with what people may write for them."""


def find_nearest(written: str, known: Iterable[str]) -> str | None:
    """The one of `known` that `written` is a spelling of."""
    return find_named(written, {plain_name(each): each for each in known})


def find_named(written: str, names: Names) -> str | None:
    """The id whose name `written` is, is misspelled from, or shares its words with; None when in doubt."""
    asked = plain_name(written)
    if asked in names:
        return names[asked]
    for is_meant in (_is_written_apart, _is_misspelled):
        found = {id for name, id in names.items() if is_meant(asked, name)}
        if found:
            return found.pop() if len(found) == 1 else _closest(asked, found, names)
    found = {id for name, id in names.items() if _has_the_words(asked, name)}
    return found.pop() if len(found) == 1 else None


def find_closest(written: str, names: Iterable[str]) -> str:
    """The one of several names that looks most like `written`."""
    asked = plain_name(written)
    return max(names, key=lambda name: _ratio(asked, plain_name(name)))


def is_said_in(name: str, names: Iterable[str]) -> bool:
    """Whether somebody who knows `name` finds it, word for word, in one of `names`."""
    asked = plain_name(name)
    return any(f" {asked} " in f" {plain_name(each)} " for each in names)


def collect_names(named: Iterable[tuple[str, Iterable[str]]]) -> Names:
    """Every name of (id, names) pairs; one that means several is left out, an id always means itself."""
    pairs = [(id, [plain_name(each) for each in names]) for id, names in named]
    meant: dict[str, set[str]] = {}
    for id, names in pairs:
        for name in names:
            meant.setdefault(name, set()).add(id)
    sure = {name: ids.copy().pop() for name, ids in meant.items() if len(ids) == 1 and name}
    return {**sure, **{plain_name(id): id for id, _ in pairs}}


@lru_cache(10_000)
def plain_name(text: str) -> str:
    """Small letters and digits, words apart by a space, without marks, dots of acronyms and articles."""
    bare = unicodedata.normalize("NFKD", text.casefold()).replace("&", " and ")
    bare = "".join(sign for sign in bare if not unicodedata.combining(sign))
    bare = re.sub(r"\b(\w)\.(?=\w\b|\s|$)", r"\1", re.sub(r"['’]", "", bare))
    words = re.sub(r"[\W_]+", " ", bare).strip()
    article = next((each for each in ARTICLES if words.startswith(each)), "")
    return words[len(article) :]


def _is_written_apart(asked: str, name: str) -> bool:
    return asked.replace(" ", "") == name.replace(" ", "") or _stems(asked) == _stems(name)


def _stems(text: str) -> list[str]:
    return [word[:-1] if len(word) > SHORT and word.endswith("s") else word for word in text.split()]


def _is_misspelled(asked: str, name: str) -> bool:
    words, known = asked.split(), name.split()
    if len(words) != len(known):
        return _ratio(asked.replace(" ", ""), name.replace(" ", "")) >= NEAR_AS_ONE and asked[:1] == name[:1]
    return bool(words) and all(map(_is_misspelled_word, words, known))


def _is_misspelled_word(word: str, known: str) -> bool:
    """A first letter is seldom wrong, and often the difference: male and female, un-, in- and out-."""
    if word == known:
        return True
    if word[:1] != known[:1] or min(len(word), len(known)) < 2 or max(len(word), len(known)) < 3:
        return False
    if min(len(word), len(known)) <= SHORT:
        return sorted(word) == sorted(known) or (
            abs(len(word) - len(known)) == 1 and _is_inside(*sorted((word, known), key=len))
        )
    return _ratio(word, known) >= NEAR


def _is_inside(short: str, long: str) -> bool:
    """Whether one letter was left out."""
    return any(long[:place] + long[place + 1 :] == short for place in range(len(long)))


def _has_the_words(asked: str, name: str) -> bool:
    """Whether one has all the words of the other and few more."""
    words, known = set(_stems(asked)), set(_stems(name))
    both = words & known
    return bool(both) and both in (words, known) and 2 * len(both) >= max(len(words), len(known))


def _closest(asked: str, found: set[str], names: Names) -> str | None:
    ranked = sorted(_ranked(asked, found, names), reverse=True)
    (best, id), (second, _) = ranked[:2]
    return id if best > second else None


def _ranked(asked: str, found: set[str], names: Names) -> Iterator[tuple[float, str]]:
    for id in found:
        yield max(_ratio(asked, name) for name, meant in names.items() if meant == id), id


@lru_cache(10_000)
def _ratio(one: str, other: str) -> float:
    return difflib.SequenceMatcher(None, one, other).ratio()
