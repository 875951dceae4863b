"""Published ratings: a newer line is news, anything else loses history."""

import re

import pytest
import yaml

from app.evidence.diff.change import Change
from app.evidence.diff.matching import find_matches
from app.evidence.diff.published_ratings import SAME, as_line, provenance
from app.evidence.entry.program import PublishedRating
from tests.conftest import CONTENT, TODAY
from tests.evidence.diff.comparing import KEEP, SOURCE, Editing, only, said, shipped

NAME, TOPIC = (
    "KEEP (Keeping Foster and Kin Parents Supported and Trained)",
    "Placement Stabilization Programs",
)
TOP = re.search(r"    ratings:\n(?: {6}.*\n)+", (CONTENT / KEEP).read_text("utf-8"))[0]  # type: ignore[index]
"""The ratings of its first topic, as they stand in the entry: one of CEBC."""
SEEN = shipped().programs["keep"].value.topics[0].ratings[0].seen
NEWER = f'      - {{level: 2, by: CEBC, as_of: 2026-10, source: "{SOURCE}", seen: 2026-11-20, copy: live}}\n'


def ratings(editing: Editing, *pairs: tuple[str, str]) -> list[Change]:
    """The changes of KEEP's ratings in its first topic."""
    editing.replace(KEEP, *pairs)
    return [change for change in editing.changes() if change.kind.startswith("rating-")]


def test_a_new_line_on_top_is_a_rating_that_the_publisher_raised(editing: Editing) -> None:
    (change,) = ratings(editing, ("    ratings:\n", f"    ratings:\n{NEWER}"))
    assert change.sentence == (
        f"CEBC raised its rating of {NAME} in {TOPIC} from 3 (Promising Research Evidence) to 2 (Supported by Research Evidence)."
    )
    assert change.reasons[0] == f"As of October 2026. Seen on 20 November 2026 on the live page ({SOURCE})."
    assert change.reasons[-1].startswith("Our own check of the studies there: ")
    assert (change.program, change.topic, change.is_problem) == (
        "keep",
        "placement-stabilization-programs",
        False,
    )


@pytest.mark.parametrize(
    "level, verb",
    [("4", "lowered"), ("nr", "changed")],
)
def test_a_rating_falls_and_not_rated_is_neither_up_nor_down(editing: Editing, level: str, verb: str) -> None:
    (change,) = ratings(
        editing, ("    ratings:\n", "    ratings:\n" + NEWER.replace("level: 2", f"level: {level}"))
    )
    assert change.sentence.startswith(f"CEBC {verb} its rating of {NAME}")
    assert f", which does not include {level.upper()}" in change.reasons[-1]


def test_the_same_level_again_is_a_confirmation(editing: Editing) -> None:
    (change,) = ratings(editing, ("    ratings:\n", "    ratings:\n" + NEWER.replace("level: 2", "level: 3")))
    assert (change.kind, change.sentence) == (
        "rating-confirmed",
        f"CEBC still gives {NAME} in {TOPIC} the rating 3 (Promising Research Evidence): a newer line was recorded.",
    )


def test_an_older_rating_that_was_found_is_history(editing: Editing) -> None:
    (change,) = ratings(
        editing, (TOP, TOP + f'      - {{level: 4, by: CEBC, as_of: 2011, source: "{SOURCE}"}}\n')
    )
    assert said([change]) == [
        (
            "rating-history",
            f"An older rating of {NAME} in {TOPIC} was recorded: 4 (Evidence Fails to Demonstrate Effect) by CEBC.",
        )
    ]
    assert change.reasons == (f"As of 2011. When it was seen is not recorded ({SOURCE}).",)


def test_a_level_that_is_edited_in_place_loses_history_and_the_old_line_is_given_back(
    editing: Editing,
) -> None:
    lost, changed = ratings(editing, ("- level: 3\n", "- level: 2\n"))
    assert lost.is_problem
    assert (
        "was overwritten: it was 3 (Promising Research Evidence) by CEBC and now reads 2 (Supported by Research Evidence) by CEBC."
        in lost.sentence
    )
    assert lost.remedy is not None
    assert "`- {level: 3, by: CEBC, source: " in lost.remedy
    assert f"seen: {SEEN}, copy: stored}}`" in lost.remedy
    assert changed.kind == "rating-changed"
    assert "CEBC raised" not in changed.sentence, "without a line of its own nobody is said to have acted"


def test_the_line_to_put_back_is_one_line_that_reads_the_same() -> None:
    rating = PublishedRating.model_construct(
        level="3", by="CEBC", as_of="2024-05", seen=TODAY, seen_copy="live", note="First: it's\n\n[so]."
    )
    line = as_line(rating)
    assert "\n" not in line
    assert yaml.load(line, yaml.BaseLoader) == [
        {
            "level": "3",
            "by": "CEBC",
            "as_of": "2024-05",
            "seen": str(TODAY),
            "copy": "live",
            "note": rating.note,
        }
    ]


def test_a_deleted_line_loses_history(editing: Editing) -> None:
    lost, removed = ratings(editing, (TOP, "    ratings: []\n"))
    assert (lost.kind, removed.kind) == ("rating-history-lost", "rating-removed")
    assert "was deleted: 3 (Promising Research Evidence) by CEBC." in lost.sentence


def test_a_line_without_any_date_is_a_problem(editing: Editing) -> None:
    undated, _ = ratings(
        editing, ("    ratings:\n", f'    ratings:\n      - {{level: 2, by: CEBC, source: "{SOURCE}"}}\n')
    )
    assert undated.kind == "rating-undated"
    assert (
        undated.remedy
        == "Add `as_of` (the publisher's date) or `seen` (the day on which you saw it) to the line."
    )


def test_the_publishers_date_may_be_unknown_when_the_day_of_reading_is_not(editing: Editing) -> None:
    assert not any(
        change.is_problem
        for change in ratings(
            editing, ("    ratings:\n", "    ratings:\n" + NEWER.replace("2026-10", "null"))
        )
    )


def test_what_becomes_known_of_a_rating_is_no_new_rating(editing: Editing) -> None:
    (change,) = ratings(editing, ("        as_of: null\n", "        as_of: 2024-03\n"))
    assert change.kind == "rating-details"
    assert change.reasons == ("Its date from not recorded to March 2024.",)


def test_a_program_that_leaves_a_topic_takes_its_rating_along(editing: Editing) -> None:
    removed = only(
        ratings(editing, (f"  - topic: placement-stabilization-programs\n    relevance: high\n{TOP}", "")),
        "rating-removed",
    )
    assert removed.reasons == ("It was 3 (Promising Research Evidence) by CEBC.",)


def test_another_publisher_is_named() -> None:
    old, new = (
        PublishedRating(level="3", by="CEBC", as_of="2019"),
        PublishedRating(level="3", by="Another", as_of="2020", note="Draft"),
    )
    found = find_matches((old,), (new, old), SAME)
    assert (found.lost, found.added, found.kept) == ((), (new,), ((old, old),))
    assert provenance(new) == "As of 2020. When it was seen is not recorded. Note: Draft"
