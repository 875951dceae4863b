"""Suggestions while somebody types: over the shipped content, and over names made up for one rule each."""

import gc
import random
import weakref
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.catalog.snapshot.snapshot import Snapshot
from app.catalog.suggest.name_index import NameIndex, fold_words
from app.catalog.suggest.suggestions import (
    MOST,
    MOST_IN_ALL,
    NamedThing,
    Suggestion,
    SuggestionIndex,
    get_suggestions,
    make_suggestions,
)


def programs(*names: str | tuple[str, ...]) -> SuggestionIndex:
    """A registry of programs by these names; of several, the first is the one it is listed under."""
    listed = [(name,) if isinstance(name, str) else name for name in names]
    numbered = enumerate(listed)
    things = [NamedThing(f"/programs/{number}", own, tuple(others)) for number, (own, *others) in numbered]
    return make_suggestions({"program": things})


def labels(found: Iterable[Suggestion]) -> list[str]:
    return [each.label for each in found]


@pytest.mark.parametrize("typed", ["tfcbt", "tf-cbt", "tf cbt", "TF-CBT", "Tf‑Cbt®", " tf  cb", "TF–C"])
def test_signs_between_letters_and_case_do_not_matter(typed: str, snapshot: Snapshot) -> None:
    first = get_suggestions(snapshot).for_text(typed)[0]
    expected = "Trauma-Focused Cognitive Behavioral Therapy"
    address = "/programs/trauma-focused-cognitive-behavioral-therapy"
    assert first == Suggestion("program", expected, "TF-CBT", address)


@pytest.mark.parametrize("typed, name", [
    ("children's home net", "Kinship Navigator - Children's Home Network"),
    ("Children’s Home net", "Kinship Navigator - Children's Home Network"),
    ("childrens home net", "Kinship Navigator - Children's Home Network"),
    ("homebuilders®", "Homebuilders®"),
    ("HOMEBUILDERS", "Homebuilders®"),
    ("home builders", "Homebuilders®"),
    ("hómebüil", "Homebuilders®"),
])  # fmt: skip
def test_apostrophes_trademarks_and_accents_do_not_matter(typed: str, name: str, snapshot: Snapshot) -> None:
    assert labels(get_suggestions(snapshot).for_text(typed)) == [name]


@pytest.mark.parametrize("name", ["Niños y Familias", "Nin\u0303os y Familias", "NINOS Y FAMILIAS"])
@pytest.mark.parametrize("typed", ["ninos y", "niños y", "nin\u0303os y"])
def test_accents_match_however_they_are_written(name: str, typed: str) -> None:
    assert labels(programs(name).for_text(typed)) == [name]


@pytest.mark.parametrize("typed", [
    "p", "parent-child", "parentchild", "child int", "interaction th", "therapy",
])  # fmt: skip
def test_a_match_starts_at_any_word(typed: str) -> None:
    name = "Parent-Child Interaction Therapy"
    assert labels(programs(name).for_text(typed)) == [name]


@pytest.mark.parametrize("typed", ["action", "rent-child", "action th", "therapy x", "parent interaction x"])
def test_nothing_matches_inside_a_word_or_beyond_the_name(typed: str) -> None:
    assert programs("Parent-Child Interaction Therapy").for_text(typed) == ()


@pytest.mark.parametrize("typed", ["therapy behav", "beh cog", "focused tf", "therapy traumafoc"])
def test_failing_that_the_words_may_stand_in_any_order(typed: str) -> None:
    found = programs("Trauma-Focused Cognitive Behavioral Therapy (TF-CBT)").for_text(typed)
    assert labels(found) == ["Trauma-Focused Cognitive Behavioral Therapy (TF-CBT)"]


def test_words_in_order_come_before_words_in_any_order() -> None:
    names = ("Care at Home for Foster Parents", "Treatment Foster Care Oregon")
    assert labels(programs(*names).for_text("foster care")) == [names[1], names[0]]


def test_whole_names_come_first_then_starts_then_words_then_other_names_and_shorter_before_longer() -> None:
    registry = programs(
        ("Strong Bonds", "Keep Safe"),
        "The Long Way to Keep",
        "We Keep",
        "Keep Families Together",
        "Keepers",
        "KEEP",
    )
    found = [each.text for each in registry.shelves[0].index.find(["keep"], most=6)]
    assert found[:3] == ["KEEP", "Keepers", "Keep Families Together"]
    assert found[3:] == ["We Keep", "The Long Way to Keep", "Keep Safe"]


