"""One form of letters, signs and spelling, joined and parted words, names of stop words, words of English."""

from collections.abc import Callable
from pathlib import Path

import pytest

from app.catalog.build.build import build
from app.catalog.snapshot.catalog import Catalog
from app.catalog.snapshot.snapshot import Snapshot
from app.catalog.text.analysis import stem_words
from app.catalog.text.words.english import EnglishWords, write_english
from app.catalog.text.words.normal_form import locate_normal, normalize_text
from tests.catalog.text.asking import find, slugs
from tests.conftest import TODAY
from tests.small_content import copy_with

ENTRY = """---
name: {name}
summary: {summary}
status: active
target_population: {{description: Families}}
topics: [{{topic: post-permanency-services}}]
sources: [https://example.org/]
dates: {{added: 2026-01-02, reviewed: 2026-01-02}}
---
## About

{about}
"""
INVENTED = {
    "coparenting": ("Coparenting Together Now", "Two homes.", "It helps."),
    "we-can": ("We Can", "A group.", "It helps."),
    "can": ("CAN", "A network.", "It helps."),
    "the-who": ("The Who", "A club.", "It helps."),
    "omalley": ("O'Malley Visits", "Who visits.", "It helps."),
    "step-by-step": ("Step-by-Step", "Stairs.", "In-home and co-operative, for grand­parents; step‐parents."),
    "safe-care": ("Safe Care Now", "Well–being.", "Fiancé’s ﬁnance: ²Ｗｉｄｅ."),
    "fundraising": (
        "Fund Raisers",
        "It is about paediatric behaviour and counselling.",
        "A colourful centre.",
    ),
    "cpr": ("Parent Cafe", "For parents.", "A cafe."),
}
Invented = Callable[[str], list[str]]


@pytest.fixture(scope="module")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """A registry of a few entries that are written for these tests, beside a real one."""
    folder = tmp_path_factory.mktemp("invented")
    content = copy_with(("homebuilders",), folder / "content")
    for slug, (name, summary, about) in INVENTED.items():
        text = ENTRY.format(name=name, summary=summary, about=about)
        (content / "programs" / f"{slug}.md").write_text(text, "utf-8")
    built = build(content, folder / "catalog", TODAY)
    assert built.generation is not None, built.problems
    return Catalog(folder / "catalog").snapshot()


@pytest.mark.parametrize("slug, forms", [
    ("homebuilders", ["homebuilders", "home builders", "home-builders", '"home builders"', '"home-builders"',
                      "Home Builders®", "name:home-builders", 'name:"home builders"', "homebuilder", "home builder"]),
    ("safecare", ["safecare", "safe care", "safe-care", '"safe care"', "Safe Care"]),
    ("multisystemic-therapy", ["multi systemic therapy", "multi-systemic therapy",
                               '"multi systemic therapy"', "multisystemic therapy"]),
    ("tuning-in-to-teens-post-permanency", ["postpermanency", "post permanency", "post-permanency"]),
    ("trauma-focused-cognitive-behavioral-therapy", ["tf cbt", "tf-cbt", "tfcbt", '"tf cbt"', '"tfcbt"']),
])  # fmt: skip
def test_s1_joined_and_spaced_names_find_the_same_program(
    slug: str, forms: list[str], snapshot: Snapshot
) -> None:
    assert {form: slugs(snapshot, form)[:1] for form in forms} == {form: [slug] for form in forms}
    assert all(find(snapshot, form).reading.mended == () for form in forms)


@pytest.mark.parametrize("joined, spaced", [
    ("caregiver", "care giver"), ("grandparents", "grand parents"), ("kinship", "kin ship"),
    ("inhome", "in-home"), ("kinship caregivers", "kin ship care givers"),
])  # fmt: skip
def test_s1_a_word_that_is_joined_or_not_finds_the_same(joined: str, spaced: str, snapshot: Snapshot) -> None:
    found = slugs(snapshot, joined)
    assert slugs(snapshot, spaced)[: len(found)] == found != []  # after them, those that have the parts apart
    assert find(snapshot, joined).reading.unknown == find(snapshot, spaced).reading.unknown == ()


@pytest.mark.parametrize("q, slug", [
    ("coparenting", "coparenting"), ("co-parenting", "coparenting"), ("co parenting", "coparenting"),
    ('"co-parenting together"', "coparenting"), ("name:co-parenting", "coparenting"),
    ("stepbystep", "step-by-step"), ("step by step", "step-by-step"), ("grandparents", "step-by-step"),
    ("fundraisers", "fundraising"), ("fund-raisers", "fundraising"), ('"fundraisers"', "fundraising"),
    ("safecare now", "safe-care"), ("parentcafe", "cpr"),
])  # fmt: skip
def test_s1_it_does_not_matter_which_side_joins(q: str, slug: str, invented: Snapshot) -> None:
    assert slugs(invented, q)[0] == slug


def test_s1_what_is_left_out_is_left_out_however_it_is_joined(snapshot: Snapshot) -> None:
    for q in ("-home-builders", '-"home builders"', "-homebuilders", "family NOT home-builders"):
        assert "homebuilders" not in slugs(snapshot, q)


