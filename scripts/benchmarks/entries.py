"""One synthetic program: front matter as the reader wants it, and a body."""

import json
import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from benchmarks.words import Language, paragraphs, sentence

NOT_A_SLUG = re.compile(r"[^a-z0-9]+")
KINDS = ("Program", "Training", "Services", "Intervention", "Support", "Therapy", "Project", "Visits", "Groups", "Coaching")
LEVELS = ("1", "2", "3", "4", "5", "nr")
SECTIONS = {"About": 0.4, "Essential components": 0.2, "Delivery": 0.1, "Training and materials": 0.1, "Notes on the evidence": 0.2}
"""Heading -> its share of the words."""
SHORTEST_BODY, LONGEST_BODY = 200, 500
"""In words: 350 on average, as the shipped entries."""
NULLED = ("peer_reviewed", "usual_care", "valid_measures", "developer_involved", "treatment_months", "comparison")
LONGEST_SUMMARY = 240
LONG_TEXT = 60

Values = Mapping[str, Any]


@dataclass(slots=True)
class Maker:
    """Makes entries one after the other. `words` are the ids of each vocabulary in use, `studies` those of the shipped entries."""

    spoken: Language
    words: Mapping[str, Sequence[str]]
    topics: Sequence[str]
    studies: Sequence[Values]
    chance: random.Random
    names: set[str] = field(default_factory=set)

    def entry(self) -> tuple[str, str]:
        """(slug, the text of its file)."""
        name = self._name()
        slug = NOT_A_SLUG.sub("-", name.lower()).strip("-")
        front = self._who(name) | self._what() | self._evidence() | {"sources": [f"https://example.org/programs/{slug}"], "dates": self._dates()}
        return slug, "---\n" + "\n".join(front_matter(front)) + f"\n---\n\n{self._body()}\n"

    def _name(self) -> str:
        pick = self.chance.choice
        while True:
            first = self.chance.choices(self.spoken.invented, k=self.chance.randint(1, 2))
            name = " ".join([*(word.capitalize() for word in first), *self.chance.sample(self.spoken.titles, self.chance.randint(1, 2)), pick(KINDS)])
            if self._is_new(name):
                return name

    def _is_new(self, name: str) -> bool:
        before = len(self.names)
        self.names.add(name.casefold())
        return len(self.names) > before

    def _aliases(self, name: str) -> list[str]:
        """A third has an acronym or another name."""
        if self.chance.random() > 1 / 3:
            return []
        initials = "".join(word[0] for word in name.split())
        acronym = initials + "".join(self.chance.choices(name.replace(" ", "").upper(), k=2))
        other = f"{sentence(self.spoken, self.chance, 2).title()} {self.chance.choice(KINDS)}"
        return [alias for alias in (acronym, other)[: self.chance.randint(1, 2)] if self._is_new(alias)]

    def _some(self, vocabulary: str, most: int, least: int = 0) -> list[str]:
        ids = self.words[vocabulary]
        return self.chance.sample(ids, min(len(ids), self.chance.randint(least, most)))

    def _lines(self, least: int, most: int) -> list[str]:
        return [sentence(self.spoken, self.chance, self.chance.randint(4, 9)) for _ in range(self.chance.randint(least, most))]

    def _who(self, name: str) -> dict[str, Any]:
        youngest, oldest = sorted(self.chance.choices(range(20), k=2))
        target: dict[str, Any] = {"description": sentence(self.spoken, self.chance, 14) + ".", "groups": self._some("populations", 3, 1)}
        if self.chance.random() < 0.9:
            target["ages"] = {"min": youngest, "max": oldest}
        return {
            "name": name,
            "aliases": self._aliases(name),
            "summary": sentence(self.spoken, self.chance, self.chance.randint(16, 26))[: LONGEST_SUMMARY - 1] + ".",
            "status": "active",
            "developer": sentence(self.spoken, self.chance, 3).title(),
            "website": "https://example.org/",
            "target_population": target,
            "permanency": self._some("permanency", 2),
        }

    def _what(self) -> dict[str, Any]:
        weeks = sorted(self.chance.choices(range(4, 60), k=2))
        delivery = {
            "serves": self._some("serves", 2, 1),
            "formats": self._some("formats", 2, 1),
            "settings": self._some("settings", 3, 1),
            "intensity": sentence(self.spoken, self.chance, 8),
            "duration": f"{weeks[1]} weeks",
            "weeks": {"min": weeks[0], "max": weeks[1]},
            "languages": ["en", *(id for id in self._some("languages", 1) if id != "en")],
        }
        return {
            "delivery": delivery,
            "goals": self._lines(2, 4),
            "components": self._lines(2, 4),
            "manual": {"available": self.chance.choice(("yes", "no", "unknown")), "inferred": False},
            "harm": {"case": "unknown", "basis": "unknown"},
        }

    def _evidence(self) -> dict[str, Any]:
        studies = [self._study(number) for number in range(self.chance.randint(1, 3))]
        return {"topics": [self._membership(topic) for topic in self.chance.sample(self.topics, self.chance.randint(0, 3))], "studies": studies}

    def _membership(self, topic: str) -> dict[str, Any]:
        rating = {
            "level": self.chance.choices(LEVELS, (1, 2, 5, 1, 1, 5))[0], "by": "CEBC", "as_of": f"{self.chance.randint(2008, 2025)}",
            "source": "https://example.org/rating", "seen": "2026-01-15", "copy": "stored", "note": "Invented for a measurement.",
        }  # fmt: skip
        return {
            "topic": topic,
            "relevance": self.chance.choice(("high", "medium", "low", None)),
            "ratings": [rating] if self.chance.random() < 0.8 else [],
        }

    def _study(self, number: int) -> dict[str, Any]:
        """A shipped study with another title, year and size, and facts randomly not recorded."""
        like = self.chance.choice(self.studies)
        year = self.chance.randint(1988, 2025)
        study = {key: None if key in NULLED and self.chance.random() < 0.3 else value for key, value in like.items() if key != "sample"}
        citation = {"authors": [f"{word.capitalize()}, {word[0].upper()}." for word in self.chance.sample(self.spoken.invented, 3)], "year": year,
                    "title": sentence(self.spoken, self.chance, 12), "container": sentence(self.spoken, self.chance, 3).title()}  # fmt: skip
        participants = {"n": self.chance.randint(12, 900), "unit": "families"}
        findings = [self._finding(finding) for finding in like.get("findings", ())[:4]]
        return study | {"id": f"study-{number + 1}-{year}", "citation": citation, "participants": participants, "findings": findings}

    def _finding(self, like: Values) -> dict[str, Any]:
        finding = {key: None if key in ("significant", "measure", "effect") and self.chance.random() < 0.3 else value for key, value in like.items()}
        if "months_after_treatment" in finding:
            finding |= {"months_after_treatment": self.chance.choice((0, 0, 3, 6, 12, 18, 24, None)), "months_after_baseline": None}
        finding["outcome"] = self.chance.choice(self.words["outcomes"])
        return finding

    def _dates(self) -> dict[str, str]:
        return {"added": "2024-03-01", "reviewed": f"{self.chance.randint(2025, 2026)}-0{self.chance.randint(1, 9)}-{self.chance.randint(10, 28)}"}

    def _body(self) -> str:
        total = self.chance.randint(SHORTEST_BODY, LONGEST_BODY)
        return "\n\n".join(f"## {heading}\n\n{paragraphs(self.spoken, self.chance, round(total * share))}" for heading, share in SECTIONS.items())


def front_matter(values: Values, indent: str = "") -> list[str]:
    """YAML in blocks, as an editor writes it; every text in quotes."""
    lines: list[str] = []
    for key, value in values.items():
        if isinstance(value, dict) and value:
            lines += [f"{indent}{key}:", *front_matter(value, indent + "  ")]
        elif isinstance(value, list) and value and (isinstance(value[0], dict) or sum(map(len, map(str, value))) > LONG_TEXT):
            lines.append(f"{indent}{key}:")
            for each in value:
                held = front_matter(each, indent + "    ") if isinstance(each, dict) else [f"{indent}    {_plain(each)}"]
                lines += [f"{indent}  - {held[0].lstrip()}", *held[1:]]
        else:
            lines.append(f"{indent}{key}: {_plain(value)}")
    return lines


def _plain(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
