"""Text becomes the stems that Whoosh's own filters would make, faster and with the differences shown here."""

import re
from collections.abc import Iterator

import pytest
from whoosh.analysis import CharsetFilter, LowercaseFilter, RegexTokenizer, StemFilter, StopFilter
from whoosh.support.charset import accent_map

from app.catalog.snapshot.snapshot import Snapshot
from app.catalog.text.analysis import INITIALS, LONGEST_WORD, StemAnalyzer, stem_words
from app.catalog.text.fields import list_passages
from app.catalog.text.words.normal_form import normalize_text
from app.catalog.text.words.stemming import stem_english

DOTTED = re.compile(r"\w+(?:\.\w+)+")
Placed = list[tuple[str, int]]
"""Tokens and their positions."""
fold = RegexTokenizer(r"\w+(?:[.]\w+)*") | LowercaseFilter() | CharsetFilter(accent_map)
LIGATURES = str.maketrans({"æ": "ae", "œ": "oe", "ß": "ss"})
"""Whoosh's table of accents leaves these."""
whoosh = fold | StopFilter(minsize=1) | StemFilter(stemfn=stem_english)
APOSTROPHES = re.compile(r"'s\b|(?<=\w)'(?=\w)")
"""A possessive ending is dropped, and so is what stands inside O'Malley and C.A.S.E."""


def placed(analyzer: object, text: str) -> Placed:
    """Positions from that of the first token, to which Whoosh adds the stop words before it."""
    found = [(token.text, token.pos) for token in analyzer(text, positions=True)]  # type: ignore[operator]
    return [(word, place - found[0][1]) for word, place in found]


def join_initials(dotted: re.Match[str]) -> str:
    return dotted.group().replace(".", "") if INITIALS.fullmatch(dotted.group()) else dotted.group()


def shipped_texts(snapshot: Snapshot) -> Iterator[str]:
    for card in snapshot.cards:
        page = snapshot.page(card.slug)
        assert page is not None
        program = page.program
        yield from (program.name, *program.aliases, program.summary, program.developer or "")
        yield from (text for _, text in list_passages(program, page.html))
        yield from (author for study in program.studies for author in study.citation.authors or ())


def test_the_shipped_texts_become_the_tokens_that_whoosh_would_make(snapshot: Snapshot) -> None:
    texts = list(shipped_texts(snapshot))
    assert sum(len(text) for text in texts) > 20_000
    for text in texts:
        plain = DOTTED.sub(join_initials, normalize_text(text)).translate(LIGATURES)
        assert placed(StemAnalyzer(), text) == placed(whoosh, APOSTROPHES.sub("", plain))


def test_positions_count_words_without_stop_words() -> None:
    found = placed(StemAnalyzer(), "The return of the child to a home")
    assert found == [("return", 0), ("child", 1), ("home", 2)]
    assert [token.pos for token in StemAnalyzer()("kinship care", positions=True, start_pos=5)] == [5, 6]


@pytest.mark.parametrize("typed, same", [
    ("Homebuilders®", "homebuilders"),
    ("HOMEBUILDERS™", "homebuilders"),
    ("Familia española", "familia espanola"),
    ("crianza ÍNTIMA", "crianza intima"),
    ("Müller", "muller"),
    ("tf-cbt", "TF CBT"),
    ("TFCO‑A", "tfco a"),  # a hyphen that does not break
    ("Children's Home", "Children’s Home"),
    ("“kinship”", "kinship"),
    ("adoption/guardianship", "adoption guardianship"),
])  # fmt: skip
def test_signs_accents_and_capitals_make_no_difference(typed: str, same: str) -> None:
    assert stem_words(typed) == stem_words(same) != []


def test_a_word_and_its_forms_share_a_stem() -> None:
    assert stem_words("adopt adopts adopted adopting") == ["adopt"] * 4


@pytest.mark.parametrize("typed", ["the", "and the of", "", " ", "®™", "“ ” — … * - ( )", "\x00\x1f"])
def test_stop_words_and_signs_are_no_words(typed: str) -> None:
    assert stem_words(typed) == []


@pytest.mark.parametrize("typed", ["parent's", "parent’s", "PARENT'S", "parents'", "parents’"])
def test_a_possessive_ending_is_dropped(typed: str) -> None:
    assert stem_words(typed) == stem_words("parent")


def test_words_are_cut_at_forty_letters() -> None:
    assert LONGEST_WORD == 40
    assert stem_words("x" * 40 + "yz") == stem_words("x" * 40) != stem_words("x" * 39)


def test_digits_stay_as_they_are() -> None:
    assert stem_words("1993 24/7 3rd") == ["1993", "24", "7", "3rd"]


def test_other_scripts_are_words_too() -> None:
    assert stem_words("子供 дети ילד") == ["子供", "дети", "ילד"]
