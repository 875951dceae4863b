"""How a search box reads what is typed into it."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.catalog.text.analysis import fold_word
from app.catalog.text.question import MOST_WORDS, NAMED_FIELDS, Clause, Question, read_question


def asked(text: str) -> list[list[str]]:
    """The words of each clause that is asked for."""
    return [typed(clause) for clause in read_question(text).asked]


def excluded(text: str) -> list[list[str]]:
    return [typed(clause) for clause in read_question(text).excluded]


def typed(clause: Clause) -> list[str]:
    return [word.typed for word in clause.words]


def only(text: str) -> Clause:
    (clause,) = read_question(text).asked
    return clause


def test_words_are_asked_for_one_by_one_in_order() -> None:
    assert asked("Kinship  caregivers\tsupport") == [["kinship"], ["caregivers"], ["support"]]
    assert not any(clause.exact for clause in read_question("kinship caregivers").asked)


def test_quoted_words_are_one_exact_phrase() -> None:
    assert asked('help "foster parents" now')[1] == ["foster", "parents"]
    assert only('"foster parents"').exact
    assert only('"keep"').exact


def test_an_unfinished_quote_runs_to_the_end() -> None:
    clause = only('"foster parents of teens')
    assert clause.exact
    assert typed(clause) == ["foster", "parents", "teens"]


@pytest.mark.parametrize("text", ['""', '"', '" "', '"the"', '-""', 'name:""'])
def test_empty_quotes_ask_for_nothing(text: str) -> None:
    assert read_question(text) == Question()


def test_quotes_may_touch_words() -> None:
    assert asked('kin"foster care"teens') == [["kin"], ["foster", "care"], ["teens"]]


def test_minus_leaves_out_words_phrases_and_fields() -> None:
    assert asked("foster -care") == [["foster"]]
    assert excluded("foster -care") == [["care"]]
    assert excluded('foster -"kinship care" -tf-cbt') == [["kinship", "care"], ["tf", "cbt"]]
    assert read_question("-study:walton").excluded[0].fields == NAMED_FIELDS["study"]


def test_a_minus_inside_a_word_or_alone_is_only_a_sign() -> None:
    assert excluded("tf-cbt") == excluded("kin - tech") == excluded("-") == excluded("- -") == []
    assert asked("kin - tech") == [["kin"], ["tech"]]


@pytest.mark.parametrize("name, fields", NAMED_FIELDS.items())
def test_four_fields_can_be_named(name: str, fields: tuple[str, ...]) -> None:
    assert set(NAMED_FIELDS) == {"name", "summary", "components", "study"}
    assert only(f"{name}:walton").fields == fields
    assert typed(only(f'{name}:"home visits"')) == ["home", "visits"]
    assert only(f'{name}:"home visits"').fields == fields


@pytest.mark.parametrize("text, words", [
    ("author:walton", [["author"], ["walton"]]),
    ("slug:keep", [["slug"], ["keep"]]),
    ("names:keep", [["names"], ["keep"]]),
    ("https://keepfostering.org", [["https"], ["keepfostering.org"]]),
    ("3:1 ratio", [["3"], ["1"], ["ratio"]]),
    ("name:", [["name"]]),
    ("name: keep", [["name"], ["keep"]]),
])  # fmt: skip
def test_any_other_colon_is_only_a_sign(text: str, words: list[list[str]]) -> None:
    assert asked(text) == words
    assert not any(clause.fields for clause in read_question(text).asked)


def test_a_repeated_word_is_asked_for_once() -> None:
    assert asked("parent parents PARENT parent's") == [["parent"]]
    assert asked('kin "kin" kin') == [["kin"], ["kin"]]


def test_words_beyond_the_limit_are_left_out_and_that_is_said() -> None:
    words = [f"word{number}" for number in range(MOST_WORDS + 6)]
    assert MOST_WORDS == 24
    question = read_question(" ".join(words))
    assert question.cut
    assert [typed(clause) for clause in question.asked] == [[word] for word in words[:MOST_WORDS]]
    assert not read_question(" ".join(words[:MOST_WORDS])).cut
    assert not read_question("again " * 30).cut


@pytest.mark.parametrize("quote", ['"{}"', '"{}'])
def test_a_phrase_beyond_the_limit_is_not_thrown_away_whole(quote: str) -> None:
    question = read_question(quote.format(" ".join(f"w{number}" for number in range(MOST_WORDS + 1))))
    assert question.cut
    assert question.asked


def test_stop_words_are_not_asked_for() -> None:
    assert asked("the return of a child") == [["return"], ["child"]]
    assert read_question("the of and") == Question()


def test_filler_words_are_known_as_such_unless_written_in_capitals() -> None:
    clauses = read_question("need to keep children").asked
    assert [word.filler for clause in clauses for word in clause.words] == [True, True, False]
    assert not only("KEEP").words[0].filler


def test_a_star_stands_for_any_ending() -> None:
    assert [(word.typed, word.prefix) for word in only("Adopt*").words] == [("adopt", True)]
    assert only("the*").words[0].prefix
    assert only("name:kin*").words[0].prefix


@pytest.mark.parametrize("text", ["*", "**", "* *", "-*", "name:*"])
def test_a_star_alone_is_only_a_sign(text: str) -> None:
    assert read_question(text) == Question()


def test_hyphenated_words_stay_together() -> None:
    assert asked("tf-cbt trauma") == [["tf", "cbt"], ["trauma"]]
    assert typed(only("name:tf-cbt")) == ["tf", "cbt"]


@pytest.mark.parametrize("text", [
    "", " ", "®™ “” … —", "?!.,;:()[]{}<>|\\/&%$#@^~`+=", "\x00\x01\x1f\x7f", "\u202e\u200b\ufeff",
    "👨‍👩‍👧", "'", '-:"*',
])  # fmt: skip
def test_signs_alone_ask_for_nothing(text: str) -> None:
    assert read_question(text) == Question()


def test_control_characters_part_words() -> None:
    words = [word for clause in asked("foster\x00care\x1fkin\u202eteens") for word in clause]
    assert words == ["foster", "care", "kin", "teens"]


def test_spans_point_at_what_was_typed() -> None:
    text = 'Homebilders® -"group care" name:KEEP adopt* "first  stay" x:tf-cbt'
    question = read_question(text)
    clauses = [text[slice(*clause.span)] for clause in (*question.asked, *question.excluded)]
    assert clauses == ["Homebilders®", "name:KEEP", "adopt*", '"first  stay"', "x", "tf-cbt", '-"group care"']
    words = [text[slice(*word.span)] for clause in question.asked for word in clause.words]
    assert words == ["Homebilders", "KEEP", "adopt*", "first", "stay", "x", "tf", "cbt"]


SIGNS = ['"', "-", "*", ":", "'", "’", " ", "\x00", "\u202e", "İ", "ß", "é", "e\u0301", "子供", "👨‍👩‍👧"]
pieces = st.sampled_from([*SIGNS, "name:", "study:", "the", "keep", "tf-cbt"]) | st.text(max_size=3)
joined_pieces = st.lists(pieces, max_size=40).map(lambda parts: "".join(parts)[:200])


@settings(deadline=None, max_examples=150, derandomize=True)
@given(st.text(max_size=200) | joined_pieces)
@example('name:-"*')
def test_any_text_is_read_and_spans_stay_inside_it(text: str) -> None:
    question = read_question(text)
    for clause in (*question.asked, *question.excluded):
        assert clause.words
        assert 0 <= clause.span[0] < clause.span[1] <= len(text)
        for word in clause.words:
            assert clause.span[0] <= word.span[0] < word.span[1] <= clause.span[1]
            assert fold_word(text[slice(*word.span)].removesuffix("*")) == word.typed
    assert sum(len(clause.words) for clause in (*question.asked, *question.excluded)) <= MOST_WORDS
