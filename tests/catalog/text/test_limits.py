"""Nothing that can be typed makes a search fail."""

import random

import pytest
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st

from app.catalog.search.search import SORTS, SearchRequest, SearchResult, search
from app.catalog.snapshot.snapshot import Snapshot

LONGEST_SEARCH = 200
ODD = [
    "*", "**", "a*", "the*", "* *", '"', '""', '"" ""', '"*"', '"a*"', "-", "--", "-*", '-"', ":",
    "name:", "name:*", 'name:"', "-name:-", "study:study:walton", "AND", "OR NOT", "the of and", "the",
    "((((", "[a-z]+", "%", "'; DROP TABLE program; --", "<script>", "\\", "\x00", "\x00\x1f\x7f",
    "\u202eabc", "שלום משפחה", "عائلة", "子供", "子供*", '"子供 家族"', "👨‍👩‍👧", "İstanbul", "ǅ", "ﬁ", "e\u0301",
    "ß", "²", "½", "a" * 200, "a" * 199 + "*", '"' + "a" * 199, "x " * 100, "kin " * 50, "kin* " * 40,
    "-kin " * 40, '"a" ' * 50, "a b c d e f g h i j k l m n o p q r s t u v w x y z",
    " ".join("abcdefghijklmnopqrstuvwxyz") + "*", "- " * 100, '"' * 200, "*" * 200, "-" * 200, ":" * 200,
    "." * 200, "'" * 200, "_" * 200, "9" * 200, "home's's's", "o’’clock", "..a..", "a.b.c.d", "1.5",
    "16–18",
]  # fmt: skip


def answered(snapshot: Snapshot, q: str, sort: str | None = None) -> SearchResult:
    """Only what holds of any answer: as many results as were counted, each text whole."""
    found = search(snapshot, SearchRequest(q=q, sort=sort, per_page=1000))
    assert len(found.hits) == found.total <= len(snapshot.cards)
    for hit in found.hits:
        assert "".join(piece for piece, _ in hit.name) == hit.card.name
        assert "".join(piece for piece, _ in hit.summary) == hit.card.summary
    return found


@pytest.mark.parametrize("q", ODD, ids=range(len(ODD)))
def test_odd_searches_are_answered(q: str, snapshot: Snapshot) -> None:
    answered(snapshot, q)


def test_a_star_after_a_single_letter_is_just_a_star(snapshot: Snapshot) -> None:
    for letter in "abcdefghijklmnopqrstuvwxyz0123456789_é子":
        assert answered(snapshot, f"{letter}*").total == answered(snapshot, letter).total


def test_random_mixtures_of_words_and_signs_are_answered(snapshot: Snapshot) -> None:
    chance = random.Random(2)
    words = [word for card in snapshot.cards for word in card.summary.split()]
    for _ in range(150):
        signs = chance.choices(['"', "-", "*", ":", "name:", " "], k=6)
        parts = [*chance.sample(words, 8), *chance.sample(ODD, 4), *signs]
        chance.shuffle(parts)
        answered(snapshot, chance.choice(("", " ")).join(parts)[:LONGEST_SEARCH], chance.choice(SORTS))


letters = st.one_of(st.characters(), st.sampled_from("\"-*: '’\x00\u202e\u0301"), st.sampled_from("aeiknrst"))


@settings(deadline=None, max_examples=150, derandomize=True)
@given(st.text(letters, max_size=LONGEST_SEARCH))
def test_any_text_is_answered(snapshot: Snapshot, q: str) -> None:
    answered(snapshot, q)


@settings(deadline=None, max_examples=100, derandomize=True)
@given(st.text(letters, max_size=LONGEST_SEARCH))
def test_what_a_search_says_about_itself_can_be_searched(snapshot: Snapshot, q: str) -> None:
    found = answered(snapshot, q)
    for said in (found.reading.repeated, found.reading.verbatim, *(each.q for each in found.dropped)):
        answered(snapshot, said or "")


def test_a_long_search_may_be_taken_as_typed(snapshot: Snapshot, client: FlaskClient) -> None:
    """Its misspelled words are then in quotes; what would be too long for the page is not offered."""
    q = ("homebilders " + "family " * 30)[: LONGEST_SEARCH - 1] + "y"
    verbatim = search(snapshot, SearchRequest(q=q)).reading.verbatim
    assert verbatim is None
    verbatim = search(snapshot, SearchRequest(q=q[:190])).reading.verbatim
    assert verbatim
    assert client.get("/programs", query_string={"q": verbatim}).status_code == 200


def test_a_search_that_grows_too_long_when_mended_is_not_offered_again(client: FlaskClient) -> None:
    q = "adoptve famly aftr fostr care placment disrption " * 4
    answer = client.get("/api/v1/programs", query_string={"q": q[:LONGEST_SEARCH].strip()}).get_json()
    assert len(answer["query"]["shown"]) > LONGEST_SEARCH
    assert answer["did_you_mean"] is None