@pytest.mark.parametrize(
    "q, first",
    [
        ("we can", "we-can"),
        ("CAN", "can"),
        ("can", "can"),
        ("the who", "the-who"),
        ("the CAN program", "can"),
        ("CAN families", "can"),
        ("wecan", "we-can"),
    ],
)
def test_s2_a_name_of_stop_words_comes_first(q: str, first: str, invented: Snapshot) -> None:
    assert slugs(invented, q)[0] == first


@pytest.mark.parametrize("q, only", [
    ('"We Can"', ["we-can"]), ('"we can"', ["we-can"]), ("name:we", ["we-can"]), ("name:can", ["can", "we-can"]),
    ('name:"we can"', ["we-can"]), ('"the who"', ["the-who"]), ("name:who", ["the-who"]),
])  # fmt: skip
def test_s2_in_quotes_or_with_its_field_it_is_alone(q: str, only: list[str], invented: Snapshot) -> None:
    assert slugs(invented, q) == only


def test_s2_stop_words_that_are_no_name_are_no_words(snapshot: Snapshot, invented: Snapshot) -> None:
    assert find(snapshot, "we can").total == len(snapshot.cards)
    assert slugs(invented, "how can we help parents") == slugs(invented, "help parents")


@pytest.mark.parametrize("typed, plain", [
    ("“parent training”", '"parent training"'), ("„parent training“", '"parent training"'),
    ("«parent training»", '"parent training"'), ("＂parent training＂", '"parent training"'),
    ("adoption –kinship", "adoption -kinship"), ("adoption −kinship", "adoption -kinship"),
    ("adoption —kinship", "adoption -kinship"), ("adoption ‑kinship", "adoption -kinship"),
    ("adoption －kinship", "adoption -kinship"),
])  # fmt: skip
def test_s3_signs_of_any_keyboard_are_the_same(typed: str, plain: str, snapshot: Snapshot) -> None:
    assert slugs(snapshot, typed) == slugs(snapshot, plain) != []
    assert slugs(snapshot, plain) != slugs(snapshot, plain.replace('"', "").replace("-", "").replace("*", ""))


def test_s3_full_width_signs_are_the_same(snapshot: Snapshot) -> None:
    assert slugs(snapshot, "name：keep") == slugs(snapshot, "name:keep")
    assert slugs(snapshot, "adop＊") == slugs(snapshot, "adop*")


@pytest.mark.parametrize("apostrophe", "'’‘ʼʻ′`´＇‛ʹ")
def test_s4_every_apostrophe_is_the_same(apostrophe: str, snapshot: Snapshot, invented: Snapshot) -> None:
    wendys = slugs(snapshot, f"wendy{apostrophe}s wonderful")
    assert wendys[0] == "child-focused-recruitment-wendys-wonderful-kids"
    assert slugs(invented, f"O{apostrophe}Malley") == ["omalley"]


@pytest.mark.parametrize("q", ["O Malley", "omalley", "O-Malley", "o'malley", "O’Malley’s"])
def test_s4_a_name_is_found_without_its_apostrophe(q: str, invented: Snapshot) -> None:
    assert slugs(invented, q) == ["omalley"]


@pytest.mark.parametrize("typed, plain", [
    ("family ﬁnding", "family finding"), ("ｈｏｍｅｂｕｉｌｄｅｒｓ", "homebuilders"), ("home\u200bbuilders", "homebuilders"),
    ("home\xadbuilders", "homebuilders"), ("\ufeffhomebuilders", "homebuilders"),
    ("\u202ehomebuilders\u202c", "homebuilders"), ("foster\xa0care", "foster care"),
    ("foster\u2009care", "foster care"), ("foster\u3000care", "foster care"), ("Pathways to Permanence ²", "Pathways to Permanence 2"),
    ("Homebuilders™", "homebuilders"), ("HOMEBUILDERS℠", "homebuilders"),
])  # fmt: skip
def test_s4_letters_and_spaces_have_one_form(typed: str, plain: str, snapshot: Snapshot) -> None:
    assert slugs(snapshot, typed) == slugs(snapshot, plain) != []


@pytest.mark.parametrize("q", ["well-being", "wellbeing", "fiance's", "finance", "2wide", '"co-operative"'])
def test_s4_texts_are_read_in_the_same_form(q: str, invented: Snapshot) -> None:
    assert {"safe-care", "step-by-step"} & set(slugs(invented, q))


def test_s4_matches_are_marked_where_the_text_has_other_letters(invented: Snapshot) -> None:
    (hit,) = find(invented, '"finance"').hits
    assert hit.passage is not None
    assert [piece for piece, is_match in hit.passage.text if is_match] == ["ﬁnance"]
    (hit,) = find(invented, "grandparents").hits
    assert hit.passage is not None
    assert [piece for piece, is_match in hit.passage.text if is_match] == ["grand­parents"]


