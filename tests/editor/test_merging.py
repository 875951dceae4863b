"""Two people changed one entry: what only one of them touched is taken, what both touched is named."""

import pytest

from app.editor.merging import merge_changes

BASE = {
    "name": "A",
    "goals": ["x", "y"],
    "dates": {"added": "1", "reviewed": "2"},
    "studies": [{"id": "s", "design": "rct"}, {"id": "t"}],
    "other_ratings": [{"rating": "r"}],
}


@pytest.mark.parametrize(
    "mine, theirs, result, both",
    [
        ({"name": "M"}, {"website": "W"}, {"name": "M", "website": "W"}, []),
        ({"name": "M"}, {"name": "T"}, {"name": "M"}, [("name",)]),
        ({"name": "S"}, {"name": "S"}, {"name": "S"}, []),
        (
            {"dates": {"added": "1", "reviewed": "3"}},
            {"dates": {"added": "0", "reviewed": "2"}},
            {"dates": {"added": "0", "reviewed": "3"}},
            [],
        ),
        ({"goals": ["x", "y", "m"]}, {"goals": ["x", "y", "t"]}, {"goals": ["x", "y", "m", "t"]}, []),
        ({"goals": ["x"]}, {"goals": ["x", "y", "t"]}, {"goals": ["x", "t"]}, []),
        (
            {"studies": [{"id": "s", "design": "other"}, {"id": "t"}]},
            {"studies": [{"id": "s", "design": "rct", "sample": "u"}, {"id": "t"}, {"id": "new"}]},
            {"studies": [{"id": "s", "design": "other", "sample": "u"}, {"id": "t"}, {"id": "new"}]},
            [],
        ),
        (
            {"other_ratings": [{"rating": "m"}]},
            {"other_ratings": [{"rating": "t"}]},
            {"other_ratings": [{"rating": "m"}]},
            [("other_ratings",)],
        ),
    ],
)
def test_changes_of_two_people(
    mine: dict[str, object], theirs: dict[str, object], result: dict[str, object], both: list[tuple[str]]
) -> None:
    assert merge_changes(BASE, {**BASE, **mine}, {**BASE, **theirs}) == ({**BASE, **result}, both)


def test_what_one_removed_and_the_other_left_alone_is_gone() -> None:
    without = {key: value for key, value in BASE.items() if key != "goals"}
    assert merge_changes(BASE, without, BASE) == (without, [])
    assert merge_changes(BASE, BASE, without) == (without, [])
    assert merge_changes(BASE, without, {**BASE, "goals": ["z"]})[1] == [("goals",)]


def test_a_study_with_another_id_keeps_what_they_changed_in_it() -> None:
    study = {"id": "s", "design": "rct", "location": "Utah", "sample": "u"}
    moved, renamed = {**study, "location": "Ohio"}, {**study, "id": "m"}
    both_done = {"studies": [{**study, "id": "m", "location": "Ohio"}, {"id": "t"}]}
    base = {"studies": [study, {"id": "t"}]}
    assert merge_changes(base, {"studies": [renamed, {"id": "t"}]}, {"studies": [moved, {"id": "t"}]}) == (
        both_done,
        [],
    )
    assert merge_changes(base, {"studies": [moved, {"id": "t"}]}, {"studies": [renamed, {"id": "t"}]}) == (
        both_done,
        [],
    )


def test_a_study_that_one_removed_and_the_other_changed_is_named() -> None:
    base = {"studies": [{"id": "s", "design": "rct"}, {"id": "t"}]}
    changed, without = {"studies": [{"id": "s", "design": "other"}, {"id": "t"}]}, {"studies": [{"id": "t"}]}
    assert merge_changes(base, changed, without) == (changed, [("studies", 0)])
    assert merge_changes(base, without, changed) == (without, [("studies", "s")])


def test_an_order_that_one_changed_stands_and_two_orders_are_named() -> None:
    first, second, third = rows = [{"level": level, "by": "CEBC", "seen": "2026-11-21"} for level in "123"]
    noted = {**first, "note": "Mine"}
    base, mine = {"ratings": rows}, {"ratings": [noted, second, third]}
    assert merge_changes(base, mine, {"ratings": [second, first, third]}) == (
        {"ratings": [second, noted, third]},
        [],
    )
    assert merge_changes(base, {"ratings": [second, first, third]}, mine) == (
        {"ratings": [second, noted, third]},
        [],
    )
    assert merge_changes(base, {"ratings": [second, first, third]}, {"ratings": [third, second, noted]}) == (
        {"ratings": [second, noted, third]},
        [("ratings",)],
    )
    assert merge_changes(base, mine, {"ratings": [{"level": "4"}, *rows]}) == (mine, [("ratings",)])
