"""The language of a synthetic registry: runs of words as the shipped entries have them, and invented words with a Zipf distribution."""

import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate

INVENTED = 20_000
REAL_SHARE = 0.6
LONGEST_REAL_RUN, LONGEST_INVENTED_RUN = 5, 3
WORD = re.compile(r"[A-Za-z][A-Za-z’'-]*[A-Za-z]")
ONSETS = (
    "b", "bl", "br", "c", "ch", "d", "dr", "f", "fl", "g", "gr", "h", "j", "k", "l", "m", "n",
    "p", "pl", "pr", "qu", "r", "s", "sh", "sk", "sl", "st", "t", "th", "tr", "v", "w", "z",
)  # fmt: skip
VOWELS = ("a", "e", "i", "o", "u", "ai", "ea", "ee", "io", "ou")
CODAS = ("", "", "", "l", "m", "n", "nd", "r", "rt", "s", "st", "x")


@dataclass(frozen=True, slots=True)
class Language:
    """`real` are the words of the shipped entries in the order they stand, `titles` those fit for a name, `weights` cumulative over `invented`."""

    real: tuple[str, ...]
    titles: tuple[str, ...]
    invented: tuple[str, ...]
    weights: tuple[float, ...]


def language(shipped: Iterable[str], chance: random.Random) -> Language:
    real = tuple(word for text in shipped for word in WORD.findall(text))
    titles = sorted({word.capitalize() for word in real if 5 <= len(word) <= 12 and word.isalpha() and word.islower()})
    invented = tuple(_invented(chance, {word.lower() for word in real}))
    return Language(real, tuple(titles), invented, tuple(accumulate(1 / rank for rank in range(1, INVENTED + 1))))


def _invented(chance: random.Random, taken: set[str]) -> Iterator[str]:
    made = 0
    while made < INVENTED:
        syllables = chance.choices((1, 2, 3, 4), (1, 6, 5, 1))[0]
        word = "".join(chance.choice(ONSETS) + chance.choice(VOWELS) + chance.choice(CODAS) for _ in range(syllables))
        if len(word) > 3 and word not in taken:
            taken.add(word)
            made += 1
            yield word


def running(spoken: Language, chance: random.Random, length: int) -> list[str]:
    """`length` words of text, REAL_SHARE of them from the shipped entries, in runs: so their phrases are as frequent as they are there."""
    real_run, invented_run = (2 + LONGEST_REAL_RUN) / 2, (1 + LONGEST_INVENTED_RUN) / 2
    odds = REAL_SHARE * invented_run / (REAL_SHARE * invented_run + (1 - REAL_SHARE) * real_run)
    text: list[str] = []
    while len(text) < length:
        if chance.random() < odds:
            start = chance.randrange(len(spoken.real) - LONGEST_REAL_RUN)
            text += spoken.real[start : start + chance.randint(2, LONGEST_REAL_RUN)]
        else:
            text += chance.choices(spoken.invented, cum_weights=spoken.weights, k=chance.randint(1, LONGEST_INVENTED_RUN))
    return text[:length]


def sentence(spoken: Language, chance: random.Random, length: int) -> str:
    text = " ".join(running(spoken, chance, length))
    return text[0].upper() + text[1:]


def paragraphs(spoken: Language, chance: random.Random, length: int) -> str:
    """Sentences of 8 to 20 words in paragraphs of five."""
    words, sentences = running(spoken, chance, length), []
    while words:
        cut = chance.randint(8, 20)
        piece = " ".join(words[:cut])
        sentences.append(piece[0].upper() + piece[1:] + ".")
        del words[:cut]
    return "\n\n".join(" ".join(sentences[at : at + 5]) for at in range(0, len(sentences), 5))
