"""What a search forgives, and what it says about it: over the shipped content."""

import random
import re
from collections.abc import Callable, Iterator
from string import ascii_lowercase
from unicodedata import normalize

import pytest

from app.catalog.snapshot.snapshot import Card, Snapshot
from app.catalog.text.analysis import split_words, stem, stem_words
from app.catalog.text.fields import find_acronyms, list_passages
from app.catalog.text.lexicon import Lexicon
from tests.catalog.text.asking import find, slugs

Edit = Callable[[str, int, str], str]
"""Takes a word, the place of the edit and a letter; gives the word edited."""


def best(snapshot: Snapshot, q: str) -> list[str]:
    return slugs(snapshot, q)[:3]


def having(snapshot: Snapshot, vocabulary: str, id: str) -> set[str]:
    """The programs that are recorded with a word."""
    return {card.slug for card in snapshot.cards if id in card.words.get(vocabulary, ())}


def names(card: Card) -> tuple[str, ...]:
    return (card.name, *card.aliases)


def test_every_program_is_found_by_each_of_its_names_and_acronyms(snapshot: Snapshot) -> None:
    every_name = {card.slug: (*names(card), *find_acronyms(*names(card))) for card in snapshot.cards}
    called = [(slug, name) for slug, own in every_name.items() for name in own]
    assert len(called) > 3 * len(snapshot.cards)
    assert [(slug, name) for slug, name in called if slug not in best(snapshot, name)] == []


def test_every_program_is_found_by_its_names_without_capitals_and_signs(snapshot: Snapshot) -> None:
    plain = [(card.slug, " ".join(split_words(name))) for card in snapshot.cards for name in names(card)]
    assert [(slug, name) for slug, name in plain if slug not in best(snapshot, name)] == []


def without_a_letter(word: str, at: int, _: str) -> str:
    return word[:at] + word[at + 1 :]


def with_a_letter_more(word: str, at: int, letter: str) -> str:
    return word[:at] + letter + word[at:]


def with_another_letter(word: str, at: int, letter: str) -> str:
    return word[:at] + letter + word[at + 1 :]


def with_two_letters_swapped(word: str, at: int, _: str) -> str:
    at = min(at, len(word) - 2)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


EDITS = (without_a_letter, with_a_letter_more, with_another_letter, with_two_letters_swapped)


def misspelled(name: str, edit: Edit, chance: random.Random, lexicon: Lexicon) -> Iterator[str]:
    """The name with an edit in one of its longer words, each in turn, unless that made a word in use."""
    for word in re.finditer(r"\w{5,}", name):
        wrong = edit(word.group(), chance.randrange(len(word.group())), chance.choice(ascii_lowercase))
        (typed, *_) = split_words(wrong)
        if typed not in lexicon.english or not lexicon.holds(stem(typed) or typed):
            yield name[: word.start()] + wrong + name[word.end() :]


@pytest.mark.parametrize("edit", EDITS)
def test_every_program_is_found_when_a_word_of_its_name_is_misspelled(edit: Edit, snapshot: Snapshot) -> None:
    chance = random.Random(edit.__name__)
    typed = [
        (card.slug, wrong)
        for card in snapshot.cards
        for wrong in misspelled(card.name, edit, chance, snapshot.lexicon)
    ]
    assert len(typed) > 2 * len(snapshot.cards)
    assert [(slug, wrong) for slug, wrong in typed if slug not in best(snapshot, wrong)] == []


@pytest.mark.parametrize("q", ["tf-cbt", "TF-CBT", "tfcbt", "TF CBT", "“TF‑CBT”"])
def test_an_acronym_is_found_however_it_is_joined(q: str, snapshot: Snapshot) -> None:
    assert slugs(snapshot, q)[0] == "trauma-focused-cognitive-behavioral-therapy"


@pytest.mark.parametrize("q", [
    "homebuilders", "Homebuilders®", "HOMEBUILDERS™", "Hômebuïldérs", normalize("NFD", "Hômebuïldérs"),
    "homebuilder's", "“Homebuilders”",
])  # fmt: skip
def test_accents_capitals_and_trademark_signs_are_ignored(q: str, snapshot: Snapshot) -> None:
    assert slugs(snapshot, q) == slugs(snapshot, "homebuilders") == ["homebuilders"]


