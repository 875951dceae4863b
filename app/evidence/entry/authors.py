"""Who the authors of a recorded citation are: persons, organizations, and others who are not named."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

OTHERS = re.compile(
    r"(?:^|[\s,;&]+)(?:(?:and|&)\s+)?"
    r"(?:et\.?\s*al(?:ii|iae|ia)?\.?|(?<!\w)others\.?|(?<!\w)colleagues\.?)\s*$",
    re.IGNORECASE,
)
"""“et al.”, “and others” and the like, alone or after a name."""
EDITOR = re.compile(r"\s*\((eds?|hrsg)\.?\)\.?$", re.IGNORECASE)
SUFFIX = re.compile(r"(jr|sr|ii|iii|iv|2nd|3rd|ph\.?d|m\.?d|esq)\.?", re.IGNORECASE)
PARTICLE = re.compile(
    r"af|al|ap|bin|da|dal|de|del|della|den|der|des|di|dos?|du|e|el|et|i|las?|le|los?|ten|ter|van|von|y"
    r"|zu[mr]?|['’]t",
    re.IGNORECASE,
)
INITIALS = re.compile(r"(?:[^\W\d_]{1,2}\.[-‐’']?)+|[^\W\d_]{1,3}(?:-[^\W\d_])?")
NAME = re.compile(r"[^\W\d_]+(?:[-‐’'][^\W\d_]+)*")
JOINING = re.compile(r"of|for|and|&|the|on|in|at|to|für|with|from|by|per", re.IGNORECASE)
"""Words that stand in the name of an organization and in no person's."""
OF_ORGANIZATIONS = re.compile(
    r"(?:administ|agenc|allianc|associa|authorit|bureau|cent(?:er|re|ro)s?$|coalition|colleg|commi"
    r"|compan|consorti|corp|council|depart|direc[ct]|division|escuela|fa[ck]ult|federa|foundation"
    r"|fund$|gmbh|government|group$|hochschule|hospital|inc$|institu|laborator|ll[cp]$|ltd$|minist"
    r"|nation(?:al|s)$|network|office|organi[sz]|partner|plc$|program|project|research$|schools?$"
    r"|section$|services?$|societ|solution|states$|team$|trust$|unit$|universi"
    r")",
    re.IGNORECASE,
)
PLACES = frozenset({"U.S.", "U. S.", "US", "USA", "U.S.A.", "UK", "U.K.", "D.C.", "DC"})


@dataclass(frozen=True, slots=True)
class Author:
    """A person with a `given` name (mostly initials); without one, `family` is any name as it is recorded."""

    family: str
    given: str | None = None
    suffix: str | None = None

    @property
    def written(self) -> str:
        """“Lee, J., Jr.”, or the whole name of an organization."""
        return ", ".join(filter(None, (self.family, self.given, self.suffix)))


@dataclass(frozen=True, slots=True)
class Authors:
    """Those who are named; `has_others`: there are more."""

    named: tuple[Author, ...] = ()
    has_others: bool = False


def parse_authors(recorded: Iterable[str] | None) -> Authors:
    """The authors of a citation. “et al.” and the like are nobody's name, wherever they are written."""
    return _parse(tuple(recorded or ()))


@lru_cache(maxsize=2_000)  # a page names each of its studies a dozen times
def _parse(names: tuple[str, ...]) -> Authors:
    bare = [OTHERS.sub("", name).strip(" ,;") for name in names]
    has_others = any(OTHERS.search(name) for name in names)
    return Authors(tuple(parse_author(name) for name in bare if name), has_others)


def name_authors(authors: Authors) -> str:
    """“Walton”, “Walton and Roe”, “Walton and others”; empty when nobody is named."""
    families = [author.family for author in authors.named]
    if families and (authors.has_others or len(families) > 2):
        families = [families[0], "others"]
    return " and ".join(families)


def parse_author(name: str) -> Author:
    """A person only where initials or given names follow the comma: “Walton, E.”, “Lee, Jr., J.”.

    “Westat”, “Care Solutions, Inc.” and “Department of Family Services, Bureau of Kin” stay whole.
    """
    whole = " ".join(EDITOR.sub("", name).split())
    family, *rest = (part.strip() for part in whole.split(","))
    suffixes = [part for part in rest if SUFFIX.fullmatch(part)]
    given = [part for part in rest if not SUFFIX.fullmatch(part)]
    if len(given) != 1 or len(suffixes) > 1 or not _is_family(family) or not _is_given(given[0], family):
        return Author(whole)
    names = [family, given[0]]
    for place, part in enumerate(names):
        start, _, last = part.rpartition(" ")
        if start and not suffixes and re.fullmatch(r"(jr|sr)\.?|i{2,3}|iv", last, re.IGNORECASE):
            names[place], suffixes = start, [last]
    return Author(*names, *suffixes)


def _is_family(name: str) -> bool:
    """Whether it can be the name of a family: no joining word, and no word of organizations beside others."""
    words = name.split()
    if not words or any(JOINING.fullmatch(word) for word in words):
        return False
    return len(words) == 1 or not any(OF_ORGANIZATIONS.match(_bare(word)) for word in words)


def _is_given(name: str, family: str) -> bool:
    """Initials, or words that are names; never the part of an organization, a place or a form of company."""
    words = name.split()
    if not words or (name in PLACES and len(family.split()) > 1):
        return False
    if any(OF_ORGANIZATIONS.match(_bare(word)) for word in words):
        return False
    return all(_is_name(word) for word in words)


def _is_name(word: str) -> bool:
    if PARTICLE.fullmatch(word) or INITIALS.fullmatch(word):
        return not JOINING.fullmatch(word)
    return bool(NAME.fullmatch(word.rstrip("."))) and word[0].isupper()


def _bare(word: str) -> str:
    return word.strip(".()’'&")