def test_another_name_typed_in_full_is_not_lost_among_longer_names() -> None:
    longer = [f"PFR extension {letter}" for letter in "abcdefgh"]
    first = programs(*longer, ("Promoting First Relationships", "PFR")).for_text("pfr")[0]
    assert (first.label, first.detail) == ("Promoting First Relationships", "PFR")


def test_names_of_one_length_are_in_order_of_the_alphabet() -> None:
    found = programs("Family C", "family b", "Family A").for_text("fam")
    assert labels(found) == ["Family A", "family b", "Family C"]


def test_the_other_name_is_shown_only_where_the_label_does_not_match() -> None:
    registry = programs(("Kinship caregivers", "kin", "grandfamilies"))
    found = [each for typed in ("kin", "kinship c", "grand") for each in registry.for_text(typed)]
    assert [each.detail for each in found] == [None, None, "grandfamilies"]


def test_a_thing_is_suggested_once_however_many_of_its_names_match() -> None:
    names = ("Keep", "Keep Safe", "Keep Safe California", "KEEP SAFE Program")
    assert len(programs(names).for_text("kee")) == 1


def test_programs_come_before_topics_and_topics_before_populations(snapshot: Snapshot) -> None:
    kinds = [each.kind for each in get_suggestions(snapshot).for_text("k", most=20)]
    assert kinds == sorted(kinds, key=list(MOST).index)
    assert set(kinds) >= {"program", "topic", "population"}
    assert {"guide", "rating", "word"} & set(kinds)


def test_no_kind_takes_all_the_room() -> None:
    things = [NamedThing(f"/families/{number}", f"Family {number}") for number in range(9)]
    registry = make_suggestions(dict.fromkeys(MOST, things))
    kinds = [each.kind for each in registry.for_text("fam")]
    assert len(kinds) == MOST_IN_ALL
    assert kinds == ["program"] * 5 + ["topic"] * 3
    assert [each.kind for each in registry.for_text("fam", most=20)] == kinds + ["population"] * 3 + ["word"] * 2
    assert len(registry.for_text("fam", most=2)) == 2


@pytest.mark.parametrize("typed", [
    "homebiulders", "hombuilders", "homebuildders", "jomebuilders",
    "ohmebuilders", "omebuilders", "xhomebuilders", "homebiu",
])  # fmt: skip
def test_one_typing_error_is_forgiven(typed: str, snapshot: Snapshot) -> None:
    assert labels(get_suggestions(snapshot).for_text(typed)) == ["Homebuilders®"]


@pytest.mark.parametrize("typed, found", [
    ("kinshp caregiver", ["Kinship Caregivers"]), ("kinship craegiver", ["Kinship Caregivers"]),
    ("caregivers kinsihp", ["Kinship Caregivers"]),
    ("kinshp craegivers", []), ("knihs", []), ("kinhsop", []), ("cgre", []), ("kinship xy", []),
])  # fmt: skip
def test_one_error_is_forgiven_in_a_text_of_five_letters_two_are_not(typed: str, found: list[str]) -> None:
    assert labels(programs("Kinship Caregivers").for_text(typed)) == found


def test_an_error_is_supposed_only_where_nothing_matches() -> None:
    assert labels(programs("Training One", "Draining Two").for_text("training")) == ["Training One"]
    assert labels(programs("Draining Two").for_text("training")) == ["Draining Two"]


@pytest.mark.parametrize("typed", ["", "   ", "-", "®™ ’", "\u0301", "\n\t", "\x00"])
def test_a_text_without_letters_suggests_nothing(typed: str, snapshot: Snapshot) -> None:
    assert get_suggestions(snapshot).for_text(typed) == ()


def test_every_shipped_program_is_found_by_each_of_its_names_and_every_beginning(snapshot: Snapshot) -> None:
    suggestions = get_suggestions(snapshot)
    for card in snapshot.cards:
        for name in (card.name, *card.aliases):
            # Two programs may have one name.
            first = [each.address for each in suggestions.for_text(name)[:2]]
            assert f"/programs/{card.slug}" in first, name
        for end in range(10, len(card.name)):
            found = suggestions.for_text(card.name[:end])
            assert f"/programs/{card.slug}" in [each.address for each in found]


