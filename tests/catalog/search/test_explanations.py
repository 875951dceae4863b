"""A search that asks what a word or a rating means is led to what explains it, among the first two."""

import gc
import weakref
from dataclasses import replace

import pytest

from app.catalog.search.explained import explained_in
from app.catalog.search.explanations import MOST_EXPLANATIONS, find_explanations
from app.catalog.snapshot.snapshot import Snapshot
from app.catalog.suggest.suggestions import find_suggestions

QUESTIONS = {
    "what does NR mean": "/guides/not-able-to-be-rated",
    "what NR means and whether to avoid it": "/guides/not-able-to-be-rated",
    "is NR bad": "/ratings#level-nr",
    "not able to be rated": "/ratings#level-nr",
    "difference between NR and no published rating": "/glossary#no-published-rating",
    "what does no published rating mean": "/glossary#no-published-rating",
    "what does rated elsewhere mean": "/glossary#rated-elsewhere",
    "what does level 3 mean": "/ratings#level-3",
    "what is a rating of 2": "/ratings#level-2",
    "difference between level 1 and level 2": "/ratings#level-2",
    "what does well-supported mean": "/ratings#level-1",
    "promising research evidence": "/ratings#level-3",
    "what is a concerning practice": "/ratings#level-5",
    "evidence fails to demonstrate effect": "/ratings#level-4",
    "what does Title IV-E well-supported mean": "/ratings/registries#title-iv-e",
    "how does CrimeSolutions rate": "/ratings/registries#crimesolutions",
    "what are mixed results": "/ratings/registries#tier-mixed",
    "how to read a scientific rating": "/guides/how-to-read-a-scientific-rating",
    "scientific rating scale": "/guides/how-to-read-a-scientific-rating",
    "how do I choose a program for a reunified family": "/guides/choosing-a-program-for-a-reunified-family",
    "what is relational permanency": "/guides/relational-permanency",
    "legal permanency meaning": "/glossary#legal-permanency",
    "difference between adoption and guardianship": "/glossary#guardianship",
    "RCT": "/glossary#randomized-controlled-trial",
    "what is an effect size": "/glossary#effect-size",
    "what does p-value mean": "/glossary#p-value",
    "define fictive kin": "/glossary#fictive-kin",
    "what is usual care": "/glossary#usual-care",
    "what is the relevance level": "/glossary#relevance-level",
    "explain intent to treat": "/glossary#intent-to-treat",
    "post-permanency services": "/topics/post-permanency-services",
}
"""Question -> what it has to lead to."""
NEEDS = (
    "9 year old adopted, aggressive",
    "grandmother with two grandchildren, money and support",
    "16-year-old home from residential care, school",
    "baby, mother in opioid treatment",
    "Spanish-speaking foster parents",
    "how to help a child who steals",
    "what works for aggressive teens",
    "well-supported kinship",
    "adopted children",
    "children",
    "homebuilders",
    "ADOPTS",
    "",
    "what does it mean",
)
"""Searches for programs, which nothing to read comes before."""


def found(snapshot: Snapshot, q: str) -> list[str]:
    return [each.address for each in find_explanations(snapshot, q)]


@pytest.mark.parametrize("q", QUESTIONS)
def test_a_question_leads_to_its_answer_among_the_first_two(q: str, snapshot: Snapshot) -> None:
    assert QUESTIONS[q] in found(snapshot, q)


@pytest.mark.parametrize("q", QUESTIONS)
def test_the_search_box_suggests_the_same(q: str, snapshot: Snapshot) -> None:
    suggested = [each.address for each in find_suggestions(snapshot, q) if each.kind not in ("program", "population")]
    assert QUESTIONS[q] in suggested[:2]


def test_at_least_twenty_five_questions_about_words_and_ratings_are_asked() -> None:
    about = [address for address in QUESTIONS.values() if not address.startswith("/topics/")]
    assert len(about) >= 25


@pytest.mark.parametrize("q", NEEDS)
def test_a_need_or_the_name_of_a_program_is_not_a_question_about_words(q: str, snapshot: Snapshot) -> None:
    assert found(snapshot, q) == []


def test_everything_is_found_by_each_of_its_names_unless_others_have_it_too(snapshot: Snapshot) -> None:
    for each in explained_in(snapshot):
        for name in each.names:
            explanations = find_explanations(snapshot, f"what does “{name}” mean")
            assert 1 <= len(explanations) <= MOST_EXPLANATIONS, name
            same = {other.shown.label for other in explained_in(snapshot) if name in other.names}
            assert each.shown in explanations or len(same) > 1 or name != each.shown.label, name


def test_both_words_of_a_difference_are_explained(snapshot: Snapshot) -> None:
    assert set(found(snapshot, "difference between adoption and guardianship")) == {
        "/glossary#adoption", "/glossary#guardianship",
    }  # fmt: skip


def test_a_level_and_the_word_of_its_name_are_not_both_shown(snapshot: Snapshot) -> None:
    assert found(snapshot, "what does NR mean") == ["/ratings#level-nr", "/guides/not-able-to-be-rated"]


def test_what_was_retired_explains_nothing(snapshot: Snapshot) -> None:
    guide, html = snapshot.guides["not-able-to-be-rated"]
    retired = {"not-able-to-be-rated": (guide.model_copy(update={"status": "retired"}), html)}
    assert found(replace(snapshot, guides=retired), "what does NR mean")[0] == "/ratings#level-nr"
    assert "/guides/not-able-to-be-rated" not in found(replace(snapshot, guides=retired), "what does NR mean")


def test_a_generation_is_let_go_with_what_explains_it(snapshot: Snapshot) -> None:
    new = replace(snapshot)
    assert found(new, "RCT")
    gone = weakref.ref(new)
    del new
    assert found(snapshot, "RCT")
    gc.collect()
    assert gone() is None
