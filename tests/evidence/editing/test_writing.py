"""A value in the house style, read back by the registry's own reader."""

import datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.evidence.editing.key_order import find_place, order_keys
from app.evidence.editing.parts import parse_values
from app.evidence.editing.writing import WIDTH, write_block, write_key
from app.evidence.reading.yaml_reader import read_yaml
from tests.conftest import CONTENT

LONG = "Families with a child who is about to be placed outside the home, and families who need intensive help so that a child can return."
TEXTS = st.text(st.characters(codec="utf-8"), max_size=40) | st.sampled_from(
    ["null", "True", "~", "no", "a: b", "a:", "a #b", "#a", "- a", "? a", "[a]", "{a}", "a, b", "it's", '"', "\\", " a", "a ", "a\nb", "a\n\n  b\n", "\t", LONG, f"{LONG}  {LONG}", f"Note: {LONG}", "---", "\ufeff", "\u2028", "-0.1", "https://a.org/?b=[1]#c"]
)  # fmt: skip
VALUES = st.recursive(
    TEXTS | st.none() | st.booleans(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS.filter(bool), inner, max_size=3),
    max_leaves=8,
)
KEYS = st.sampled_from(
    ["name", "note", "groups", "authors", "participants", "effect", "ci", "goals", "topics", "a: b", "null"]
)


def read(lines: list[str]) -> Any:
    result = read_yaml("\n".join(lines))
    assert result.objections == []
    return result.values


@settings(max_examples=150, deadline=None)
@given(KEYS, VALUES, st.sampled_from([0, 4]))
def test_any_value_is_read_back_as_itself(key: str, value: Any, indent: int) -> None:
    assert read(write_key(key, value, indent)) == {key: value}


@pytest.mark.parametrize("key, value, lines", [
    ("name", "Homebuilders®", ["name: Homebuilders®"]),
    ("available", "yes", ["available: yes"]),
    ("title", "null", ['title: "null"']),
    ("title", "Home: a trial", ['title: "Home: a trial"']),
    ("title", 'Enhancing "usual practice": a trial', ["title: 'Enhancing \"usual practice\": a trial'"]),
    ("as_of", None, ["as_of: null"]),
    ("peer_reviewed", True, ["peer_reviewed: true"]),
    ("year", 1993, ["year: 1993"]),
    ("seen", datetime.date(2026, 11, 1), ["seen: 2026-11-01"]),
    ("groups", ["reunifying-families", "kin"], ["groups: [reunifying-families, kin]"]),
    ("authors", ["Westat", "Walton, E."], ['authors: ["Westat", "Walton, E."]']),
    ("ratings", [], ["ratings: []"]),
    ("aliases", ["NPP", "a #b"], ["aliases:", "  - NPP", '  - "a #b"']),
    ("ages", {"min": 0, "max": 17}, ["ages: {min: 0, max: 17}"]),
    ("effect", {"kind": "d", "ci": [-0.1, 0.5]}, ["effect: {kind: d, ci: [-0.1, 0.5]}"]),
    ("comparison", {"note": "a, b"}, ['comparison: {note: "a, b"}']),
    ("manual", {"available": "no"}, ["manual:", "  available: no"]),
    ("note", "one\n\ntwo", ["note: |-", "  one", "", "  two"]),
    ("studies", [{"id": "a", "citation": {"title": "T"}}], ["studies:", "  - id: a", "    citation:", "      title: T"]),
], ids=str)  # fmt: skip
def test_the_house_style(key: str, value: Any, lines: list[str]) -> None:
    assert write_key(key, value) == lines


def test_long_text_is_folded_and_a_title_is_not() -> None:
    lines = write_key("note", LONG, 2)
    assert lines[0] == "  note: >-"
    assert all(len(line) <= WIDTH and line.startswith("    ") for line in lines[1:])
    assert write_key("title", LONG * 2) == [f"title: {LONG * 2}"]


def test_a_list_is_written_at_its_indentation() -> None:
    assert write_block([{"topic": "a", "ratings": []}, "b"], 4) == [
        "    - topic: a",
        "      ratings: []",
        "    - b",
    ]


def test_a_shipped_entry_written_anew_says_the_same() -> None:
    for path in sorted((CONTENT / "programs").glob("*.md")):
        values = parse_values(path.read_text("utf-8"))
        assert read(write_block(values)) == values, path.name


def test_keys_come_in_the_order_of_the_format_and_unknown_ones_stay_behind_their_neighbor() -> None:
    values = {"status": "active", "mine": "x", "name": "A", "studies": [{"design": "rct", "id": "a"}]}
    assert list(order_keys(values)) == ["name", "status", "mine", "studies"]
    assert list(order_keys(values)["studies"][0]) == ["id", "design"]
    assert list(order_keys({"max": 1, "min": 0}, ("target_population", "ages"))) == ["min", "max"]


def test_a_new_key_goes_behind_its_nearest_predecessor() -> None:
    assert find_place("website", ["name", "status", "topics"], ()) == 2
    assert find_place("name", ["status"], ()) == 0
    assert find_place("mine", ["name", "status"], ()) == 2