@pytest.mark.parametrize("text", ["plain", "e\u0301 ﬁ … “x”", "a\u200bb\xadc", "™®x℠", "½ﷺ", "子供 İß"])
def test_s4_every_letter_of_the_one_form_knows_its_place(text: str) -> None:
    normal, places = locate_normal(text)
    assert normal == normalize_text(text) == normalize_text(normal)
    if places is not None:
        assert len(places) == len(normal)
        assert all(text[start:end] for start, end in places)
        assert [*places] == sorted(places)


@pytest.mark.parametrize("one, other", [
    ("behaviour", "behavior"), ("behavioural", "behavioral"), ("colour", "color"), ("counselling", "counseling"),
    ("counsellor", "counselor"), ("programmes", "programs"), ("centre", "center"), ("organisation", "organization"),
    ("organise", "organize"), ("judgement", "judgment"), ("paediatric", "pediatric"), ("paediatrician", "pediatrician"),
    ("neighbourhood", "neighborhood"), ("favourite", "favorite"), ("specialised", "specialized"), ("analyse", "analyze"),
    ("licence", "license"), ("defence", "defense"), ("orthopaedic", "orthopedic"), ("foetal", "fetal"),
    ("modelling", "modeling"), ("travelled", "traveled"), ("enrolment", "enrollment"), ("theatre", "theater"),
    ("ageing", "aging"), ("dialogue", "dialog"), ("practising", "practicing"), ("hospitalisation", "hospitalization"),
    ("labour", "labor"), ("mum", "mom"), ("fulfil", "fulfill"), ("anaesthetic", "anesthetic"), ("pædiatric", "pediatric"),
])  # fmt: skip
def test_s5_one_word_has_one_stem_in_every_region(one: str, other: str) -> None:
    assert stem_words(one) == stem_words(other)


def test_s5_either_spelling_finds_text_in_the_other(snapshot: Snapshot, invented: Snapshot) -> None:
    assert slugs(snapshot, "behaviour") == slugs(snapshot, "behavior") != []
    for q in (
        "pediatric",
        "behavior",
        "counseling",
        "color*",
        "center",
        '"paediatric behavior"',
        "behavioral",
    ):
        assert "fundraising" in slugs(invented, q), q


@pytest.mark.parametrize("words", [
    "hour four tour", "rise wise", "promise prom", "disease disable", "exercise exert",
])  # fmt: skip
def test_s5_the_rules_join_no_other_words(words: str) -> None:
    assert len(set(stem_words(words))) == len(stem_words(words))


@pytest.mark.parametrize("words", [
    "universe university", "general generation generous", "organ organization", "past paste", "relative relation",
    "emergency emerge", "community communication", "severe several", "policy police", "important import",
    "even evening", "depart department", "authority author", "news new", "animal animate", "polite political",
    "positive position", "minority minor", "informal information",
])  # fmt: skip
def test_s5_words_that_mean_different_things_have_different_stems(words: str) -> None:
    assert len(set(stem_words(words))) == len(words.split())


@pytest.mark.parametrize("word", ["builders", "patents"])
def test_s7_a_word_of_english_is_never_replaced(word: str, snapshot: Snapshot) -> None:
    found = find(snapshot, word)
    assert (found.total, found.reading.mended, found.reading.unknown) == (0, (), (word,))


@pytest.mark.parametrize("word", ["TRAL", "PCTI"])
def test_s7_nor_is_an_acronym(word: str, snapshot: Snapshot) -> None:
    found = find(snapshot, word)
    assert (found.total, found.reading.mended, found.reading.unknown) == (0, (), (word.lower(),))


def test_s7_near_words_are_offered_as_a_choice(snapshot: Snapshot) -> None:
    (near,) = find(snapshot, "trail families").reading.near
    assert near.typed == "trail"
    assert ("train", "train families") in near.choices
    assert find(snapshot, "zzzzqq families").reading.near == ()


def test_s7_the_rest_of_a_search_is_still_found(snapshot: Snapshot) -> None:
    found = find(snapshot, "lgbtq youth")
    assert found.reading.unknown == ("lgbtq",)
    assert [hit.card.slug for hit in found.hits] == slugs(snapshot, "youth")


@pytest.mark.parametrize(
    "typed, mended", [("famly", "family"), ("gaurdian", "guardian"), ("residental", "residential")]
)
def test_s7_a_misspelling_is_still_mended(typed: str, mended: str, snapshot: Snapshot) -> None:
    assert find(snapshot, typed).reading.mended == ((typed, mended),)


def test_s7_english_is_told_from_what_is_not(tmp_path: Path) -> None:
    write_english(tmp_path / "english")
    english = EnglishWords(tmp_path / "english")
    known = "tribal wraparound behaviour counselling telehealth nonbinary stepfamilies doula lgbtq grandparenting a zoom"
    assert [word for word in known.split() if word not in english] == []
    unknown = "homebilders famly gaurdian inhome residental comming tribl kinshp é 子供"
    assert [word for word in ("", *unknown.split()) if word in english] == []
    assert "tribal" not in EnglishWords()
    assert (tmp_path / "english").stat().st_size < 2_000_000
