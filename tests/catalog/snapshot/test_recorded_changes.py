"""What counts as a change, of which day it is, and that its name stays the same whatever is edited."""

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest

from app.catalog.build.build import build
from app.catalog.search.retired import find_retired
from app.catalog.snapshot.catalog import Catalog
from app.catalog.snapshot.published_ratings import RegistryRating
from app.catalog.snapshot.recorded_changes import (
    ProgramRecord,
    RecordedChange,
    list_changes,
    order_changes,
    pick_latest,
)
from app.catalog.snapshot.snapshot import Snapshot
from app.evidence.entry.program import Level, Retired
from tests.conftest import TODAY
from tests.small_content import copy_with

Edit = Callable[[str, str, str], None]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copy_with(("keep", "homebuilders", "adopts-therapy"), tmp_path / "content")


@pytest.fixture
def edit(folder: Path) -> Edit:
    def replace(slug: str, old: str, new: str) -> None:
        entry = folder / "programs" / f"{slug}.md"
        text = entry.read_text("utf-8")
        assert old in text
        entry.write_text(text.replace(old, new, 1), "utf-8")

    return replace


@pytest.fixture
def built(folder: Path, tmp_path: Path) -> Callable[[], Snapshot]:
    def snapshot() -> Snapshot:
        made = build(folder, tmp_path / "catalog", TODAY)
        assert made.generation, made.problems
        return Catalog(tmp_path / "catalog").snapshot()

    return snapshot


def rating(
    level: Level, as_of: str | None, seen: str | None = "2026-11-21", by: str = "CEBC"
) -> RegistryRating:
    registry, said = {"CEBC": "cebc"}.get(by), f"{level} – In words"
    return RegistryRating("ktc", registry, by, said, "A topic", as_of, None, seen, None, None, level)


def told(*ratings: RegistryRating, topic: str | None = "a-topic") -> list[RecordedChange]:
    in_topic = tuple((topic, each) for each in ratings)
    record = ProgramRecord("ktc", "KTC", "A coach.", "2026-11-20", (), None, False, in_topic)
    return [change for change in list_changes(record, {}) if change.kind == "rating"]


def test_every_rating_and_every_program_of_the_registry_is_a_change_once(snapshot: Snapshot) -> None:
    kinds = [change.kind for change in snapshot.changes]
    assert kinds.count("added") == len(snapshot.cards)
    assert [change.published for change in snapshot.changes if change.published] != []
    assert set(snapshot.published) <= {change.published for change in snapshot.changes}
    assert len({change.id for change in snapshot.changes}) == len(snapshot.changes)


def test_a_change_is_of_the_publishers_date_else_of_the_day_it_was_seen() -> None:
    ratings = rating("2", "2024-05"), rating("2", None), rating("2", None, seen=None)
    dated, undated, unknown = (told(each)[0] for each in ratings)
    assert (dated.date, dated.is_publishers_date) == ("2024-05", True)
    assert (undated.date, undated.is_publishers_date) == ("2026-11-21", False)
    assert (unknown.date, unknown.is_publishers_date) == (None, False)


@pytest.mark.parametrize("as_of, seen, entered", [
    ("2011-07", "2026-11-21", "2026-11-21"), (None, "2026-11-19", "2026-11-20"),
    ("2027", None, "2027-01-01"), ("2011", None, "2026-11-20"), (None, None, "2026-11-20"),
])  # fmt: skip
def test_a_change_enters_when_it_was_seen_and_never_before_its_program(
    as_of: str | None, seen: str | None, entered: str
) -> None:
    assert told(rating("2", as_of, seen))[0].entered == entered


def test_an_old_rating_entered_today_is_among_the_latest() -> None:
    old, known = told(rating("2", "2011-07", "2026-12-01"))[0], told(rating("3", None, "2026-11-21"))[0]
    assert order_changes([old, known]) == (known, old)
    assert pick_latest([known, old], 1) == [old]


def test_a_rating_says_what_the_same_publisher_said_before() -> None:
    newest, between = rating("2", "2026"), rating("3", "2024")
    changes = told(newest, between, rating("1", "2022", by="OTHER"), rating("nr", "2020"))
    assert [change.before for change in changes] == [None, None, "nr – In words", "3 – In words"]
    assert [change.before for change in told(newest, between, topic=None)] == [None, None]


def test_a_newer_rating_leaves_the_names_of_the_others_alone() -> None:
    old, new = (rating("2", "2024"), rating("3", "2022")), (rating("2", "2026"), rating("3", "2025"))
    before, after = ({each.published: each.id for each in told(*some)} for some in (old, new + old))
    assert before.items() <= after.items()
    assert sorted(after.values()) == [f"ktc/rating/a-topic/cebc/{end}" for end in ("2", "2/2", "3", "3/2")]


def test_less_precise_dates_follow_those_within_them() -> None:
    dates = ["2024", "2024-05", None, "2024-05-02", "2024-06", "2023-12-31", "2024-05-01"]
    numbered = [(f"{number}/added", date) for number, date in enumerate(dates)]
    changes = [RecordedChange(id, "added", "x", "X", date, "2026-01-01") for id, date in numbered]
    ordered = ["2024-06", "2024-05-02", "2024-05-01", "2024-05", "2024", "2023-12-31", None]
    assert [change.date for change in order_changes(changes)] == ordered


def test_names_survive_edited_texts_and_a_new_address(
    folder: Path, edit: Edit, built: Callable[[], Snapshot]
) -> None:
    before = {change.id for change in built().changes}
    edit("homebuilders", "name: Homebuilders®", "name: House Builders\nformer_slugs: [homebuilders]")
    edit("homebuilders", "  Short, intensive in-home work", "  Brief, intensive in-home work")
    edit("homebuilders", "as_of: null", "as_of: 2024-05")
    edit("homebuilders", "scope: In-home parent skill-based programs", "scope: At home")
    (folder / "programs" / "homebuilders.md").rename(folder / "programs" / "house-builders.md")
    after = built()
    assert {change.id for change in after.changes} == before
    assert "2024-05" in {change.date for change in after.changes if change.program == "house-builders"}


def test_a_retired_program_stays_among_the_changes_and_can_be_found_by_filters(
    edit: Edit, built: Callable[[], Snapshot]
) -> None:
    before = {change.id for change in built().changes}
    edit(
        "homebuilders",
        "status: active",
        "status: retired\nretired: {date: 2026-11-22, reason: Closed, successor: keep}",
    )
    shown = built()
    assert {change.id for change in shown.changes} == before | {"homebuilders/retired"}
    gone = next(change for change in shown.changes if change.kind == "retired")
    assert gone.retired == Retired(date=datetime.date(2026, 11, 22), reason="Closed", successor="keep")
    one = frozenset({"homebuilders"})
    assert find_retired(shown, {}) == one
    assert (
        find_retired(
            shown,
            {
                "topic": ("post-permanency-services",),
                "rating": ("2", "5"),
                "age": ("17",),
                "setting": ("home",),
            },
        )
        == one
    )
    for chosen in (
        {"topic": ("post-permanency-services",), "rating": ("5",)},
        {"age": ("18",)},
        {"population": ("adoptive-families",)},
        {"rating": ("none",)},
    ):
        assert find_retired(shown, chosen) == frozenset()
