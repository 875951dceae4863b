"""Words of a search that name a level of our own rating scale: “rated 2”, “well-supported”, “NR”."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.catalog.text.analysis import split_words
from app.evidence.entry.pages import RatingLevel

LEVEL = r"levels?(?: of)?"
MARKS = ("level", "levels", "rate", "rated", "rating", "ratings", "score", "scored", "grade", "graded")
"""One of these stands before the id of a level."""


@dataclass(frozen=True, slots=True)
class NamedLevels:
    """The letters from `start` to `end` name levels; `in_words`: by their label and not by their id."""

    start: int
    end: int
    levels: tuple[str, ...]
    in_words: bool


def lead(registries: Iterable[str] = ()) -> str:
    """A pattern of what people say before a rating: rated, evidence level; names of registries are folded."""
    ours = "".join(f"|{re.escape(name)}" for name in registries)
    qualified = rf"(?:(?:evidence|scientific|research|effectiveness{ours}) )+"
    marked = rf"(?:rated|ratings?|scored?|graded?)(?: (?:of|as|is|at|by|level{ours}))*"
    return rf"(?:{qualified}(?:levels?(?: of)?|{marked})|{marked})"


class LevelWords:
    """The patterns of the levels; `ours` are the folded names of the registry whose scale it is."""

    def __init__(self, levels: Mapping[str, RatingLevel], ours: Iterable[str]) -> None:
        names = {id: (fold_name(level.label), fold_name(level.short)) for id, level in levels.items()}
        before = lead(ours)
        self.patterns = {id: re.compile(_of_level(id, names, before)) for id in names}
        ids = "|".join(names)
        self.by_id = re.compile(rf"\b(?:{before}|{LEVEL}) (?P<id>{ids})(?: (?:or|and) (?P<also>{ids}))?\b")
        self.first_words = {
            *MARKS,
            *(name.split()[0] for own in names.values() for name in own if name),
            *(id for id in names if not id.isdigit()),
        }

    def find(self, written: str) -> Iterator[NamedLevels]:
        """Those that follow each other; where several begin at one word, the longest."""
        at = 0
        while found := self._next(written, at):
            yield found
            at = found.end

    def _next(self, written: str, at: int) -> NamedLevels | None:
        searched = ((id, pattern.search(written, at)) for id, pattern in self.patterns.items())
        named = [NamedLevels(*match.span(), (id,), True) for id, match in searched if match]
        if match := self.by_id.search(written, at):
            levels = tuple(level for level in match.group("id", "also") if level)
            named.append(NamedLevels(*match.span(), levels, False))
        return min(named, key=lambda each: (each.start, -each.end), default=None)


def fold_name(name: str) -> str:
    return " ".join(split_words(name))


def _of_level(id: str, names: Mapping[str, Sequence[str]], before: str) -> str:
    """A name whose words no other level has needs no mark; one that another has, like “supported”, does."""
    others = {word for other, own in names.items() if other != id for name in own for word in name.split()}
    plain = "|".join(name for name in names[id] if name not in others)
    unsure = "|".join(name for name in names[id] if name in others)
    forms = [rf"(?:{before} |{LEVEL} )?(?:{id} )?(?:{plain})"] if plain else []
    forms += [rf"(?:(?:{before}|{LEVEL}) (?:{id} )?|{id} )(?:{unsure})"] if unsure else []
    forms += [] if id.isdigit() else [id]
    return rf"\b(?:{'|'.join(forms)})\b"
