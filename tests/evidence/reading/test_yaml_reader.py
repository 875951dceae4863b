"""YAML without its traps: words stay words, numbers keep their digits, every value has a place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.evidence.reading.yaml_reader import read_yaml


@pytest.mark.parametrize("written, read", [
    ("no", "no"), ("yes", "yes"), ("on", "on"), ("010", "010"), ("1:30", "1:30"), ("0x1F", "0x1F"),
    ("1_000", "1_000"),
    ("1.10", "1.10"), ("2026-11-21", "2026-11-21"), ("110", "110"), (".5", ".5"), ("12e3", "12e3"),
    ("true", True), ("False", False), ("null", None), ("~", None), ("", None),
    ('"true"', "true"), ("'null'", "null"), ('"110"', "110"),
])  # fmt: skip
def test_only_null_true_and_false_are_more_than_text(written: str, read: object) -> None:
    found = read_yaml(f"key: {written}")
    assert found.values == {"key": read}
    assert found.objections == []


def test_the_first_of_two_equal_keys_is_kept_and_the_second_reported() -> None:
    found = read_yaml("a: 1\nb: {c: 1, c: [2, {d: 3}]}\na: 2\n")
    assert found.values == {"a": "1", "b": {"c": "1"}}
    assert [(each.rule, each.line, each.column) for each in found.objections] == [
        ("duplicate-key", 2, 11),
        ("duplicate-key", 3, 1),
    ]


def test_every_value_has_the_place_of_its_key_and_of_itself() -> None:
    places = read_yaml("a:\n  - b: één\n    c: [x, y]\n").places
    assert places["a", 0, "b"].key == (1, 4)
    assert places["a", 0, "b"].value == (1, 7)
    assert places["a", 0, "c", 1].value == (2, 11)


@pytest.mark.parametrize("separator", ["\x85", "\u2028", "\u2029"])
def test_a_line_end_that_only_yaml_knows_is_told_and_moves_no_line(separator: str) -> None:
    found = read_yaml(f'a: "x{separator}y"\nb: x{separator}y # z\nb: 2\n')
    assert found.values == {"a": "x y", "b": "x y"}
    assert [(each.rule, each.line, each.column) for each in found.objections] == [
        ("control-character", 1, 6),
        ("control-character", 2, 5),
        ("duplicate-key", 3, 1),
    ]
    assert f"U+{ord(separator):04X}" in found.objections[0].message


def test_what_follows_from_such_a_line_end_is_not_told() -> None:
    assert [(each.line, each.column) for each in read_yaml("a: x\u2028b: y\n").objections] == [(1, 5)]


def test_in_quotes_such_a_line_end_may_be_spelled_out() -> None:
    assert read_yaml('a: "x\\u2028y"').values == {"a": "x\u2028y"}


@pytest.mark.parametrize("text, place, remedy", [
    ("a: x\nb:y\nc: z", (2, 1), "space after the colon"), ("a: x\nb:y", (2, 1), "space after the colon"),
    ("a:x\nb: y", (1, 1), "space after the colon"),
    ("a:{b: y, c: z}", (1, 1), "space after the colon"), ("a: x\ny z\nb: z", (2, 1), "indent this line"),
    ('a: "x\nb: y', (1, 4), "Close the quotation mark"),
    ('a: "x\nb: "y"', (1, 4), "Close the quotation mark"),
    ("a: ['x]\nb: ['y']", (1, 5), "Close the quotation mark"),
    ('a:\n  - "x\nb: "y"', (2, 5), "Close the quotation mark"),
    ('a: "x\n  y"\n   b: z', (3, 4), "Compare the line"),
    ("a: see c:d\nb: x: y", (2, 5), "Put text that contains a colon"),
])  # fmt: skip
def test_a_syntax_error_is_told_where_the_mistake_was_made(
    text: str, place: tuple[int, int], remedy: str
) -> None:
    (objection,) = read_yaml(text).objections
    assert (objection.line, objection.column) == place
    assert remedy in objection.hint


def test_a_second_document_is_refused() -> None:
    assert [each.rule for each in read_yaml("a: 1\n---\nb: 2\n").objections] == ["yaml-syntax"]


@given(st.text(max_size=200))
def test_no_text_makes_the_reader_fail(text: str) -> None:
    found = read_yaml(text)
    assert found.objections or found.values is None or isinstance(found.values, dict | list | str | bool)