@pytest.mark.parametrize("q, vocabulary, id", [
    ("bio parents", "populations", "birth-parents"),
    ("biological parents", "populations", "birth-parents"),
    ("birth parents", "populations", "birth-parents"),
    ("kin", "populations", "kinship-caregivers"),
    ("relatives raising children", "populations", "kinship-caregivers"),
    ("grandfamilies", "populations", "kinship-caregivers"),
    ("resource parents", "populations", "foster-parents"),
    ("post-adoption", "populations", "adoptive-families"),
    ("return home", "permanency", "reunification"),
])  # fmt: skip
def test_another_word_for_a_group_finds_what_is_recorded_with_it(
    q: str, vocabulary: str, id: str, snapshot: Snapshot
) -> None:
    recorded = having(snapshot, vocabulary, id)
    assert recorded
    assert recorded <= set(slugs(snapshot, q))


def test_a_phrase_is_replaced_as_a_whole(snapshot: Snapshot) -> None:
    """“Bio parents” are birth parents; not everybody who has something to do with parents."""
    assert "keep" not in slugs(snapshot, "bio parents")
    assert set(slugs(snapshot, "bio parents")) < set(slugs(snapshot, "parents"))


def test_words_as_typed_count_for_more_than_their_synonyms(snapshot: Snapshot) -> None:
    for q in ("kinship navigator", "kin navigator"):
        names = [" ".join((hit.card.name, *hit.card.aliases)) for hit in find(snapshot, q).hits[:5]]
        assert all("Kinship Navigator" in name for name in names)
    assert slugs(snapshot, "reunification intervention")[0] == "pathways-home"


def test_a_misspelling_is_mended_and_that_is_said(snapshot: Snapshot) -> None:
    found = find(snapshot, "Homebilders program")
    assert found.hits[0].card.slug == "homebuilders"
    assert found.reading.mended == (("Homebilders", "homebuilders"),)
    assert found.reading.shown == "homebuilders program"
    assert found.reading.verbatim == '"Homebilders" program'


def test_a_search_taken_as_typed_is_not_mended(snapshot: Snapshot) -> None:
    verbatim = find(snapshot, "homebilders").reading.verbatim
    assert verbatim == '"homebilders"'
    found = find(snapshot, verbatim)
    assert found.total == 0
    assert (found.reading.shown, found.reading.verbatim, found.reading.mended) == (None, None, ())


def test_a_search_taken_as_typed_is_not_mended_when_the_word_was_typed_twice(snapshot: Snapshot) -> None:
    verbatim = find(snapshot, "homebilders or homebilders").reading.verbatim
    assert verbatim
    assert find(snapshot, verbatim).reading.mended == ()


def test_several_words_of_a_long_search_are_mended(snapshot: Snapshot) -> None:
    found = find(snapshot, "aftercare for a 15 yr old comming home from residental placement")
    assert found.reading.mended == (("comming", "coming"), ("residental", "residential"))
    assert found.reading.shown == "aftercare for a 15 yr old coming home from residential placement"
    assert found.hits[0].card.slug == "on-the-way-home"


def test_a_word_that_a_program_holds_is_never_mended(snapshot: Snapshot) -> None:
    """However near it is to a more common one."""
    chance = random.Random(3)
    for card in snapshot.cards:
        page = snapshot.page(card.slug)
        assert page is not None
        held = [word for _, text in list_passages(page.program, page.html) for word in split_words(text)]
        for word in chance.sample([word for word in held if stem_words(word)], 12):
            found = find(snapshot, word)
            assert found.reading.mended == ()
            assert card.slug in [hit.card.slug for hit in found.hits]


def test_a_mended_word_hides_no_exact_match(snapshot: Snapshot) -> None:
    exact = slugs(snapshot, "navigator")
    assert set(exact) <= set(slugs(snapshot, "navigator homebilders"))


def test_a_number_is_never_mended(snapshot: Snapshot) -> None:
    assert find(snapshot, "19935").reading.mended == ()
    assert find(snapshot, "19935").reading.unknown == ("19935",)


def test_the_last_word_may_be_unfinished(snapshot: Snapshot) -> None:
    assert slugs(snapshot, "homebui") == ["homebuilders"]
    assert slugs(snapshot, "promoting first rela")[0] == "promoting-first-relationships"
    assert find(snapshot, "homebui").reading.mended == ()


def test_a_star_asks_for_any_ending(snapshot: Snapshot) -> None:
    assert slugs(snapshot, "homebu* services")[0] == "homebuilders"
    assert set(slugs(snapshot, "adopt*")) >= set(slugs(snapshot, "adoption"))


