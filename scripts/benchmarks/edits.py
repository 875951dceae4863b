"""Typing errors: every edit of every longer word of the shipped names, and whether the program is still among the first three."""

import random
import string
import sys
from collections.abc import Iterator
from dataclasses import dataclass

from app.catalog.search.search import SearchRequest, search
from app.catalog.snapshot.snapshot import Card, Snapshot
from app.catalog.text.analysis import WORDS, stem_words
from benchmarks.building import Site
from benchmarks.corpus import SHIPPED
from benchmarks.report import Table

SEED = 5
LEAST_LETTERS = 5
LETTERS_INSERTED = 3
FIRST = 3
TOLD = 40
UNCHANGED = "as it stands"


@dataclass(frozen=True, slots=True)
class Edit:
    """A word of a name, as it stands there and as it was mistyped."""

    how: str
    word: str
    written: str
    start: int


@dataclass(frozen=True, slots=True)
class Tried:
    """Whether the program was among the first by the whole name and one by the word alone; `stands`: whether the word unedited finds one."""

    slug: str
    edit: Edit
    whole: str
    by_name: bool
    by_word: bool
    stands: bool

    def misses(self) -> list[str]:
        by_name = [] if self.by_name else [f"{self.slug}: “{self.whole}”"]
        return by_name if self.by_word or not self.stands else [*by_name, f"{self.slug}: “{self.edit.written}” ({self.edit.word})"]


def edits_table(site: Site) -> Table:
    snapshot, chance = site.served().snapshot(), random.Random(SEED)
    shipped = {path.stem for path in (SHIPPED / "programs").glob("*.md")}
    tried = [each for card in snapshot.cards if card.slug in shipped for each in _tried(snapshot, card, chance)]
    _tell([miss for each in tried for miss in each.misses()])
    rows = [_row(how, [each for each in tried if each.edit.how == how]) for how in dict.fromkeys(each.edit.how for each in tried)]
    rows.append(_row("all edits", [each for each in tried if each.edit.how != UNCHANGED]))
    notes = (
        f"Among {site.programs:,} programs: every edit of every word of {LEAST_LETTERS} letters or more of the {len(shipped)} shipped names;",
        f"letters put in or exchanged are drawn with a seed. Found: the program is among the first {FIRST} (of the word alone: one with a form of it",
        "in its names; in brackets those missed as they stand too).",
    )
    header = ("edit", "tried", "whole name found", "missed", "word alone found", "missed")
    return Table(f"Typing errors in {site.programs:,} programs", header, rows, notes)


def _tried(snapshot: Snapshot, card: Card, chance: random.Random) -> Iterator[Tried]:
    stands = False
    for edit in edits(card.name, chance):
        whole = card.name[: edit.start] + edit.written + card.name[edit.start + len(edit.word) :]
        by_word = _finds(snapshot, edit.written, _named(snapshot, edit.word))
        stands = by_word if edit.how == UNCHANGED else stands
        yield Tried(card.slug, edit, whole, _finds(snapshot, whole, {card.slug}), by_word, stands)


def edits(name: str, chance: random.Random) -> Iterator[Edit]:
    """Each word as it stands, then deletions, insertions of three letters, substitutions and transpositions, at every place; those that change nothing left out."""
    for match in WORDS.finditer(name):
        word = match.group()
        if len(word) >= LEAST_LETTERS and word.isalpha():
            yield Edit(UNCHANGED, word, word, match.start())
            yield from (Edit(how, word, written, match.start()) for how, written in _edited(word, chance) if written.lower() != word.lower())


def _edited(word: str, chance: random.Random) -> Iterator[tuple[str, str]]:
    letters = string.ascii_lowercase
    for at in range(len(word)):
        yield "letter left out", word[:at] + word[at + 1 :]
        yield "letter exchanged", word[:at] + chance.choice(letters) + word[at + 1 :]
        if at + 1 < len(word):
            yield "letters swapped", word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    for at in range(len(word) + 1):
        for letter in chance.sample(letters, LETTERS_INSERTED):
            yield "letter put in", word[:at] + letter + word[at:]


def _finds(snapshot: Snapshot, q: str, wanted: set[str]) -> bool:
    found = search(snapshot, SearchRequest(q=q, per_page=FIRST))
    return any(hit.card.slug in wanted for hit in found.hits)


def _named(snapshot: Snapshot, word: str) -> set[str]:
    """The programs that have a form of the word in one of their names."""
    wanted = stem_words(word)
    return {card.slug for card in snapshot.cards if any(wanted[0] in stem_words(name) for name in (card.name, *card.aliases))}


def _row(how: str, some: list[Tried]) -> tuple[str, ...]:
    by_name, by_word = sum(each.by_name for each in some), sum(each.by_word for each in some)
    never = sum(not each.by_word and not each.stands for each in some)
    missed = f"{len(some) - by_word} ({never})"
    return how, f"{len(some)}", f"{by_name / len(some):.2%}", f"{len(some) - by_name}", f"{by_word / len(some):.2%}", missed


def _tell(missed: list[str]) -> None:
    print(
        "\n".join(("bench: not among the first three, though the word as it stands is:", *(f"  {each}" for each in missed[:TOLD]))), file=sys.stderr
    )
    if len(missed) > TOLD:
        print(f"  and {len(missed) - TOLD} more", file=sys.stderr)