def test_every_shipped_topic_and_population_is_found_by_its_name(snapshot: Snapshot) -> None:
    topics = {f"/topics/{slug}": (topic.status, topic.name) for slug, (topic, _) in snapshot.topics.items()}
    words = snapshot.words["populations"].items()
    populations = {f"/populations/{id}": (word.status, word.label) for id, word in words}
    everything = {**topics, **populations}.items()
    for address, name in ((address, name) for address, (status, name) in everything if status == "active"):
        assert address in [each.address for each in get_suggestions(snapshot).for_text(name)]


def test_what_was_retired_is_not_suggested(snapshot: Snapshot) -> None:
    topic, html = snapshot.topics["reunification-programs"]
    word = snapshot.words["populations"]["sibling-groups"]
    changed = replace(
        snapshot,
        topics={"reunification-programs": (topic.model_copy(update={"status": "retired"}), html)},
        words={"populations": {"sibling-groups": word.model_copy(update={"status": "retired"})}},
    )
    for typed in (topic.name, word.label):
        assert {each.kind for each in get_suggestions(changed).for_text(typed)} <= {"program"}


def test_suggestions_are_made_once_for_a_snapshot_even_when_many_ask_at_once(snapshot: Snapshot) -> None:
    fresh = replace(snapshot)
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(get_suggestions, [fresh] * 16))
    assert {id(each) for each in made} == {id(get_suggestions(fresh))}


def test_a_new_generation_has_its_own_and_the_old_one_is_let_go(snapshot: Snapshot) -> None:
    old, new = replace(snapshot), replace(snapshot, cards=snapshot.cards[:1])
    assert get_suggestions(old) is not get_suggestions(new)
    assert labels(get_suggestions(new).for_text(snapshot.cards[1].name)) != [snapshot.cards[1].name]
    gone = weakref.ref(new)
    del new
    gc.collect()
    assert gone() is None


@given(st.text(max_size=200))
def test_no_text_is_too_strange(snapshot: Snapshot, text: str) -> None:
    found = get_suggestions(snapshot).for_text(text)
    assert len(found) <= MOST_IN_ALL
    assert len({each.address for each in found}) == len(found)


SYLLABLES = ("ka", "ki", "kin", "ta", "care", "home", "o", "é")


def random_name(chance: random.Random) -> str:
    words = ["".join(chance.choices(SYLLABLES, k=chance.randint(1, 2))) for _ in range(chance.randint(1, 4))]
    return "".join(word.title() + chance.choice(" -") for word in words)[:-1]


def holds(words: list[str], beginning: str) -> bool:
    return any(word.startswith(beginning) for word in words)


def plainly_found(names: list[tuple[str, ...]], typed: list[str]) -> list[tuple[int, str]]:
    """The best spelling of each thing, told by looking at every name."""
    whole, ranked = "".join(typed), []
    for owner, texts in enumerate(names):
        for at, text in enumerate(texts):
            words = fold_words(text)
            starts = [place for place in range(len(words)) if "".join(words[place:]).startswith(whole)]
            compounds = ["".join(fold_words(part)) for part in text.split()]
            if "".join(words) == whole:
                group = 0
            elif starts:
                group = 1 + 2 * (at > 0) + (0 not in starts)
            elif len(typed) > 1 and all(holds(words + compounds, each) for each in typed):
                group = 5
            else:
                continue
            ranked.append((group, at > 0, len(text), text.casefold(), owner, text))
    best: dict[int, str] = {}
    for *_, owner, text in sorted(ranked):
        best.setdefault(owner, text)
    return list(best.items())


def test_the_index_finds_what_looking_at_every_name_finds() -> None:
    chance = random.Random(11)
    names = [tuple(random_name(chance) for _ in range(chance.randint(1, 3))) for _ in range(200)]
    index = NameIndex(names)
    for _ in range(300):
        text = random_name(chance)
        typed = fold_words(text[: chance.randint(1, len(text))])
        found = [(each.owner, each.text) for each in index.find(typed, most=5)]
        assert found == plainly_found(names, typed)[:5], typed
