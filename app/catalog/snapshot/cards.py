"""A program as lists show it, kept as one text per program: a generation is loaded by reading these and nothing else of its programs."""

import json
from collections.abc import Iterable

from app.catalog.build.rows import described_by
from app.catalog.snapshot.snapshot import Card, CurrentRating
from app.catalog.store.tables import Row
from app.catalog.text.analysis import stem_words
from app.evidence.entry.program import Program


def card_to_json(slug: str, program: Program, verdicts: Iterable[Row]) -> str:
    """The card of a program as JSON; `verdicts` are its rows of that table."""
    derived = {values["topic"]: values for _, values in verdicts}
    ages = program.target_population.ages
    ratings = []
    for membership in program.topics:
        current = membership.ratings[0] if membership.ratings else None
        found = derived.get(membership.topic, {})
        published = (current.level, current.by, current.as_of) if current else (None, None, None)
        reason = found.get("reason") if found.get("derived") == "nr" else None
        ratings.append((membership.topic, membership.relevance, *published, found.get("derived"), reason, found.get("differs")))
    words = {vocabulary: ids for vocabulary, ids in described_by(program).items() if ids}
    harm = bool(program.harm and program.harm.is_recorded)
    bounds = (ages.min, ages.max) if ages else (None, None)
    reviewed = str(program.dates.reviewed)
    called = [" ".join(stem_words(name)) for name in (program.name, *program.aliases)]
    return json.dumps([slug, program.name, program.summary, *bounds, reviewed, program.aliases, ratings, words, harm, called], ensure_ascii=False)


def card_from_json(document: str) -> Card:
    slug, name, summary, youngest, oldest, reviewed, aliases, ratings, words, harm, called = json.loads(document)
    rated = tuple(CurrentRating(*each) for each in ratings)
    return Card(slug, name, summary, youngest, oldest, reviewed, tuple(aliases), rated, _each_tuple(words), harm, tuple(called))


def _each_tuple(words: dict[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {vocabulary: tuple(ids) for vocabulary, ids in words.items()}
