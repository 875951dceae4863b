"""Reads words of a question one by one: as known phrases, joined, with an ending left open, or mended."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.catalog.text.analysis import stem
from app.catalog.text.lexicon import NAMES, Lexicon, LexiconQuery
from app.catalog.text.question import LEAST_BEGINNING, LONGEST_ACRONYM, OWNERS, QuestionWord
from app.catalog.text.synonyms import Phrase, Synonyms
from app.catalog.text.words.concept import SCATTERED, Alternative, Concept
from app.catalog.text.words.joining import join_neighbours

MOST_NEAR = 3
"""Words offered in the place of one that no program holds."""


def read_words(words: Sequence[QuestionWord], lookup: LexiconQuery, synonyms: Synonyms) -> Iterator[Concept]:
    """Longest synonym phrases first, the rest word by word. What cannot match is an unknown word."""
    joined = join_neighbours(words, lookup)
    words = [word for word in joined if not word.stopped or (word.name and lookup.named((word.typed,)))]
    read = [_read_word(words, at, lookup, synonyms) for at in range(len(words))]
    stems = [concept.head_stem or "" for concept in read]
    at = 0
    while at < len(words):
        places = _find_phrase(words, stems, at, synonyms)
        whole = _join_phrase([read[place] for place in places], lookup.lexicon, synonyms) if places else None
        if whole and whole.can_match:
            yield whole
            at = places[-1] + 1
        else:
            yield _without_unknown(read[at], lookup.lexicon)
            at += 1


def _find_phrase(words: Sequence[QuestionWord], stems: list[str], at: int, synonyms: Synonyms) -> list[int]:
    """Where the words of the longest known phrase stand that begins there, with or without OWNERS in it."""
    if stems[at] not in synonyms.longest:
        return []
    rest = list(range(at, len(words)))
    kept = [place for place in rest if place == at or words[place].typed not in OWNERS]
    phrases = [synonyms.at([stems[place] for place in places]) or () for places in (rest, kept)]
    return max(rest[: len(phrases[0])], kept[: len(phrases[1])], key=len)


def _without_unknown(concept: Concept, lexicon: Lexicon) -> Concept:
    """The concept of a word; without alternatives when no program holds it."""
    is_held = any(all(map(lexicon.holds, alternative.stems)) for alternative in concept.alternatives)
    return concept if concept.beginning or is_held else replace(concept, alternatives=())


def _join_phrase(read: Sequence[Concept], lexicon: Lexicon, synonyms: Synonyms) -> Concept:
    """The words of a known phrase as one concept."""
    phrase = tuple(concept.head_stem or "" for concept in read)
    apart = (Alternative(phrase, exact=True), Alternative(phrase, SCATTERED))
    alternatives = apart if len(phrase) > 1 else read[0].alternatives
    return Concept(
        " ".join(each.written for each in read),
        tuple(span for each in read for span in each.spans),
        alternatives if any(all(map(lexicon.holds, each.stems)) for each in alternatives) else (),
        meanings=tuple(name for name in synonyms.of[phrase] if lexicon.holds_meaning(name)),
        mended=tuple(mended for each in read for mended in each.mended),
    )


def _read_word(words: Sequence[QuestionWord], at: int, lookup: LexiconQuery, synonyms: Synonyms) -> Concept:
    """One word on its own: as typed, else as a prefix, else as two written together, else corrected."""
    word = words[at]
    if word.prefix:
        return Concept(f"{word.typed}*", (word.span,), beginning=word.typed)
    if word.stopped:
        return Concept(word.typed, (word.span,), (Alternative((word.stem,)),), within=NAMES)
    split = word.parts or lookup.split(word.typed)
    apart = _apart(split, bool(word.parts)) if split else ()
    if word.filler or word.stem in synonyms.words or lookup.lexicon.holds(word.stem):
        alternatives = (Alternative((word.stem,)), *apart)
        return Concept(word.typed, (word.span,), alternatives, filler=word.filler)
    concept = Concept(word.typed, (word.span,))
    is_last = at == len(words) - 1
    may_continue = is_last and len(word.typed) >= LEAST_BEGINNING and lookup.continues(word.typed)
    if not may_continue and apart:
        return replace(concept, alternatives=apart)
    # A word of English or an acronym that no program holds is no misspelling of another.
    is_right = word.typed in lookup.lexicon.english or (word.name and len(word.typed) <= LONGEST_ACRONYM)
    if may_continue and not is_right:
        return replace(concept, beginning=word.typed)
    if apart:
        return replace(concept, alternatives=apart)
    near = lookup.corrections(word.typed)
    if is_right:
        named = [better for better in near if _fits_name(words, at, better, lookup)]
        if not named:
            return replace(concept, near=(*near[:MOST_NEAR], *([f"{word.typed}*"] if may_continue else ())))
        near = named
    for better in near:
        corrected = Alternative((stem(better) or better,))
        return replace(concept, alternatives=(corrected,), mended=((word.span, better),))
    return replace(concept, alternatives=(Alternative((word.stem,)),))


def _fits_name(words: Sequence[QuestionWord], at: int, better: str, lookup: LexiconQuery) -> bool:
    """Whether an unknown acronym or a rare word would, mended, make a name with the word beside it."""
    word, english = words[at], lookup.lexicon.english
    if word.typed in english and (word.name or not english.is_rare(word.typed)):
        return False
    mended = stem(better) or better
    before = at > 0 and lookup.named((words[at - 1].stem, mended))
    return before or (at + 1 < len(words) and lookup.named((mended, words[at + 1].stem)))


def _apart(stems: Phrase, scattered: bool) -> tuple[Alternative, ...]:
    """The words that a word was joined of: side by side, and where they were typed apart also anywhere."""
    if len(stems) == 1:
        return (Alternative(stems),)
    return (Alternative(stems, exact=True), *([Alternative(stems, SCATTERED)] if scattered else []))
