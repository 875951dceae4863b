"""What a search takes words for: everyday words, stages of life, recorded populations."""

import pytest

from app.catalog.snapshot.snapshot import Snapshot
from app.catalog.text.concepts import understand
from app.catalog.text.fields import VocabularyTexts
from app.catalog.text.lexicon import LexiconQuery
from app.catalog.text.question import read_question
from app.catalog.text.synonyms import collect_synonyms, stem_markers
from app.catalog.text.words.concept import Concept
from app.evidence.entry.pages import VocabularyWord
from app.evidence.entry.program import Ages
from tests.catalog.text.asking import slugs

NEGLECT = VocabularyWord(label="neglect", synonyms=("child neglect",), said=("filthy house",))
STAGES = {
    "small": VocabularyWord(label="Ages 0 to 5", ages=Ages(min=0, max=5)),
    "school": VocabularyWord(label="Ages 6 to 12", ages=Ages(min=6, max=12)),
    "teens": VocabularyWord(label="Ages 13 to 17", ages=Ages(min=13, max=17)),
}


def asked(snapshot: Snapshot, q: str) -> tuple[Concept, ...]:
    return understand(read_question(q), LexiconQuery(snapshot.lexicon), snapshot.synonyms).concepts


def test_what_people_say_stands_for_the_word_but_not_the_other_way_round() -> None:
    synonyms = collect_synonyms({"glossary": {"neglect": NEGLECT}})
    assert synonyms.of["filthi", "hous"] == synonyms.of["neglect",] == ("glossary/neglect",)
    assert synonyms.meanings["glossary/neglect"] == (("neglect",), ("child", "neglect"))


@pytest.mark.parametrize("ages, mostly, partly", [
    (Ages(min=0, max=5), {"small"}, {"small"}),
    (Ages(min=4, max=12), {"school"}, {"small", "school"}),
    (Ages(min=0, max=17), {"school"}, {"small", "school", "teens"}),
    (Ages(min=14), {"teens"}, {"teens"}),
    (Ages(), {"school"}, {"small", "school", "teens"}),
    (None, set(), set()),
])  # fmt: skip
def test_a_stage_of_life_is_told_of_the_programs_for_it(
    ages: Ages | None, mostly: set[str], partly: set[str]
) -> None:
    words = VocabularyTexts({"ages": STAGES}, {})
    assert set(words.stages(ages, 0.35)) == {STAGES[id].label for id in mostly}
    assert set(words.stages(ages, 0)) == {STAGES[id].label for id in partly}


def test_an_age_finds_programs_for_it(snapshot: Snapshot) -> None:
    found = slugs(snapshot, "two year old")
    assert {"promoting-first-relationships", "nurse-family-partnership"} <= set(found)
    assert "keep-safe" not in found


@pytest.mark.parametrize("q", ["get children back", "get their children back", "get my two children back"])
def test_whose_children_they_are_changes_no_phrase(q: str, snapshot: Snapshot) -> None:
    (concept,) = asked(snapshot, q)
    assert "populations/reunifying-families" in concept.meanings


def test_a_rare_thing_and_one_said_twice_count_for_more(snapshot: Snapshot) -> None:
    kids, nightmares = asked(snapshot, "kids nightmares")
    assert kids.weight < nightmares.weight
    assert asked(snapshot, "kids nightmares flashbacks")[1].weight == pytest.approx(2 * nightmares.weight)


def test_only_one_of_several_things_is_weighed(snapshot: Snapshot) -> None:
    (alone,) = asked(snapshot, "guardians")
    assert (alone.weight, alone.marks) == (1, ())
    marks = stem_markers(["populations/guardianship-families", "glossary/guardianship"])
    assert asked(snapshot, "guardians benefits")[0].marks == marks


def test_a_recorded_population_comes_before_a_mention(snapshot: Snapshot) -> None:
    groups = {card.slug: card.words.get("populations", ()) for card in snapshot.cards}
    recorded = {slug for slug, ids in groups.items() if "guardianship-families" in ids}
    assert recorded <= set(slugs(snapshot, "guardians who need money for school")[: len(recorded) + 2])


def test_nobody_finds_a_mark_by_chance(snapshot: Snapshot) -> None:
    assert slugs(snapshot, "guardianship_families") == slugs(snapshot, "_guardianship_families") == []
