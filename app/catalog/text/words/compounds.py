"""Finds the words of a text that hyphens join and of which some are stop words."""

import re

from app.catalog.text.analysis import fold_word, stem
from app.catalog.text.words.normal_form import normalize_text

HYPHENATED = re.compile(r"\w+(?:-\w+)+")


def find_compounds(text: str) -> set[str]:
    """Compounds with a stop word or of three words and more, folded: in-home, step-by-step."""
    found = set()
    for compound in dict.fromkeys(HYPHENATED.findall(normalize_text(text))):
        words = [fold_word(word) for word in compound.split("-")]
        if len(words) > 2 or any(stem(word) is None for word in words):
            found.add("-".join(words))
    return found
