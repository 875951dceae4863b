"""Puts words together that a program writes as one, and takes apart what a program writes as several."""

from collections.abc import Sequence
from dataclasses import replace

from app.catalog.text.analysis import stem
from app.catalog.text.lexicon import LexiconQuery
from app.catalog.text.question import QuestionWord
from app.catalog.text.synonyms import Phrase

MOST_JOINED, LEAST_LETTERS = 3, 4
"""Words that may be one, and the letters that they have together."""


def join_neighbours(words: Sequence[QuestionWord], lookup: LexiconQuery) -> list[QuestionWord]:
    """The words of a question, neighbours put together where some program writes them as one word."""
    if len(words) < 2:
        return list(words)
    joined: list[QuestionWord] = []
    at = 0
    while at < len(words):
        runs = (words[at : at + count] for count in range(min(MOST_JOINED, len(words) - at), 1, -1))
        found = next((run for run in runs if _are_one(run, lookup)), words[at : at + 1])
        joined.append(_join(found) if len(found) > 1 else words[at])
        at += len(found)
    return joined


def join_phrase(words: Sequence[QuestionWord], lookup: LexiconQuery) -> Phrase | None:
    """The stems of a phrase with neighbours put together; None where no program writes any as one word."""
    joined = join_neighbours(words, lookup)
    return tuple(word.stem for word in joined if not word.stopped) if len(joined) < len(words) else None


def split_phrase(words: Sequence[QuestionWord], lookup: LexiconQuery) -> Phrase | None:
    """The stems of a phrase with its words taken apart; None where no program writes any apart."""
    found = [lookup.split(word.typed) or (word.stem,) for word in words]
    return (
        tuple(stem for stems in found for stem in stems) if any(len(stems) > 1 for stems in found) else None
    )


def _are_one(words: Sequence[QuestionWord], lookup: LexiconQuery) -> bool:
    """Whether some program writes the words as one. Words that say little must be a name or hyphenated."""
    whole = "".join([word.typed for word in words])
    if len(whole) < LEAST_LETTERS or not lookup.lexicon.may_hold(whole):
        return False
    if any(word.prefix for word in words) or whole.isdigit() or stem(whole) is None:
        return False
    if any(word.is_weak for word in words) and not all(word.tied for word in words[1:]):
        return bool(lookup.named((stem(whole) or "",)))
    return lookup.lexicon.holds(stem(whole) or "")


def _join(words: Sequence[QuestionWord]) -> QuestionWord:
    whole = "".join(word.typed for word in words)
    return replace(
        words[0],
        typed=whole,
        stem=stem(whole) or whole,
        span=(words[0].span[0], words[-1].span[1]),
        filler=False,
        stopped=False,
        name=all(word.name for word in words),
        parts=tuple(word.stem for word in words if not word.stopped),
    )
