"""A content folder of any size, from a seed: the shipped entries, and synthetic ones made of their parts."""

import datetime
import os
import random
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, chain, product
from pathlib import Path
from typing import Any

import yaml

from app.evidence.content import read_content
from app.evidence.entry.program import Program

ROOT = Path(__file__).resolve().parent.parent.parent
SHIPPED = ROOT / "content"
SEED = 20261121
INVENTED = 20_000
REAL_SHARE = 0.6
LONGEST_RUN = 5
WORD = re.compile(r"[A-Za-z][A-Za-z’'-]*[A-Za-z]")
NOT_A_SLUG = re.compile(r"[^a-z0-9]+")
CONSONANTS, VOWELS = "bcdfghjklmnprstvwz", "aeiou"
KINDS = ("Program", "Training", "Services", "Intervention", "Support", "Therapy", "Project", "Coaching")
SECTIONS = {"About": 0.4, "Essential components": 0.2, "Delivery": 0.2, "Notes on the evidence": 0.2}
"""Heading -> its share of the words."""
BORROWED = ("target_population", "permanency", "delivery")
"""Parts of an entry that are drawn each from another shipped entry."""


@dataclass(frozen=True, slots=True)
class Site:
    """A content folder of `programs` programs, and where its catalog is built."""

    programs: int
    content: Path
    catalog: Path

    def environment(self) -> dict[str, str]:
        return os.environ | {"HOMEWARD_CONTENT": str(self.content), "HOMEWARD_CATALOG": str(self.catalog)}


def make_site(folder: Path, programs: int) -> Site:
    """Write the content; nothing is built."""
    site = Site(programs, folder / "content", folder / "catalog")
    shutil.copytree(SHIPPED, site.content)
    registry, _ = read_content(SHIPPED, datetime.date.today())
    shipped = [(item.value, item.body) for item in registry.programs.values()]
    maker = EntryMaker(shipped, random.Random(SEED))
    for _ in range(programs - len(shipped)):
        maker.write_entry(site.content / "programs")
    return site


class EntryMaker:
    """Makes synthetic entries; their words are runs of shipped text and invented words, Zipf-distributed."""

    def __init__(self, shipped: list[tuple[Program, str]], chance: random.Random) -> None:
        self.chance = chance
        options = {"mode": "json", "by_alias": True, "exclude_unset": True}
        self.shipped = [each.model_dump(**options) for each, _ in shipped]
        self.real = [word for each, body in shipped for word in WORD.findall(f"{each.summary} {body}")]
        self.titles = sorted({word.title() for word in self.real if len(word) > 4 and word.isalpha()})
        self.invented = list(self._invent({word.lower() for word in self.real}))
        self.weights = list(accumulate(1 / rank for rank in range(1, INVENTED + 1)))
        alone = self.chance.sample(self.invented, INVENTED)
        self.first_words = chain(alone, map(" ".join, product(alone, repeat=2)))

    def write_entry(self, folder: Path) -> None:
        pick = self.chance.choice
        name = f"{next(self.first_words)} {pick(self.titles)} {pick(KINDS)}".title()
        front = yaml.safe_dump(self._front(name), sort_keys=False, allow_unicode=True, width=110)
        total = self.chance.randint(300, 600)
        sections = (f"## {head}\n\n{self._text(round(total * part))}\n" for head, part in SECTIONS.items())
        slug = NOT_A_SLUG.sub("-", name.lower()).strip("-")
        (folder / f"{slug}.md").write_text("\n".join((f"---\n{front}---\n", *sections)), "utf-8")

    def _front(self, name: str) -> dict[str, Any]:
        front = {key: value for key, value in self.chance.choice(self.shipped).items() if key != "website"}
        for part in BORROWED:
            other = self.chance.choice(self.shipped)
            front |= {part: other[part]} if part in other else {}
        lines = [[self._sentence(self.chance.randint(4, 9)) for _ in range(3)] for _ in range(2)]
        studies = [self._study(study) for study in front["studies"]]
        texts = {"name": name, "aliases": [], "summary": self._sentence(20)[:239] + ".", "status": "active"}
        return front | texts | {"goals": lines[0], "components": lines[1], "studies": studies}

    def _study(self, study: dict[str, Any]) -> dict[str, Any]:
        citation = {key: study["citation"].get(key) for key in ("authors", "year", "container")}
        return study | {"citation": citation | {"title": self._sentence(12)}}

    def _sentence(self, length: int) -> str:
        """Runs of shipped text, so that its phrases are as frequent as there, between invented words."""
        words: list[str] = []
        while len(words) < length:
            run = self.chance.randint(2, LONGEST_RUN)
            start = self.chance.randrange(len(self.real) - LONGEST_RUN)
            words += self.real[start : start + run]
            new = round(run * (1 - REAL_SHARE) / REAL_SHARE)
            words += self.chance.choices(self.invented, cum_weights=self.weights, k=new)
        text = " ".join(words[:length])
        return text[0].upper() + text[1:]

    def _text(self, length: int) -> str:
        """Paragraphs of five sentences of 14 words."""
        sentences = [self._sentence(14) + "." for _ in range(-(-length // 14))]
        return "\n\n".join(" ".join(sentences[at : at + 5]) for at in range(0, len(sentences), 5))

    def _invent(self, taken: set[str]) -> Iterator[str]:
        pick, known = self.chance.choice, len(taken)
        while len(taken) < known + INVENTED:
            syllables = (pick(CONSONANTS) + pick(VOWELS) for _ in range(self.chance.randint(2, 4)))
            word = "".join(syllables) + pick("lmnrst")
            if word not in taken:
                taken.add(word)
                yield word
