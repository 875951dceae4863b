"""Knows which words of English are names too: of people, places, peoples and products."""

from functools import lru_cache
from pathlib import Path

HERE = Path(__file__).parent
OF_PEOPLE, OTHERS = HERE / "names_of_people.txt", HERE / "other_names.txt"
"""Words of the list of English or of the vocabularies. The first: given names and surnames of the US Census
of 1990 (public domain). The second: what dictionaries write with a capital letter alone.
"""


@lru_cache(maxsize=1)
def names_of_people() -> frozenset[str]:
    """Given names and surnames, folded."""
    return frozenset(OF_PEOPLE.read_text("utf-8").split())


@lru_cache(maxsize=1)
def other_names() -> frozenset[str]:
    """Names of other things, folded."""
    return frozenset(OTHERS.read_text("utf-8").split())
