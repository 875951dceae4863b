"""What the form says of two versions is what happened to them, and nothing else."""

import re
from copy import deepcopy
from typing import Any

from app.editor.differences import EntryVersion, describe_changes
from app.evidence.editing.parts import parse_values
from tests.conftest import CONTENT
from tests.editor.conftest import Editor
from tests.editor.submitting import submission

RATING = {
    "level": "3",
    "by": "CEBC",
    "source": "https://example.org/rating",
    "seen": "2026-11-21",
    "copy": "live",
}


def entry(slug: str) -> dict[str, Any]:
    return parse_values((CONTENT / "programs" / f"{slug}.md").read_text("utf-8"))


def told(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    return describe_changes(EntryVersion(before, {}), EntryVersion(after, {}))


def study(values: dict[str, Any], id: str) -> dict[str, Any]:
    return next(each for each in values["studies"] if each["id"] == id)


def test_after_saving_a_rating_on_top_only_the_new_one_is_told(editor: Editor) -> None:
    page = editor.press("homebuilders", editor.open("homebuilders"), "add topics.0.ratings").get_data(
        as_text=True
    )
    saved = editor.press(
        "homebuilders",
        submission(page) | {f"topics.0.ratings.n1.{key}": [value] for key, value in RATING.items()},
    )
    notice = (
        editor.client.get(saved.headers["Location"])
        .get_data(as_text=True)
        .split('aria-label="Saved"')[1]
        .split("<details>")[0]
    )
    assert re.findall(r"<li>(.*?)</li>", notice) == ["Topic post-permanency-services, Rating 1 was added."]


def test_a_row_that_was_removed_or_moved_changes_no_other() -> None:
    before = entry("on-the-way-home")
    without, moved = deepcopy(before), deepcopy(before)
    del study(without, "trout-2020")["findings"][0]
    findings = study(moved, "trout-2020")["findings"]
    findings.insert(1, findings.pop(0))
    assert told(before, without) == ["Study trout-2020, Finding 1 was removed."]
    assert told(before, moved) == ["Study trout-2020, Findings: the order is another one."]


def test_a_row_that_changed_and_moved_is_named_by_both_places() -> None:
    before = entry("homebuilders")
    after = deepcopy(before)
    old = after["topics"][0]["ratings"][0]
    after["topics"][0]["ratings"] = [RATING, {**old, "level": "4"}]
    assert told(before, after) == [
        "Topic post-permanency-services, Rating 1 was added.",
        "Topic post-permanency-services, Rating 1 (now 2), Level: “2” is now “4”.",
    ]


def test_a_study_with_another_id_is_still_that_study_and_one_in_its_place_is_not() -> None:
    before = entry("homebuilders")
    renamed, replaced = deepcopy(before), deepcopy(before)
    renamed["studies"][0]["id"] = "walton-1994"
    replaced["studies"][0] = {"id": "utah", "design": "rct", "citation": {"title": "Another"}}
    assert told(before, renamed) == ["Study walton-1993, Id: “walton-1993” is now “walton-1994”."]
    assert told(before, replaced) == ["Study walton-1993 was removed.", "Study utah was added."]


def test_rows_that_share_a_name_are_told_apart() -> None:
    first, second = (
        {"registry": "nrepp", "rating": "A", "seen": "2026-11-21"},
        {"registry": "nrepp", "rating": "B", "seen": "2026-11-20"},
    )
    assert told({"other_ratings": [first, second]}, {"other_ratings": [second]}) == ["Rating 1 was removed."]


def test_a_list_that_is_none_is_told_as_it_stands() -> None:
    assert told({"topics": {"topic": "a"}}, {"topics": [{"topic": "a"}]}) == [
        "Topics and published ratings: “{'topic': 'a'}” is now “{'topic': 'a'}”."
    ]
