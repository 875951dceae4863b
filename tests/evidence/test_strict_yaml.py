"""YAML without its traps: words stay words, numbers keep their digits, every value has a place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.evidence.strict_yaml import read_yaml


@pytest.mark.parametrize("written, read", [
    ("no", "no"), ("yes", "yes"), ("on", "on"), ("010", "010"), ("1:30", "1:30"), ("0x1F", "0x1F"), ("1_000", "1_000"),
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
    assert [(each.rule, each.line, each.column) for each in found.objections] == [("duplicate-key", 2, 11), ("duplicate-key", 3, 1)]


def test_every_value_has_the_place_of_its_key_and_of_itself() -> None:
    places = read_yaml("a:\n  - b: één\n    c: [x, y]\n").places
    assert places["a", 0, "b"].key == (1, 4)
    assert places["a", 0, "b"].value == (1, 7)
    assert places["a", 0, "c", 1].value == (2, 11)


def test_a_second_document_is_refused() -> None:
    assert [each.rule for each in read_yaml("a: 1\n---\nb: 2\n").objections] == ["yaml-syntax"]


@given(st.text(max_size=200))
def test_no_text_makes_the_reader_fail(text: str) -> None:
    found = read_yaml(text)
    assert found.objections or found.values is None or isinstance(found.values, dict | list | str | bool)
