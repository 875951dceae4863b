"""Knows the words of English, kept as one text in order, which takes a twentieth of a set of words."""

from functools import lru_cache
from pathlib import Path

from app.catalog.text.words.spelling import spell_alike

END, RARE = b"\n", b"\t"
"""After a word; and before that, after a word that hardly anybody writes."""
LEAST_OFTEN = 50
"""As often as the package counts a word that it did not meet."""
PREFIXES = tuple(
    """after anti bio co cyber eco grand home inter micro mid mis multi neuro non out over pre post
    psycho re self semi socio step sub super tele trans un under""".split()  # noqa: SIM905
)
LEAST_AFTER_PREFIX = 5
ALSO = frozenset(
    """app apps adoptee adoptees autistics doula doulas fentanyl lgbt lgbtq lgbtqia latina latinas
    latine latinx meth naloxone neurodiverse neurodiversity opioids podcasts suboxone toolkit
    toolkits transracial vape vaping webinar webinars""".split()  # noqa: SIM905
)
"""Words of today and of the field that the package lacks."""


class EnglishWords:
    """The words of a file, each on a line and in order; none without a file."""

    def __init__(self, path: Path | None = None) -> None:
        self._lines = path.read_bytes() if path else END

    def __contains__(self, word: str) -> bool:
        """Whether a folded word is one of English: in any region's spelling, a plural, or with a prefix."""
        if word in ALSO or self._is_listed(word) or self._is_listed(spell_alike(word)):
            return True
        if word.endswith("s") and self._is_listed(f"{word[:-3]}y" if word.endswith("ies") else word[:-1]):
            return True
        rests = (word.removeprefix(prefix) for prefix in PREFIXES if word.startswith(prefix))
        return any(len(rest) >= LEAST_AFTER_PREFIX and self._find(rest) == rest for rest in rests)

    def is_usual(self, word: str) -> bool:
        """Whether the word stands in the list as it is, and many people write it."""
        return self._find(word) == word

    def is_rare(self, word: str) -> bool:
        """Whether hardly anybody writes this word, so that it may as well be another misspelled."""
        return word not in ALSO and self._find(word) != word

    def _is_listed(self, word: str) -> bool:
        return self._find(word) is not None

    def _find(self, word: str) -> str | None:
        """The line of a word: with a mark after it when it is rare."""
        wanted, low, high = word.encode("utf-8"), 0, len(self._lines)
        while low < high and wanted:
            start = self._lines.rfind(END, 0, (low + high) // 2) + 1
            end = self._lines.find(END, start)
            line = self._lines[start:end]
            if line.removesuffix(RARE) == wanted:
                return line.decode("utf-8")
            low, high = (end + 1, high) if line.removesuffix(RARE) < wanted else (low, start)
        return None


NO_ENGLISH = EnglishWords()


def write_english(path: Path) -> None:
    """Write the file of words; one that is there stays."""
    if not path.exists():
        path.write_bytes(_list_words())


@lru_cache(maxsize=1)
def _list_words() -> bytes:
    # Imported here: only a build needs it, and its dictionary takes a tenth of a second to read.
    from spellchecker import SpellChecker

    counts = SpellChecker("en", distance=1).word_frequency.dictionary
    words = sorted((word.encode("utf-8"), count) for word, count in counts.items() if word.isalpha())
    return b"".join(word + (END if count > LEAST_OFTEN else RARE + END) for word, count in words)