@pytest.mark.parametrize("together, apart", [
    ("fostercare", "foster care"),
    ("traumafocused", "trauma focused"),
    ("kinshipnavigator", "kinship navigator"),
])  # fmt: skip
def test_two_words_written_together_are_taken_apart(together: str, apart: str, snapshot: Snapshot) -> None:
    assert slugs(snapshot, together)
    assert set(slugs(snapshot, together)) == set(slugs(snapshot, f'"{apart}"'))


def test_an_unknown_word_is_left_out_and_named(snapshot: Snapshot) -> None:
    found = find(snapshot, "zzzzqq kinship care")
    assert found.reading.unknown == ("zzzzqq",)
    assert [hit.card.slug for hit in found.hits] == slugs(snapshot, "kinship care")


def test_only_unknown_words_find_nothing_and_are_named(snapshot: Snapshot) -> None:
    found = find(snapshot, "zzzzqq xxqqxx")
    assert found.total == 0
    assert found.reading.unknown == ("zzzzqq", "xxqqxx")
    (dropped,) = found.dropped
    assert (dropped.facet, dropped.word, dropped.total) == ("q", None, len(snapshot.cards))


def test_a_sentence_with_odd_words_finds_something(snapshot: Snapshot) -> None:
    q = "My zany cousin in Wagga Wagga cares for two foster kids who shout, skip school and hoard crumpets"
    found = find(snapshot, q)
    assert found.total > 0
    assert {"wagga", "crumpets"} <= set(found.reading.unknown)


@pytest.mark.parametrize("q", ["I need help for my son", "HELP MY SON WHO HAS TRAUMA"])
def test_capitals_make_no_other_sentence(q: str, snapshot: Snapshot) -> None:
    assert find(snapshot, q).reading.of == find(snapshot, q.lower()).reading.of
    assert slugs(snapshot, q) == slugs(snapshot, q.lower())


def test_how_many_have_everything_is_said(snapshot: Snapshot) -> None:
    found = find(snapshot, "kinship navigator florida benefits")
    assert found.reading.of == 3  # a kinship navigator is one thing
    assert found.reading.complete == 1
    assert found.hits[0].card.slug == "kinship-navigator-childrens-home-network"


def test_a_thing_asked_for_twice_counts_once(snapshot: Snapshot) -> None:
    assert find(snapshot, "tech kin-tech").reading.of == find(snapshot, "kin-tech").reading.of


def test_excluded_words_phrases_and_fields_are_left_out(snapshot: Snapshot) -> None:
    foster, care, phrase = (set(slugs(snapshot, q)) for q in ("foster", "care", '"foster care"'))
    assert set(slugs(snapshot, "foster -care")) == foster - care
    assert set(slugs(snapshot, 'foster -"foster care"')) == foster - phrase
    assert "homebuilders" not in slugs(snapshot, "family -study:walton")
    assert len(slugs(snapshot, "-study:walton")) == len(snapshot.cards) - len(slugs(snapshot, "study:walton"))


def test_a_phrase_is_required(snapshot: Snapshot) -> None:
    alone = set(slugs(snapshot, '"kinship navigator"'))
    assert set(slugs(snapshot, '"kinship navigator" adoption teens school')) == alone
    assert set(slugs(snapshot, '"foster parents" adoption')) <= set(slugs(snapshot, '"foster parents"'))
    assert find(snapshot, '"trained foster keeping"').total == 0


def test_a_star_in_a_phrase_hides_nothing(snapshot: Snapshot) -> None:
    exact = set(slugs(snapshot, '"adoptive families"'))
    assert set(slugs(snapshot, '"adoptive families*"')) >= exact != set()


def test_named_fields_are_required(snapshot: Snapshot) -> None:
    assert slugs(snapshot, "name:keep") == ["keep", "keep-safe"]
    assert slugs(snapshot, "study:walton")[0] == "homebuilders"
    assert slugs(snapshot, "name:walton") == []
    assert slugs(snapshot, "name:tf-cbt") == ["trauma-focused-cognitive-behavioral-therapy"]
    assert all("coach" in hit.card.summary.casefold() for hit in find(snapshot, "summary:coaching").hits)
    both = set(slugs(snapshot, 'name:home components:"motivational interviewing"'))
    assert both <= set(slugs(snapshot, "name:home"))
