"""Slugs that are written much like one that does not exist."""

from collections.abc import Iterable

from rapidfuzz import fuzz, process

LEAST = 60
"""Percent of the letters that two slugs have in the same order; half of them are alike by chance."""


def find_similar(slug: str, known: Iterable[str], most: int) -> list[str]:
    """At most `most` of the known slugs, the most similar first; of 5,000 in a few milliseconds."""
    found = process.extract(slug, list(known), scorer=fuzz.ratio, limit=most, score_cutoff=LEAST)
    return [each for each, *_ in found]
